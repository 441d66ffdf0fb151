"""Help for what is stuck, and subgroups, in Slack: buttons, windows and the command."""

from collections.abc import Callable, Mapping

from bot.domain.roster import Participant
from bot.facilitation import helping, subgroups
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture
from bot.voice import helping as help_words
from bot.voice import subgroups as subgroup_words
from bot.voice.message import View

PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    r"help:take": lambda desk, who, g: helping.take_on(desk, g.value, who.id),
}
OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"help:open": lambda desk, who, g: helping.help_window(desk, g.value, who.id),
    r"subgroup:times": lambda desk, who, g: subgroups.times_window(desk, g.value, who.id),
    r"subgroup:close": lambda desk, who, g: subgroups.close_window(desk, g.value, who.id),
}


def _asked(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    helping.ask_everyone(desk, known["action"], person.id, said.get("text", ""))
    return "Asked", help_words.ASKED


def _closed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    subgroups.close(desk, known["subgroup"], said.get("came", ""), by=person.id)
    return "Closed", subgroup_words.CLOSED


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "help": _asked,
    "subgroup_close": _closed,
}
