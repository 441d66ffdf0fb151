"""One session at a glance, for facilitators: whether it is ready, what needs them, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord
from bot.domain.sessions import SET_ASIDE, RoomPlan, Session
from bot.voice.blocks import cut
from bot.voice.words import count, local, local_day

OPEN_ROOMS = "Open the rooms"
OPEN_ANSWERS = "Open the answers"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 100  # of a question in a list
SOON = timedelta(days=6)  # until then a weekday alone says which day is meant
# what falls due around a session; those that only look whether there is something to do are left out
COMES: Mapping[str, str] = {
    "notice": "The reminder of the session goes out, to each at their own hour",
    "propose-rooms": "Rooms are drawn and shown to you",
    "publish-rooms": "Rooms are told to everyone, or wait for your yes",
    "host-sheet": "The host sheet reaches you",
    "rooms-open": "Rooms open, and their questions reach them",
    "carry": "What is still going is carried along",
    "digest": "The digest of what people have said reaches you",
    "synthesis": "The bones of the synthesis reach you",
    "ending": "The programme ends, step by step: see how it ends below",
    "parts": "Somebody is asked to welcome and to notice",
    "thread-review": "Organisations are asked to look at their thread",
}


class Status(StrEnum):
    """How far something is, as a word."""

    READY = "ready"
    TO_COME = "to come"
    NEEDS_YOU = "needs you"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing a session needs, and how far it is."""

    what: str
    status: Status
    words: str


def lead(session: Session, checks: Sequence[Check], needs: int, now: datetime, zone: str) -> str:
    """The sentence one came for: is it ready, and does anything need me?"""
    if session.cancelled:
        return f"It does not take place; {_needs(needs)}."
    if session.ends_at <= now:
        return f"It is over; {_needs(needs)}."
    if session.starts_at <= now:
        return f"It is on now; {_needs(needs)}."
    ready = all(check.status is Status.READY for check in checks)
    state = "is ready" if ready else "is not ready yet"
    return f"{_day(session, now, zone)} {state}; {_needs(needs)}."


def _needs(number: int) -> str:
    if not number:
        return "nothing needs you"
    return f"{count(number, 'thing')} {'needs' if number == 1 else 'need'} you"


def _day(session: Session, now: datetime, zone: str) -> str:
    if session.starts_at - now > SOON:
        return local_day(session.starts_at, zone)
    return WEEKDAYS[session.starts_at.astimezone(ZoneInfo(zone)).weekday()]


def rooms(plan: RoomPlan | None, told: RoomPlan | None, *, by_hand: bool, drawn_at: str) -> Check:
    """How far the rooms are. `drawn_at` is when they are drawn by themselves, where that is still to come."""
    what = "Rooms"
    if plan is None or plan.state == SET_ASIDE:
        words = f"drawn by themselves on {drawn_at}" if drawn_at else "not proposed yet"
        return Check(what=what, status=Status.TO_COME, words=words)
    size = f"{count(len(plan.seated), 'person', 'people')} in {count(len(plan.rooms), 'room')}"
    if plan.state == "published":
        return Check(what=what, status=Status.READY, words=f"{size}, told to everyone")
    if told is not None:
        words = f"{size}, changed since people were told"
        return Check(what=what, status=Status.NEEDS_YOU, words=words)
    status = Status.NEEDS_YOU if by_hand else Status.TO_COME
    return Check(what=what, status=status, words=f"{size}, proposed, not told to anyone yet")


def place(session: Session, meeting: MeetingRecord | None, online: MeetingPlace = ZOOM) -> Check:
    """Where it is: a venue that is agreed, a meeting that Zoom has made, or a link that stands."""
    if not session.virtual:
        status = Status.READY if session.venue else Status.NEEDS_YOU
        return Check(what="Place", status=status, words=session.venue or "not agreed yet")
    if meeting is None or meeting.state == "gone":
        return Check(what="Meeting", status=Status.TO_COME, words="made by itself with the rooms")
    if meeting.trouble:
        return Check(what="Meeting", status=Status.NEEDS_YOU, words=meeting.trouble)
    how = "made on" if online.makes_meetings else "by the link that stands, on"
    return Check(what="Meeting", status=Status.READY, words=f"{how} {online.name}")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One session among all, to be chosen."""

    month: int
    title: str
    when: str
    state: str


def choice(session: Session, now: datetime, zone: str) -> Choice:
    state = "called off" if session.cancelled else "over" if session.ends_at <= now else ""
    return Choice(
        month=session.month,
        title=session.title,
        when=local_day(session.starts_at, zone),
        state=state,
    )


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What happens next by itself."""

    when: str
    words: str


def coming(at: datetime, kind: str, zone: str, question: str = "") -> Coming | None:
    """What falls due, in words; nothing for what only looks whether there is something to do."""
    asked = (
        f"People are asked, each at their own hour: “{cut(' '.join(question.split()), LONGEST)}”"
        if question
        else ""
    )
    words = asked or COMES.get(kind, "")
    return Coming(when=local(at, zone), words=words) if words else None
