"""A subgroup's life: seen by its own, an hour to meet found, and closed with thanks and what came of it."""

from bot.domain.effects import Effect
from bot.domain.errors import NoSuchThing
from bot.domain.followup import Subgroup
from bot.domain.meeting_times import suggest
from bot.domain.roster import Participant
from bot.facilitation.actions import going
from bot.facilitation.setting import Setting
from bot.facilitation.telling import say_to_subgroup, touch, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import subgroups as words
from bot.voice.message import Message, View
from bot.voice.words import fold, one_line


def of_person(setting: Setting, person_id: str) -> list[Subgroup]:
    """The subgroups this person is in that go on."""
    alive = (s for s in setting.memory.subgroups.find() if not s.closed)
    return [s for s in alive if person_id in s.members]


def page(desk: Desk, person: Participant, wanted: str = "") -> Message:
    """One's own subgroups, or one of them by its name; facilitators find all of them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        mine = of_person(setting, person.id)
        if setting.may_facilitate(person):
            mine = [s for s in memory.subgroups.find() if not s.closed]
        shown = [s for s in mine if fold(wanted) in fold(s.name)]
        if wanted and not shown:
            raise NoSuchThing(
                what="subgroup", name=wanted, hint="See yours with: /convene subgroup"
            )
        return words.page(shown, setting.people, person.id)


def times_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """When its members could meet, in words for each of them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = own(setting, subgroup_id, person_id)
        known = setting.some(subgroup.members)
        people = [known[p] for p in subgroup.members if p in known]
        return words.times(subgroup, people, suggest(people, now=setting.now))


def own(setting: Setting, subgroup_id: str, person_id: str) -> Subgroup:
    """The subgroup, where this person is in it or facilitates. Raises NotYours, NoSuchThing."""
    subgroup = setting.memory.subgroups.get(subgroup_id)
    setting.allowed(person_id, *subgroup.members)
    return subgroup


def close_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """Where its convenor says what came of it."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = own(setting, subgroup_id, person_id)
        setting.allowed(person_id, subgroup.convenor)
        return words.close_form(subgroup)


def close(desk: Desk, subgroup_id: str, came: str, *, by: str) -> Subgroup:
    """Thank everyone, keep what came of it, and let everyone hear of it before the next session.

    Its actions stay with their owners. Pressed twice, it is closed once.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = own(setting, subgroup_id, by)
        setting.allowed(by, subgroup.convenor)
        if subgroup.closed:
            return subgroup
        closed = subgroup.closes(one_line(came, words.LONGEST), at=setting.now)
        memory.subgroups.save(closed)
        key, facts = f"subgroup:{closed.id}:closed", {"subgroup": closed.id}
        say_to_subgroup(setting, closed, "subgroup-closed", key, facts)
        touch(setting, f"subgroup:{closed.id}:opened")
        for member in closed.members:
            touch_home(setting, member)
        trace(setting, by, "closed a subgroup", closed.id)
        return closed


def farewell(setting: Setting, effect: Effect) -> Message:
    """The last words in its place: thanks, what came of it, and what is still going."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    done = [a for a in setting.memory.actions.find(subgroup_id=subgroup.id) if a.done_at]
    still = [a for a in going(setting) if a.subgroup_id == subgroup.id]
    known = setting.some(subgroup.members)
    people = [known[p].name for p in subgroup.members if p in known]
    return words.closed(subgroup, people, done, still)
