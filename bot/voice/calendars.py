"""What stands in somebody's own calendar of a session, in plain words: calendars know nothing of Slack's signs."""

from collections.abc import Sequence

from bot.domain.languages import say, to_say
from bot.voice.mail import plain
from bot.voice.sessions import (
    Invitation,
    answered,
    by_hand_words,
    elsewhere_words,
    room_words,
    where,
)
from bot.voice.words import city, clean

OFF = to_say("Called off: {title}")
FOLLOWS = to_say("The place follows")


def title(community: str, session_title: str, *, off: bool) -> str:
    """What the entry is called. Some programs do not show that something is called off: so its title says it."""
    whole = clean(f"{community}: {session_title}")
    return say(OFF).format(title=whole) if off else whole


def place(seen: Invitation) -> str:
    """Where it is: the address to join at, which most programs let one press, or the venue."""
    session = seen.session
    if not session.virtual:
        return clean(session.venue) or say(FOLLOWS)
    return seen.meeting.join_url if seen.meeting else clean(seen.place.name)


def details(seen: Invitation, rounds: Sequence[tuple[str, str]]) -> str:
    """How to join, one's own room once it is told, what happens when in one's own time, and what one said."""
    said = "" if seen.person.facilitates else answered(seen)
    seats = [room_words(seen), by_hand_words(seen), *elsewhere_words(seen), *seen.parts]
    lines = [where(seen), *seats, said]
    when = [f"{clock}  {clean(name)}" for clock, name in rounds]
    agenda = [say("Times in {city}:", city=city(seen.person.zone)), *when] if when else []
    return "\n".join([*(plain(line) for line in lines if line), *agenda])


def feed_name(community: str) -> str:
    return clean(community)
