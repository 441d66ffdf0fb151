"""Other dates in words, for whoever loads another plan."""

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import Session
from bot.voice.words import length, local

ADDED_BY_HAND = (
    "it was added by hand, and the plan has a session of that number, too; give it another"
)


def by_plan(was: Session, new: Session, online: MeetingPlace = ZOOM) -> str:
    """One session that another plan moves."""
    return f"month {new.month}: {_there(was, online)} becomes {_there(new, online)}"


def stays(session: Session, online: MeetingPlace = ZOOM) -> str:
    return f"month {session.month}: was moved by hand, and stays: {_there(session, online)}"


def new_session(session: Session, online: MeetingPlace = ZOOM) -> str:
    return f"month {session.month}: new: {session.title}, {_there(session, online)}"


def session_on(session: Session) -> str:
    return f"Session {session.month} on {local(session.starts_at, session.zone)}"


def _there(session: Session, online: MeetingPlace) -> str:
    in_person = f"in person, {session.venue or 'the place follows'}"
    place = f"on {online.name}" if session.virtual else in_person
    return f"{local(session.starts_at, session.zone)}, {length(session.minutes)}, {place}"
