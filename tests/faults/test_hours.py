"""Nothing leaves too early or too late, nobody is woken, and a clock that was wrong doubles nothing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.domain.effects import Late, State
from bot.ports import Clock, Desk
from integrations.sandbox.world import World
from tests.faults.community import NOON, readied
from tests.faults.desks import deliver_due, effect_of, move, take_up, until_quiet
from tests.faults.one_of_each import one, posted, strike, wrongs

HOUR = timedelta(hours=1)
EVENING = NOON + timedelta(hours=7, minutes=59, seconds=59)  # the last second before quiet hours


@dataclass
class WrongClock:
    """A clock that goes ahead of everybody else's."""

    right: Clock
    ahead: timedelta

    def now(self) -> datetime:
        return self.right.now() + self.ahead


def test_nothing_leaves_before_its_time(desk: Desk, world: World):
    key = readied(desk, not_before=NOON + HOUR)
    move(desk, world.clock, NOON + HOUR - timedelta(microseconds=1))
    assert deliver_due(desk) == 0

    move(desk, world.clock, NOON + HOUR)
    deliver_due(desk)

    assert effect_of(desk.store, key).state is State.DONE
    assert [call.at for call in world.record.messages()] == [NOON + HOUR]


@pytest.mark.parametrize("late", list(Late))
def test_nothing_leaves_once_its_time_has_passed(late: Late, desk: Desk, world: World):
    key = readied(desk, not_before=NOON, expires_at=NOON + HOUR, late=late)
    move(desk, world.clock, NOON + HOUR)

    until_quiet(desk, world.clock)

    effect = effect_of(desk.store, key)
    assert (effect.state, bool(effect.last_error)) == (State.EXPIRED, True)
    assert world.record.messages() == []


@pytest.mark.parametrize("trouble", ["429", "drop"])
def test_what_is_tried_again_after_its_time_is_let_go(trouble: str, desk: Desk, world: World):
    key = readied(desk, not_before=NOON, expires_at=NOON + timedelta(seconds=20))
    strike(world, trouble, retry_after=30)

    until_quiet(desk, world.clock)

    assert effect_of(desk.store, key).state is State.EXPIRED
    assert posted(world) == 0


def test_what_arrived_in_time_counts_although_its_answer_is_found_late(desk: Desk, world: World):
    key = readied(desk, not_before=NOON, expires_at=NOON + timedelta(seconds=20))
    strike(world, "reset")
    deliver_due(desk)
    move(desk, world.clock, NOON + HOUR)

    until_quiet(desk, world.clock)

    assert effect_of(desk.store, key).state is State.DONE
    assert posted(world) == 1


@pytest.mark.parametrize("trouble", ["reset", "drop", "late"])
def test_a_doubt_that_lasts_into_the_night_is_cleared_up_in_the_morning(
    trouble: str, desk: Desk, world: World
):
    case = one(desk, world)
    move(desk, world.clock, EVENING)
    strike(world, trouble)

    until_quiet(desk, world.clock, within=timedelta(hours=20))

    assert wrongs(desk, world, case) == []
    assert posted(world) == 1
    assert world.record.in_quiet_hours(world.zones) == []


@pytest.mark.parametrize("trouble", ["reset", "drop", "late"])
def test_a_clock_that_is_set_back_an_hour_doubles_nothing(trouble: str, desk: Desk, world: World):
    case = one(desk, world)
    strike(world, trouble)
    deliver_due(desk)
    move(desk, world.clock, NOON - HOUR)

    until_quiet(desk, world.clock, within=2 * HOUR)

    assert wrongs(desk, world, case) == []
    assert posted(world) == 1


def test_a_clock_that_went_an_hour_ahead_of_slacks_doubles_nothing(desk: Desk, world: World):
    case = one(desk, world)
    world.clock.set(NOON)
    strike(world, "reset")
    deliver_due(replace(desk, clock=WrongClock(world.clock, HOUR)))
    assert posted(world) == 1

    until_quiet(desk, world.clock, within=2 * HOUR)

    assert wrongs(desk, world, case) == []
    assert posted(world) == 1


def test_a_process_that_comes_back_before_it_went_doubles_nothing(desk: Desk, world: World):
    case = one(desk, world)
    with desk.store.begin() as memory:
        memory.effects.claim(effect_of(desk.store, case.key).id, NOON, lease=HOUR)
    move(desk, world.clock, NOON - HOUR)
    take_up(desk)

    until_quiet(desk, world.clock, within=2 * HOUR)

    assert wrongs(desk, world, case) == []
    assert posted(world) == 1


AGAIN = {
    "edit": "chat.update",
    "home": "views.publish",
    "meeting-rooms": "meetings.update",
    "meeting-close": "meetings.delete",
    "meeting-move": "meetings.update",
    "meeting-seen": "past_meetings.participants",
}


@pytest.mark.parametrize("kind", AGAIN)
def test_what_may_be_done_twice_is_not_done_again_once_its_time_has_passed(
    kind: str, desk: Desk, world: World
):
    case, method = one(desk, world, kind), AGAIN[kind]
    with desk.store.begin() as memory:
        end = NOON + timedelta(minutes=1)
        memory.effects.put_off(case.key, not_before=NOON, expires_at=end)
    strike(world, "drop", method=method)
    deliver_due(desk)
    move(desk, world.clock, NOON + HOUR)

    until_quiet(desk, world.clock)

    assert effect_of(desk.store, case.key).state is State.EXPIRED
    assert [call.at for call in world.record.calls if call.method == method] == [NOON]
