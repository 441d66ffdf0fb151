"""Which part of a session somebody comes for, asked in a window of its own."""

from collections.abc import Callable, Mapping

from bot.domain.answers import Rsvp
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import replies, staying
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture
from bot.voice import staying as words
from bot.voice.message import View


def _window(desk: Desk, person: Participant, gesture: Gesture) -> View:
    return staying.window(desk, gesture.value, person)


def _sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    ticked = [
        key for name, keys in said.items() if name.startswith("rounds") for key in keys.split("\n")
    ]
    replies.reply(desk, known["session"], person.id, Rsvp.PART, rounds=ticked)
    return say(words.WHICH), say(words.SAVED)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {r"rsvp:which": _window}
SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "staying": _sent
}
