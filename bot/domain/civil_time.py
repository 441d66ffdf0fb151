"""Dates, hours and clock changes as people live them: in their own city, on their own calendar."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.errors import FacilitationError, UnknownZone
from bot.domain.programme import Offset, ReminderRules
from bot.domain.sessions import Session

# When most countries change their clocks, on whichever day.
CHANGES_FROM, CHANGES_UNTIL = time(2), time(3)
# Nobody should have to start before six or stay after half past ten at night: what the default
# plan's slots hold to.
EARLIEST_START, LATEST_END = time(6), time(22, 30)
ONE_DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
_NTH_WEEKDAY = re.compile(r"(last|\d(?:st|nd|rd|th)|[a-z]+)\s+([a-z]+day)")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(st|nd|rd|th)")


class UnreadableRule(FacilitationError):
    """{rule} is not a day of the month we can read. Write one such as 3rd Wednesday, last Thursday or 15th."""


class NoSuchDay(FacilitationError):
    """{month} has no {rule}. Give this session a date of its own, or choose a day that every month has."""


class UnsureHour(FacilitationError):
    """{wall} is no hour to meet at in {zone}: clocks are changed then. Choose one before 02:00 or from 03:00 on."""


class NoSuchHour(UnsureHour):
    """On {day} there is no {wall} in {zone}: clocks skip it. Choose another hour, or another date."""


class HourTwice(UnsureHour):
    """On {day} it is {wall} twice in {zone}: clocks go back. Choose another hour, or another date."""


def city(zone: str) -> str:
    """The city of a time zone: America/New_York is New York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def zone_named(name: str) -> ZoneInfo:
    """The clock of a city. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(zone=name or "An empty cell") from unknown


def nth_weekday(year: int, month: int, rule: str) -> date:
    """The day of a month that a rule such as "3rd Wednesday", "last Thursday" or "15th" names.

    Raises UnreadableRule, or NoSuchDay where that month has no fifth Tuesday or no 31st.
    """
    days = _days_named(year, month, read_rule(rule))
    if len(days) != 1:
        raise NoSuchDay(month=f"{date(year, month, 1):%B %Y}", rule=rule.strip())
    return date(year, month, days[0])


def read_rule(rule: str) -> tuple[int, int | None]:
    """A day rule as (nth, weekday): nth counts from 1, -1 is the last, weekday None is a plain date.

    Raises UnreadableRule.
    """
    words = " ".join(rule.lower().split())
    if (plain := _DAY_OF_MONTH.fullmatch(words)) and 1 <= int(plain[1]) <= 31:
        return int(plain[1]), None
    if (nth := _NTH_WEEKDAY.fullmatch(words)) and nth[2] in WEEKDAYS and (count := _count(nth[1])):
        return count, WEEKDAYS.index(nth[2])
    raise UnreadableRule(rule=rule.strip() or "Nothing")


def _count(word: str) -> int | None:
    if word == "last":
        return -1
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    return int(word[0]) if "1" <= word[0] <= "5" else None


def _days_named(year: int, month: int, rule: tuple[int, int | None]) -> list[int]:
    """The one day a rule names in a month, in a list that is empty where there is none."""
    count, weekday = rule
    first, length = monthrange(year, month)
    if weekday is None:
        return [count] if count <= length else []
    days = list(range(1 + (weekday - first) % 7, length + 1, 7))
    return days[-1:] if count < 0 else days[count - 1 : count]


def local_instant(day: date, wall: time, zone: str) -> datetime:
    """The instant at which a city's clock shows this time on this day.

    A time the clock skips is met as much later; of a time it shows twice, the first counts.
    """
    return datetime.combine(day, wall.replace(tzinfo=None), zone_named(zone)).astimezone(UTC)


def wall_time(wall: str) -> tuple[date, time]:
    """The day and the hour of a local time that is written YYYY-MM-DDTHH:MM."""
    local = datetime.fromisoformat(wall)
    return local.date(), local.time()


def wall_instant(wall: str, zone: str) -> datetime:
    """The instant of a local time that is written YYYY-MM-DDTHH:MM."""
    return local_instant(*wall_time(wall), zone)


def gap_or_overlap(day: date, wall: time, zone: str) -> Literal["gap", "overlap"] | None:
    """Whether the clock change makes this local time not exist ("gap") or come twice ("overlap")."""
    local = datetime.combine(day, wall.replace(tzinfo=None), zone_named(zone))
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if first is None or second is None or first == second:
        return None
    return "overlap" if first > second else "gap"


def sure_instant(day: date, wall: time, zone: str) -> datetime:
    """The instant of a local time that is to be agreed upon, so that nobody can come an hour early or late.

    Raises NoSuchHour, HourTwice, or UnsureHour between two and three at night, when other years' clocks change.
    """
    facts = {"day": day, "wall": f"{wall:%H:%M}", "zone": city(zone)}
    doubt = gap_or_overlap(day, wall, zone)
    if doubt == "gap":
        raise NoSuchHour(**facts)
    if doubt == "overlap":
        raise HourTwice(**facts)
    if CHANGES_FROM <= wall < CHANGES_UNTIL:
        raise UnsureHour(**facts)
    return local_instant(day, wall, zone)


def local_date(instant: datetime, zone: str) -> date:
    """The calendar day it is in a city at an instant."""
    return instant.astimezone(zone_named(zone)).date()


def at_local_hour(day: date, hour: int, zone: str) -> datetime:
    """The instant at which an hour strikes in a city on a day of its calendar."""
    return local_instant(day, time(hour), zone)


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def friday_before(day: date) -> date:
    """The same day, or the Friday before where it falls on a weekend."""
    return day - ONE_DAY * max(0, day.weekday() - 4)


def monday_after(day: date) -> date:
    """The same day, or the Monday after where it falls on a weekend."""
    return day + ONE_DAY * (7 - day.weekday()) if is_weekend(day) else day


def in_quiet_hours(instant: datetime, zone: str, rules: ReminderRules) -> bool:
    """Whether people in this city are to be left in peace at this instant."""
    return quiet(instant.astimezone(zone_named(zone)).time(), rules)


def quiet(clock: time, rules: ReminderRules) -> bool:
    """Whether people are to be left in peace at this hour of theirs."""
    if rules.quiet_from <= rules.quiet_until:
        return rules.quiet_from <= clock < rules.quiet_until
    return clock >= rules.quiet_from or clock < rules.quiet_until


def speakable_day(instant: datetime, zone: str, rules: ReminderRules) -> bool:
    """Whether the day it is in this city is one on which people may be written to."""
    return rules.weekends or not is_weekend(local_date(instant, zone))


def next_local_hour(instant: datetime, zone: str, rules: ReminderRules) -> datetime:
    """The first instant from this one on at which the reminder hour strikes on an allowed day."""
    day = local_date(instant, zone)
    while True:
        strike = at_local_hour(day, rules.local_hour, zone)
        if strike >= instant and speakable_day(strike, zone, rules):
            return strike
        day += ONE_DAY


def last_local_hour(instant: datetime, zone: str, hour: int) -> datetime:
    """The last instant, up to this one, at which this hour struck in a city."""
    day = local_date(instant, zone)
    strike = at_local_hour(day, hour, zone)
    return strike if strike <= instant else at_local_hour(day - ONE_DAY, hour, zone)


def local_hour_days_on(instant: datetime, days: int, zone: str, rules: ReminderRules) -> datetime:
    """The reminder hour so many days on by the city's calendar, however late in the day one starts to count."""
    day = local_date(instant, zone) + ONE_DAY * days
    return next_local_hour(at_local_hour(day, rules.local_hour, zone), zone, rules)


