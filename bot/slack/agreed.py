"""/convene aim and /convene agreements: what holds, what people think of it, and writing it anew."""

from collections.abc import Callable, Mapping

from bot.domain.agreed import KINDS
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import agreed
from bot.facilitation.agreed import WrittenMeanwhile
from bot.ports import Desk
from bot.slack.gestures import Facts, Garbled, Gesture, number
from bot.slack.people import only_facilitators
from bot.voice import agreed as words
from bot.voice.message import Message, View


def shown(desk: Desk, person: Participant, what: str, rest: str) -> Message:
    """/convene aim; aim comment WORDS."""
    word, _, more = rest.partition(" ")
    if word.casefold() == "comment" and more:
        agreed.say(desk, what, more, by=person.id)
        return Message(text=say(words.THANKS))
    return agreed.page(desk, person.id, what)


def _what(text: str) -> str:
    if text not in KINDS:
        raise Garbled
    return text


def _edit(desk: Desk, person: Participant, gesture: Gesture) -> View:
    only_facilitators(desk, person)
    return agreed.edit_window(desk, person.id, _what(gesture.value))


def _settle(desk: Desk, person: Participant, gesture: Gesture) -> View:
    only_facilitators(desk, person)
    return agreed.settle_window(desk, person.id, gesture.value)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "agreed:remark": lambda desk, who, g: agreed.remark_window(desk, who.id, _what(g.value)),
    "agreed:history": lambda desk, who, g: agreed.history(desk, who.id, _what(g.value)),
    "agreed:edit": _edit,
    "agreed:settle": _settle,
}


def _written(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str] | View:
    what, text = _what(known["what"]), said.get("text", "")
    takes_up = said.get("takes_up", "").splitlines()
    try:
        new = agreed.write(
            desk, what, text, by=person.id, base=number(known["base"]), takes_up=takes_up
        )
    except WrittenMeanwhile:
        return agreed.edit_window(desk, person.id, what, text, takes_up)
    return say("Kept"), words.kept(new)


def _said(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    agreed.say(desk, _what(known["what"]), said.get("text", ""), by=person.id)
    return say(words.HEARD), say(words.THANKS)


def _settled(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    taken, word = said["taken"] == "yes", said.get("word", "")
    agreed.settle(desk, known["remark"], taken_up=taken, word=word, by=person.id)
    return say("Kept"), say(words.SETTLED)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str] | View]] = {
    "agreed": _written,
    "agreed_remark": _said,
    "agreed_settle": _settled,
}
FOR_FACILITATORS = frozenset({"agreed", "agreed_settle"})
