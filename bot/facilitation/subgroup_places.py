"""Where a subgroup meets in Slack: made once, and of one workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.effects import Effect
from bot.domain.pace import Pace
from bot.domain.roster import Participant
from bot.facilitation.steps import Outcome, Unreachable, look_up_paces, member_of, opaque
from bot.ports import Desk, parted

TOGETHER = 8  # so many share one conversation; beyond that they get a channel
ELSEWHERE = "their account is in another Slack workspace"


@dataclass(frozen=True, kw_only=True)
class OpenPlace:
    """A subgroup's own place: a group conversation up to eight people, a private channel beyond.

    No place holds people of several workspaces: it is made where most of them are, and the others are named.
    """

    name: str
    purpose: str
    members: tuple[Participant, ...]

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        act = "gather" if len(self.members) <= TOGETHER else "open_channel"
        where = _in_one_workspace({p.id: p.slack_id for p in self.members if p.slack_id})
        to = next(iter(where.values()), "")
        return [*look_up_paces(desk, *self.members), *desk.messenger.paces(act, to=to)]

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        known, lost = self._members(desk)
        reached = _in_one_workspace(known)
        lost |= dict.fromkeys(known.keys() - reached.keys(), ELSEWHERE)
        if len(reached) == 1 < len(known):  # nobody shares a workspace with anybody
            return Outcome(mark="", troubles=lost | dict.fromkeys(known, ELSEWHERE))
        if len(reached) <= TOGETHER:
            return Outcome(mark=desk.messenger.gather(list(reached.values())), troubles=lost)
        channel, uninvited = desk.messenger.open_channel(
            self.name, members=list(reached.values()), purpose=self.purpose, key=opaque(effect.key)
        )
        by_member = {member: person for person, member in reached.items()}
        return Outcome(
            mark=channel, troubles=lost | {by_member[m]: why for m, why in uninvited.items()}
        )

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return self.carry(desk, effect)

    def _members(self, desk: Desk) -> tuple[dict[str, str], dict[str, str]]:
        reached: dict[str, str] = {}
        lost: dict[str, str] = {}
        for person in self.members:
            try:
                reached[person.id] = member_of(desk, person)
            except Unreachable as missing:
                lost[person.id] = missing.reason
        return reached, lost


def _in_one_workspace(reached: Mapping[str, str]) -> dict[str, str]:
    """Those of the workspace in which most of these have their account; of several such, the community's own."""
    teams = [parted(member)[0] for member in reached.values()]
    most = min(teams, key=lambda team: (-teams.count(team), team), default="")
    return {person: member for person, member in reached.items() if parted(member)[0] == most}
