"""What every meeting place keeps to, whatever it can do: the port's promises, on Zoom and behind a link that stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meetings import MeetingWish, OnlineRoom
from bot.ports import Refused
from integrations.fixed_link.meetings import FixedLink
from integrations.sandbox.world import World
from integrations.zoom.checks import REQUIRED_SCOPES, USEFUL_SCOPES
from tests.integrations.insisting import zoom_in

HOST, LINK = "host@example.org", "https://meet.example.org/OurCommunity?lang=en&x=1"
ROOMS = (OnlineRoom(name="Room 1", addresses=("ana@example.org",)), OnlineRoom(name="Room 2"))
WISH = MeetingWish(
    ref="5e55104",
    host=HOST,
    topic="Going home",
    starts_at=datetime(2027, 2, 17, 20, tzinfo=UTC),
    minutes=90,
    zone="Europe/London",
)


@pytest.fixture(scope="module")
def world():
    with World(hosts=(HOST,)) as world:
        world.clock.set(WISH.starts_at - timedelta(days=7))
        world.zoom.account.scopes = frozenset({*REQUIRED_SCOPES, *USEFUL_SCOPES})
        yield world


@pytest.fixture(params=["zoom", "link"])
def place(request, world):
    if request.param == "link":
        return FixedLink(link=LINK, name="Jitsi", dial_in="+44 20 7946 0000")
    return zoom_in(world, HOST)


@pytest.fixture
def wish(request):
    """One that nobody else asks for."""
    return replace(WISH, ref=f"{WISH.ref}{abs(hash(request.node.name))}")


def test_a_meeting_is_found_again_by_its_wish_and_says_how_to_join(place, wish):
    made = place.open(wish)

    found = place.find(wish)
    assert (found.id, found.ref, found.join_url) == (made.id, wish.ref, made.join_url)
    assert place.read(made.id).join_url.startswith(("https://", "http://127.0.0.1"))
    assert ":" not in made.id  # it ends the keys of what is owed for it


def test_what_is_read_back_is_what_was_kept(place, wish):
    kept = place.assign_rooms(place.open(wish).id, ROOMS).rooms

    assert kept == (ROOMS if place.place.places_people else ())


def test_a_meeting_that_is_moved_keeps_its_link_and_never_its_old_time(place, wish):
    made, later = place.open(wish), wish.starts_at + timedelta(hours=1)

    moved = place.move(made.id, starts_at=later, minutes=60, zone=wish.zone)
    assert moved.join_url == made.join_url
    assert (moved.starts_at, moved.minutes) in {(later, 60), (None, 0)}


def test_closing_is_done_once_however_often_it_is_asked(place, wish):
    made = place.open(wish)

    place.close(made.id)
    place.close(made.id)

    if place.place.makes_meetings:
        assert place.find(wish) is None
    else:  # it stands for those who come next
        assert place.find(wish).join_url == made.join_url


def test_a_place_that_tells_nothing_does_not_say_that_nobody_came(place, wish):
    made, since = place.open(wish), wish.starts_at
    if place.place.tells_presence:
        assert not place.visits(made.id, since=since, until=since + timedelta(hours=2))
    else:
        with pytest.raises(Refused, match="Jitsi does not tell us who came"):
            place.visits(made.id, since=since, until=since + timedelta(hours=2))


def test_whoever_opens_it_gets_a_way_in_that_no_answer_of_the_port_shows(place, wish):
    made = place.open(wish)
    way_in = place.start_link(made.id)

    if place.place.makes_meetings:
        assert way_in not in repr(made)
    else:  # everyone has the same
        assert way_in == made.join_url


def test_how_often_it_may_be_asked_is_said_of_every_act(place):
    for act in ("open", "find", "assign_rooms", "move", "close", "visits"):
        assert all(pace.burst > 0 for pace in place.paces(act, host=HOST))


def test_what_is_found_in_a_check_never_holds_the_link(place):
    found = place.check()

    assert found
    assert LINK not in repr(found)
