"""Follow-on work in words, for facilitators in a browser. Nowhere is it said what is late, or who did how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import Subgroup
from bot.voice.actions_desk import Line
from bot.voice.followup import by_when, stands
from bot.voice.words import count, day

PULSE = {
    "well": "It goes well.",
    "slow": "It goes slowly.",
    "hand": "They could use a hand.",
    "beyond": "It goes on by itself after the programme.",
}
DONE = "What you did is on this page; each owner reads it in one message."
CLOSED = "Closed with thanks. Everyone hears what came of it: before the next session, or with the farewell."


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action on the page."""

    id: str
    what: str
    owner: str
    by: str
    stands: str
    more: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """One subgroup on the page; `came` is what came of it, once it is over."""

    id: str
    name: str
    charter: str
    who: str
    convenor: str
    until: str
    goes: str
    actions: str
    came: str


def action(line: Line) -> Action:
    more = [
        line.action.level,
        f"for “{line.serves}”" if line.serves else "",
        f"in “{line.subgroup}”" if line.subgroup else "",
        f"carried on {count(line.action.carried, 'time')}" if line.action.carried else "",
        f"“{line.action.word}”" if line.action.word else "",
    ]
    return Action(
        id=line.action.id,
        what=line.action.what,
        owner=line.owner,
        by=by_when(line.action.due),
        stands=stands(line.action),
        more="; ".join(filter(None, more)),
    )


def group(subgroup: Subgroup, members: Sequence[str], convenor: str, actions: int) -> Group:
    return Group(
        id=subgroup.id,
        name=subgroup.name,
        charter=subgroup.charter or subgroup.purpose,
        who=", ".join(members) or "Nobody is in it any more",
        convenor=f"{convenor} convenes" if convenor else "Nobody convenes it",
        until=f"until {day(subgroup.ends_on)}" if subgroup.ends_on else "no end set",
        goes=PULSE.get(subgroup.pulse, ""),
        actions=f"{count(actions, 'action')} open",
        came=subgroup.came,
    )


def lead(actions: int, groups: int, wanted: str) -> str:
    fits = f" for “{wanted}”" if wanted else ""
    verb = "goes" if groups == 1 else "go"
    return f"{count(actions, 'action')} open{fits}; {count(groups, 'subgroup')} {verb} on."
