"""A flood of letters at Slack's rates: nobody is asked too often, and what is urgent does not wait behind it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from bot.domain.effects import Owed, State
from bot.ports import Desk
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from scheduler.effects import SETBACKS, deliver
from scheduler.turns import OUT_OF_TURN
from tests.faults.community import NOON, londoners, seated, settle_in
from tests.faults.desks import desk_in, effect_of, next_try, waiting
from tests.faults.one_of_each import owe_each

LETTERS = 120
SECOND = timedelta(seconds=1)
URGENT = ("card", "room-news", "host-card", "host-sheet")


@pytest.fixture
def world() -> Iterator[World]:
    """The small community's Slack, which counts how often it is asked."""
    with World.from_people(londoners(), start=NOON) as made:
        yield made
        assert made.mishaps == []
        assert made.record.violations() == []


@pytest.fixture
def desk(sqlite_url: str, world: World) -> Iterator[Desk]:
    desk = desk_in(world.settings(), sqlite_url, hasty=False)
    known = [replace(person, slack_id=world.ids[person.id]) for person in londoners()]
    settle_in(desk, known)
    yield replace(desk, clock=world.clock)
    desk.store.close()


def flood(desk: Desk) -> None:
    """Patient letters to everybody, several to each, all due at once; of a kind that is said together with nothing."""
    people = seated()
    stuck = {"about": "slack", "since": "2027-02-15T11:00:00+00:00", "number": 3}
    with desk.store.begin() as memory:
        for number in range(LETTERS):
            person = people[number % len(people)]
            memory.effects.owe(
                Owed(key=f"flood:{number}", kind="heartbeat", target=person, payload=stuck, not_before=NOON)
            )  # fmt: skip


def lives(desk: Desk, world: World, until: datetime) -> None:
    """A few hands that take what comes first, from one turn to the next; they stop where nothing is left."""
    while world.clock.now() < until:
        with desk.store.read() as memory:
            ids = memory.effects.due(world.clock.now(), 8)
        for id in ids:
            deliver(desk, id)
        if not ids:
            following = next_try(desk)
            if following is None:
                return
            world.clock.set(min(following, until))


def refusals(world: World) -> int:
    return sum(call.error == "ratelimited" for call in world.record.calls)


def test_what_is_urgent_leaves_at_once_though_hundreds_wait_and_those_leave_in_the_end(
    desk: Desk, world: World
):
    flood(desk)
    lives(desk, world, NOON + 8 * SECOND)
    assert len(waiting(desk)) > LETTERS // 2
    urgent = [case.key for case in owe_each(desk, world, *URGENT)]

    lives(desk, world, NOON + 10 * SECOND)

    assert {effect_of(desk.store, key).state for key in urgent} == {State.DONE}
    lives(desk, world, NOON + 60 * SECOND)
    assert waiting(desk) == []
    assert refusals(world) == 0
    keys = [call.key for call in world.record.landed("chat.postMessage")]
    assert len(keys) == len(set(keys))


def test_a_flood_leaves_as_fast_as_is_permitted(desk: Desk, world: World):
    flood(desk)
    lives(desk, world, NOON + timedelta(minutes=5))

    took = world.clock.now() - NOON
    assert (waiting(desk), refusals(world)) == ([], 0)
    assert LETTERS / (took / SECOND) >= 0.95 * 300 / 60


def test_who_waits_for_a_turn_has_not_been_tried(desk: Desk, world: World):
    flood(desk)
    lives(desk, world, NOON + SECOND)

    held = waiting(desk)
    assert {(e.state, e.attempt, e.last_error) for e in held} == {(State.READY, 0, OUT_OF_TURN)}
    assert len({e.try_at for e in held}) == len(
        held
    )  # each has a turn of its own: nobody crowds the door
    assert SETBACKS.counted == {}


def test_how_long_it_waits_for_turns_and_how_often_it_is_refused_is_counted(
    desk: Desk, world: World
):
    waits = counted("turn_seconds_count"), counted("turn_seconds_sum")
    refused = counted("asked_too_often_total")
    flood(desk)
    world.faults.set(
        FaultPlan(at={1: "429"}, methods=frozenset({"chat.postMessage"}), retry_after=30)
    )

    lives(desk, world, NOON + 30 * SECOND)

    assert counted("asked_too_often_total") == refused + 1
    assert counted("turn_seconds_count") >= waits[0] + LETTERS - 1
    assert counted("turn_seconds_sum") >= waits[1] + 30 * (LETTERS - 1)


def counted(what: str) -> float:
    limit = {"system": "slack", "limit": "chat.postMessage"}
    return REGISTRY.get_sample_value(f"convener_{what}", limit) or 0.0


def test_one_refusal_holds_back_all_who_would_ask_the_same(desk: Desk, world: World):
    flood(desk)
    world.faults.set(
        FaultPlan(at={1: "429"}, methods=frozenset({"chat.postMessage"}), retry_after=30)
    )

    lives(desk, world, NOON + 30 * SECOND)
    assert len(world.record.calls) == 1

    lives(desk, world, NOON + timedelta(minutes=3))
    assert (waiting(desk), refusals(world)) == ([], 0)


def test_a_retry_after_that_lies_holds_nobody_else_up_for_longer_than_slack_counts(
    desk: Desk, world: World
):
    flood(desk)
    world.faults.set(
        FaultPlan(at={1: "429"}, methods=frozenset({"chat.postMessage"}), retry_after=3000)
    )

    lives(desk, world, NOON + timedelta(minutes=4))

    (late,) = waiting(desk)
    assert late.try_at == NOON + timedelta(minutes=50)
