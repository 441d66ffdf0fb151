"""A subgroup on its way: its charter and its end, who joins and leaves, and who convenes."""

from dataclasses import replace
from datetime import date

from bot.domain.civil_time import local_date
from bot.domain.errors import ChangedMeanwhile, FacilitationError
from bot.domain.followup import Subgroup
from bot.domain.hand_over import Held
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation import asking_to_take
from bot.facilitation.own_subgroups import IsClosed, alive
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.subgroup_places import owe_place, say_word
from bot.facilitation.subgroups import show
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import subgroups as words
from bot.voice.message import View
from bot.voice.words import one_line, spelled


class InThePast(FacilitationError):
    """That day is over. Choose one that is ahead, or close the subgroup."""


class ConvenorStays(FacilitationError):
    """You convene it. Ask somebody of it to convene first, or close it."""


class NotOfIt(FacilitationError):
    """That person is not in the subgroup. They can join it first: /convene subgroup"""


def change_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """Where its people write its charter, and until when it runs."""
    with desk.store.read() as memory:
        return words.change_form(alive(Setting(desk, memory), subgroup_id, person_id))


def change(
    desk: Desk, subgroup_id: str, *, charter: str, ends_on: date | None, by: str, was: tuple[str, str]
) -> Subgroup:  # fmt: skip
    """Keep its charter and its end, and tell its people what is new. `was`: what the window showed.

    Raises ChangedMeanwhile where somebody else was quicker.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = alive(setting, subgroup_id, by)
        if (subgroup.charter, str(subgroup.ends_on or "")) != was:
            raise ChangedMeanwhile(who=words.SOMEBODY, what=words.CHARTER_AND_END)
        if ends_on and ends_on < local_date(setting.now, setting.person(by).zone):
            raise InThePast
        new = replace(subgroup, charter=one_line(charter, words.CHARTER), ends_on=ends_on)
        new = new.heard(new.pulse, at=setting.now)
        memory.subgroups.save(new)
        for what in ("charter", "ends"):
            if _said(new, what) not in {None, "", _said(subgroup, what)}:
                say_word(setting, new, what)
        trace(setting, by, "changed a subgroup's charter or end", new.id)
        show(setting, new)
        return new


def _said(subgroup: Subgroup, what: str) -> object:
    return subgroup.charter if what == "charter" else subgroup.ends_on


def join_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """What somebody would join."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = _joinable(setting, subgroup_id, person_id)
        return words.join_form(subgroup, setting.some([*subgroup.members, subgroup.convenor]))


def _joinable(setting: Setting, subgroup_id: str, person_id: str) -> Subgroup:
    """The subgroup, where this person may join it: whoever may read a branch may join what has grown out of one."""
    person = setting.person(person_id)
    may = [person.id] if may_see(setting, person, Thing.BRANCH) else []
    setting.allowed(person.id, *may)
    subgroup = setting.memory.subgroups.get(subgroup_id)
    if subgroup.closed:
        raise IsClosed
    return subgroup


def join(desk: Desk, subgroup_id: str, person_id: str) -> Subgroup:
    """Come in later."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = _joinable(setting, subgroup_id, person_id)
        if person_id in subgroup.members:
            return subgroup
        new = subgroup.joined_by(person_id)
        memory.subgroups.save(new)
        owe_place(setting, new, what="joined", who=person_id)
        trace(setting, person_id, "joined a subgroup", new.id)
        show(setting, new)
        return new


def leave_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """What leaving means. Raises ConvenorStays."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return words.leave_form(_leavable(setting, subgroup_id, person_id))


def _leavable(setting: Setting, subgroup_id: str, person_id: str) -> Subgroup:
    subgroup = setting.memory.subgroups.get(subgroup_id)
    setting.allowed(person_id, *subgroup.members)
    if person_id == subgroup.convenor and not subgroup.closed:
        raise ConvenorStays
    return subgroup


def leave(desk: Desk, subgroup_id: str, person_id: str) -> Subgroup:
    """Go out again, without a reason; what they took on stays theirs. Raises ConvenorStays."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = _leavable(setting, subgroup_id, person_id)
        if person_id not in subgroup.members or subgroup.closed:
            return subgroup
        left = subgroup.left_by(person_id)
        memory.subgroups.save(left)
        owe_place(setting, left, what="left", who=person_id)
        trace(setting, person_id, "left a subgroup", left.id)
        show(setting, subgroup)
        return left


def hand_window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """Where the convenor chooses who is asked to convene."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = alive(setting, subgroup_id, person_id)
        setting.allowed(person_id, subgroup.convenor)
        others = _others(setting, subgroup)
        asked = asking_to_take.under_way(setting, Held.SUBGROUP, subgroup.id, subgroup.convenor)
        waits = setting.one(asked.asked) if asked else None
        choices = [(spelled(p.name), p.id) for p in others]
        return words.hand_form(subgroup, choices, asked=waits.name if waits else "")


def _others(setting: Setting, subgroup: Subgroup) -> list[Participant]:
    found = setting.some([p for p in subgroup.members if p != subgroup.convenor])
    return sorted(found.values(), key=lambda p: p.name.casefold())


def ask_to_convene(desk: Desk, subgroup_id: str, to: str, *, by: str) -> Participant:
    """Ask somebody of it for a yes; until then it stays with whoever convenes."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = alive(setting, subgroup_id, by)
        setting.allowed(by, subgroup.convenor)
        person = next((p for p in _others(setting, subgroup) if p.id == to), None)
        if person is None:
            raise NotOfIt
        convenor = setting.memory.people.get(subgroup.convenor)
        asking_to_take.ask(setting, Held.SUBGROUP, subgroup.id, person, of=convenor)
        trace(setting, by, "asked somebody to convene a subgroup", subgroup.id)
        return person
