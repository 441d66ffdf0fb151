"""Many sessions' hours as one person has them, in a line: Tue 20:00 from October to March; Wed 06:00 in April."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.civil_time import is_weekend, nights, zone_named
from bot.domain.hour_polls import Hour
from bot.domain.languages import say
from bot.domain.sessions import Session
from bot.voice.words import hour, listed, month, weekday

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
        day = f"{weekday(one)} " if with_day else ""
        at.setdefault(f"{day}{hour(one)}", []).append(place)
    if len(at) == 1:
        return say("{next} each time", next=next(iter(at)))
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
    begins, ends = month(first), month(last)
    in_doubt = known[first.month] > 1 or known[last.month] > 1
    ends += f" {last.year}" if in_doubt else ""
    if (first.year, first.month) == (last.year, last.month):
        return say("in {ends}", ends=ends)
    begins += f" {first.year}" if in_doubt and first.year != last.year else ""
    return say("from {begins} to {ends}", begins=begins, ends=ends)


def _hard(hours: Sequence[Hour] | Sequence[Session], zone: str) -> str:
    """How often it is night there, and how often a weekend; empty where it never is."""
    local = [hour.starts_at.astimezone(zone_named(zone)) for hour in hours]
    late = at_night(hours, zone)
    free = sum(1 for one in local if is_weekend(one.date()))
    said = [
        f"{what} {_times(number, len(hours))}"
        for what, number in ((say("at night"), late), (say("on a weekend"), free))
        if number
    ]
    return f"{listed(said).capitalize()}." if said else ""


def _times(number: int, all_of_them: int) -> str:
    return (
        say("each time")
        if number == all_of_them
        else say("{number} of {all_of_them} times", number=number, all_of_them=all_of_them)
    )


def at_night(hours: Sequence[Hour] | Sequence[Session], zone: str) -> int:
    """How many of them lie in the night there."""
    return sum(1 for hour in hours if nights(hour.starts_at, hour.ends_at, [zone]))
