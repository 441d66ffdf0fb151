"""Guests from outside, in Slack: the command, the buttons below it, and the window in which they are written down."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import App

from bot.domain.errors import NoSuchThing
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import guest_pages, guests, views
from bot.facilitation.guests import Given
from bot.ports import Desk
from bot.slack.answering import Pressed, answer_presses
from bot.slack.gestures import Facts, Gesture
from bot.slack.people import facilitator
from bot.voice import receipts
from bot.voice.guests import IN_SLACK
from bot.voice.message import Message, View

MONTH = re.compile(r"^(\d{1,2})\b\s*")
LOOKS = {"", "list", "add", "swap", "thank"}


def guest(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene guest, guest 2, guest add|swap|thank 2: who comes, with buttons; guest question 2 WORDS."""
    word, after = _parted(rest)
    found = MONTH.match(after)
    session = views.session_id_of(desk, int(found[1]) if found else None)
    if word == "question":
        said = guests.ask(desk, session, MONTH.sub("", after), by=person.id)
        return Message(text=said)
    if word not in LOOKS:
        raise NoSuchThing(what="way to treat a guest", name=word, hint=receipts.TRY_GUESTS)
    return guest_pages.page(desk, person, session)


def _parted(rest: str) -> tuple[str, str]:
    """What is to be done, and the rest; a month comes after it or stands alone."""
    if MONTH.match(rest):
        return "", rest
    word, _, after = rest.partition(" ")
    return word.casefold(), after.strip()


def _thanked(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    said = guests.thank(desk, gesture.value, by=person.id)
    return guest_pages.page(desk, person, guest_pages.session_of(desk, gesture.value), lead=said)


ANSWERED: Mapping[str, Pressed] = {"guest:thank": _thanked}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that answer whoever pressed, and nobody else."""
    answer_presses(app, desk, ANSWERED)


def _add(desk: Desk, person: Participant, gesture: Gesture) -> View:
    who = facilitator(desk, gesture.member)
    return guest_pages.window(desk, who, session_id=gesture.value)


def _swap(desk: Desk, person: Participant, gesture: Gesture) -> View:
    return guest_pages.window(desk, facilitator(desk, gesture.member), guest_id=gesture.value)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"guest:add": _add,
    r"guest:swap": _swap,
}


def _sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    given = Given(
        place=said.get("slot", ""),
        name=said.get("name", ""),
        email=said.get("email", ""),
        zone=said.get("zone", ""),
        in_slack=said.get("road") == IN_SLACK,
    )
    if known.get("guest"):
        return say("Swapped"), guests.swap(desk, known["guest"], given, by=person.id)
    return say("Invited"), guests.invite(desk, given, by=person.id)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {"guest": _sent}
FOR_FACILITATORS = frozenset({"guest"})
