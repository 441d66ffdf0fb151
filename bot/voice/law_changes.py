"""A law on clocks that moves sessions, in words for facilitators."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.languages import say
from bot.domain.sessions import Session
from bot.voice.words import city, day, local


def by_law(session: Session, other: Mapping[str, tuple[str, str]]) -> str:
    """One session that another law on clocks moves, with the local start in each city as it was told and as it is."""
    home = local(session.starts_at, session.zone)
    each = [
        say("{city} {when} (was {before})", city=city(zone), when=_when(new), before=_when(old))
        for zone, (old, new) in other.items()
    ]
    where = f": {', '.join(each)}" if each else ""
    return say(
        "Session {month}, “{title}”, {home}{where}.",
        month=session.month,
        title=session.title,
        home=home,
        where=where,
    )


def _when(wall: str) -> str:
    moment = datetime.fromisoformat(wall)
    return f"{day(moment.date())}, {moment:%H:%M}"


def law_changed(edition: str, lines: Sequence[str]) -> str:
    """What facilitators read once a law on clocks has moved sessions."""
    known = say(" (time zones, edition {edition})", edition=edition) if edition else ""
    lead = say(
        "The law on clocks has changed somewhere{known}, and sessions are at another hour for some:",
        known=known,
    )
    rest = say(
        "What waits goes by the new hours, and whoever was told hears theirs. To move one: /convene session."
    )
    return " ".join([lead, *lines, rest])
