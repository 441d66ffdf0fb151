"""Somebody comes for somebody else, at the door: the window, what it brings back, and the facilitators' command."""

import re
from collections.abc import Callable, Mapping

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import delegates, leaving
from bot.facilitation.delegates import Named
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture
from bot.voice.message import Message, View

COMMAND = re.compile(r"^(?P<who>.+?)\s+delegate(?:\s+(?P<rest>.+))?$", re.IGNORECASE)
ADDRESS = re.compile(r"<?(?:mailto:)?([^\s<>|]+@[^\s<>|]+)(?:\|[^>]*)?>?$")


def command(desk: Desk, person: Participant, found: re.Match[str]) -> Message:
    """/convene people Darrow delegate Tamsin; or a name and an address, or off."""
    whom, rest = leaving.named(desk, found["who"]), (found["rest"] or "").strip()
    session = delegates.next_of(desk)
    if not rest:
        return delegates.look(desk, session, whom.id)
    if rest.casefold() in {"off", "nobody"}:
        return delegates.take_back(desk, session, whom.id, by=person.id)
    written = ADDRESS.search(rest)
    if written:
        called = rest[: written.start()].strip(" ,;")
        named = Named(name=called, email=written[1])
    else:
        named = Named(id=leaving.named(desk, rest).id)
    return delegates.send(desk, session, whom.id, named, by=person.id)


def _sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    named = Named(id=said.get("person", ""), name=said.get("name", ""), email=said.get("email", ""))
    done = delegates.send(desk, known["session"], person.id, named, by=person.id)
    return say("Somebody comes"), done.text


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"delegate:open": lambda desk, who, g: delegates.window(desk, g.value, who.id),
}
PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    r"delegate:back": lambda desk, who, g: delegates.take_back(desk, g.value, who.id, by=who.id),
}
SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "delegate": _sent
}
