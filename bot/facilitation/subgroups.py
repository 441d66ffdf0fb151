"""A subgroup's life: seen by its own, an hour to meet found, and closed with thanks and what came of it."""

from bot.domain.effects import Effect
from bot.domain.ending import ASKED
from bot.domain.errors import NoSuchThing
from bot.domain.followup import Subgroup
from bot.domain.meeting_times import suggest
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation import small_meetings
from bot.facilitation.actions import going
from bot.facilitation.own_subgroups import own
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.telling import say_to_subgroup, touch_all, touch_home, touch_letters
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import subgroups as words
from bot.voice.ending import goes_on, here_again
from bot.voice.message import Message, View
from bot.voice.words import fold, one_line


def of_person(setting: Setting, person_id: str) -> list[Subgroup]:
    """The subgroups this person is in that go on."""
    alive = (s for s in setting.memory.subgroups.find() if not s.closed)
    return [s for s in alive if person_id in s.members]


def page(desk: Desk, person: Participant, wanted: str = "") -> Message:
    """One's own subgroups, or one of them by its name; facilitators find all of them. Others can be joined."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        going_on = [s for s in memory.subgroups.find() if not s.closed]
        hosts = setting.may_facilitate(person)
        mine = [s for s in going_on if hosts or person.id in s.members]
        shown = [s for s in mine if fold(wanted) in fold(s.name)]
        others = [
            s for s in going_on if person.id not in s.members and fold(wanted) in fold(s.name)
        ]
        if not may_see(setting, person, Thing.BRANCH):
            others = []
        if wanted and not shown and not others:
            raise NoSuchThing(
                what="subgroup", name=wanted, hint="See yours with: /convene subgroup"
            )
        zoom = bool(setting.desk.house.zoom_hosts)
        return words.page(shown, setting.people, person.id, hosts=hosts, others=others, zoom=zoom)


def times_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """When its members could meet, in words for each of them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = own(setting, subgroup_id, person_id)
        known = setting.some(subgroup.members)
        people = [known[p] for p in subgroup.members if p in known]
        return words.times(subgroup, people, suggest(people, now=setting.now))


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
        closed = close_it(setting, subgroup, one_line(came, words.LONGEST))
        trace(setting, by, "closed a subgroup", closed.id)
        return closed


def close_it(setting: Setting, subgroup: Subgroup, came: str) -> Subgroup:
    """Its last words are said, and all that shows it says so."""
    closed = subgroup.closes(came, at=setting.now)
    setting.memory.subgroups.save(closed)
    small_meetings.call_off_all(setting, closed)
    key, facts = f"subgroup:{closed.id}:closed", {"subgroup": closed.id}
    say_to_subgroup(setting, closed, "subgroup-closed", key, facts)
    show(setting, closed)
    return closed


def show(setting: Setting, subgroup: Subgroup) -> None:
    """Bring up to date what shows this subgroup: its place, what its convenor was asked, its branch, Home pages."""
    touch_all(setting, f"subgroup:{subgroup.id}:opened")
    touch_all(setting, f"subgroup:{subgroup.id}:pulse:")
    touch_all(setting, f"branch:{subgroup.branch_id}:post")
    touch_letters(setting, ASKED, subgroup.convenor)
    for member in subgroup.members:
        touch_home(setting, member)


def farewell(setting: Setting, effect: Effect) -> Message:
    """The last words in its place: thanks, what came of it, and what is still going."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    done = [a for a in setting.memory.actions.find(subgroup_id=subgroup.id) if a.done_at]
    still = going(setting, subgroup=subgroup.id)
    known = setting.some(subgroup.members)
    people = [known[p].name for p in subgroup.members if p in known]
    if not subgroup.closed:
        return here_again(subgroup)
    if subgroup.went_on:
        theirs = setting.memory.actions.find(subgroup_id=subgroup.id)
        return goes_on(subgroup, people, [a for a in theirs if a.went_on])
    return words.closed(subgroup, people, done, still)
