"""From a file to a server: nothing is lost, nothing is changed, and nobody serves from the old file any more."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Installation

from bot.domain.effects import State
from bot.domain.pace import Pace
from bot.domain.programme import Note
from bot.store import moving
from bot.store.alone import ServedAlready, serve_alone
from bot.store.engines import disposed, writing_engine
from bot.store.errors import DatabaseBusy, DatabaseNotReady
from bot.store.moving import LivedIn, NotAMove, NotTheSame, move
from bot.store.places import place_of
from bot.store.sql_store import SqlStore
from bot.store.tables import metadata
from integrations.slack.sealed_store import SealedStore
from integrations.slack.sealing import Seal
from tests.contracts.examples import LEASE, MINUTE, NOON, PLAN, SHELVED, duty, owe, owed, seen

HOSTILE = "Zeile\r\n\tÅsa 'O\"Neill' \\ %s {} \N{WAVING HAND SIGN} \ud800 \0 ende"


def fill(store: SqlStore) -> None:
    """One of everything that can be kept, with effects in every state."""
    with store.begin() as memory:
        for shelf, thing in SHELVED.items():
            getattr(memory, shelf).save(thing)
        memory.notes.save(Note(id=HOSTILE, text=HOSTILE))
        memory.sealed.keep("y7", 3, HOSTILE)
        memory.plans.add(PLAN)
        memory.duties.plan(duty())
        memory.duties.plan(duty("done"))
        memory.duties.done("done", NOON)
        memory.inbox.keep("gesture", {"blocks": [{"text": HOSTILE}, None, 1.5, True]}, NOON)
        memory.paces.take(NOON, [Pace(key=HOSTILE, every=MINUTE)])
        for _ in range(7):
            memory.numbers.next("stories")
    agreed = Installation(
        team_id="T2", team_name=HOSTILE[:9], bot_token="xoxb-2", user_id="U1", app_id="A1"
    )
    SealedStore("1.2", store.lent(), Seal(["k" * 40])).save(agreed)
    states = list(State)
    owe(store, *[owed(state, payload={"words": HOSTILE, "b": 1, "a": None}) for state in states])
    for state in states[1:]:
        with store.begin() as memory:
            effect, _ = memory.effects.claim(seen(store, state).id, NOON, lease=LEASE)
            if state is State.DONE:
                memory.effects.done(effect, "C1:1.5")
            elif state is State.UNKNOWN:
                memory.effects.doubtful(effect, NOON, "reset")
            elif state is not State.SENDING:
                memory.effects.settle(effect, state, HOSTILE)


@pytest.fixture
def lived(sqlite_url: str) -> str:
    """A file with a community in it."""
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    fill(store)
    store.close()
    return sqlite_url


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    with disposed(writing_engine(place_of(url), patience=1)) as engine, engine.begin() as there:
        return {
            table.name: [
                tuple(row) for row in there.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


def path_of(url: str) -> Path:
    return Path(str(place_of(url).database))


def test_every_row_of_every_table_arrives_as_it_was(lived: str, blank_postgres: str):
    before = rows(lived)
    assert all(before.values()), [name for name, some in before.items() if not some]

    count, old = move(lived, blank_postgres)

    assert rows(blank_postgres) == before == rows(f"sqlite:///{old}")
    assert count == sum(len(some) for some in before.values())


def test_what_is_new_there_gets_a_number_that_was_never_given(lived: str, blank_postgres: str):
    last = max(row[0] for row in rows(lived)["effect"])
    move(lived, blank_postgres)
    store = SqlStore(blank_postgres)
    owe(store, owed("new"))

    assert seen(store, "new").id == last + 1
    with store.begin() as memory:
        assert memory.numbers.next("stories") == 8
    store.close()


def test_nobody_opens_the_old_file_by_mistake(lived: str, blank_postgres: str):
    _, old = move(lived, blank_postgres)

    assert old.name == "convener.sqlite3.moved"
    left = {path.name for path in old.parent.iterdir()}
    beside = {f"{path_of(lived).name}.{what}" for what in ("lock", "serving", "story-keys")}
    assert left == {old.name, *beside}
    with pytest.raises(DatabaseNotReady, match="was never set up"):
        SqlStore(lived).require_ready()


def test_a_move_that_was_interrupted_before_its_end_is_ended_by_the_next(
    lived: str, blank_postgres: str, monkeypatch: pytest.MonkeyPatch
):
    def power_cut(path: Path) -> Path:
        raise OSError(f"{path} cannot be renamed")

    with monkeypatch.context() as broken:
        broken.setattr(moving, "_put_away", power_cut)
        with pytest.raises(OSError, match="renamed"):
            move(lived, blank_postgres)
    before = rows(blank_postgres)
    move(lived, blank_postgres)

    assert rows(blank_postgres) == before
    assert not path_of(lived).exists()


def test_a_database_that_is_lived_in_is_left_alone(lived: str, postgres_url: str):
    store = SqlStore(postgres_url)
    with store.begin() as memory:
        memory.notes.save(Note(id="theirs", text="x"))
    store.close()
    before, mine = rows(postgres_url), rows(lived)

    with pytest.raises(LivedIn, match="holds another community already"):
        move(lived, postgres_url)
    assert (rows(postgres_url), rows(lived)) == (before, mine)


def test_what_arrives_otherwise_than_it_left_is_no_move(
    lived: str, blank_postgres: str, monkeypatch: pytest.MonkeyPatch
):
    mine, copy = rows(lived), moving.carry_rows

    def careless(here: sa.Connection, there: sa.Connection) -> None:
        copy(here, there)
        there.exec_driver_sql("UPDATE reply SET answer = 'no'")

    monkeypatch.setattr(moving, "carry_rows", careless)
    with pytest.raises(NotTheSame, match="not what left, in reply"):
        move(lived, blank_postgres)

    assert rows(lived) == mine
    assert not any(rows(blank_postgres).values())


def test_while_somebody_serves_nothing_is_moved(lived: str, blank_postgres: str):
    held = serve_alone(lived)
    with pytest.raises(ServedAlready):
        move(lived, blank_postgres)
    held.release()


def test_while_it_moves_nobody_writes(
    lived: str, blank_postgres: str, monkeypatch: pytest.MonkeyPatch
):
    written: list[bool] = []
    store, copy = SqlStore(lived, patience=0.05), moving.carry_rows
    store.require_ready()

    def watched(here: sa.Connection, there: sa.Connection) -> None:
        other = threading.Thread(target=lambda: written.append(tries_to_write(store)))
        other.start()
        other.join()
        copy(here, there)

    monkeypatch.setattr(moving, "carry_rows", watched)
    move(lived, blank_postgres)
    store.close()

    assert written == [False]


def tries_to_write(store: SqlStore) -> bool:
    try:
        with store.begin() as memory:
            memory.notes.save(Note(id="late", text="x"))
    except DatabaseBusy:
        return False
    return True


def test_only_from_a_file_to_a_server(lived: str, postgres_url: str, tmp_path: Path):
    for url, to in ((lived, f"sqlite:///{tmp_path}/b.sqlite3"), (postgres_url, postgres_url)):
        with pytest.raises(NotAMove):
            move(url, to)


def test_a_file_that_is_not_there_is_no_community(tmp_path: Path, blank_postgres: str):
    with pytest.raises(DatabaseNotReady):
        move(f"sqlite:///{tmp_path}/none.sqlite3", blank_postgres)
    assert list(tmp_path.glob("none.sqlite3")) == []
