"""A session that does not take place, or does after all, in words."""

from bot.domain.languages import say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.sessions import Invitation, where
from bot.voice.words import count, escape, local, name


def called_off(
    session: Session,
    *,
    when: str,
    zone: str,
    why: str,
    following: Session | None,
    on_again: bool = False,
) -> Message:
    """What people hear when a session is called off: why, and what comes next. `when` is as they know it."""
    if on_again:
        when = local(session.starts_at, zone)
        return in_lines(
            [
                say(
                    "“{title}” on {when} takes place after all.",
                    title=escape(session.title),
                    when=when,
                )
            ]
        )
    next_one = (
        say(
            "A new date follows if there is to be one. Next we meet for “{title}”, {local}.",
            title=escape(following.title),
            local=local(following.starts_at, zone),
        )
        if following
        else say("If there is to be a new date, I tell you.")
    )
    return in_lines(
        [
            say("“{title}” on {when} does not take place.", title=escape(session.title), when=when),
            say("Why: {why}", why=escape(why)) if why else "",
            say(
                "{next_one} What you wrote for it is kept, and there is nothing you need to do.",
                next_one=next_one,
            ),
        ]
    )


def takes_place(seen: Invitation) -> Message:
    """What people hear when it takes place after all, and how to get there."""
    return in_lines(
        [
            say(
                "“{title}” takes place after all: {when}.",
                title=escape(seen.session.title),
                when=seen.when,
            ),
            say("Your answer whether you come, and what you wrote, still hold."),
            where(seen),
        ]
    )


def instead(session: Session, *, zone: str) -> Message:
    """What an earlier message of the session says once it is called off."""
    return in_lines(
        [
            say(
                "“{title}” on {local} does not take place.",
                title=escape(session.title),
                local=local(session.starts_at, zone),
            )
        ]
    )


def before_calling_off(
    session: Session, why: str, told: int, place: MeetingPlace = ZOOM
) -> Message:
    """What would happen, with the button that does it."""
    gone = say(" {name}'s meeting is removed.", name=name(place.name))
    removed = gone if session.virtual and place.makes_meetings else ""
    lead = say("Call off “{title}”?", title=escape(session.title))
    said = say(
        "{number_of_people} it, once: everyone who said they come or was told a room, and the facilitators. "
        "Whoever it is night for hears it in the morning, unless the session is near and they said they "
        "come.{removed} Questions and reminders that wait are not sent. Answers and rooms are kept. Guests hear "
        "it, too. Nothing is done yet.",
        number_of_people=count(told, "person hears", "people hear"),
        removed=removed,
    )
    reason = (
        say("They read: Why: {why}", why=escape(why))
        if why
        else say(
            "No reason is given. To give one: `/convene session {month} cancel because ...`",
            month=session.month,
        )
    )
    message = in_lines([lead, said, reason])
    act = b.button(say("Call it off"), "session:cancel", f"{session.id}|{why}", style="danger")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def after(session: Session) -> Message:
    """What a facilitator reads once it is done."""
    if session.cancelled:
        back = say("`/convene session {month} uncancel`", month=session.month)
        return in_lines(
            [
                say(
                    "“{title}” is called off. To take that back: {back}.",
                    title=escape(session.title),
                    back=back,
                )
            ]
        )
    return in_lines(
        [
            say(
                "“{title}” takes place. Those who were told otherwise hear it.",
                title=escape(session.title),
            )
        ]
    )
