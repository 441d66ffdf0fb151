"""Days on which nobody, or nobody in one place, can meet: from calendar files and from dates as people write them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from bot.domain.errors import FacilitationError

ONE_DAY = timedelta(days=1)
_UNTIL = re.compile(r"(UNTIL=\d{8})T\w+")
_STEPS = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}  # a holiday every second is somebody's joke
MOST = 10_000  # days that one entry may name: a slip of the pen must not fill the memory


class UnreadableCalendar(FacilitationError):
    """{file} is not a calendar file we can read. Export it again as iCalendar (.ics)."""


class UnreadableDay(FacilitationError):
    """{day} is not a date. Write it as year, month and day, such as 2027-12-25."""


def read_holidays(data: bytes, *, since: date, until: date, file: str) -> frozenset[date]:
    """Every day between two dates, both included, that an entry of a calendar touches; those called off do not count.

    An entry with an hour touches the day it is in the entry's own zone. Raises UnreadableCalendar.
    """
    try:
        entries = Calendar.from_ical(data).walk("VEVENT")
        events = (entry for entry in entries if isinstance(entry, Event))
        days = {day for event in events for day in _days(event, since, until)}
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as unreadable:
        raise UnreadableCalendar(file=file) from unreadable
    return frozenset(day for day in days if since <= day <= until)


def _days(entry: Event, since: date, until: date) -> Iterator[date]:
    if str(entry.get("status", "")).upper() == "CANCELLED":
        return
    begins, ends = entry.start, entry.end
    first = _day(begins)
    last = _day(ends - (ONE_DAY if not isinstance(ends, datetime) else timedelta(microseconds=1)))
    length = max(0, (last - first).days)
    if length > MOST:
        raise ValueError(length)
    left_out = set(_listed(entry, "exdate"))
    for day in _recurring(entry, first, since - ONE_DAY * length, until):
        if day not in left_out:
            yield from (day + ONE_DAY * n for n in range(length + 1))


def _recurring(entry: Event, first: date, since: date, until: date) -> Iterator[date]:
    """The days an entry begins on. Rules are read without a zone: a holiday is a day, not an instant."""
    yield first
    yield from _listed(entry, "rdate")
    rule = entry.get("rrule")
    for one in rule if isinstance(rule, list) else [rule] if rule else []:
        if str(one.get("FREQ", [""])[0]).upper() not in _STEPS:
            raise ValueError(one)
        words = _UNTIL.sub(r"\1", one.to_ical().decode())
        each = rrulestr(words, dtstart=_midnight(first))
        yield from (at.date() for at in each.between(_midnight(since), _midnight(until), inc=True))


def _midnight(day: date) -> datetime:
    """A day as the library of rules wants it: an hour of no zone."""
    return datetime.combine(day, time())


def _listed(entry: Event, name: str) -> Iterator[date]:
    """The days of EXDATE or RDATE, which may be there several times."""
    held = entry.get(name)
    for one in held if isinstance(held, list) else [held] if held else []:
        yield from (_day(each.dt) for each in one.dts)


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at


def read_day(text: str) -> date:
    """A date as people write it. Raises UnreadableDay."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnreadableDay(day=text.strip() or "Nothing") from None
