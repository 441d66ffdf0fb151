"""Calls that go wrong on the way: whatever happens to the first try, each thing is there exactly once in the end."""

from datetime import timedelta

import pytest

from bot.domain.effects import State
from bot.ports import Desk
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from tests.faults.desks import deliver_due, effect_of, move, until_quiet
from tests.faults.one_of_each import one, owe_each, posted, strike, wrongs

WRITES = frozenset({"chat.postMessage", "chat.update", "views.publish", "conversations.create"}) | {
    "meetings.create",
    "meetings.update",
}


@pytest.mark.parametrize("fault", ["reset", "drop", "429", "500", "late"])
def test_each_kind_arrives_once_although_its_first_call_met(fault: str, desk: Desk, world: World):
    cases = owe_each(desk, world)
    at = dict.fromkeys(range(1, len(cases) + 1), fault)
    world.faults.set(FaultPlan(at=at, methods=WRITES, late_seconds=0.3, retry_after=20))

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
