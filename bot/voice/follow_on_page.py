"""What people took on and the subgroups that go on with it, for facilitators: nowhere does it say what is late."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import FORMING, Subgroup
from bot.voice.actions_desk import Line
from bot.voice.mail import plain
from bot.voice.subgroup_pulse import HAND, ON, SLOW, WELL
from bot.voice.words import WHO_LEFT, count, day, spelled

PULSES = {
    WELL: "goes well",
    SLOW: "goes slowly",
    HAND: "could use a hand",
    ON: "goes on",
}


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """One action to be chosen."""

    id: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Circle:
    """One subgroup on a line of the page."""

    name: str
    purpose: str
    facts: Sequence[str]


def action(line: Line) -> ActionLine:
    return ActionLine(id=line.action.id, words=plain(line.words))


def lead(actions: int, circles: int, wanted: str) -> str:
    """How much goes on."""
    goes = f"{count(actions, 'action')} and {count(circles, 'subgroup')} are going"
    return f"{count(actions, 'action fits', 'actions fit')} “{wanted}”." if wanted else f"{goes}."


def circle(subgroup: Subgroup, convenor: str) -> Circle:
    """Who convenes it, how many are in it, how it goes as its convenor says, and until when."""
    facts = [
        f"convened by {spelled(convenor) if convenor else WHO_LEFT}",
        count(len(subgroup.members), "member"),
        "begins just now" if subgroup.state == FORMING else "",
        PULSES.get(subgroup.pulse, ""),
        f"until {day(subgroup.ends_on)}" if subgroup.ends_on else "",
    ]
    return Circle(name=subgroup.name, purpose=subgroup.purpose, facts=[one for one in facts if one])
