"""Actions and subgroups on a page for facilitators: found, and several changed at once, as in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.facilitation import actions_desk
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import follow_on_page as words
from bot.voice.follow_on_page import ActionLine, Circle
from bot.voice.words import one_line, spelled

LONGEST = 80


@dataclass(frozen=True, kw_only=True)
class FollowOnPage:
    """The page. `people` are names and ids of those who may be asked to take something on."""

    lead: str
    actions: Sequence[ActionLine]
    circles: Sequence[Circle]
    people: Sequence[tuple[str, str]]


def follow_on_page(desk: Desk, wanted: str = "") -> FollowOnPage:
    """What people took on, all of it or what fits, and the subgroups that are going."""
    with desk.store.read() as memory:
        setting, asked = Setting(desk, memory), one_line(wanted, LONGEST)
        lines = actions_desk.lines_of(setting, asked)
        circles = [one for one in memory.subgroups.find() if not one.closed]
        people = sorted(setting.people.values(), key=lambda person: person.name.casefold())
        return FollowOnPage(
            lead=words.lead(len(lines), len(circles), asked),
            actions=[words.action(line) for line in lines],
            circles=[words.circle(one, _name(setting, one.convenor)) for one in circles],
            people=[(spelled(person.name), person.id) for person in people],
        )


def _name(setting: Setting, person_id: str) -> str:
    person = setting.people.get(person_id)
    return person.name if person else ""
