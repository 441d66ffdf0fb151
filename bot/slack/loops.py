"""Loops in Slack: the ledger, adding what people said, and saying what happened."""

from collections.abc import Callable, Mapping

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.synthesis import LoopState
from bot.facilitation import loops
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture, legible
from bot.slack.people import facilitator
from bot.voice import receipts
from bot.voice.message import View


def _add(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return loops.add_window(desk, person, gesture.value)


def _happened(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return loops.happened_window(desk, person, gesture.value)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "loop:add": _add,
    "loop:happened": _happened,
}


def _added(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    loops.add(
        desk, known["session"], said.get("said", ""), owner=said["owner"], by=person.id,
        theme_id=said.get("theme", ""),
    )  # fmt: skip
    return say("Written down"), say(receipts.LOOP_OPEN)


def _said(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    state = legible(LoopState)(said["state"])
    happened = said.get("happened", "")
    loops.say(
        desk, known["loop"], happened, state=state, owner=said["owner"], by=person.id,
        said=said.get("said", ""),
    )  # fmt: skip
    if state is LoopState.HAPPENED:
        return say("Kept"), say(receipts.LOOP_TOLD)
    return say("Kept"), say(receipts.LOOP_KEPT)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "loop_add": _added,
    "loop_happened": _said,
}
FOR_FACILITATORS = frozenset(SENT)
