"""The run of the day in plain words, as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.sessions import Session
from bot.voice.agendas import Placed
from bot.voice.live import InZoom, in_zoom_words
from bot.voice.mail import plain as plain
from bot.voice.rooms import RoomsPage, steps_in_zoom
from bot.voice.sessions import Invitation, where
from bot.voice.words import clean, clock_time, length, local, local_day

CALLED_OFF = "It is called off."
ALL_WELL = "Everybody whom Zoom names sits where they were planned."


@dataclass(frozen=True, kw_only=True)
class Line:
    """One stretch: its day where a new one begins, from when until when, and who leads it."""

    day: str
    hours: str
    minutes: int
    title: str
    in_rooms: bool
    owner: str


def when(session: Session, zone: str) -> str:
    """When it is and how long, or that it does not take place."""
    if session.cancelled:
        return CALLED_OFF
    return f"{local(session.starts_at, zone)}, {length(session.minutes)}"


def where_plainly(seen: Invitation) -> str:
    return plain(where(seen))


def agenda(placed: Sequence[Placed], zone: str) -> list[Line]:
    """Every stretch, with its day where there are several."""
    several = len({one.stretch.day for one in placed}) > 1
    days = [None, *(one.stretch.day for one in placed)]
    return [
        Line(
            day=local_day(one.starts, zone) if several and one.stretch.day != before else "",
            hours=f"{clock_time(one.starts, zone)}–{clock_time(one.ends, zone)}",
            minutes=one.stretch.minutes,
            title=clean(one.stretch.title),
            in_rooms=one.stretch.in_rooms,
            owner=clean(one.owner),
        )
        for before, one in zip(days, placed, strict=False)
    ]


def steps(seen: RoomsPage, host_key: str) -> list[str]:
    """What to press in Zoom, and the way in where the button fails; with nobody named."""
    claim = f"Should the button fail: join like everyone, Participants, Claim host, {host_key}."
    return [plain(steps_in_zoom(seen)), *([claim] if host_key else [])]


def in_zoom_now(seen: InZoom, zone: str) -> list[str]:
    """What to do in Zoom at this moment; or that all is as it was planned."""
    return [plain(line) for line in in_zoom_words(seen, zone)] or [ALL_WELL]
