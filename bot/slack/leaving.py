"""People come and go in Slack: leaving, coming back, being away, and what is passed on."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App, Respond

from bot.domain.roster import Participant
from bot.facilitation import handing_over, leaving, views
from bot.facilitation.once import once
from bot.ports import Desk
from bot.slack import gestures
from bot.slack.answering import answer_privately, shown
from bot.slack.gestures import Body, Facts, Garbled, Gesture, number
from bot.slack.people import facilitator
from bot.voice import leaving as words
from bot.voice.message import Message, View

LAST = re.compile(
    r"^(?P<who>.+?)\s+(?P<what>leaves|has left|left|returns|is back|is away|away)$", re.IGNORECASE
)


def people(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene people: who takes part, one person, or somebody who leaves, returns or is away."""
    found = LAST.match(rest)
    if found is None:
        return views.people_page(desk, rest)
    whom = leaving.named(desk, found["who"])
    what = found["what"].casefold()
    if what in {"returns", "is back"}:
        return leaving.come_back(desk, whom.id, by=person.id)
    if what.endswith("away"):
        return handing_over.look_away(desk, whom.id)
    return leaving.preview(desk, whom.id)


Pressed = Callable[[Desk, Participant, Gesture], Message]
ANSWERED: Mapping[str, Pressed] = {
    "leaving-look": lambda desk, who, g: leaving.preview(desk, g.value),
    "leaving-do": lambda desk, who, g: leaving.leave(desk, g.value, by=who.id),
    "leaving-stay": lambda desk, who, g: Message(text=words.STAYS),
    "away-list": lambda desk, who, g: handing_over.away(desk, g.value, by=who.id),
    "away-take": lambda desk, who, g: handing_over.away(desk, g.value, by=who.id, takes=True),
}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that answer whoever pressed, and nobody else."""
    for act, done in ANSWERED.items():
        _listen(app, desk, act, done)


def _listen(app: App, desk: Desk, act: str, done: Pressed) -> None:
    @app.action(act)
    def pressed(ack: Ack, body: Body, respond: Respond) -> None:
        gesture = gestures.press(body)
        person = facilitator(desk, gesture.member)
        said = once(desk, gesture.key, lambda: shown(done(desk, person, gesture)))
        answer_privately(respond, said, replace=act != "leaving-look")
        ack()


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
    return "Passed on", done.text


def _own(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    if known["person"] != person.id:  # the window was somebody else's
        raise Garbled
    leaving.leave(desk, person.id, by=person.id)
    return "Goodbye", words.OWN


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "hand_over": _passed,
    "leaving": _own,
}
FOR_FACILITATORS = frozenset({"hand_over"})
