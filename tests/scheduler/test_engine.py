"""The alarm clock: it looks when it is woken, once for many wakings, and nothing that goes wrong stops it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.effects import Duty, State
from bot.facilitation.steps import opaque
from bot.ports import ComeBack, Desk
from bot.store.errors import DatabaseAway
from scheduler import duties, in_process
from scheduler.duties import run_due
from scheduler.effects import deliver
from scheduler.in_process import Engine
from tests.faults.community import NOON
from tests.scheduler.doorstep import (
    ONE_BY_ONE,
    PATIENCE,
    Doorstep,
    Moved,
    claims,
    ids,
    owe,
    states,
    turn_by_turn,
    until,
)
from tests.voice.community import Still

NEVER = 3600.0  # seconds between two ticks: nothing happens by the clock alone
DAY = timedelta(days=1)


@dataclass
class Hands:
    """A clock that shows the last of these instants."""

    shown: list[datetime]

    def now(self) -> datetime:
        return self.shown[-1]


@dataclass
class Counting:
    """A store that counts the looks at what is due, and may hold one up or let it fall over."""

    real: Any
    looks: int = 0
    held: threading.Event = field(default_factory=threading.Event)
    falls: list[Exception] = field(default_factory=list)

    @contextmanager
    def read(self) -> Iterator[Any]:
        self.looks += 1
        self.held.wait(PATIENCE)
        if self.falls:
            raise self.falls.pop()
        with self.real.read() as memory:
            yield memory

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@pytest.fixture
def awake(desk: Desk) -> Iterator[tuple[Engine, Counting, Doorstep]]:
    """An engine that has started and then has nothing to do, with the store it looks into."""
    store, doorstep = Counting(desk.store), Doorstep()
    store.held.set()
    engine = Engine(
        replace(desk, store=store, messenger=doorstep), tick_seconds=NEVER, concurrency=2
    )
    engine.start()
    until(lambda: store.looks == 2)  # a start looks at once
    store.looks = 0
    desk.store.on_commit = engine.wake
    yield engine, store, doorstep
    store.held.set()
    engine.stop()


def test_what_is_owed_is_seen_to_at_once_without_waiting_for_the_next_tick(desk: Desk, awake):
    owe(desk, "one", "two")

    until(lambda: states(desk, "one", "two") == {State.DONE})
    assert sorted(awake[2].said) == ["This is one.", "This is two."]


def test_wakings_while_it_looks_make_it_look_once_more(awake):
    engine, store, _ = awake
    store.held.clear()
    engine.wake()
    until(lambda: store.looks == 1)
    for _ in range(50):
        engine.wake()
    store.held.set()

    until(lambda: store.looks == 4)  # each round looks for duties and for effects
    engine.stop()
    assert store.looks == 4


def test_one_fall_is_logged_and_the_next_waking_works(desk: Desk, awake):
    engine, store, _ = awake
    store.falls.append(OSError("the database is away"))
    with capture_logs() as log:
        engine.wake()
        until(lambda: not store.falls)
        owe(desk, "one")
        until(lambda: states(desk, "one") == {State.DONE})

    assert [line["action"] for line in log if line["log_level"] == "error"] == ["engine_failed"]


def test_it_rests_once_all_is_done_that_can_be_done_by_now(desk: Desk, awake):
    engine, _, doorstep = awake
    doorstep.held["This is slow."] = threading.Event()
    owe(desk, "slow", *(f"other {n}" for n in range(12)))

    assert not engine.rest(0.2)
    doorstep.held["This is slow."].set()
    assert engine.rest(PATIENCE)
    assert states(desk, "slow", *(f"other {n}" for n in range(12))) == {State.DONE}


def test_what_waits_for_a_later_instant_lets_it_rest(desk: Desk, awake):
    engine, _, doorstep = awake
    doorstep.falls.append(ComeBack("asked too often", wait=DAY))
    owe(desk, "one")

    assert engine.rest(PATIENCE)
    assert (states(desk, "one"), doorstep.said) == ({State.READY}, [])


def test_the_clock_alone_wakes_it_every_so_often(desk: Desk):
    store = Counting(desk.store)
    store.held.set()
    engine = Engine(replace(desk, store=store), tick_seconds=0.02, concurrency=1)
    engine.start()
    until(lambda: store.looks >= 6)
    engine.stop()


def test_once_stopped_it_can_be_woken_by_nothing(desk: Desk, awake):
    engine, store, doorstep = awake
    engine.stop()
    before = store.looks
    owe(desk, "one")
    engine.wake()

    assert (store.looks, doorstep.said) == (before, [])
    assert states(desk, "one") == {State.READY}


def test_a_start_finishes_at_once_what_an_earlier_process_left_in_the_middle(desk: Desk):
    owe(desk, "one", "two")
    with desk.store.begin() as memory:
        memory.effects.claim(memory.effects.seek("one").id, NOON, lease=DAY)
    doorstep = Doorstep(stands=[opaque("one")])
    engine = Engine(replace(desk, messenger=doorstep), tick_seconds=NEVER, concurrency=1)
    engine.start()
    until(lambda: states(desk, "one", "two") == {State.DONE})
    engine.stop()

    assert doorstep.said == ["This is two."]


def test_a_slow_answer_keeps_nobody_else_waiting(desk: Desk, awake):
    _, _, doorstep = awake
    doorstep.held["This is slow."] = threading.Event()
    owe(desk, "slow")
    others = [f"other {n}" for n in range(40)]
    owe(desk, *others)

    until(lambda: states(desk, *others) == {State.DONE})
    assert states(desk, "slow") == {State.SENDING}
    doorstep.held["This is slow."].set()
    until(lambda: states(desk, "slow") == {State.DONE})


def test_what_falls_over_on_its_way_is_logged_and_the_others_leave(desk: Desk, awake):
    awake[2].falls.append(RuntimeError("a mistake of ours"))
    with capture_logs() as log:
        owe(desk, "one", "two")
        until(lambda: len(awake[2].said) == 1)
        until(lambda: sorted(every_state(desk, "one", "two")) == ["done", "sending"])

    assert [line["action"] for line in log if line["log_level"] == "error"] == ["engine_failed"]


def every_state(desk: Desk, *keys: str) -> list[State]:
    with desk.store.read() as memory:
        return [memory.effects.seek(key).state for key in keys]


def test_what_is_tried_again_shortly_does_not_wait_for_the_next_tick(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(in_process, "KEENER", NEVER * 200)
    doorstep, hands = Doorstep(), [Still().at]
    doorstep.falls.append(ComeBack("asked too often", wait=timedelta(seconds=30)))
    busy = replace(desk, messenger=doorstep, clock=Hands(hands))
    owe(desk, "one")
    engine = Engine(busy, tick_seconds=NEVER, concurrency=1)
    engine.start()
    until(lambda: not doorstep.falls and states(desk, "one") == {State.READY})
    hands.append(hands[0] + timedelta(seconds=31))  # nobody wakes the engine

    until(lambda: states(desk, "one") == {State.DONE})
    until(lambda: not engine._is_expecting())
    engine.stop()


def test_who_waits_for_a_turn_has_it_soon_and_does_not_crowd_the_door(desk: Desk):
    clock = Moved()
    paced = replace(desk, clock=clock, messenger=Doorstep(pace=(ONE_BY_ONE,)))
    keys = [f"n{number}" for number in range(8)]
    owe(paced, *keys)
    engine = Engine(paced, tick_seconds=NEVER, concurrency=2)
    engine.start()
    turn_by_turn(paced, clock, *keys)
    engine.stop()

    assert len(paced.messenger.said) == 8
    assert clock.at - Still.at == 7 * ONE_BY_ONE.every
    # once in their turn, and all but the first once before, to be told when it comes
    assert claims(paced, *keys) == 8 + 7


def test_what_is_tried_again_much_later_is_left_to_the_ticks(desk: Desk):
    doorstep = Doorstep(falls=[ComeBack("asked too often", wait=timedelta(minutes=2))])
    owe(desk, "one")
    engine = Engine(replace(desk, messenger=doorstep), tick_seconds=NEVER, concurrency=1)
    engine.start()
    until(lambda: not doorstep.falls and states(desk, "one") == {State.READY})
    engine.stop()

    assert not engine._is_expecting()


def test_a_duty_that_falls_over_is_looked_at_again_and_keeps_the_others_from_nothing(desk: Desk):
    gone = Duty(key="a", kind="digest", facts={"session": "s99"}, due_at=NOON)
    fine = Duty(key="b", kind="digest", facts={"session": "s02"}, due_at=NOON)
    with desk.store.begin() as memory:
        memory.duties.plan(gone)
        memory.duties.plan(fine)
    with capture_logs() as log:
        assert run_due(desk) == 2

    with desk.store.read() as memory:
        (again,) = memory.duties.waiting()
        assert len(memory.effects.find("s02:digest:")) == 4
    assert (again.key, again.due_at) == ("a", desk.clock.now() + timedelta(minutes=5))
    assert [line["action"] for line in log] == ["duty_failed"]


def test_duties_are_done_once_and_not_before_their_time(desk: Desk):
    early = replace(desk, clock=Still(NOON - timedelta(seconds=1)))
    with desk.store.begin() as memory:
        memory.duties.plan(Duty(key="b", kind="digest", facts={"session": "s02"}, due_at=NOON))

    assert [run_due(each) for each in (early, desk, desk)] == [0, 1, 0]


@dataclass
class Faltering:
    """A store whose database does not answer once."""

    real: Any
    away: list[Exception] = field(default_factory=lambda: [DatabaseAway()])

    @contextmanager
    def begin(self) -> Iterator[Any]:
        with self.real.begin() as memory:
            if self.away:
                raise self.away.pop()
            yield memory

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def test_what_was_kept_up_by_the_database_alone_is_taken_up_as_soon_as_it_answers(desk: Desk):
    owe(desk, "one")
    with desk.store.begin() as memory:
        memory.duties.plan(Duty(key="b", kind="digest", facts={"session": "s02"}, due_at=NOON))
    faltering = replace(desk, store=Faltering(desk.store), messenger=Doorstep())
    with pytest.raises(DatabaseAway):
        deliver(faltering, ids(desk, "one")[0])
    assert deliver(faltering, ids(desk, "one")[0]) is None
    assert states(desk, "one") == {State.DONE}

    faltering.store.away.append(DatabaseAway())
    with pytest.raises(DatabaseAway):
        run_due(faltering)
    assert run_due(faltering) == 1


def test_a_duty_that_another_process_did_since_we_looked_is_not_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    done: list[Duty] = []
    monkeypatch.setitem(duties.DUTIES, "digest", lambda setting, duty: done.append(duty))
    duty = Duty(key="b", kind="digest", facts={"session": "s02"}, due_at=NOON)
    with desk.store.begin() as memory:
        memory.duties.plan(duty)
    for _ in range(2):  # both looked before either began
        duties._run(desk, duty)

    assert done == [duty]


def test_a_process_held_up_between_claim_and_call_does_not_call_any_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    owe(desk, "one")
    doorstep = Doorstep()
    busy = replace(desk, messenger=doorstep)
    with monkeypatch.context() as held_up:
        held_up.setattr("scheduler.effects.LEASE", timedelta(0))  # as after more than half of it
        again = deliver(busy, ids(desk, "one")[0])
    assert (doorstep.said, states(desk, "one")) == ([], {State.READY})
    assert again
    assert again > desk.clock.now()

    later = replace(busy, clock=Still(again))
    deliver(later, ids(desk, "one")[0])
    assert (len(doorstep.said), states(desk, "one")) == (1, {State.DONE})
