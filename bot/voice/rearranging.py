"""Two sessions that change places, and one more, in words."""

from collections.abc import Sequence

from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.words import escape, length, local, names

SWAPPING = "Letting these two change places"
THE_SAME = "it is one and the same session"
OTHER_MODE = "one is in person, and its agenda would not fit the other's day"
ADDING = "Adding it"
OF_DAYS = "an agenda of several days cannot be copied; name another session"
PASSED = "that time has passed"


def known_already(session: Session) -> str:
    return (
        f"people were asked or told of session {session.month} already, or it is called off or over; move it to "
        f"another day instead: /convene session {session.month} move"
    )


def before_swapping(one: Session, two: Session, guests: Sequence[str]) -> Message:
    """What would happen, with the button that does it."""
    lines = [
        "Let these two sessions change places?",
        f"On {local(one.starts_at, one.zone)}: “{escape(two.title)}”. "
        f"On {local(two.starts_at, two.zone)}: “{escape(one.title)}”.",
        f"Guests go with what they come for, and hear their new hour: {names(guests)}."
        if guests
        else "",
        "Questions go with them, as you have worded them. Nobody was told of either yet. Nothing is done yet.",
    ]
    message = in_lines(lines)
    act = b.button("Let them change places", "session:swap", f"{one.id}|{two.id}", style="primary")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def swapped(one: Session, two: Session) -> Message:
    """What a facilitator reads once it is done, with the way back."""
    back = f"To let them change back: `/convene session {one.month} swap {two.month}`."
    return in_lines([_now(one, escape(one.title)), _now(two, escape(two.title)), back])


def team_swapped(one: Session, two: Session) -> str:
    """What the other facilitators read."""
    return f"Two sessions changed places. {_now(one, one.title)} {_now(two, two.title)}"


def _now(session: Session, title: str) -> str:
    return f"Session {session.month}, {local(session.starts_at, session.zone)}, is “{title}” now."


def before_adding(new: Session, like: int, zone: str) -> Message:
    """What would be added, with the button that does it."""
    lines = [
        f"Add session {new.month}, “{escape(new.title)}”: {local(new.starts_at, zone)}, {length(new.minutes)}?",
        f"It has the agenda and the questions of session {like}. People are invited to it at their usual hours; what "
        "would have been asked before now is asked at once. Nothing is done yet.",
    ]
    message = in_lines(lines)
    value = f"{like}|{new.wall}|{new.zone}|{new.title}"
    act = b.button("Add it", "session:add", value, style="primary")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def added(new: Session, zone: str) -> Message:
    """What a facilitator reads once it is done, with the way back."""
    back = f"To take it back: `/convene session {new.month} cancel`."
    said = f"Session {new.month}, “{escape(new.title)}”, is added: {local(new.starts_at, zone)}."
    return in_lines([said, back])


def team_added(new: Session) -> str:
    """What the other facilitators read."""
    return f"Session {new.month}, “{new.title}”, was added: {local(new.starts_at, new.zone)}."
