"""Many sessions' hours as one person has them, in a line: Tue 20:00 from October to March; Wed 06:00 in April."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.civil_time import is_weekend, nights, zone_named
from bot.domain.hour_polls import Hour
from bot.domain.sessions import Session
from bot.voice.words import DAYS, MONTHS, listed

MOST_DAYS = 2  # with more days of the week than that, hours alone are said


def own_hours(hours: Sequence[Hour] | Sequence[Session], zone: str) -> str:
    """The local hours, each with the months in which it is so; at night and on weekends said so."""
    starts = sorted(hour.starts_at.astimezone(zone_named(zone)) for hour in hours)
    said = _hours(starts)
    hard = _hard(hours, zone)
    return f"{said}. {hard}" if hard else f"{said}."


def _hours(starts: Sequence[datetime]) -> str:
    with_day = len({one.weekday() for one in starts}) <= MOST_DAYS
    at: dict[str, list[int]] = {}
    for place, one in enumerate(starts):
        day = f"{DAYS[one.weekday()]} " if with_day else ""
        at.setdefault(f"{day}{one:%H:%M}", []).append(place)
    if len(at) == 1:
        return f"{next(iter(at))} each time"
    return "; ".join(f"{hour} {_when(places, starts)}" for hour, places in at.items())


def _when(places: Sequence[int], starts: Sequence[datetime]) -> str:
    """The months of these sessions, those that follow one another as a stretch; with years where it needs them."""
    runs = [
        [place for _, place in run]
        for _, run in groupby(enumerate(places), lambda each: each[1] - each[0])
    ]
    known = Counter(month for _, month in {(one.year, one.month) for one in starts})
    return listed([_stretch(starts[run[0]], starts[run[-1]], known) for run in runs])


def _stretch(first: datetime, last: datetime, known: Mapping[int, int]) -> str:
    """In March 2027; from April to September. `known` is in how many years there is each month."""
    begins, ends = MONTHS[first.month - 1], MONTHS[last.month - 1]
    in_doubt = known[first.month] > 1 or known[last.month] > 1
    ends += f" {last.year}" if in_doubt else ""
    if (first.year, first.month) == (last.year, last.month):
        return f"in {ends}"
    begins += f" {first.year}" if in_doubt and first.year != last.year else ""
    return f"from {begins} to {ends}"


def _hard(hours: Sequence[Hour] | Sequence[Session], zone: str) -> str:
    """How often it is night there, and how often a weekend; empty where it never is."""
    local = [hour.starts_at.astimezone(zone_named(zone)) for hour in hours]
    late = at_night(hours, zone)
    free = sum(1 for one in local if is_weekend(one.date()))
    said = [
        f"{what} {_times(number, len(hours))}"
        for what, number in (("at night", late), ("on a weekend", free))
        if number
    ]
    return f"{listed(said).capitalize()}." if said else ""


def _times(number: int, all_of_them: int) -> str:
    return "each time" if number == all_of_them else f"{number} of {all_of_them} times"


def at_night(hours: Sequence[Hour] | Sequence[Session], zone: str) -> int:
    """How many of them lie in the night there."""
    return sum(1 for hour in hours if nights(hour.starts_at, hour.ends_at, [zone]))
