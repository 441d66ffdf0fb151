"""Calendars in words: what each asks of whom, beside the others, and why none can be fairer."""

from collections.abc import Iterator, Sequence

from bot.domain.civil_time import NightWarning
from bot.domain.civil_time import nights as night_spans
from bot.domain.fair_hours import FIXED, ROTATION, Anchor, Calendar
from bot.voice.words import city, count, listed, local


def anchor(one: Anchor) -> str:
    return f"{one.wall:%H:%M} {city(one.zone)}"


def sentence(calendar: Calendar, called: str = "") -> str:
    """What a calendar is, and what it asks, in a breath."""
    return f"{called or calendar.name.capitalize()}: {_how(calendar)}. {_who_bears(calendar)}"


def _how(calendar: Calendar) -> str:
    if calendar.name == ROTATION:
        return f"an hour for each session, none of which asks more than {calendar.cap} of any place"
    if calendar.name == FIXED or len(calendar.anchors) == 1:
        return f"always at {listed([anchor(one) for one in calendar.anchors])}"
    if len(calendar.anchors) == 2:
        winter, summer = map(anchor, calendar.anchors)
        return f"{winter} from October to March, {summer} from April to September"
    return "the hours that the plan gives"


def _who_bears(calendar: Calendar) -> str:
    worst = [city(zone) for zone, borne in calendar.ledger.items() if borne == calendar.worst_place]
    hardest = (
        f"{listed(worst)} {'bears' if len(worst) == 1 else 'bear'} most, {calendar.worst_place}"
    )
    return (
        f"{hardest} over {count(len(calendar.sessions), 'session')}; no session costs a place more than "
        f"{calendar.worst_single}; everybody together bears {calendar.total}."
    )


def proof(calendar: Calendar) -> str:
    """What is proved about a rotation, in plain words."""
    gap = calendar.worst_place - calendar.bound
    if gap == 0:
        return f"No choice of hours within these rules has a worst place below {calendar.bound}: that is proved."
    return (
        f"No choice of hours within these rules has a worst place below {calendar.bound}: that is proved. "
        f"Whether {gap} less than {calendar.worst_place} can be had is not known."
    )


def fairest(calendars: Sequence[Calendar]) -> str:
    """Which of several is the fairest, and what that costs in all."""
    best = min(calendars, key=lambda one: one.rank)
    least = min(calendars, key=lambda one: (len(one.broken), one.total))
    if best is least:
        return f"Kindest to the worst-off place, and to everybody together: {best.name}."
    return (
        f"Kindest to the worst-off place: {best.name}. Least for everybody together: {least.name}, {least.total} "
        f"in place of {best.total}. Which matters more is for the group to say."
    )


def nights(calendar: Calendar) -> Iterator[str]:
    """A line for each place and hour at which sessions lie in the night."""
    found: dict[str, list[str]] = {}
    for held in calendar.sessions:
        for warning in night_spans(held.starts_at, held.ends_at, held.burden):
            span = f"{city(warning.zone)} {warning.starts:%H:%M}-{warning.ends:%H:%M}"
            found.setdefault(span, []).append(str(held.session))
    for span, sessions in found.items():
        word = "session" if len(sessions) == 1 else "sessions"
        yield f"At night: {span} in {word} {listed(sessions)}."


def session_at_night(month: int, warning: NightWarning) -> str:
    starts = local(warning.starts, warning.zone)
    return f"Note: month {month} is at night for some: {starts}, until {warning.ends:%H:%M}."


def broken(calendar: Calendar) -> Iterator[str]:
    """A line for each session that somebody could not come to."""
    for session, why in calendar.broken:
        yield f"Session {session} cannot be kept: {why}."
