"""Calls that go wrong on the way: whatever happens to the first try, each thing is there exactly once in the end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.effects import State
from bot.ports import Desk
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from scheduler.effects import DOUBTS, SETBACKS, Doubts
from tests.faults.desks import breathe, deliver_due, effect_of, move, until_quiet
from tests.faults.one_of_each import Case, one, owe_each, posted, strike, wrongs

CALLS = frozenset({"chat.postMessage", "chat.update", "views.publish", "conversations.create"}) | {
    "meetings.create",
    "meetings.update",
    "meetings.delete",
    "past_meetings.participants",
}


@pytest.mark.parametrize("fault", ["reset", "drop", "429", "500", "late"])
def test_each_kind_arrives_once_although_its_first_call_met(fault: str, desk: Desk, world: World):
    cases = owe_each(desk, world)
    at = dict.fromkeys(range(1, len(cases) + 1), fault)
    world.faults.set(FaultPlan(at=at, methods=CALLS, late_seconds=0.3, retry_after=20))

    until_quiet(desk, world.clock)

    found = {case.name: wrongs(desk, world, case) for case in cases}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert world.faults.struck[fault] >= len(cases) - 1
    assert (world.record.doubled(), world.record.lost()) == ([], [])


def test_a_call_refused_for_coming_too_fast_waits_as_long_as_it_was_told(desk: Desk, world: World):
    case, start = one(desk, world), world.clock.now()
    strike(world, "429", retry_after=40)
    deliver_due(desk)
    move(desk, world.clock, start + timedelta(seconds=39))
    deliver_due(desk)
    assert effect_of(desk.store, case.key).state is State.READY

    move(desk, world.clock, start + timedelta(seconds=40))
    deliver_due(desk)

    assert wrongs(desk, world, case) == []


@pytest.mark.parametrize("trouble", ["429", "500", "drop", "reset"])
def test_a_look_up_that_fails_is_not_taken_for_an_absence(trouble: str, desk: Desk, world: World):
    case = one(desk, world)
    strike(world, "reset")
    deliver_due(desk)
    strike(world, trouble, trouble, method="conversations.history")

    until_quiet(desk, world.clock)

    assert wrongs(desk, world, case) == []
    assert world.record.doubled() == []


def test_a_look_up_waits_as_long_as_slack_says(desk: Desk, world: World):
    case, start = one(desk, world), world.clock.now()
    strike(world, "reset")
    deliver_due(desk)
    strike(world, "429", method="conversations.history", retry_after=50)
    move(desk, world.clock, start + timedelta(seconds=2))
    deliver_due(desk)

    assert effect_of(desk.store, case.key).state is State.UNKNOWN
    assert effect_of(desk.store, case.key).try_at >= start + timedelta(seconds=52)


def slept_through(desk: Desk, case: Case, nights: int) -> None:
    """As if its hour had come on so many evenings, at which the person slept already."""
    for _ in range(nights):
        with desk.store.begin() as memory:
            now = desk.clock.now()
            effect = memory.effects.seek(case.key)
            assert effect
            taken = memory.effects.claim(effect.id, now, lease=timedelta(minutes=2))
            assert taken
            memory.effects.again(taken[0], now, "it is night where the person lives")


@pytest.mark.parametrize(("fault", "pause"), [("reset", 2), ("drop", 2), ("429", 7)])
def test_nights_slept_through_do_not_make_the_first_pause_longer(
    fault: str, pause: int, desk: Desk, world: World
):
    case, start = one(desk, world), world.clock.now()
    slept_through(desk, case, 6)
    strike(world, fault, retry_after=7)
    deliver_due(desk)

    assert effect_of(desk.store, case.key).try_at == start + timedelta(seconds=pause)


def test_a_second_doubt_is_looked_into_as_soon_as_the_first(desk: Desk, world: World):
    case = one(desk, world)
    strike(world, "drop", "drop")
    deliver_due(desk)
    while posts(world) < 2:
        move(desk, world.clock, effect_of(desk.store, case.key).try_at)
        breathe(desk)
        deliver_due(desk)
    effect = effect_of(desk.store, case.key)

    assert effect.state is State.UNKNOWN
    assert effect.try_at <= world.clock.now() + timedelta(seconds=2)
    until_quiet(desk, world.clock)
    assert wrongs(desk, world, case) == []


def posts(world: World) -> int:
    """How often it was said, whether it arrived or not."""
    return sum(
        call.method == "chat.postMessage" and bool(call.fault) for call in world.record.calls
    )


def looks(world: World) -> int:
    return sum(call.method == "conversations.history" for call in world.record.calls)


def test_pauses_grow_while_the_other_side_stays_away_and_are_short_again_after_that(
    desk: Desk, world: World
):
    case = one(desk, world)
    strike(world, *["429"] * 7, retry_after=10)
    pauses = []
    for _ in range(7):
        deliver_due(desk)
        effect = effect_of(desk.store, case.key)
        pauses.append((effect.try_at - desk.clock.now()).seconds)
        move(desk, world.clock, effect.try_at)
    deliver_due(desk)

    assert pauses == [10, 10, 10, 20, 40, 80, 160]
    assert wrongs(desk, world, case) == []
    assert effect.id not in SETBACKS.counted


def test_what_was_looked_for_is_not_looked_for_again_before_its_absence_can_be_believed(
    desk: Desk, world: World
):
    case, start = one(desk, world), world.clock.now()
    strike(world, "drop")
    deliver_due(desk)
    for seconds in (2, 31, 34):  # half a minute by the clock, and no second of real time
        move(desk, world.clock, start + timedelta(seconds=seconds))
        deliver_due(desk)
    assert (looks(world), effect_of(desk.store, case.key).state) == (1, State.UNKNOWN)

    until_quiet(desk, world.clock)

    assert (looks(world), wrongs(desk, world, case)) == (2, [])
    assert DOUBTS.sought.isdisjoint({effect_of(desk.store, case.key).id})


@pytest.mark.parametrize(
    ("kind", "scope"), [("prompt", "im:history"), ("branch", "channels:history")]
)
def test_where_we_may_not_look_nothing_is_said_twice_and_a_person_is_told_why(
    kind: str, scope: str, desk: Desk, world: World
):
    case = one(desk, world, kind)
    keys = world.slack.keys
    keys.scopes = keys.scopes - {scope}
    before = posted(world)
    strike(world, "reset")

    until_quiet(desk, world.clock)

    effect = effect_of(desk.store, case.key)
    assert posted(world) == before + 1
    assert effect.state is State.DEAD
    assert scope in effect.last_error
    with desk.store.read() as memory:
        assert memory.effects.backlog(desk.clock.now()).dead == 1


@pytest.mark.parametrize("fault", ["reset", "drop", "429"])
@pytest.mark.parametrize(
    "method", ["conversations.create", "conversations.setPurpose", "conversations.invite"]
)
def test_a_place_for_many_is_made_once_although_there_was_trouble_with(
    method: str, fault: str, desk: Desk, world: World
):
    cases = owe_each(desk, world, "subgroup-place")
    strike(world, fault, method=method)

    until_quiet(desk, world.clock)

    assert [wrongs(desk, world, case) for case in cases] == [[], []]
    (place,) = [t for t in world.slack.place.conversations.values() if "twelve" in t.name]
    assert len(place.members) == 13


def test_a_new_doubt_is_not_taken_for_an_old_one_that_another_process_settled(
    desk: Desk, world: World
):
    effect, doubts = effect_of(desk.store, one(desk, world).key), Doubts()
    first = replace(effect, claimed_at=world.clock.now())
    doubts.waited(first)
    doubts.sought.add(effect.id)
    since = doubts.seen[effect.id]
    doubts.waited(first)
    assert (doubts.seen[effect.id], doubts.sought) == (since, {effect.id})

    second = replace(effect, claimed_at=world.clock.now() + timedelta(minutes=1))
    assert doubts.waited(second) == 0
    assert doubts.seen[effect.id][0] == second.claimed_at
    assert doubts.sought == set()
