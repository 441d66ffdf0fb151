"""The shipped composition against a pretend world, and what a living process does after one that died."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.config import Settings
from bot.config.secrets import PREFIX, Secrets
from bot.domain.effects import Effect, State
from bot.domain.pace import Pace
from bot.domain.rehearsal import Rehearsed
from bot.main import desk_of
from bot.ports import Desk, Messenger, Store
from bot.store.sql_store import SqlStore
from bot.store.tables import effect as effects
from integrations.sandbox.time import MovableClock
from scheduler.effects import deliver
from tests.pg import keys_for

Told = Mapping[str, Any]
BRIEF = timedelta(minutes=5)  # waits for a look-up or a rate limit, not for the programme's hours
PASSES = 400
LONG_AGO = datetime.fromisoformat("2001-01-01T00:00:00+00:00")


class NothingAhead:
    """Rehearsals that find nothing: what is tried here is how they are told, and tests/facilitation what they find."""

    def rehearse(self, until: datetime, session_id: str) -> Rehearsed:
        return Rehearsed(began=until, until=until, happenings=())


class Hasty:
    """A messenger that asks as often as it likes: in most of these worlds nobody counts."""

    def __init__(self, real: Messenger) -> None:
        self._real = real

    def paces(self, act: str, *, to: str = "") -> tuple[Pace, ...]:
        return ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def desk_in(told: Told, url: str, *, hasty: bool = True) -> Desk:
    """A desk as `main` makes it, for the world that tells these settings and this database."""
    settings = Settings(
        community={"name": "Recovery at home", "default_zone": "Europe/London"},
        slack=told["slack"],
        zoom=told["zoom"],
        web={"public_url": "http://127.0.0.1:8080"},
        clock=told["clock"],
        secrets=secrets_of(told["environment"]),
    )
    store = SqlStore(url, pool=4, synchronous="NORMAL", story_keys=keys_for(url))
    desk = replace(desk_of(settings, store), rehearsals=NothingAhead())
    return replace(desk, messenger=Hasty(desk.messenger)) if hasty else desk


def secrets_of(environment: Mapping[str, str]) -> Secrets:
    return Secrets(**{name.removeprefix(PREFIX).lower(): v for name, v in environment.items()})


def effect_of(store: Store, key: str) -> Effect:
    with store.read() as memory:
        found = memory.effects.seek(key)
    assert found is not None, key
    return found


def lapse_leases(store: SqlStore) -> None:
    """On PostgreSQL a dead process' claims run out by the database's own clock: as if that had come."""
    with store._writing.begin() as connection:
        sending = sa.update(effects).where(effects.c.state == State.SENDING)
        connection.execute(sending.values(lease_until=LONG_AGO))


def take_up(desk: Desk) -> None:
    """What an engine does when it starts."""
    if desk.store.place.drivername != "sqlite":
        lapse_leases(desk.store)
    with desk.store.begin() as memory:
        memory.effects.release_stale(only_writer=True)


def until_quiet(desk: Desk, clock: MovableClock, *, within: timedelta = BRIEF) -> None:
    """Deliver all that is due, letting short waits pass, until nothing waits for less than `within`."""
    for _ in range(PASSES):
        if deliver_due(desk):
            continue
        following = next_try(desk)
        if following is None or following > desk.clock.now() + within:
            return
        breathe(desk)
        move(desk, clock, following)
    raise AssertionError(f"never quiet: {waiting(desk)}")


def breathe(desk: Desk) -> None:
    """Doubts last a second that nobody can skip: looking up again and again meanwhile would only cost time."""
    if any(effect.state is State.UNKNOWN for effect in waiting(desk)):
        threading.Event().wait(0.15)


def deliver_due(desk: Desk) -> int:
    with desk.store.read() as memory:
        ids = memory.effects.due(desk.clock.now(), 100)
    for id in ids:
        deliver(desk, id)
    return len(ids)


def waiting(desk: Desk) -> list[Effect]:
    with desk.store.read() as memory:
        return memory.effects.find(states=[State.READY, State.UNKNOWN])


def next_try(desk: Desk) -> datetime | None:
    """When the first of those that wait may be tried."""
    every = waiting(desk)
    first = {
        effect.key for effect in every
    }  # what comes after one of these is held until it is settled
    free = (e for e in every if e.after not in first or e.hold_until)
    return min((max(e.try_at, e.not_before) for e in free), default=None)


def move(desk: Desk, clock: MovableClock, instant: datetime) -> None:
    """Set the clock, and see that the desk's own has noticed."""
    clock.set(instant)
    while desk.clock.now() != instant:
        pass  # the desk reads the world's clock at most every 20 ms
