"""The ways in which a programme's sessions ahead could be held: as they are, at one hour, at two, or going round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from bot.domain.burden import Held
from bot.domain.civil_time import UnsureHour, local_date, sure_instant, wall_time
from bot.domain.errors import FacilitationError
from bot.domain.fair_hours import Calendar, Days, Wish, days_of_plan, online
from bot.domain.hour_plans import as_planned, fixed, rotation, seasonal
from bot.domain.hour_polls import FIXED, NOW, ROTATION, SEASONAL, Hour, Way
from bot.domain.sessions import Session
from bot.facilitation.moving import NewTime, at_new_time
from bot.facilitation.setting import Setting

Planned = tuple[tuple[int, datetime], ...]
CLEAR = timedelta(days=7)  # from the answer of the group to the first session that may move


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a running programme gives to find hours for: sessions up to an instant stand as they are."""

    days: Days
    minutes: int
    planned: Planned
    settled: Mapping[int, datetime]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One way with the calendar it comes from; `refused` says why it cannot be had."""

    way: Way
    calendar: Calendar
    refused: str = ""


def ground(setting: Setting, until: datetime) -> Ground:
    """The online sessions of the programme; those that begin up to this instant keep their hour."""
    sessions = online(setting.sessions())
    return Ground(
        days=days_of_plan(setting.plan, sessions),
        minutes=setting.plan.virtual_minutes,
        planned=tuple((s.month, s.starts_at) for s in sessions),
        settled={s.month: s.starts_at for s in sessions if s.starts_at <= until},
    )


def may_move(setting: Setting, closes_at: datetime) -> list[Session]:
    """The online sessions that begin late enough after the group has been asked."""
    return [s for s in online(setting.sessions()) if s.starts_at > closes_at + CLEAR]


def offers(setting: Setting, closes_at: datetime) -> list[Offer]:
    """Every way that differs from those before it. A way that a session cannot be moved by says so."""
    ahead = {s.month: s for s in may_move(setting, closes_at)}
    if not ahead:
        return []
    on = ground(setting, closes_at + CLEAR)
    found: dict[tuple[datetime, ...], Offer] = {}
    for key, calendar in _calendars(
        tuple(setting.zones), on.days, on.minutes, tuple(on.settled.items()), on.planned
    ):
        hours = [
            _hour(ahead[h.session], h, calendar) for h in calendar.sessions if h.session in ahead
        ]
        way = Way(
            key=key,
            hours=tuple(hours),
            worst=calendar.worst_place,
            total=calendar.total,
            anchors=tuple(map(str, calendar.anchors)),
        )
        refused = _refused(setting, way, ahead)
        found.setdefault(way.starts, Offer(way=way, calendar=calendar, refused=refused))
    return list(found.values())


@lru_cache(maxsize=8)
def _calendars(
    zones: tuple[str, ...], days: Days, minutes: int, settled: Planned, planned: Planned
) -> Sequence[tuple[str, Calendar]]:
    """The same is asked for each window on the way, and with many places it takes seconds."""
    wish = Wish(people=dict.fromkeys(zones, 1), days=days, minutes=minutes, settled=dict(settled))
    return (
        (NOW, as_planned(wish, planned)),
        (FIXED, fixed(wish)),
        (SEASONAL, seasonal(wish)),
        (ROTATION, rotation(wish)),
    )


def _hour(session: Session, held: Held, calendar: Calendar) -> Hour:
    """The session's hour by its own city's clock, or by that of the anchor it goes by."""
    then = replace(session, starts_at=held.starts_at)
    zone = next(_sure_clocks(then, held, calendar), session.zone)
    return Hour(
        session_id=session.id,
        moves=session.moves,
        wall=then.local_wall(zone),
        zone=zone,
        minutes=session.minutes,
    )


def _sure_clocks(session: Session, held: Held, calendar: Calendar) -> Iterator[str]:
    """The cities by whose clock this hour can be agreed upon, the best first."""
    starts = session.starts_at
    anchors = [
        one.zone for one in calendar.anchors if one.instant(local_date(starts, one.zone)) == starts
    ]
    for zone in [*anchors, session.zone, *held.burden]:
        try:
            sure_instant(*wall_time(session.local_wall(zone)), zone)
        except UnsureHour:
            continue
        yield zone


def _refused(setting: Setting, way: Way, ahead: Mapping[int, Session]) -> str:
    """Why one of the sessions cannot be held then; empty where all can."""
    sessions = {session.id: session for session in ahead.values()}
    for hour in way.hours:
        session = sessions[hour.session_id]
        if hour.starts_at == session.starts_at:
            continue
        try:
            at_new_time(setting, session, time_of(hour))
        except FacilitationError as no:
            return no.message
    return ""


def time_of(hour: Hour) -> NewTime:
    """The hour as a session is moved to it."""
    day, at = wall_time(hour.wall)
    return NewTime(day=day, at=at, zone=hour.zone)


def mark_of(ways: Sequence[Way]) -> str:
    """A mark that is another one once any hour of these ways is."""
    told = [
        (way.key, hour.session_id, hour.moves, hour.wall, hour.zone)
        for way in ways
        for hour in way.hours
    ]
    return sha256(repr(told).encode()).hexdigest()[:16]
