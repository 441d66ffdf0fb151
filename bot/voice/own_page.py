"""One's own page outside Slack, in plain words."""

from bot.domain.followup import ActionItem
from bot.voice.followup import by_when
from bot.voice.mail import NOTED as NOTED
from bot.voice.mail import plain
from bot.voice.sessions import (
    Invitation,
    answered,
    by_hand_words,
    elsewhere_words,
    extras,
    room_words,
    where,
)
from bot.voice.words import length


def lines(seen: Invitation) -> list[str]:
    """When it is on one's own clock, how to join, one's room, and what one said."""
    said = "" if seen.person.facilitates else answered(seen)
    when = f"{seen.when}, {length(seen.session.minutes)}."
    seats = [room_words(seen), by_hand_words(seen), *elsewhere_words(seen)]
    found = [when, where(seen), *seats, *extras(seen), *seen.parts, said]
    return [plain(line, page="here") for line in found if line]


def action(one: ActionItem) -> str:
    """“Ring the ward”, by Wed 3 March."""
    return f"“{one.what}”, {by_when(one.due)}"
