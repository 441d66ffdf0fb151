"""A month's load in words: what it asks of people, and where a day is too full."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from bot.domain.load import Load
from bot.voice.words import count, day, listed


def lines(loads: Sequence[Load], labels: Mapping[str, str]) -> list[str]:
    """A line for each month, and one for each day on which more falls due than is said."""
    by_month = sorted(loads, key=lambda load: load.month)
    return [
        line
        for month, several in groupby(by_month, key=lambda load: load.month)
        for line in _month(month, list(several), labels)
    ]


def _month(month: int, loads: Sequence[Load], labels: Mapping[str, str]) -> Iterable[str]:
    most = max(loads, key=lambda load: (load.minutes, load.messages))
    messages = _span([load.messages for load in loads], "message")
    minutes = _span([load.minutes for load in loads], "minute")
    line = f"Month {month}: {messages} and {minutes} of answering for each person, besides news of the session."
    fullest = f"whose fullest day is {day(most.fullest)} with {count(most.things, 'thing')}"
    yield f"{line} Most for {_label(most.role, labels)}, {fullest}."
    yield from crowded(loads, labels)


def crowded(loads: Sequence[Load], labels: Mapping[str, str]) -> Iterable[str]:
    """A line for each day on which more falls due than is said."""
    for full in sorted({each for load in loads for each in load.crowded}):
        roles = [_label(load.role, labels) for load in loads if full in load.crowded]
        yield (
            f"On {day(full)} more hours bring something to {listed(roles)} than messages may come in a day: "
            "what is late on it joins an earlier message without a sound, or waits for the next day."
        )


def _span(figures: Sequence[int], word: str) -> str:
    low, high = min(figures), max(figures)
    return count(high, word) if low == high else f"{low} to {count(high, word)}"


def _label(role: str, labels: Mapping[str, str]) -> str:
    return labels.get(role, role).partition(" (")[0]


def grid(loads: Sequence[Load], labels: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """A row for each month, a column for each role: messages, minutes, and the things of the fullest day."""
    roles = list(dict.fromkeys(load.role for load in loads))
    known = {(load.month, load.role): load for load in loads}
    rows = [
        [f"{month}", *(_cell(known.get((month, role))) for role in roles)]
        for month in sorted({load.month for load in loads})
    ]
    return ["month", *(_label(role, labels) for role in roles)], rows


def _cell(load: Load | None) -> str:
    if load is None:
        return ""
    fullest = f"{load.fullest.day} {load.fullest:%b}"
    return f"{load.messages} messages, {load.minutes} min; {fullest}: {load.things}"
