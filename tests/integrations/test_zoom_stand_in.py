"""Our Zoom adapter against the shipped stand-in, with a quarter of all calls going wrong."""

from datetime import timedelta

import pytest

from bot.domain.meetings import MeetingWish, OnlineRoom
from integrations.sandbox.faults import BROKEN, DONE_THEN_RESET, DROP, TOO_MANY, FaultPlan
from integrations.sandbox.world import World
from integrations.zoom.checks import REQUIRED_SCOPES, USEFUL_SCOPES
from tests.integrations.insisting import insist, zoom_in

KINDS = (DROP, DONE_THEN_RESET, TOO_MANY, BROKEN)
HOST = "host@example.org"
ROOMS = (OnlineRoom(name="Room 1", addresses=("ana@example.org",)), OnlineRoom(name="Room 2"))


@pytest.fixture
def world():
    with World(hosts=(HOST,)) as world:
        yield world


@pytest.fixture
def meetings(world):
    return zoom_in(world, HOST)


def wish(world, number):
    return MeetingWish(
        ref=f"session:{number}:meeting",
        host=HOST,
        topic=f"Session {number}",
        starts_at=world.clock.now() + timedelta(days=7),
        minutes=90,
        zone="Europe/London",
    )


def test_a_well_set_up_account_has_nothing_to_cure(world, meetings):
    world.zoom.account.scopes = frozenset({*REQUIRED_SCOPES, *USEFUL_SCOPES})
    assert [found for found in meetings.check() if not found.ok] == []


def test_each_session_gets_one_meeting_with_its_rooms_however_the_line_is(world, meetings):
    world.faults.set(FaultPlan(rate=0.25, seed=7, kinds=KINDS))
    made = []
    for number in range(8):
        wanted = wish(world, number)
        made.append(
            insist(
                world.clock, lambda w=wanted: meetings.open(w), lambda w=wanted: meetings.find(w)
            )
        )
        kept = insist(world.clock, lambda m=made[-1]: meetings.assign_rooms(m.id, ROOMS))
        assert kept.rooms == ROOMS
    world.faults.off()

    assert sum(world.faults.struck.values()) > 5
    assert len({meeting.id for meeting in made}) == len(world.zoom.account.meetings) == 8
    assert meetings.doubles(wish(world, 0)) == ()
