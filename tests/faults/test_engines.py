"""The embedded engine among others of its kind, interrupted in the middle, and with something it cannot read."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.effects import Owed, State
from bot.ports import Desk, Messenger, Posted
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from scheduler.in_process import Engine
from tests.faults.community import NOON, readied, seated, settle_in
from tests.faults.desks import deliver_due, desk_in, effect_of, move, take_up, until_quiet, waiting
from tests.faults.one_of_each import one, owe_each, posted, strike, wrongs

PATIENCE = 60.0


def until(ready: Callable[[], bool]) -> None:
    """Wait for something that other threads do. Raises where it does not come."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while not ready():
        assert time.monotonic() < end, "it never came"
        pause.wait(0.005)


def idle(desk: Desk) -> bool:
    with desk.store.read() as memory:
        return not memory.effects.find(states=[State.READY, State.SENDING, State.UNKNOWN])


def engine(desk: Desk) -> Engine:
    made = Engine(desk, tick_seconds=0.05, concurrency=3)
    desk.store.on_commit = made.wake
    return made


@dataclass
class Counting:
    """A messenger that counts what it posts."""

    real: Messenger
    posts: int = 0

    def post(self, *what: Any, **how: Any) -> Posted:
        self.posts += 1
        return self.real.post(*what, **how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def owe_words(desk: Desk, number: int) -> list[str]:
    keys = [f"words:{n}" for n in range(number)]
    with desk.store.begin() as memory:
        for n, key in enumerate(keys):
            payload = {"words": f"Number {n} of many."}
            target = seated()[n % 50]
            owed = Owed(key=key, kind="trouble", target=target, payload=payload, not_before=NOON)
            assert memory.effects.owe(owed)
    return keys


@pytest.fixture
def two_desks(postgres_url: str, world: World) -> Iterator[list[Desk]]:
    """Two processes' desks, each with connections of its own, on one PostgreSQL database."""
    desks = [desk_in(world.settings(), postgres_url) for _ in range(2)]
    settle_in(desks[0])
    yield [replace(desk, messenger=Counting(desk.messenger)) for desk in desks]
    for desk in desks:
        desk.store.close()


def test_two_engines_on_one_database_share_the_work_and_deliver_each_thing_once(
    two_desks: list[Desk], world: World
):
    keys = owe_words(two_desks[0], 120)
    engines = [engine(desk) for desk in two_desks]
    for each in engines:
        each.start()
    until(lambda: idle(two_desks[0]))
    for each in engines:
        each.stop()

    posts = [desk.messenger.posts for desk in two_desks]
    assert {effect_of(two_desks[1].store, key).state for key in keys} == {State.DONE}
    assert (sum(posts), posted(world)) == (120, 120)
    assert min(posts) > 0
    assert world.record.doubled() == []


def test_an_engine_that_is_stopped_while_busy_loses_nothing(desk: Desk, world: World):
    cases = owe_each(desk, world)
    world.faults.set(FaultPlan(rate=1.0, kinds=("slow",), slow_seconds=0.03))
    first = engine(desk)
    first.start()
    until(lambda: posted(world) > 2)
    first.stop()
    with desk.store.read() as memory:
        assert memory.effects.find(states=[State.SENDING, State.UNKNOWN]) == []
    assert waiting(desk) != []
    world.faults.off()

    world.clock.rate = 1.0  # what Zoom takes no more of in one second waits for the next
    second = engine(desk)
    second.start()
    until(lambda: idle(desk))
    second.stop()

    found = {case.name: wrongs(desk, world, case) for case in cases}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert world.record.doubled() == []


def test_what_cannot_be_put_into_words_is_put_aside_and_keeps_nobody_waiting(
    desk: Desk, world: World
):
    key = readied(desk, not_before=NOON - timedelta(days=1), payload={})
    case = one(desk, world)
    with capture_logs() as log:
        until_quiet(desk, world.clock)

    effect = effect_of(desk.store, key)
    assert wrongs(desk, world, case) == []
    assert (effect.state, effect.last_error) == (State.READY, "its words could not be found")
    assert effect.try_at >= NOON + timedelta(minutes=10)
    assert [line["action"] for line in log if line["log_level"] == "error"] == ["effect_unreadable"]


def test_what_was_put_aside_in_doubt_is_looked_up_before_it_is_said_again(desk: Desk, world: World):
    case = one(desk, world)
    strike(world, "reset")
    deliver_due(desk)
    with desk.store.begin() as memory:
        (asking,) = memory.askings.find(person_id=case.target)
        memory.askings.remove(asking.id)
    with capture_logs():
        until_quiet(desk, world.clock)
    with desk.store.begin() as memory:
        memory.askings.save(asking)
    move(desk, world.clock, NOON + timedelta(hours=1))

    until_quiet(desk, world.clock)

    assert wrongs(desk, world, case) == []
    assert posted(world) == 1


@dataclass
class Overtaken:
    """A messenger whose answer comes only after another process has taken the matter up."""

    real: Messenger
    meanwhile: Callable[[], None]

    def post(self, *what: Any, **how: Any) -> Posted:
        posted = self.real.post(*what, **how)
        self.meanwhile()
        return posted

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def test_a_process_that_hears_too_late_changes_nothing_any_more(desk: Desk, world: World):
    case = one(desk, world)

    def another_process() -> None:
        take_up(desk)
        until_quiet(desk, world.clock)
        move(desk, world.clock, NOON + timedelta(hours=1))

    deliver_due(replace(desk, messenger=Overtaken(desk.messenger, another_process)))

    with desk.store.read() as memory:
        (asking,) = memory.askings.find(person_id=case.target)
    assert wrongs(desk, world, case) == []
    assert asking.asked_at == NOON
    assert posted(world) == 1
