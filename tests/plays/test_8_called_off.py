"""Story A2: a facilitator calls a session off an hour before, and another day lets it take place after all."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.domain.answers import Rsvp
from bot.domain.effects import State
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, 3, without=["rsvp"], notices='"-1d", "-1h"')
PEOPLE = "jandira raimundo luisa gunvor torkel kwabena doreen pearl kirra ted emeka nadia osric"
COME = "kirra ted doreen jandira"
TITLE = "A short list that stays short"
OFF = f"“{TITLE}” on"


@pytest.fixture
def told(theatre):
    """The rooms are told, the session begins in fifty-five minutes."""
    stage = theatre.opens(people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-11T12:00")
    stage.until("2027-02-16 12:00")
    for person in cast(COME):
        reply(stage.desk, "s01", person.id, Rsvp.YES)
    reply(stage.desk, "s01", cast("kwabena")[0].id, Rsvp.UNSURE)
    stage.nadia.types("/convene rooms 1 publish")
    stage.until("2027-02-17 19:05")
    return stage


def heard(stage):
    return Counter(call.person for call in stage.world.record.messages())


def calls_off(stage, why=" because the hall is flooded & wet"):
    stage.nadia.types(f"/convene session 1 cancel{why}")
    return stage.nadia.presses("Call it off")


def test_asking_first_changes_nothing(told):
    before = heard(told)

    page = told.nadia.types("/convene session 1 cancel because the hall is flooded & wet")

    assert f"Call off “{TITLE}”?" in page
    assert "the hall is flooded & wet" in page
    assert "Why: snow\n" in told.nadia.types("/convene session 1 Cancel because of snow") + "\n"
    assert "Why: sincere" in told.nadia.types("/convene session 1 cancel sincere regrets")
    assert heard(told) == before
    with told.memory() as setting:
        assert not setting.session("s01").cancelled


def test_who_comes_hears_it_once_with_the_reason_even_at_night_and_zooms_meeting_goes_once(told):
    before = heard(told)
    calls_off(told)
    told.until("2027-02-17 19:10")

    for name in ("kirra", "ted", "doreen", "osric"):
        (off,) = getattr(told, name).was_told(OFF, "does not take place.\nWhy:")
        assert "the hall is flooded & wet" in off
        assert "Next we meet for" in off
    news = heard(told) - before
    assert max(news.values()) == 1
    assert len([c for c in told.world.record.calls if c.method == "meetings.delete"]) == 1


def test_who_did_not_say_that_they_come_is_not_woken_and_hears_it_in_the_morning(told):
    calls_off(told)
    told.until("2027-02-17 19:50")
    asleep = told.gunvor.was_told(OFF, "Why:")

    told.until("2027-02-18 18:00")
    assert asleep == []
    assert len(told.gunvor.was_told(OFF, "Why:")) == 1


def test_nothing_of_the_session_is_sent_any_more_also_after_a_restart(told):
    calls_off(told)
    told.until("2027-02-17 19:10")
    told.restart()
    told.until("2027-02-25 12:00")

    with told.memory() as setting:
        sent = setting.memory.effects.find(
            "s01:", states=[State.READY, State.SENDING, State.UNKNOWN]
        )
        waiting = [d.key for d in setting.memory.duties.waiting() if d.key.startswith("s01:")]
    assert sent == []
    assert waiting == []
    assert told.ted.was_told("missed you") == []


def test_what_stands_in_slack_is_put_right(told):
    calls_off(told)
    told.until("2027-02-17 19:10")

    assert told.ted.was_told("Your room for") == []
    assert told.ted.was_told(f"{OFF}", "does not take place")


def test_pressed_twice_and_by_two_it_is_done_once(told):
    before = heard(told)
    told.nadia.types("/convene session 1 cancel")
    told.osric.types("/convene session 1 cancel")
    told.nadia.presses("Call it off")
    told.osric.presses("Call it off")
    told.until("2027-02-17 19:10")

    assert max((heard(told) - before).values()) == 1


def test_it_takes_place_after_all_with_a_new_meeting_and_all_that_was_held_back(told):
    calls_off(told)
    told.until("2027-02-17 19:12")

    told.nadia.types("/convene session 1 uncancel")
    told.until("2027-02-17 19:30")

    assert len(told.ted.was_told("takes place after all: ")) == 1
    made = [c for c in told.world.record.calls if c.method == "meetings.create"]
    assert len(made) == 2
    with told.memory() as setting:
        record = setting.memory.meetings.get("s01")
        keys = {d.key for d in setting.memory.duties.waiting()}
    assert record.state == "confirmed"
    assert any(key.startswith("s01:rooms-open") for key in keys)
    assert told.ted.was_told("Your room")


def lets_it_take_place(stage):
    stage.nadia.types("/convene session 1 uncancel")


def test_taken_back_before_people_wake_nobody_is_told_what_they_never_heard(told):
    calls_off(told)
    told.until("2027-02-17 19:10")

    lets_it_take_place(told)
    told.until("2027-02-18 18:00")

    assert told.gunvor.was_told("does not take place") == []
    assert told.gunvor.was_told("takes place after all") == []
    assert len(told.ted.was_told("takes place after all: ")) == 1


def test_back_and_forth_while_zoom_is_down_leaves_one_meeting_and_one_link(told):
    (first,) = told.zoom_meetings()
    told.world.faults.down("zoom")
    for minute in (18, 30):
        calls_off(told)
        assert told.ted.was_told("takes place after all: ") == []
        lets_it_take_place(told)
        told.until(f"2027-02-17 19:{minute}")
    told.world.faults.up("zoom")
    told.until("2027-02-17 19:45")

    (meeting,) = told.zoom_meetings()
    assert meeting.id != first.id
    assert first.deleted
    with told.memory() as setting:
        record = setting.memory.meetings.get("s01")
    assert (record.meeting_id, record.state) == (str(meeting.id), "confirmed")
    read = [said for said in told.ted.inbox() if "Join on Zoom" in said]
    assert len(read) > 2
    assert all(record.join_url in said for said in read)
    assert len(told.ted.was_told(TITLE, "takes place after all: ")) == 2


def test_whoever_comes_hears_it_before_it_would_have_begun_where_the_morning_is_too_late(theatre):
    plan = plan_of(
        2,
        without=["rsvp"],
        notices='"-1d"',
        changed={'quiet_from = "20:00"': 'quiet_from = "18:00"'},
    )
    stage = theatre.opens(people=cast(PEOPLE), start=(2027, 2), plan=plan, at="2027-02-16T12:00")
    reply(stage.desk, "s01", cast("kirra")[0].id, Rsvp.YES)
    stage.until("2027-02-17 07:30")

    calls_off(stage)
    stage.until("2027-02-17 07:59")
    before = stage.kirra.was_told(OFF, "Why:")
    stage.until("2027-02-18 12:00")

    assert before == []
    assert stage.kirra.told_at(OFF, "Why:") == datetime(2027, 2, 17, 8, tzinfo=UTC)


def test_before_there_are_rooms_nothing_of_them_is_lost(theatre):
    stage = theatre.opens(people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-11T16:00")
    calls_off(stage)
    refused = stage.nadia.types("/convene rooms 1 propose")
    refused += stage.nadia.types("/convene rooms 1 publish")
    lets_it_take_place(stage)
    stage.until("2027-02-16 15:00")

    assert "does not take place" in refused
    assert [said for said in stage.nadia.inbox() if said.startswith("Rooms for")] != []
    assert [said for said in stage.osric.inbox() if said.startswith("Rooms for")] != []
    assert len(stage.zoom_meetings()) == 1


def test_somebody_who_does_not_facilitate_can_call_nothing_off(told):
    assert "facilitator" in told.ted.types("/convene session 1 cancel").casefold()
    with told.memory() as setting:
        assert not setting.session("s01").cancelled
