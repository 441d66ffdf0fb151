"""What a tick costs with a million effects to come (and as many done), beside a thousand, on SQLite and PostgreSQL."""

import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
import structlog
from flask import Flask

from bot.domain.effects import State
from bot.facilitation.heartbeat import Heartbeat
from bot.ports import Desk
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from bot.store.tables import effect
from bot.web.app import create_app
from scheduler.duties import run_due
from tests.faults.community import NOON, settle_in
from tests.pg import Postgres, a_server, prepared
from tests.voice.community import FLAVOURS, desk_of

FEW, DOUBLINGS = 1_000, 10  # a thousand, and a thousand doubled ten times
ROUNDS = 60
BOUND = 1.2  # times as much with a million as with a thousand
BATCH = 25
APART = timedelta(hours=13)  # a thousand of them last eighteen months
COPIED = [column for column in effect.c if column.name not in {"id", "key"}]
ROW = {
    "kind": "prompt", "payload": {"session": "s02", "prompt": "q1"}, "late": "send", "after": "", "fence": 0,
    "attempt": 0, "claimed_from": "", "remote_id": "C0123ABCD:1799912345.001", "last_error": "",
}  # fmt: skip
Look = Callable[[Desk, Flask], object]


def fill(store: SqlStore, state: State, *, doublings: int) -> None:
    """A thousand effects in this state, spread over eighteen months before or after now, and their copies."""
    sign = -1 if state is State.DONE else 1
    instants = [NOON + sign * APART * n for n in range(1, FEW + 1)]
    rows = [
        ROW | {"key": f"{state}:{n}", "target": f"p{n:04}", "state": state, "not_before": at, "try_at": at}
        for n, at in enumerate(instants)
    ]  # fmt: skip
    names = ["key", *(column.name for column in COPIED)]
    with store._writing.begin() as connection:
        connection.execute(sa.insert(effect), rows)
        for doubling in range(doublings):
            again = sa.select(effect.c.key + f":{doubling}", *COPIED).where(effect.c.state == state)
            connection.execute(sa.insert(effect).from_select(names, again))


def tick(desk: Desk, _: Flask) -> None:
    """What the engine does by the clock when nothing has fallen due."""
    run_due(desk)
    with desk.store.read() as memory:
        assert memory.effects.due(desk.clock.now(), BATCH) == []


def sweep(desk: Desk, _: Flask) -> None:
    with desk.store.begin() as memory:
        memory.effects.release_stale(only_writer=False)


def backlog(desk: Desk, _: Flask) -> None:
    with desk.store.read() as memory:
        memory.effects.backlog(desk.clock.now())


def asked(path: str, _: Desk, app: Flask) -> None:
    assert app.test_client().get(path).status_code == 200


LOOKS: dict[str, tuple[Look, bool]] = {
    "a tick: duties, what is due": (tick, True),
    "a sweep: claims left over": (sweep, True),
    "backlog": (backlog, True),
    "the heartbeat's look": (lambda desk, _: Heartbeat().look(desk), True),
    "/health/ready": (partial(asked, "/health/ready"), True),
    "/metrics, which counts them all": (partial(asked, "/metrics"), False),
}


def took(look: Look, desk: Desk, app: Flask) -> float:
    begun = time.perf_counter()
    look(desk, app)
    return (time.perf_counter() - begun) * 1000


def compare(desks: list[Desk]) -> None:
    """Each look in turn at few and at many, warm; the median of each, and how many times as long it took."""
    both = [(desk, create_app(desk)) for desk in desks]
    for name, (look, bounded) in LOOKS.items():
        for one in both * 6:
            look(*one)
        rounds = ROUNDS if bounded else ROUNDS // 4
        pairs = [[took(look, *one) for one in both] for _ in range(rounds)]
        few, many = (statistics.median(each) for each in zip(*pairs, strict=True))
        held = f"at most {BOUND}: {'held' if many / few <= BOUND else 'NOT held'}"
        print(f"  {name:32} {few:7.2f} ms {many:8.2f} ms  {many / few:6.2f} times {held * bounded}")


def desk_with(url: str, *, doublings: int) -> Desk:
    upgrade(url)
    store = SqlStore(url)
    desk = desk_of(store, FLAVOURS["plain"])
    settle_in(desk)
    for state in (State.READY, State.DONE):
        fill(store, state, doublings=doublings)
    if store.place.drivername != "sqlite":  # its own housekeeping comes within a minute
        with store._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    return desk


def main() -> None:
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    server = prepared(Postgres(uri=a_server().get_uri()))
    for name in ("few", "many"):
        server.say(f"CREATE DATABASE {name}")
    with tempfile.TemporaryDirectory() as folder:
        for brand, place in (("SQLite", f"sqlite:///{folder}/{{}}"), ("PostgreSQL", "")):
            wanted = {"few": 0, "many": DOUBLINGS}
            desks = [
                desk_with(place.format(name) or server.url(name), doublings=doublings)
                for name, doublings in wanted.items()
            ]
            print(f"{brand}: {FEW:,} to come and done, beside {FEW << DOUBLINGS:,} of each")
            compare(desks)
            for desk in desks:
                desk.store.close()


if __name__ == "__main__":
    main()
