"""The months at a glance: where the programme is, each session on one line, and what its hour asks of each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.burden import Held
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import RoomPlan, Session
from bot.voice.words import city, clock_time, count, local, local_day

# how dark a cell is: from nothing over the early and late hours to the night
SHADES = (0, 2, 6, 10)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One session of the programme."""

    month: int
    title: str
    when: str
    how: str
    state: str
    rooms: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The hour at which a session begins in one place, what it asks there, and how dark that is shown, from 0 to 4."""

    hour: str
    cost: int
    shade: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """One city with its hours over all sessions online, and what they come to."""

    name: str
    cells: Sequence[Cell]
    total: int


def lead(month: int, months: int, following: Session | None, zone: str) -> str:
    if following is None:
        return f"All {count(months, 'month')} are over."
    return f"Month {month} of {months}: “{following.title}” is next, {local(following.starts_at, zone)}."


def line(
    session: Session,
    plan: RoomPlan | None,
    following: Session | None,
    now: datetime,
    zone: str,
    place: MeetingPlace = ZOOM,
) -> Line:
    return Line(
        month=session.month,
        title=session.title,
        when=f"{local_day(session.starts_at, zone)}, {clock_time(session.starts_at, zone)}",
        how=f"on {place.name}"
        if session.virtual
        else session.venue or "in person, place to be agreed",
        state=_state(session, following, now),
        rooms=_rooms(plan),
    )


def _state(session: Session, following: Session | None, now: datetime) -> str:
    if session.cancelled:
        return "called off"
    if following is not None and session.id == following.id:
        return "next"
    return "over" if session.ends_at <= now else "to come"


def _rooms(plan: RoomPlan | None) -> str:
    if plan is None:
        return "–"
    seats = f"{count(len(plan.seated), 'person', 'people')} in {len(plan.rooms)}"
    return seats if plan.state == "published" else f"{seats}, {plan.state}"


def places(held: Sequence[Held], ledger: Mapping[str, int]) -> list[Place]:
    """A row for each city, hardest first."""
    order = sorted(ledger, key=lambda zone: (-ledger[zone], city(zone)))
    return [
        Place(name=city(zone), cells=[_cell(one, zone) for one in held], total=ledger[zone])
        for zone in order
    ]


def _cell(held: Held, zone: str) -> Cell:
    cost = held.burden[zone]
    shade = sum(cost > most for most in SHADES)
    return Cell(hour=clock_time(held.starts_at, zone), cost=cost, shade=shade)
