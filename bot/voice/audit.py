"""The audit as facilitators read it: who of them did what, when, and about which session or person."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.followup import Trace
from bot.voice.words import WHO_LEFT, clock_time, count, local_day

MACHINE, ITSELF = "at the machine", "by itself"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One line."""

    day: str
    hour: str
    who: str
    did: str
    about: str


def deed(line: Trace, *, who: str, about: str, zone: str) -> Deed:
    return Deed(
        day=local_day(line.at, zone),
        hour=clock_time(line.at, zone),
        who=who,
        did=line.did,
        about=about,
    )


def doer(name: str | None) -> str:
    return name or WHO_LEFT


def session(month: int) -> str:
    return f"session {month}"


def lead(found: int, newest: datetime | None, zone: str) -> str:
    """How much there is, and when the last of it was."""
    if newest is None:
        return "Nothing was done that fits."
    return (
        f"{count(found, 'act')}, the last on {local_day(newest, zone)}, {clock_time(newest, zone)}."
    )
