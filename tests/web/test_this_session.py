"""The first page: is the session ready, what needs a hand and where, and what comes next by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.meetings import MeetingRecord
from bot.domain.sightings import Sighting, What
from bot.facilitation import publishing, rooms
from tests.web.facilitators import NADIA, PEARL, PLACE, door, house, nadia, osric

__all__ = ["door", "house", "nadia", "osric"]
ROOMS_WAIT = "Rooms of month 1 are proposed and wait for your yes"


@pytest.fixture
def meeting(house):
    """Zoom has made the first session's meeting."""
    record = MeetingRecord(
        session_id="s01",
        meeting_id="1",
        host="h",
        join_url="https://zoom.example/j/1",
        passcode="1",
    )
    with house.store.begin() as memory:
        memory.meetings.save(record)
    return record


def goes_to(house, at):
    house.clock.instant = datetime.fromisoformat(at)


def test_before_anything_is_there_nothing_needs_anybody_and_it_says_what_comes(nadia):
    page = nadia.reads("/facilitate/")

    assert "Wed 17 March is not ready yet; nothing needs you." in page
    assert "Rooms: to come. Drawn by themselves on Thu 11 March." in page
    assert "Thu 11 March, 18:00 in New York Rooms are drawn and shown to you" in page


def test_once_rooms_are_proposed_they_need_a_yes_and_then_it_is_ready(house, nadia, meeting):
    goes_to(house, "2027-03-12T12:00+00:00")
    rooms.draw_now(house, "s01", by=NADIA.id)
    proposed = nadia.reads("/facilitate/session/1")
    publishing.publish(house, "s01", by=NADIA.id)
    told = nadia.reads("/facilitate/session/1")

    assert "Wednesday is not ready yet; 2 things need you." in proposed
    assert ROOMS_WAIT in proposed
    assert "Rooms: needs you. 15 people in 2 rooms, proposed" in proposed
    assert "Wednesday is ready; 1 thing needs you." in told
    assert ROOMS_WAIT not in told


def test_a_session_that_is_on_over_or_called_off_is_said_to_be(house, nadia):
    for at, said in (
        ("2027-03-17T19:30+00:00", "It is on now;"),
        ("2027-03-18T12:00+00:00", "It is over;"),
    ):
        goes_to(house, at)
        assert said in nadia.reads("/facilitate/session/1")
    with house.store.begin() as memory:
        memory.sessions.save(memory.sessions.get("s02").called_off())
    assert "It does not take place;" in nadia.reads("/facilitate/session/2")


def test_every_session_is_one_press_away_and_one_that_is_none_is_said_so(nadia):
    page = nadia.opens("/facilitate/session/2")

    assert 'href="/facilitate/session/1"' in page.text
    missing = nadia.opens("/facilitate/session/77")
    assert (missing.status_code, "There is no session called 77" in missing.text) == (404, True)


def test_somebody_reads_the_hours_of_their_own_city_and_names_do_no_harm(house, osric):
    with house.store.begin() as memory:
        memory.people.save(replace(memory.people.get(osric.person.id), name="<b>Osric</b>"))
        memory.people.save(replace(memory.people.get(PEARL.id), name="<script>x"))
    page = osric.opens("/facilitate/")

    assert "&lt;b&gt;Osric" in page.text
    assert "<script>x" not in page.text


def test_the_day_opens_within_the_session_too_with_what_to_press(house, nadia, meeting):
    rooms.draw_now(house, "s01", by=NADIA.id)
    page = nadia.opens("/facilitate/session/1/day")

    assert "The run of the day" in page.text
    assert f'href="{PLACE}/facilitate/session/1/start?key=' in page.text
    assert "In Zoom: Breakout Rooms" in page.text
    assert nadia.opens("/facilitate/session/1/day?key=old").status_code == 403


def enters(house, person_id, room):
    """Zoom tells that somebody joined nine minutes ago, and went straight to this room, if to any."""
    at = house.clock.now() - timedelta(minutes=9)
    with house.store.begin() as memory:
        address = memory.people.get(person_id).zoom_email
        for what, where in ((What.JOINED, ""), (What.ENTERED, room)):
            if what is What.JOINED or room:
                memory.sightings.add(
                    Sighting(
                        id=f"{what}{person_id}", session_id="s01", what=what, at=at, instance="i",
                        connection=person_id, address=address, room=where,
                    )
                )  # fmt: skip


def named_by_zoom(house, room):
    with house.store.read() as memory:
        return next(p for p in room.people if memory.people.get(p).zoom_email)


def name(house, person_id):
    with house.store.read() as memory:
        return memory.people.get(person_id).name


def test_on_the_day_it_is_said_who_is_in_no_room_and_the_fewest_moves(house, nadia, meeting):
    rooms.draw_now(house, "s01", by=NADIA.id)
    plan = publishing.publish(house, "s01", by=NADIA.id)
    goes_to(house, "2027-03-17T19:50+00:00")
    late, first = (named_by_zoom(house, room) for room in plan.rooms)
    enters(house, first, "zoom-room-2")
    enters(house, late, "")

    page = nadia.reads("/facilitate/session/1/day")

    assert "In Zoom, at this moment" in page
    assert f"{name(house, late)} is in the main meeting: put them into Room 1." in page


def test_when_the_programme_is_over_there_is_a_list_to_tick_off(house, nadia):
    before = nadia.reads("/facilitate/")
    goes_to(house, "2027-04-22T12:00+00:00")
    nadia.signs_in()
    after = nadia.reads("/facilitate/")

    assert "How the programme ends" not in before
    assert "The programme ended on Wed 21 April 2027." in after
    assert "Archive: needs you. Not made since the programme ended" in after
    assert "Purge: to come. Everybody's words and details go on " in after
    assert "Everyone gets a farewell, each at their own hour." in after
