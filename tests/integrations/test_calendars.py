"""Calendars' files: read back by two libraries they give the very instants, and no line breaks a rule."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from bot.ports import Event, Feed, Mail
from integrations.calendar.entry import entry
from integrations.calendar.feed import write_feed

NOW = datetime(2027, 1, 2, 9, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Stockholm",
    "Asia/Kathmandu",
    "Australia/Melbourne",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
)
# the nights in which clocks change, 2027 and 2028
TURNS = (
    "2027-03-14",
    "2027-03-28",
    "2027-04-04",
    "2027-10-03",
    "2027-10-31",
    "2027-11-07",
    "2028-03-12",
    "2028-03-26",
    "2028-04-02",
)


def an_event(at, zone, number=1, **more):
    usual = {
        "uid": f"session-s{number:02}@convener.example.org",
        "sequence": 4,
        "starts_at": at,
        "ends_at": at + timedelta(minutes=90),
        "zone": zone,
        "title": "Ours: Coming home",
    }
    return Event(**usual | more)


def written(*events):
    return write_feed(Feed(name="Ours", events=events), NOW)


def clock_of(file):
    """What a program makes of a wall time that knows nothing but the clock which the file spells out."""
    parts = re.findall(
        r"DTSTART:(\d{8}T\d{6})\r\n(?:TZNAME:\S+\r\n)TZOFFSETFROM:[+-]\d{4}\r\nTZOFFSETTO:([+-]\d{4})",
        file.decode(),
    )
    begun = sorted((wall_at(begins), offset(to)) for begins, to in parts)
    return lambda stamp: wall_at(stamp) - [o for begins, o in begun if begins <= wall_at(stamp)][-1]


def wall_at(stamp):
    return datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def offset(text):
    sign = -1 if text.startswith("-") else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def starts(file):
    return re.findall(rb"DTSTART;TZID=[^:]+:(\d{8}T\d{6})", file)


@pytest.mark.parametrize("zone", ZONES)
def test_around_every_change_of_clocks_the_file_gives_the_very_instants(zone):
    days = [datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in TURNS]
    instants = [day + timedelta(hours=h) for day in days for h in (-30, -9, 9, 20, 33)]
    events = [an_event(at, zone, number) for number, at in enumerate(instants, 1)]
    file = written(*events)

    ours = [one.start.astimezone(UTC) for one in Calendar.from_ical(file).events]
    others = [
        one.dtstart.astimezone(UTC)
        for one in IcsCalendarStream.calendar_from_ics(file.decode()).events
    ]
    assert ours == instants
    assert sorted(others) == instants
    once = [at for at in instants if not at.astimezone(ZoneInfo(zone)).fold]
    assert [clock_of(file)(stamp.decode()) for stamp in starts(file)] == once


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Melbourne", "Europe/Dublin"])
def test_every_third_hour_of_eighteen_months_is_told_as_the_zone_itself_tells_it(zone):
    first, last = NOW, NOW + timedelta(days=548)
    file = written(an_event(first, zone), an_event(last, zone, 2))
    told, instant, there, clock = [], first, ZoneInfo(zone), clock_of(file)
    while instant < last:
        wall = instant.astimezone(there)
        if not wall.fold and wall.dst() == (instant - timedelta(hours=1)).astimezone(there).dst():
            told.append((instant, clock(f"{wall:%Y%m%dT%H%M%S}")))
        instant += timedelta(hours=3)
    assert [one for one in told if one[0] != one[1]] == []
    assert len(told) > 4_000


def test_a_zone_is_spelled_out_for_as_long_as_it_is_needed_and_no_list_of_dates_stands_there():
    one = written(an_event(datetime(2027, 2, 17, 20, tzinfo=UTC), "America/New_York"))
    year = written(
        an_event(datetime(2027, 2, 17, 20, tzinfo=UTC), "America/New_York"),
        an_event(datetime(2028, 5, 17, 20, tzinfo=UTC), "America/New_York", 2),
    )
    assert one.count(b"BEGIN:STANDARD") == 1
    assert b"DAYLIGHT" not in one
    assert year.count(b"TZOFFSETTO") == 4
    for word in (b"RDATE", b"RRULE"):
        assert word not in year


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)


@given(title=WORDS, details=WORDS, where=WORDS)
def test_whatever_people_write_stays_words_on_lines_that_are_short_enough(title, details, where):
    at = datetime(2027, 2, 17, 20, tzinfo=UTC)
    file = written(an_event(at, "Europe/London", title=title, details=details, where=where))

    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert [
        line for line in lines if line.startswith((b"BEGIN:VEVENT", b"ATTENDEE", b"RRULE"))
    ] == [b"BEGIN:VEVENT"]
    (back,) = Calendar.from_ical(file).events
    assert back.start.astimezone(UTC) == at
    assert back["uid"] == "session-s01@convener.example.org"


def test_plain_words_come_back_as_they_were_written():
    at = datetime(2027, 2, 17, 20, tzinfo=UTC)
    words = "Röster; hemma, igen \\ och\nen rad till: BEGIN:VALARM"
    (back,) = Calendar.from_ical(
        written(an_event(at, "Europe/London", title=words, details=words))
    ).events
    assert (back["summary"], back["description"]) == (words, words)


def test_an_entry_rings_unless_it_is_called_off_and_whoever_does_not_come_is_free_then():
    at, rings = datetime(2027, 2, 17, 20, tzinfo=UTC), timedelta(minutes=15)
    file = written(
        an_event(at, "Europe/London", 1, rings=rings),
        an_event(at, "Europe/London", 2, rings=rings, off=True),
        an_event(at, "Europe/London", 3, answer="no"),
    )
    comes, off, not_coming = Calendar.from_ical(file).events
    assert [alarm.TRIGGER for alarm in comes.alarms.times and comes.walk("VALARM")] == [-rings]
    assert [str(e["status"]) for e in (comes, off, not_coming)] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    assert [str(e["transp"]) for e in (comes, off, not_coming)] == [
        "OPAQUE",
        "TRANSPARENT",
        "TRANSPARENT",
    ]
    assert not off.walk("VALARM")
    assert not not_coming.walk("VALARM")


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        ("yes", "ACCEPTED"),
        ("part", "ACCEPTED"),
        ("unsure", "TENTATIVE"),
        ("no", "DECLINED"),
        ("", None),
    ],
)
def test_a_mail_says_what_its_reader_said(answer, part):
    at = datetime(2027, 2, 17, 20, tzinfo=UTC)
    event = an_event(at, "Europe/London", uid="session-s01", answer=answer)
    mail = Mail(to="ada@example.org", name="Ada", subject="Soon", text="", event=event)

    (back,) = Calendar.from_ical(entry(mail, "bot@example.org", NOW)).events
    assert back["attendee"].params.get("partstat") == part
    assert back["uid"] == "session-s01@example.org"
