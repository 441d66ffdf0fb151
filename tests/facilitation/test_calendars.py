"""A person's own calendar: what stands in it, and that its numbers rise with every change and never fall."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.domain.answers import Rsvp
from bot.facilitation import calendars, calling_off, leaving, personal_links, replies
from bot.facilitation.calendar_links import calendar_of
from bot.ports import BadSignature
from bot.store.backups import back_up
from bot.store.restoring import restore
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, 3, without=["rsvp"], bare=True, notices='"-7d", "-24h", "-1h"')
PEARL, TED, NADIA = (sample_people()[name] for name in ("pearl", "ted", "nadia"))
OURS = "https://convener.example.org"


@pytest.fixture
def made(company):
    company = company("2027-02-08T09:00", public_url=OURS, publish_by_hand=False)
    company.begins(cast("pearl ted kwabena nadia osric"), PLAN, (2027, 2))
    return company


def token(made, person=PEARL):
    with made.look() as setting:
        return calendar_of(setting, person.id).rpartition("/")[2]


def entries(made, person=PEARL):
    """What this person's calendar shows, by the name of the session."""
    file = calendars.fetch(made.desk, token(made, person)).file
    return {str(one["uid"]).partition("@")[0]: one for one in Calendar.from_ical(file).events}


def number(made, session="session-s01", person=PEARL):
    return int(entries(made, person)[session]["sequence"])


def test_every_session_stands_there_once_at_its_instant_and_for_good_under_its_own_name(made):
    shown = entries(made)
    with made.look() as setting:
        sessions = setting.sessions()
    assert set(shown) == {f"session-{s.id}" for s in sessions}
    for session in sessions:
        one = shown[f"session-{session.id}"]
        assert (one.start, one.end) == (session.starts_at, session.ends_at)
        assert one.start.tzinfo.key == session.zone
        assert str(one["uid"]) == f"session-{session.id}@convener.example.org"
        assert "rrule" not in one


def test_how_to_join_and_ones_own_room_stand_there_as_soon_as_they_are_known(made):
    before = entries(made)["session-s01"]
    assert "Your room" not in before["description"]
    made.until("2027-02-17T19:30")
    after = entries(made)["session-s01"]
    assert after["url"] == after["location"] == "https://zoom.example/j/1"
    assert "Your room is Room 1" in after["description"]
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt


def test_what_has_not_changed_is_given_under_the_same_number_and_mark(made):
    first = calendars.fetch(made.desk, token(made))
    made.clock.instant += timedelta(hours=5)
    assert calendars.fetch(made.desk, token(made)).mark == first.mark
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.YES)
    assert calendars.fetch(made.desk, token(made)).mark != first.mark


CHANGES = {
    "another hour": lambda s: replace(
        s, starts_at=s.starts_at + timedelta(hours=1), ends_at=s.ends_at + timedelta(hours=1)
    ),
    "longer": lambda s: replace(s, ends_at=s.ends_at + timedelta(minutes=15)),
    "another title": lambda s: replace(s, title="Coming home again"),
    "called off": lambda s: s.called_off(),
    "on again": lambda s: s.on_again(),
    "another zone": lambda s: replace(s, zone="Europe/London"),
}


def test_the_number_rises_with_every_change_and_for_each_reader(made):
    seen = {PEARL.id: [number(made, "session-s01")], TED.id: [number(made, "session-s01", TED)]}
    for change in CHANGES.values():
        with made.change() as setting:
            setting.memory.sessions.save(change(setting.session("s01")))
        for person in (PEARL, TED):
            seen[person.id].append(number(made, "session-s01", person))
    for numbers in seen.values():
        assert numbers == sorted(set(numbers))
    assert len(seen[PEARL.id]) == 7


def test_what_is_called_off_says_so_in_its_title_and_state_and_does_not_ring(made):
    calling_off.call_off(made.desk, "s01", why="the hall is flooded", by=NADIA.id)
    one = entries(made)["session-s01"]
    assert str(one["status"]) == "CANCELLED"
    assert str(one["summary"]).startswith("Called off: ")
    assert not one.walk("VALARM")
    calling_off.take_place(made.desk, "s01", by=NADIA.id)
    assert str(entries(made)["session-s01"]["status"]) == "CONFIRMED"


def test_whoever_does_not_come_keeps_the_entry_and_is_free_then(made):
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.NO)
    shown = entries(made)
    assert str(shown["session-s01"]["transp"]) == "TRANSPARENT"
    assert not shown["session-s01"].walk("VALARM")
    assert "You said not this time" in shown["session-s01"]["description"]
    assert str(shown["session-s02"]["transp"]) == "OPAQUE"
    assert len(shown["session-s02"].walk("VALARM")) == 1


def test_a_calendar_that_got_into_other_hands_opens_nothing_once_it_is_revoked(made):
    old = token(made)
    personal_links.revoke(made.desk, PEARL.id, by=NADIA.id)
    with pytest.raises(BadSignature):
        calendars.fetch(made.desk, old)
    assert entries(made)


@pytest.mark.parametrize("purpose", ["my-stories", "mail", "start"])
def test_a_link_for_something_else_opens_no_calendar(made, purpose):
    with made.look() as setting:
        other = personal_links.mint(setting, purpose, PEARL.id)
    with pytest.raises(BadSignature):
        calendars.fetch(made.desk, other)


def test_whoever_has_left_finds_their_calendar_empty(made):
    assert entries(made)
    mine = token(made)
    leaving.leave(made.desk, PEARL.id, by=PEARL.id)
    assert Calendar.from_ical(calendars.fetch(made.desk, mine).file).events == []


def test_nobody_sees_the_room_or_the_answer_of_another(made):
    replies.reply(made.desk, "s01", TED.id, Rsvp.NO)
    made.until("2027-02-17T19:30")
    shown = entries(made)["session-s01"]["description"]
    assert "not this time" not in shown


def test_not_even_a_restored_backup_lets_a_number_fall(made, store, tmp_path):
    url = store.place.render_as_string(hide_password=False)
    number(made)
    back_up(url, tmp_path / "backup.sqlite3", now=made.clock.instant)
    for change in ("another hour", "longer", "another title"):
        with made.change() as setting:
            setting.memory.sessions.save(CHANGES[change](setting.session("s01")))
        shown = number(made)
    store.close()

    restore(
        url, tmp_path / "backup.sqlite3", now=made.clock.instant, forget_list=tmp_path / "list",
        force=True,
    )  # fmt: skip

    assert number(made) > shown