def day_level_instant(
    session_start: datetime, session_end: datetime, offset: Offset, zone: str, rules: ReminderRules
) -> datetime:
    """The offset's own hour, or the reminder hour, so many days before or after a session, by this city's calendar.

    A day on a weekend gives way: to the Friday before a session, to the Monday after it.
    """
    day = local_date(session_start if offset.before else session_end, zone) + ONE_DAY * offset.days
    if not rules.weekends:
        day = friday_before(day) if offset.before else monday_after(day)
    return local_instant(day, offset.at or time(rules.local_hour), zone)


def notice_instant(session: Session, offset: Offset, zone: str, rules: ReminderRules) -> datetime:
    """When a session's own notice is due in this city: whole days at the reminder hour, hours to the minute."""
    if offset.day_level:
        return day_level_instant(session.starts_at, session.ends_at, offset, zone, rules)
    return (session.starts_at if offset.before else session.ends_at) + offset.length


def prompt_instant(session: Session, offset: Offset, zone: str, rules: ReminderRules) -> datetime:
    """When a prompt is due in this city: never in quiet hours, unless waiting would miss the session."""
    due = notice_instant(session, offset, zone, rules)
    at_peace = in_quiet_hours(due, zone, rules) or not speakable_day(due, zone, rules)
    if offset.day_level or not at_peace:
        return due
    kinder = next_local_hour(due, zone, rules)
    too_late = offset.before and kinder >= session.starts_at
    return due if too_late else kinder


def rooms_day(session: Session, days_before: int, rules: ReminderRules) -> date:
    """The day so many days before a session by its own city's calendar; the Friday before a weekend."""
    day = local_date(session.starts_at, session.zone) - ONE_DAY * days_before
    return day if rules.weekends else friday_before(day)


def first_local_hour(day: date, zones: Collection[str], rules: ReminderRules) -> datetime:
    """The earliest instant at which the reminder hour of a calendar day strikes in any of the cities."""
    return min(at_local_hour(day, rules.local_hour, zone) for zone in zones)


def rooms_instant(
    session: Session, days_before: int, zones: Collection[str], rules: ReminderRules
) -> datetime:
    """When rooms are proposed or published: before anyone's own reminder hour of that day has passed."""
    day = rooms_day(session, days_before, rules)
    return first_local_hour(day, zones or (session.zone,), rules)


@dataclass(frozen=True, kw_only=True)
class NightWarning:
    """A city for which a session lies in the night: its local start and end there."""

    zone: str
    starts: datetime
    ends: datetime


def night_warnings(session: Session, zones: Collection[str]) -> tuple[NightWarning, ...]:
    """The cities, each once, where an online session would start before six or end after half past ten."""
    return nights(session.starts_at, session.ends_at, zones) if session.virtual else ()


def nights(
    starts_at: datetime, ends_at: datetime, zones: Collection[str]
) -> tuple[NightWarning, ...]:
    """The cities, each once, where these instants lie before six or after half past ten."""
    warnings = (_local_span(starts_at, ends_at, zone) for zone in sorted(set(zones)))
    return tuple(warning for warning in warnings if _at_night(warning))


def _local_span(starts_at: datetime, ends_at: datetime, zone: str) -> NightWarning:
    clock = zone_named(zone)
    return NightWarning(
        zone=zone, starts=starts_at.astimezone(clock), ends=ends_at.astimezone(clock)
    )


def _at_night(span: NightWarning) -> bool:
    past_midnight = span.ends.date() > span.starts.date()
    return past_midnight or span.starts.time() < EARLIEST_START or span.ends.time() > LATEST_END
