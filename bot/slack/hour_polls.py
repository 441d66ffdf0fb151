"""/convene hours: the ways compared, asking the group, what each person says, and what facilitators decide."""

from collections.abc import Callable, Mapping

from bot.domain.hour_polls import Says
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import hour_decisions, hour_pages, hour_polls
from bot.facilitation.hour_pages import Wanted
from bot.ports import Desk
from bot.slack.gestures import Facts, Garbled, Gesture, day, legible
from bot.slack.people import only_facilitators
from bot.voice import hour_poll_forms as words
from bot.voice.message import View

WAY = "way "


def _says(desk: Desk, person: Participant, gesture: Gesture) -> None:
    poll, _, way = gesture.value.partition("|")
    hour_polls.say(desk, poll, way, _said(gesture.act.partition(":")[2]), person.id)


@legible
def _said(text: str) -> Says:
    return Says(text)


def _for_facilitators(
    window: Callable[[Desk, Participant, Gesture], View],
) -> Callable[[Desk, Participant, Gesture], View]:
    return lambda desk, person, gesture: window(desk, only_facilitators(desk, person), gesture)


def _take(desk: Desk, person: Participant, gesture: Gesture) -> View:
    poll, _, way = gesture.value.partition("|")
    return hour_decisions.take_window(desk, poll, way, person.id)


PRESSED = {r"hours:(works|hard|cannot)": _says}
OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"hours:open": lambda desk, who, g: hour_pages.answer_window(desk, g.value, who.id),
    r"hours:ask": _for_facilitators(lambda desk, who, g: hour_pages.ask_window(desk, who.id)),
    r"hours:close": _for_facilitators(
        lambda desk, who, g: hour_pages.close_window(desk, g.value, who.id)
    ),
    r"hours:take:\d+": _for_facilitators(_take),
    r"hours:keep": _for_facilitators(
        lambda desk, who, g: hour_decisions.keep_window(desk, g.value, who.id)
    ),
}


def _asked(desk: Desk, person: Participant, known: Facts, said: Facts) -> View:
    """What would be put to the group; nothing leaves yet."""
    ways = said.get("ways", "").splitlines()
    wanted = Wanted(ways=ways, closes=day(said["closes"]), word=said.get("word", ""))
    return hour_pages.preview(desk, wanted, person.id)


def _sure(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    ways = known["ways"].split("|")
    wanted = Wanted(ways=ways, closes=day(known["closes"]), word=known["word"])
    hour_pages.ask(desk, wanted, base=known["base"], by=person.id)
    return say("Asked"), say(words.SENT)


def _answered(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    ways = {
        name.removeprefix(WAY): _said(one)
        for name, one in said.items()
        if name.startswith(WAY) and one
    }
    if not any(name.startswith(WAY) for name in said):
        raise Garbled
    hour_polls.said_all(desk, known["poll"], ways, said.get("hard", ""), person.id)
    return say("Kept"), say(words.SAID)


def _closed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    hour_polls.close(desk, known["poll"], by=person.id)
    return say("Closed"), say(words.CLOSED)


def _taken(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    poll, way, why = known["poll"], known["way"], said.get("why", "")
    return say("Done"), hour_decisions.take(
        desk, poll, way, base=known["base"], by=person.id, why=why
    )


def _kept(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    return say("Kept"), hour_decisions.keep(desk, known["poll"], said.get("why", ""), by=person.id)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], View | tuple[str, str]]] = {
    "hours_ask": _asked,
    "hours_sure": _sure,
    "hours_said": _answered,
    "hours_close": _closed,
    "hours_take": _taken,
    "hours_keep": _kept,
}
FOR_FACILITATORS = frozenset(SENT) - {"hours_said"}
