"""The agenda at the door: its window, and what was written in it."""

from collections.abc import Callable, Mapping

from bot.domain.agendas import Block
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import agendas
from bot.ports import Desk
from bot.slack.gestures import Facts, Garbled, Gesture, number
from bot.slack.people import facilitator
from bot.voice import agendas as words
from bot.voice.message import View


def _window(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return agendas.window(desk, gesture.value)


def _sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    keys = [name.partition(" ")[2] for name in said if name.startswith("minutes ")]
    if not keys:
        raise Garbled
    written = enumerate(keys)  # two in one place stay in the order in which they stood
    in_order = sorted(written, key=lambda one: (number(said[f"place {one[1]}"]), one[0]))
    blocks = [
        Block(key=key, minutes=_minutes(said[f"minutes {key}"]), owner=said.get(f"owner {key}", ""))
        for _, key in in_order
    ]
    base = number(known["version"])
    return say(words.TITLE), agendas.change(desk, known["session"], blocks, base=base, by=person.id)


def _minutes(text: str) -> int:
    """Minutes as somebody typed them; what is no number lasts no time, and is refused with the rest."""
    return int(text) if text.strip().isdecimal() else 0


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {r"agenda:open": _window}
SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {"agenda": _sent}
FOR_FACILITATORS = frozenset({"agenda"})
