"""Other dates in words, for whoever loads another plan."""

from bot.domain.sessions import Session
from bot.voice.words import length, local

ADDED_BY_HAND = (
    "it was added by hand, and the plan has a session of that number, too; give it another"
)


def by_plan(was: Session, new: Session) -> str:
    """One session that another plan moves."""
    return f"month {new.month}: {_there(was)} becomes {_there(new)}"


def stays(session: Session) -> str:
    return f"month {session.month}: was moved by hand, and stays: {_there(session)}"


def new_session(session: Session) -> str:
    return f"month {session.month}: new: {session.title}, {_there(session)}"


def session_on(session: Session) -> str:
    return f"Session {session.month} on {local(session.starts_at, session.zone)}"


def _there(session: Session) -> str:
    place = "on Zoom" if session.virtual else f"in person, {session.venue or 'the place follows'}"
    return f"{local(session.starts_at, session.zone)}, {length(session.minutes)}, {place}"
