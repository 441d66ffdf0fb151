"""Days off from calendar files: entries of a day or several, that come again, were called off, or are nonsense."""

from datetime import date

import pytest

from bot.files.holidays import UnreadableCalendar, read_holidays

SPAN = {"since": date(2027, 1, 1), "until": date(2028, 12, 31), "file": "days.ics"}


def days(*entries):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//Days//EN"]
    for at, entry in enumerate(entries):
        lines += ["BEGIN:VEVENT", f"UID:{at}", *entry.split(), "END:VEVENT"]
    text = "\r\n".join([*lines, "END:VCALENDAR", ""])
    return sorted(read_holidays(text.encode(), **SPAN))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("DTSTART;VALUE=DATE:20270101", [date(2027, 1, 1)]),
        ("DTSTART;VALUE=DATE:20270624 DTEND;VALUE=DATE:20270626", [date(2027, 6, 24), date(2027, 6, 25)]),
        ("DTSTART;TZID=Australia/Melbourne:20271102T090000 DURATION:PT8H", [date(2027, 11, 2)]),
        ("DTSTART:20270301T220000Z DTEND:20270302T000000Z", [date(2027, 3, 1)]),
        ("DTSTART;VALUE=DATE:20271225 STATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20260101", []),
        ("DTSTART;VALUE=DATE:20201225 RRULE:FREQ=YEARLY", [date(2027, 12, 25), date(2028, 12, 25)]),
        (
            "DTSTART;VALUE=DATE:20201225 DTEND;VALUE=DATE:20201227 RRULE:FREQ=YEARLY;UNTIL=20280101T000000Z",
            [date(2027, 12, 25), date(2027, 12, 26)],
        ),
        (
            "DTSTART;VALUE=DATE:20201225 RRULE:FREQ=YEARLY EXDATE;VALUE=DATE:20271225 RDATE;VALUE=DATE:20270105",
            [date(2027, 1, 5), date(2028, 12, 25)],
        ),
        ("DTSTART;VALUE=DATE:20201126 RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
         [date(2027, 11, 25), date(2028, 11, 23)]),
        ("DTSTART;VALUE=DATE:20261231 DTEND;VALUE=DATE:20270103", [date(2027, 1, 1), date(2027, 1, 2)]),
    ],
)  # fmt: skip
def test_an_entry_names_its_days(entry, found):
    assert days(entry) == found


def test_several_entries_name_their_days_together():
    assert len(days("DTSTART;VALUE=DATE:20270101", "DTSTART;VALUE=DATE:20270102")) == 2


@pytest.mark.parametrize(
    "entry",
    [
        "SUMMARY:nothing",
        "DTSTART:tomorrow",
        "DTSTART;VALUE=DATE:20270101 RRULE:FREQ=SOMETIMES",
        "DTSTART;VALUE=DATE:20270101 RRULE:FREQ=SECONDLY",
        "DTSTART;VALUE=DATE:10000101 DTEND;VALUE=DATE:90000101",
    ],
)
def test_an_entry_that_makes_no_sense_is_refused_with_the_name_of_its_file(entry):
    with pytest.raises(UnreadableCalendar) as refused:
        days(entry)

    assert refused.value.message.startswith("days.ics is not a calendar file we can read.")


@pytest.mark.parametrize("data", [b"", b"hello", b"BEGIN:VCALENDAR", b"\xff\xfe\x00"])
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(UnreadableCalendar):
        read_holidays(data, **SPAN)
