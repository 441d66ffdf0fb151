"""What else people hear around a session: a room that changed, what is on now, another hour than last time."""

from collections.abc import Sequence

from bot.domain.languages import say
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.calls import not_right
from bot.voice.message import Message
from bot.voice.sessions import Invitation, by_hand_words, elsewhere_words, join_words
from bot.voice.words import escape, local, name


def room_news(words: str, seen: Invitation, *, why: str = "") -> Message:
    """Tell a person their room. `words` are the plan's own, filled in."""
    session = seen.session
    join = join_words(seen.meeting, seen.place) if seen.meeting and session.virtual else ""
    lines = list(filter(None, [why, words, by_hand_words(seen), *elsewhere_words(seen), join]))
    return Message(
        text=" ".join(lines),
        blocks=(
            *(b.section(line) for line in lines),
            b.actions(
                not_right(session),
                b.button(say("I cannot come after all"), "rsvp:no", session.id),
            ),
        ),
    )


def agenda(rounds: Sequence[tuple[str, str]]) -> str:
    """The rounds in order, with their times."""
    return "\n".join(f"{when}  {escape(title)}" for when, title in rounds)


def moved_hour(now: str, then: str) -> str:
    return say("Note the hour: {now} where you are, last time it was {then}.", now=now, then=then)


def in_your_room() -> str:
    return say("in your room")


def in_room(room: str, *, virtual: bool) -> str:
    """Where one is in a round with rooms of its own: in a room online, at a table."""
    return say("in {room}", room=name(room)) if virtual else say("at {room}", room=name(room))


def now_on(place: str, until: str, title: str, minutes: str) -> str:
    """What is going on in the rooms at this moment."""
    return say(
        "Now {place}, until {until}: {title} ({minutes}).",
        place=place,
        until=until,
        title=escape(title),
        minutes=minutes,
    )


def no_seat(session: Session, zone: str, *, own: bool) -> Message:
    """Somebody's room is not theirs any more: by their own word, or by a facilitator's change."""
    why = (
        say("since you said you cannot come")
        if own
        else say("for a facilitator has changed the rooms")
    )
    line = say(
        "You have no seat in the rooms of {local}, {why}.",
        local=local(session.starts_at, zone),
        why=why,
    )
    change = say("If that changes") if own else say("If you come")
    return Message(
        text=say("{line} {change}, tell me with the invitation.", line=line, change=change)
    )
