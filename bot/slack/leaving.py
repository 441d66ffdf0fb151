"""People come and go in Slack: leaving, coming back, being away, and what is passed on."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import App

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import been_there, handing_over, leaving, views
from bot.ports import Desk
from bot.slack import delegates
from bot.slack.answering import Pressed, answer_presses
from bot.slack.gestures import Facts, Garbled, Gesture, number
from bot.slack.people import facilitator
from bot.voice import leaving as words
from bot.voice.message import Message, View

LAST = re.compile(
    r"^(?P<who>.+?)\s+(?P<what>leaves|has left|left|returns|is back|is away|away)$", re.IGNORECASE
)


ATTENDANCE = re.compile(r"^(?P<who>.+?)\s+attendance$", re.IGNORECASE)


def people(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene people: who takes part, one person, or somebody who leaves, returns, is away or sends another; and
    who came over the months.
    """
    if rest.casefold() == "attendance":
        return been_there.page(desk, person)
    if whose := ATTENDANCE.match(rest):
        return been_there.of_person(desk, leaving.named(desk, whose["who"]).id, person)
    sends = delegates.COMMAND.match(rest)
    if sends is not None:
        return delegates.command(desk, person, sends)
    found = LAST.match(rest)
    if found is None:
        return views.people_page(desk, rest)
    whom = leaving.named(desk, found["who"])
    what = found["what"].casefold()
    if what in {"returns", "is back"}:
        return leaving.come_back(desk, whom.id, by=person.id)
    if what.endswith("away"):
        return handing_over.look_away(desk, whom.id, by=person.id)
    return leaving.preview(desk, whom.id, by=person.id)


ANSWERED: Mapping[str, Pressed] = {
    "leaving-look": lambda desk, who, g: leaving.preview(desk, g.value, by=who.id),
    "leaving-do": lambda desk, who, g: leaving.leave(desk, g.value, by=who.id),
    "leaving-stay": lambda desk, who, g: Message(text=say(words.STAYS)),
    "away-list": lambda desk, who, g: handing_over.away(desk, g.value, by=who.id),
    "away-take": lambda desk, who, g: handing_over.away(desk, g.value, by=who.id, takes=True),
}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that answer whoever pressed, and nobody else."""
    answer_presses(app, desk, ANSWERED, below="leaving-look")


def _pass(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return handing_over.window(desk, person, gesture.value)


def _all(desk: Desk, person: Participant, gesture: Gesture) -> object:
    return handing_over.take_all(desk, gesture.value, facilitator(desk, gesture.member).id)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"hand-over:pass": _pass,
    r"leaving:own": lambda desk, who, g: leaving.own_window(desk, who.id),
}
PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    r"hand-over:all": _all,
    r"hand-over:yes": lambda desk, who, g: handing_over.say(desk, g.value, who.id, yes=True),
    r"hand-over:no": lambda desk, who, g: handing_over.say(desk, g.value, who.id, yes=False),
}


def _passed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    turn = number(known["turn"])
    done = handing_over.pass_on(desk, known["item"], said["person"], by=person.id, turn=turn)
    return say("Passed on"), done.text


def _own(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    if known["person"] != person.id:  # the window was somebody else's
        raise Garbled
    leaving.leave(desk, person.id, by=person.id)
    return say("Goodbye"), say(words.OWN)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "hand_over": _passed,
    "leaving": _own,
}
FOR_FACILITATORS = frozenset({"hand_over"})
