"""Calendars compared: one hour for ever, an hour for each half of the year, or hours that go round; and who bears what.

A calendar is better than another one where its worst-off place bears less over the whole programme; then where all
places together bear less; then where they share it more evenly; then where the worst single session is milder.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from bot.domain.burden import Curve, Held, Never, burden
from bot.domain.civil_time import (
    ONE_DAY,
    local_date,
    local_instant,
    nth_weekday,
    read_rule,
)
from bot.domain.programme import LearningPlan
from bot.domain.sessions import Session

FIXED, SEASONAL, ROTATION = "fixed hour", "seasonal anchors", "rotation"


Days = tuple[tuple[int, tuple[date, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a calendar is to be made for. `days` are each session's number and the days it may be on, the best first.

    `people` says how many live in each place; `off` the days on which a place (or, under "", everybody) cannot meet.
    `settled` are the instants of sessions whose hour stands, such as those that have been.
    """

    people: Mapping[str, int]
    days: Days
    minutes: int = 90
    curve: Curve = field(default_factory=Curve)
    cap: int | None = None
    never: tuple[Never, ...] = ()
    off: Mapping[str, frozenset[date]] = field(default_factory=dict)
    settled: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def zones(self) -> tuple[str, ...]:
        return tuple(self.people)

    def held(self, session: int, starts_at: datetime) -> Held:
        """A session at an instant, with what it asks of each place."""
        asked = {zone: burden(starts_at, self.minutes, zone, self.curve) for zone in self.zones}
        return Held(session=session, starts_at=starts_at, minutes=self.minutes, burden=asked)

    def allows(self, starts_at: datetime) -> bool:
        """Whether nobody has said that they never can at this instant, and nobody has that day off."""
        return not self.refusals(starts_at)

    def refusals(self, starts_at: datetime) -> list[str]:
        """Who cannot come at an instant, in words."""
        never = [one for one in self.never if one.touches(starts_at, self.minutes)]
        said = [f"{one.who or one.zone} never {one.since:%H:%M}-{one.until:%H:%M}" for one in never]
        for place, days in self.off.items():
            touched = self._days(starts_at, (place,) if place else self.zones) & days
            said += [f"{place or 'everybody'} off on {day}" for day in sorted(touched)]
        return said

    def _days(self, starts_at: datetime, places: Sequence[str]) -> set[date]:
        """The days it is during a session, by the calendars of these places."""
        ends_at = starts_at + timedelta(minutes=self.minutes - 1)
        return {local_date(at, place) for at in (starts_at, ends_at) for place in places}


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """An hour of one city's clock."""

    zone: str
    wall: time

    def __str__(self) -> str:
        return f"{self.wall:%H:%M} {self.zone}"

    def instant(self, day: date) -> datetime:
        return local_instant(day, self.wall, self.zone)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One way to hold all sessions, and who bears what. `bound` is what no calendar of its kind can bring the worst
    place below; `proof` the weights on places that show it, `weighed_bound` the same for everybody's burden together.
    """

    name: str
    sessions: tuple[Held, ...]
    people: Mapping[str, int]
    bound: int = 0
    anchors: tuple[Anchor, ...] = ()
    cap: int = 0
    weighed_bound: int = 0
    evenest: bool = True
    proof: Mapping[str, int] = field(default_factory=dict)
    broken: tuple[tuple[int, str], ...] = ()

    @cached_property
    def ledger(self) -> dict[str, int]:
        """What each place bears over the whole programme."""
        return {zone: sum(held.burden[zone] for held in self.sessions) for zone in self.people}

    @property
    def worst_place(self) -> int:
        return max(self.ledger.values(), default=0)

    @property
    def worst_single(self) -> int:
        return max((held.worst for held in self.sessions), default=0)

    @property
    def total(self) -> int:
        return sum(self.ledger.values())

    @property
    def weighed_total(self) -> int:
        """What all people bear together."""
        return sum(cost * self.people[zone] for zone, cost in self.ledger.items())

    @property
    def unevenness(self) -> int:
        return sum(cost * cost * self.people[zone] for zone, cost in self.ledger.items())

    @property
    def rank(self) -> tuple[int, ...]:
        """Less is better, from the first difference on."""
        return (
            len(self.broken),
            self.worst_place,
            self.weighed_total,
            self.unevenness,
            self.worst_single,
        )


def days_by_rule(rule: str, *, start: tuple[int, int], months: int) -> Days:
    """For each month its day by a rule, and where that cannot be, the same weekday a week later or before.

    Raises UnreadableRule, NoSuchDay.
    """
    found = []
    for number in range(months):
        year, month = divmod(start[0] * 12 + start[1] - 1 + number, 12)
        found.append((number + 1, near_days(nth_weekday(year, month + 1, rule), rule)))
    return tuple(found)


def days_of_plan(plan: LearningPlan, sessions: Sequence[Session]) -> Days:
    """The days on which a plan's online sessions may be: their own date stands, others give way within the month."""
    found = []
    for session in online(sessions):
        own, day = plan.session(session.month).date, local_date(session.starts_at, session.zone)
        found.append((session.month, (day,) if own else near_days(day, plan.session_day)))
    return tuple(found)


def online(sessions: Iterable[Session]) -> list[Session]:
    """The sessions that take place online: people travel to the others, so that their hour costs nothing."""
    return [session for session in sessions if session.virtual and not session.cancelled]


def near_days(day: date, rule: str) -> tuple[date, ...]:
    """A day and those it may give way to in its month: a week later or before, or the next days of a plain date."""
    _, weekday = read_rule(rule)
    steps = (7, -7) if weekday is not None else (1, 2, -1, -2)
    others = (day + ONE_DAY * step for step in steps)
    return (day, *(other for other in others if other.month == day.month))
