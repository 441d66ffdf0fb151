"""Parts in a session at the door: a yes, a no, giving one back, and a facilitator's suggestion."""

from collections.abc import Callable, Mapping

from bot.domain.parts import Part
from bot.domain.roster import Participant
from bot.facilitation import turns
from bot.ports import Desk
from bot.slack.gestures import Garbled, Gesture, legible
from bot.slack.people import facilitator


@legible
def _part(text: str) -> Part:
    return Part(text)


def _back(desk: Desk, person: Participant, gesture: Gesture) -> None:
    session, _, part = gesture.value.partition("|")
    turns.give_back(desk, session, _part(part), person.id)


def _ask(desk: Desk, person: Participant, gesture: Gesture) -> str:
    team = facilitator(desk, gesture.member)
    session, *rest = gesture.value.split("|")
    if len(rest) != 3:
        raise Garbled
    part, room, whom = rest
    return turns.suggest(desk, session, _part(part), room, whom, by=team.id)


PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    r"part:(yes|no)": lambda desk, who, g: turns.say(
        desk, g.value, who.id, yes=g.act == "part:yes"
    ),
    r"part:back:(host|scribe|welcomer|noticer)": _back,
    r"part:ask": _ask,
}
