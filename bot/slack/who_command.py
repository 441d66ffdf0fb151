"""/convene who and /convene why: where somebody sits or would go, and why I sit where I sit."""

import re

from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.facilitation import seats
from bot.facilitation.setting import may_facilitate
from bot.ports import Desk
from bot.slack.people import Stranger, behind
from bot.voice.message import Message
from bot.voice.words import fold

MENTION = re.compile(r"^<@([A-Z0-9/]+)(?:\|[^>]*)?>$")
ONESELF = {"", "me", "myself"}


class WhomDoYouMean(FacilitationError):
    """Say whom you mean, such as: /convene who Pearl"""


class OnlyOnesOwn(FacilitationError):
    """I tell everyone why they sit where they sit themselves, and nobody else: /convene why"""


def who(desk: Desk, person: Participant, rest: str) -> Message:
    """Where somebody sits or would go: facilitators may ask for anybody, all others for their own room."""
    facilitates = may_facilitate(desk, person)
    if fold(rest) in ONESELF:
        if person.facilitates:
            raise WhomDoYouMean
        return seats.own_seat(desk, person.id)
    wanted = _wanted(desk, rest)
    if facilitates:
        return seats.seat_of(desk, wanted, zone=person.zone)
    return seats.seat_beside(desk, person.id, wanted)


def why(desk: Desk, person: Participant, rest: str) -> Message:
    """Why this person sits where they sit."""
    if fold(rest) not in ONESELF and not _is_oneself(desk, person, rest):
        raise OnlyOnesOwn
    return seats.why_here(desk, person.id)


def _is_oneself(desk: Desk, person: Participant, rest: str) -> bool:
    return fold(_wanted(desk, rest)) in {fold(person.id), fold(person.name), fold(person.email)}


def _wanted(desk: Desk, rest: str) -> str:
    """What was typed; for a mention, the person behind it, whom we may meet only now."""
    mention = MENTION.match(rest)
    if mention is None:
        return rest
    try:
        return behind(desk, mention[1]).id
    except Stranger:
        return "that account"  # nobody's name, so it is answered like any other
