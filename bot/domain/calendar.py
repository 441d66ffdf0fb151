"""From a plan to dates: every session of a programme with its day, its hour in one city and its instant."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.civil_time import (
    ONE_DAY,
    local_instant,
    nth_weekday,
    sure_instant,
    wall_time,
    zone_named,
)
from bot.domain.programme import LearningPlan, Mode, PlannedSession, Round, Slot
from bot.domain.sessions import Session

Placed = tuple[Round, datetime, datetime]


def sessions_of(plan: LearningPlan, *, start: tuple[int, int]) -> tuple[Session, ...]:
    """Every session of a programme that begins in the calendar month `start` (year, month), in order.

    Raises NoSuchDay where a month lacks the day the plan asks for, UnsureHour where clocks are changed at that hour,
    UnknownZone, UnreadableRule.
    """
    planned = sorted(plan.sessions, key=lambda session: session.month)
    return tuple(_session(plan, one, start) for one in planned)


def day_of(plan: LearningPlan, planned: PlannedSession, start: tuple[int, int]) -> date:
    """The date of a session on its own city's calendar: its own if it has one, else by the plan's rule."""
    year, month = divmod(start[0] * 12 + start[1] - 1 + planned.month - 1, 12)
    return planned.date or nth_weekday(year, month + 1, plan.session_day)


def slot_for(plan: LearningPlan, day: date) -> Slot:
    """The slot that holds in the calendar month of a day; the plan's first where none says so."""
    return next((s for s in plan.slots if day.month in s.calendar_months), plan.slots[0])


def _session(plan: LearningPlan, planned: PlannedSession, start: tuple[int, int]) -> Session:
    day = day_of(plan, planned, start)
    zone, wall = _city_and_hour(planned, slot_for(plan, day))
    for later, morning in enumerate(planned.day_starts[1:], start=1):
        sure_instant(day + ONE_DAY * later, morning, zone)
    starts_at = sure_instant(day, wall, zone)
    return Session(
        id=f"s{planned.month:02}",
        month=planned.month,
        title=planned.title,
        mode=planned.mode,
        zone=zone,
        wall=f"{day}T{wall:%H:%M}",
        starts_at=starts_at,
        ends_at=_ends_at(plan, planned, starts_at, zone),
        rule=str(planned.date or plan.session_day),
        tzdata=tzdata_version(),
        venue=planned.venue,
    )


def at_another_time(
    session: Session, planned: PlannedSession, day: date, wall: time, zone: str, minutes: int
) -> Session:
    """The session at this local time in this city; one of several days lasts as long as its agenda."""
    starts_at = local_instant(day, wall, zone)
    ends_at = starts_at + timedelta(minutes=minutes)
    if planned.days > 1:
        ends_at = max((end for _, _, end in _placed(planned, starts_at, zone)), default=ends_at)
    return replace(
        session,
        zone=zone,
        wall=f"{day}T{wall:%H:%M}",
        starts_at=starts_at,
        ends_at=ends_at,
        tzdata=tzdata_version(),
    )


def resolved_anew(session: Session, planned: PlannedSession) -> Session:
    """The session at the same local time, by the law on clocks that is in force now."""
    return at_another_time(
        session, planned, *wall_time(session.wall), session.zone, session.minutes
    )


def _city_and_hour(planned: PlannedSession, slot: Slot) -> tuple[str, time]:
    """Online the slot's; face to face the venue's, for which the slot's city stands in until it is known."""
    if planned.mode is Mode.VIRTUAL:
        return slot.anchor_zone, slot.anchor_time
    first_morning = planned.day_starts[0] if planned.day_starts else slot.anchor_time
    return planned.venue_zone or slot.anchor_zone, first_morning


def _ends_at(
    plan: LearningPlan, planned: PlannedSession, starts_at: datetime, zone: str
) -> datetime:
    """Online after the plan's minutes; face to face when the last day's last round is over."""
    if planned.mode is Mode.VIRTUAL:
        return starts_at + timedelta(minutes=plan.virtual_minutes)
    return max((end for _, _, end in _placed(planned, starts_at, zone)), default=starts_at)


def round_instants(session: Session, planned: PlannedSession) -> tuple[Placed, ...]:
    """Every round of a session's agenda with the instants at which it begins and ends."""
    return tuple(_placed(planned, session.starts_at, session.zone))


def _placed(planned: PlannedSession, starts_at: datetime, zone: str) -> Iterator[Placed]:
    for day in sorted({one.day for one in planned.rounds}):
        begins = _day_begins(planned, day, starts_at, zone)
        for one in (r for r in planned.rounds if r.day == day):
            ends = begins + timedelta(minutes=one.minutes)
            yield one, begins, ends
            begins = ends


def _day_begins(planned: PlannedSession, day: int, starts_at: datetime, zone: str) -> datetime:
    """When a day of a gathering begins; the first is the session's own start, wherever it was moved to."""
    if day == 1:
        return starts_at
    first = starts_at.astimezone(zone_named(zone))
    known = len(planned.day_starts) >= day
    wall = planned.day_starts[day - 1] if known else first.time()
    return local_instant(first.date() + ONE_DAY * (day - 1), wall, zone)


def read_clocks_anew() -> None:
    """Let go of what was read of the world's time zones, so that a newer edition on this machine is in force."""
    tzdata_version.cache_clear()
    zone_named.cache_clear()
    ZoneInfo.clear_cache()


@cache
def tzdata_version() -> str:
    """Which edition of the world's time zones the dates rest on, such as 2026b; empty where nobody says.

    Zones come from the first system folder that has them, else from the tzdata package.
    """
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "UTC").is_file():
            return _edition(folder / "tzdata.zi")
    return version("tzdata")


def _edition(table: Path) -> str:
    """The edition in the head line of the system's zone table: "# version 2026b"."""
    if not table.is_file():
        return ""
    with table.open(encoding="utf-8") as lines:
        return lines.readline().removeprefix("# version").strip()
