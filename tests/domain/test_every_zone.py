"""Every zone there is, around every change of its clocks from 2026 to 2028: an independent library says the same."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files

import pytest
import whenever

from bot.domain.burden import Curve, burden
from bot.domain.civil_time import (
    HourTwice,
    NoSuchHour,
    UnsureHour,
    at_local_hour,
    day_level_instant,
    gap_or_overlap,
    local_instant,
    notice_instant,
    sure_instant,
    zone_named,
)
from bot.domain.programme import Offset, ReminderRules
from tests.domain.clocks import a_session, told_by_whenever

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
EVERY = tuple((files("tzdata") / "zones").read_text(encoding="utf-8").split())
EVERY_DAY = ReminderRules(weekends=True)
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The instants, to the minute, from which a zone's clock is another distance from UTC."""
    return tuple(_changes(zone))


def _changes(zone: str) -> Iterator[datetime]:
    clock = zone_named(zone)
    at = SINCE
    while at < UNTIL:
        if at.astimezone(clock).utcoffset() != (at + 7 * DAY).astimezone(clock).utcoffset():
            yield _change(clock, at, at + 7 * DAY)
        at += 7 * DAY


def _change(clock: zoneinfo.ZoneInfo, early: datetime, late: datetime) -> datetime:
    before = early.astimezone(clock).utcoffset()
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        same = middle.astimezone(clock).utcoffset() == before
        early, late = (middle, late) if same else (early, middle)
    return late.replace(second=0, microsecond=0)


def around() -> Iterator[tuple[str, datetime]]:
    """Zones that keep the same clock are asked once."""
    seen: set[tuple[datetime, ...]] = set()
    for zone in EVERY:
        clock = zone_named(zone)
        key = tuple(c.astimezone(clock).replace(tzinfo=UTC) for c in changes(zone))
        if changes(zone) and key not in seen:
            seen.add(key)
            yield from ((zone, change) for change in changes(zone))


@cache
def edges() -> tuple[tuple[str, datetime], ...]:
    return tuple(around())


def walls(zone: str, change: datetime) -> list[datetime]:
    """The quarter hours a clock shows, or skips, from two hours before a change to two hours after."""
    local = change.astimezone(zone_named(zone)).replace(tzinfo=None, second=0)
    start = local.replace(minute=local.minute // 15 * 15) - timedelta(hours=2)
    return [start + timedelta(minutes=15 * n) for n in range(17)]


def test_there_is_much_to_ask():
    assert len(EVERY) > 400
    assert len(edges()) > 100
    ours = {zone for zone, _ in edges()}
    assert ours & {"Australia/Lord_Howe"}
    assert any(
        gap_or_overlap(w.date(), w.time(), "Pacific/Chatham")
        for c in changes("Pacific/Chatham")
        for w in walls("Pacific/Chatham", c)
    )


def test_a_local_time_is_the_instant_another_library_finds():
    for zone, change in edges():
        for wall in walls(zone, change):
            told = told_by_whenever(wall.date(), wall.time(), zone)
            assert local_instant(wall.date(), wall.time(), zone) == told, (zone, wall)


def kinds_of_clock() -> list[str]:
    """One zone of each kind: those that are as far from UTC at the end of every day of three years are asked once."""
    nights = [SINCE + DAY * n for n in range((UNTIL - SINCE).days)]
    kept: dict[tuple[timedelta | None, ...], str] = {}
    for zone in EVERY:
        clock = zone_named(zone)
        kept.setdefault(tuple(night.astimezone(clock).utcoffset() for night in nights), zone)
    return list(kept.values())


def test_on_every_day_of_three_years_another_library_finds_the_same_instant():
    quarters = [time(n // 4, n % 4 * 15) for n in range(96)]
    asked = kinds_of_clock()
    assert len(asked) > 60
    for nth, zone in enumerate(asked):
        for n in range((UNTIL - SINCE).days):
            day, wall = (SINCE + DAY * n).date(), quarters[(nth * 5 + n * 7) % 96]
            assert local_instant(day, wall, zone) == told_by_whenever(day, wall, zone), (zone, day)


def test_what_is_skipped_or_comes_twice_is_refused_where_another_library_refuses_it():
    for zone, change in edges():
        for wall in walls(zone, change):
            refused = None
            try:
                sure_instant(wall.date(), wall.time(), zone)
            except UnsureHour as unsure:
                refused = type(unsure)
            assert refused == told_to_refuse(wall, zone), (zone, wall)


def told_to_refuse(wall: datetime, zone: str) -> type[UnsureHour] | None:
    plain = whenever.PlainDateTime(wall.year, wall.month, wall.day, wall.hour, wall.minute)
    try:
        plain.assume_tz(zone, disambiguation="raise")
    except whenever.SkippedTime:
        return NoSuchHour
    except whenever.RepeatedTime:
        return HourTwice
    return UnsureHour if time(2) <= wall.time() < time(3) else None


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_an_hour_away_from_changes_is_sure_on_every_day(zone):
    day = SINCE.date()
    while day < UNTIL.date():
        assert sure_instant(day, time(15), zone) == local_instant(day, time(15), zone)
        day += DAY


def test_day_before_and_day_after_keep_the_local_hour_and_a_day_s_hours_are_elapsed():
    for zone, change in edges():
        session = a_session(f"{change + timedelta(hours=5):%Y-%m-%dT%H:%M}", zone=zone)
        for days in (-7, -1, 1):
            due = day_level_instant(
                session.starts_at, session.ends_at, Offset(days=days), zone, EVERY_DAY
            )
            around_ = session.starts_at if days < 0 else session.ends_at
            there = around_.astimezone(zone_named(zone)).date() + DAY * days
            assert due == told_by_whenever(there, time(10), zone) == at_local_hour(there, 10, zone)
        for hours in (-24, -1):
            due = notice_instant(session, Offset(hours=hours), zone, EVERY_DAY)
            told = whenever.Instant(session.starts_at).add(hours=hours)
            assert due == told.to_stdlib(), (zone, change)


def test_what_a_session_costs_is_met_minute_by_minute_over_every_change():
    curve = Curve(costs=tuple(range(1, 49)), weekend=0)
    for zone, change in edges():
        start = change - HALF_HOUR
        begins = whenever.Instant(start).to_tz(zone)
        each = [begins.add(minutes=m).to_plain().to_stdlib() for m in range(0, 75, 5)]
        dearest = max(curve.at(local) for local in each)
        assert burden(start, 75, zone, curve) == dearest, (zone, change)
