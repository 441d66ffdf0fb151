"""When a few people could meet: inside 08-18 for all of them, or where that cannot be, the least bad.

The worst off count first: an hour that is a little early for three is better than one in the night for one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.civil_time import is_weekend, zone_named
from bot.domain.roster import Participant

FROM, UNTIL = time(8), time(18)
STEP, AHEAD = timedelta(minutes=30), timedelta(days=14)
NOT_THAT_DAY = 24 * 60  # a weekend is as bad as a whole day outside


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One hour that is suggested. `outside` are those for whom it is before 08, after 18, or on a weekend."""

    starts_at: datetime
    outside: tuple[str, ...]
    worst: int

    @property
    def for_all(self) -> bool:
        return not self.outside


def suggest(
    people: Sequence[Participant], *, now: datetime, minutes: int = 60, most: int = 3
) -> list[Slot]:
    """Up to three hours on different days of the next two weeks, from tomorrow on, soonest first."""
    zones = {zone: zone_named(zone) for zone in {p.zone for p in people}}
    best: dict[object, tuple[tuple[int, int, datetime], Slot]] = {}
    for starts in _grid(now):
        minutes_out = {z: _outside(starts, minutes, clock) for z, clock in zones.items()}
        outside = tuple(p.id for p in people if minutes_out[p.zone])
        worst = max(minutes_out.values(), default=0)
        rank = (worst, len(outside), starts)
        day = starts.date()
        if day not in best or rank < best[day][0]:
            best[day] = (rank, Slot(starts_at=starts, outside=outside, worst=worst))
    ranked = [slot for _, slot in sorted(best.values(), key=lambda pair: pair[0])]
    good = [slot for slot in ranked if slot.for_all] or ranked
    return sorted(good[:most], key=lambda slot: slot.starts_at)


def _grid(now: datetime) -> Iterator[datetime]:
    """Every half hour from tomorrow on."""
    starts = (now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    end = starts + AHEAD
    while starts < end:
        yield starts
        starts += STEP


def _outside(starts: datetime, minutes: int, clock: ZoneInfo) -> int:
    """How many minutes the meeting begins too early or ends too late there."""
    begins, ends = starts.astimezone(clock), (starts + timedelta(minutes=minutes)).astimezone(clock)
    if is_weekend(begins.date()) or is_weekend(ends.date()):
        return NOT_THAT_DAY
    early = _minutes(FROM) - _minutes(begins.time())
    late = _minutes(ends.time()) - _minutes(UNTIL)
    if ends.date() != begins.date():
        late += 24 * 60
    return max(early, late, 0)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
