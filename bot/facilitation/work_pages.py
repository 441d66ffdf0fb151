"""Actions and subgroups on one page, for facilitators in a browser."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import Subgroup
from bot.facilitation.actions import going
from bot.facilitation.actions_desk import lines
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import work_pages as words
from bot.voice.words import fold
from bot.voice.work_pages import Action, Group


@dataclass(frozen=True, kw_only=True)
class Work:
    """The page: what is going on, what is over, and who may be asked to take something on."""

    lead: str
    actions: Sequence[Action]
    groups: Sequence[Group]
    closed: Sequence[Group]
    people: Sequence[tuple[str, str]]
    wanted: str


def work(desk: Desk, wanted: str = "") -> Work:
    """All that people took on together or alone, or what fits a level, an organisation or a subgroup."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        found = [words.action(line) for line in lines(setting, wanted)]
        everyone = memory.subgroups.find()
        groups = [_group(setting, one) for one in everyone if not one.closed]
        people = sorted(setting.people.values(), key=lambda p: fold(p.name))
        return Work(
            lead=words.lead(len(found), len(groups), wanted),
            actions=found,
            groups=groups,
            closed=[_group(setting, one) for one in everyone if one.closed],
            people=[(p.name, p.id) for p in people],
            wanted=wanted,
        )


def _group(setting: Setting, subgroup: Subgroup) -> Group:
    known = setting.some({*subgroup.members, subgroup.convenor})
    convenor = known.get(subgroup.convenor)
    return words.group(
        subgroup,
        sorted(known[p].name for p in subgroup.members if p in known),
        convenor.name if convenor else "",
        len(going(setting, subgroup=subgroup.id)),
    )
