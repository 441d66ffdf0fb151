"""A session that does not take place, or does after all, in words."""

from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, escape, local


def called_off(
    session: Session, *, zone: str, why: str, following: Session | None, on_again: bool = False
) -> Message:
    """What people hear when a session is called off: why, and what comes next."""
    when = local(session.starts_at, zone)
    if on_again:
        return _lines(f"“{escape(session.title)}” on {when} takes place after all.")
    next_one = (
        f"A new date follows if there is to be one. Next we meet for “{escape(following.title)}”, "
        f"{local(following.starts_at, zone)}."
        if following
        else "If there is to be a new date, I tell you."
    )
    return _lines(
        f"“{escape(session.title)}” on {when} does not take place.",
        f"Why: {escape(why)}" if why else "",
        f"{next_one} What you wrote for it is kept, and there is nothing you need to do.",
    )


def takes_place(session: Session, *, zone: str) -> Message:
    return _lines(
        f"“{escape(session.title)}” takes place after all: {local(session.starts_at, zone)}.",
        "Your answer whether you come, and what you wrote, still hold. The link to join comes before the session."
        if session.virtual
        else "Your answer whether you come, and what you wrote, still hold.",
    )


def instead(session: Session, *, zone: str) -> Message:
    """What an earlier message of the session says once it is called off."""
    return _lines(
        f"“{escape(session.title)}” on {local(session.starts_at, zone)} does not take place."
    )


def before_calling_off(session: Session, why: str, told: int) -> Message:
    """What would happen, with the button that does it."""
    zoom = " Zoom's meeting is removed." if session.virtual else ""
    lead = f"Call off “{escape(session.title)}”?"
    said = (
        f"{count(told, 'person', 'people')} who said they come or were told a room, and the facilitators among them, "
        f"hear it once, at night only where it is near and they said they come.{zoom} Questions and reminders that "
        "wait are not sent. Answers and rooms are kept. Nothing is done yet; a guest from outside is yours to tell."
    )
    reason = (
        f"They read: Why: {escape(why)}"
        if why
        else (
            "No reason is given. To give one: `/convene session "
            f"{session.month} cancel because ...`"
        )
    )
    message = _lines(lead, said, reason)
    act = b.button("Call it off", "session:cancel", f"{session.id}|{why}", style="danger")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def after(session: Session) -> Message:
    """What a facilitator reads once it is done."""
    if session.cancelled:
        return _lines(
            f"“{escape(session.title)}” is called off. To take that back: `/convene session {session.month} uncancel`."
        )
    return _lines(f"“{escape(session.title)}” takes place. Those who were told otherwise hear it.")


def _lines(*lines: str) -> Message:
    kept = [line for line in lines if line]
    return Message(text=" ".join(kept), blocks=tuple(b.section(line) for line in kept))
