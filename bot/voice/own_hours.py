"""Many sessions' hours as one person has them, in a line: Tue 20:00 from October to March; Wed 06:00 in April."""

from collections import Counter
from collections.abc import Sequence
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
    months = _months(starts)
    return "; ".join(f"{hour} {_when(places, months)}" for hour, places in at.items())


def _months(starts: Sequence[datetime]) -> list[str]:
    """The month of each session; with its year where another one has that month, too."""
    known = Counter(month for _, month in {(one.year, one.month) for one in starts})
    return [
        f"{MONTHS[one.month - 1]} {one.year}" if known[one.month] > 1 else MONTHS[one.month - 1]
        for one in starts
    ]


def _when(places: Sequence[int], months: Sequence[str]) -> str:
    """The months of these sessions, those that follow one another as a stretch."""
    runs = [
        [place for _, place in run]
        for _, run in groupby(enumerate(places), lambda each: each[1] - each[0])
    ]
    return listed([_stretch(months[run[0]], months[run[-1]]) for run in runs])


def _stretch(first: str, last: str) -> str:
    return f"in {first}" if first == last else f"from {first} to {last}"


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
