"""Where a subgroup meets in Slack: made once, of one workspace, and made anew where people come, go or archive it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.effects import Effect, Owed, State
from bot.domain.followup import CHANNEL, FORMING, Subgroup
from bot.domain.pace import Pace
from bot.domain.roster import Participant
from bot.facilitation import small_meetings, subgroup_digests
from bot.facilitation.setting import Setting
from bot.facilitation.steps import (
    Drop,
    Outcome,
    Rendered,
    Unreachable,
    look_up_paces,
    member_of,
    opaque,
)
from bot.facilitation.telling import owe, say_to_subgroup, touch_all
from bot.ports import Desk, Refused, parted
from bot.voice import troubles

TOGETHER = 8  # so many share one conversation; beyond that they get a channel
ELSEWHERE = "their account is in another Slack workspace"
ARCHIVED = frozenset({"is_archived", "channel_not_found"})


@dataclass(frozen=True, kw_only=True)
class OpenPlace:
    """A subgroup's own place: a group conversation up to eight people, a private channel beyond.

    No place holds people of several workspaces: it is made where most of them are, and the others are named. Slack
    lets nobody into a group conversation later, so a new one is made; a channel is found again by its `key`.
    """

    key: str
    name: str
    purpose: str
    members: tuple[Participant, ...]
    in_channel: bool = False

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        act = "open_channel" if self.in_channel or len(self.members) > TOGETHER else "gather"
        where = _in_one_workspace({p.id: p.slack_id for p in self.members if p.slack_id})
        to = next(iter(where.values()), "")
        return [*look_up_paces(desk, *self.members), *desk.messenger.paces(act, to=to)]

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        known, lost = self._members(desk)
        reached = _in_one_workspace(known)
        lost |= dict.fromkeys(known.keys() - reached.keys(), ELSEWHERE)
        if len(reached) == 1 < len(known):  # nobody shares a workspace with anybody
            return Outcome(mark="", troubles=lost | dict.fromkeys(known, ELSEWHERE))
        if len(reached) <= TOGETHER and not self.in_channel:
            return Outcome(mark=desk.messenger.gather(list(reached.values())), troubles=lost)
        channel, uninvited = desk.messenger.open_channel(
            self.name, members=list(reached.values()), purpose=self.purpose, key=opaque(self.key)
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


def place_key(subgroup: Subgroup) -> str:
    return f"subgroup:{subgroup.id}:place"


def owe_place(setting: Setting, subgroup: Subgroup, **word: str) -> None:
    """See that it has a place which holds its members. `word` is what is said there of what has changed."""
    first = place_key(subgroup)
    if setting.memory.effects.find(first, states=[State.READY]):
        return  # whom it is for is found when it leaves
    again = setting.memory.effects.seek(first) is not None
    number = f":{setting.memory.numbers.next(first)}" if again else ""
    setting.memory.effects.owe(
        Owed(
            key=first + number,
            kind="subgroup-place",
            target=subgroup.id,
            payload=word,
            not_before=setting.now,
            expires_at=setting.now + timedelta(days=10),
        )
    )


def render_place(setting: Setting, effect: Effect) -> Rendered:
    subgroup = setting.memory.subgroups.seek(effect.target)
    if subgroup is None or subgroup.closed:
        return Drop(why="the subgroup is closed")
    return OpenPlace(
        key=place_key(subgroup),
        name=subgroup.name,
        purpose=subgroup.charter or subgroup.purpose,
        members=tuple(setting.people[p] for p in subgroup.members if p in setting.people),
        in_channel=subgroup.place == CHANNEL,
    )


def settled_place(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Keep the place, say hello in it where it is new, and say in words who could not be let in."""
    subgroup = setting.memory.subgroups.get(effect.target)
    let_in = len(subgroup.members) - len(outcome.troubles)
    opened = replace(
        subgroup,
        channel=outcome.mark,
        state=subgroup.state if subgroup.closed else "open",
        uninvited=tuple(sorted(outcome.troubles)),
        place=CHANNEL if subgroup.place == CHANNEL or let_in > TOGETHER else "",
    )
    setting.memory.subgroups.save(opened)
    _tell_who_is_out(setting, opened, subgroup, outcome.troubles)
    if subgroup.channel != opened.channel or subgroup.state == FORMING:
        _greet(setting, opened)
    elif effect.payload:
        say_word(setting, opened, **effect.payload)


def _greet(setting: Setting, opened: Subgroup) -> None:
    """Hello in a place that is new, and its week from then on; what stands in an earlier one says where it goes on."""
    if not opened.closed:
        subgroup_digests.plan(setting, opened)
    key = f"subgroup:{opened.id}:opened"
    again = setting.memory.effects.seek(key) is not None
    touch_all(setting, key)
    number = f":{setting.memory.numbers.next(key)}" if again else ""
    say_to_subgroup(setting, opened, "subgroup-opened", key + number, {"subgroup": opened.id})
    small_meetings.tell_in(setting, opened)
    for action in [] if again else setting.memory.actions.find(subgroup_id=opened.id):
        told = f"action:{action.id}:agreed"
        say_to_subgroup(setting, opened, "action-agreed", told, {"action": action.id})


def say_word(setting: Setting, subgroup: Subgroup, what: str, who: str = "") -> None:
    """One line to all of a subgroup about what has changed in it."""
    first = f"subgroup:{subgroup.id}:word:"
    key = f"{first}{setting.memory.numbers.next(first)}"
    facts = {"subgroup": subgroup.id, "what": what, "who": who}
    say_to_subgroup(setting, subgroup, "subgroup-word", key, facts)


def _tell_who_is_out(
    setting: Setting, now: Subgroup, before: Subgroup, why: Mapping[str, str]
) -> None:
    """Its convenor and the facilitators hear for each person why Slack would not let them in."""
    known = setting.some([p for p in why if p not in before.uninvited])
    if not known:
        return
    said = troubles.kept_out(now.name, [(p.name, why[p.id]) for p in known.values()])
    number = setting.memory.numbers.next(f"subgroup:{now.id}:out")
    hear = {p.id: p for p in setting.facilitators}
    hear |= setting.some([now.convenor])
    for person in hear.values():
        key = f"subgroup:{now.id}:out:{number}:{person.id}"
        owe(setting, "trouble", key, person, {"words": said})
    touch_all(setting, f"subgroup:{now.id}:news:")


def refused_place(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """No place in Slack: facilitators hear why, and the subgroup goes on without, each hearing of it in private."""
    subgroup = setting.memory.subgroups.get(effect.target)
    if not subgroup.closed:
        out = subgroup.uninvited if subgroup.channel else subgroup.members
        setting.memory.subgroups.save(replace(subgroup, state="open", uninvited=out))
    for person in setting.facilitators:
        owe(setting, "trouble", f"{effect.key}:refused:{person.id}", person,
            {"words": troubles.no_place(subgroup.name, refusal.reason)})  # fmt: skip


def refused_there(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """A subgroup's place that was archived or is gone: it gets a new one; where it closes, each hears it in private."""
    homes = setting.memory.subgroups.find(channel=effect.target)
    if refusal.code not in ARCHIVED or not homes:
        return
    lost = replace(homes[0], channel="")
    setting.memory.subgroups.save(lost)
    if not lost.closed:
        owe_place(setting, lost)
        return
    for person in setting.some(lost.members).values():
        owe(setting, effect.kind, f"{effect.key}:{person.id}", person, dict(effect.payload))
