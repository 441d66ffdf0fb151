"""What an hour asks of people: a session costs a place its worst half-hour there, by a curve anybody may redraw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache

from bot.domain.civil_time import is_weekend, zone_named

HALF_HOURS = 48
NIGHT = 20
# Working hours cost nothing, the night most; between them it grows the further an hour lies from the working day.
_USUAL = (
    (9, 17, 0),
    (8, 9, 1),
    (17, 18, 1),
    (7, 8, 2),
    (18, 20, 2),
    (6, 7, 4),
    (20, 21, 4),
    (21, 22, 6),
    (5, 6, 10),
    (22, 23, 10),
)


def _usual_costs() -> tuple[int, ...]:
    costs = [NIGHT] * HALF_HOURS
    for first, last, cost in _USUAL:
        costs[first * 2 : last * 2] = [cost] * ((last - first) * 2)
    return tuple(costs)


@dataclass(frozen=True, kw_only=True)
class Curve:
    """What each half-hour of the clock costs (48 of them, from midnight), and what a Saturday or Sunday adds."""

    costs: tuple[int, ...] = field(default_factory=_usual_costs)
    weekend: int = 10

    @property
    def short_of_night(self) -> int:
        """The most an hour costs that is not among the dearest ones: what a session may ask without being at night."""
        return max((cost for cost in self.costs if cost < max(self.costs)), default=max(self.costs))

    def at(self, local: datetime) -> int:
        """What the half-hour of a local time costs."""
        half_hour = local.hour * 2 + local.minute // 30
        return self.costs[half_hour] + (self.weekend if is_weekend(local.date()) else 0)


@lru_cache(maxsize=100_000)  # calendars that are compared share most of their instants
def burden(starts_at: datetime, minutes: int, zone: str, curve: Curve) -> int:
    """What a session asks of a place: the dearest half-hour of its clock that the session touches, be it by a minute.

    `starts_at` is a UTC instant. Half-hours are those of the place's own clock, so that quarter-hour zones and a
    clock change in the middle are met as people live them.
    """
    clock, ends_at, dearest = zone_named(zone), starts_at + timedelta(minutes=minutes), 0
    while starts_at < ends_at:
        local = starts_at.astimezone(clock)
        dearest = max(dearest, curve.at(local))
        starts_at += timedelta(minutes=30 - local.minute % 30)
    return dearest


@dataclass(frozen=True, kw_only=True)
class Never:
    """Hours at which a place, or somebody in it, can never come: from one local time to another, over midnight too."""

    zone: str
    since: time
    until: time
    who: str = ""

    def touches(self, starts_at: datetime, minutes: int) -> bool:
        """Whether a session falls into these hours, be it by a minute."""
        clock, ends_at = zone_named(self.zone), starts_at + timedelta(minutes=minutes)
        while starts_at < ends_at:
            if self._holds(starts_at.astimezone(clock).time()):
                return True
            starts_at += timedelta(minutes=1)
        return False

    def _holds(self, clock: time) -> bool:
        if self.since < self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until


@dataclass(frozen=True, kw_only=True)
class Held:
    """One session of a calendar: its number, its instant in UTC, and what it asks of each place."""

    session: int
    starts_at: datetime
    minutes: int
    burden: Mapping[str, int]

    @property
    def worst(self) -> int:
        return max(self.burden.values(), default=0)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)
