"""Handing over: the list of what somebody held, each thing passed on by a press, taken on with a yes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.domain.effects import Effect
from bot.domain.ending import ASKED
from bot.domain.errors import ChangedMeanwhile, FacilitationError
from bot.domain.followup import Progress
from bot.domain.hand_over import PASSED_ON, HandOver, Held, Passing, room_of
from bot.domain.languages import say as in_words
from bot.domain.onlookers import Thing
from bot.domain.parts import Part
from bot.domain.roster import Participant
from bot.facilitation import actions, calls, turns
from bot.facilitation.asking_to_take import ASKS, owe_question, put_to, tell_of_a_no
from bot.facilitation.audience import organisation_leads
from bot.facilitation.call_teams import reaches
from bot.facilitation.held import held_by, note_down
from bot.facilitation.parts import holder
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.subgroup_places import owe_place
from bot.facilitation.telling import owe, touch_all, touch_home, touch_letters
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import handing_over
from bot.voice import leaving as words
from bot.voice.message import Message, View
from bot.voice.words import spelled

LIST = "hand-over"


class NoLongerAsked(FacilitationError):
    """That is with somebody else by now, or was taken back. Thank you all the same."""


class NotAmongThem(FacilitationError):
    """That person cannot take this on: they are not here, or may not know of it."""


def seen(setting: Setting, kind: Held, about: str) -> words.Thing:
    """One thing in hand, as facilitators read of it."""
    memory, what, now = setting.memory, "", ""
    when: date | None = None
    if kind is Held.ACTION:
        action = memory.actions.get(about)
        what, when = action.what, action.due
    elif kind is Held.SUBGROUP:
        what = memory.subgroups.get(about).name
    elif kind is Held.LOOP:
        what = memory.loops.get(about).said
    elif kind in {Held.ROOM, Held.NOTES}:
        what, when, now = _room(setting, kind, about)
    elif kind is Held.PART:
        what, when, now = _whole_part(setting, about)
    elif kind is Held.LEAD:
        what, now = about, _leads(setting, about)
    elif kind is Held.STORY:
        session = memory.sessions.seek(memory.stories.get(about).session_id)
        what = session.title if session else ""
    return words.Thing(kind=kind, what=what, when=when, now=now)


def _room(setting: Setting, kind: Held, about: str) -> tuple[str, date, str]:
    """Which room it is, on which day, and who has that part in it now."""
    session_id, name = room_of(about)
    session, plan = setting.session(session_id), setting.memory.plans.latest(session_id)
    room = next((r for r in plan.rooms if r.name == name), None) if plan else None
    part = (room.host if kind is Held.ROOM else room.scribe) if room else ""
    return name, session.starts_at.date(), _name(setting, part)


def _whole_part(setting: Setting, about: str) -> tuple[str, date, str]:
    """What a part of a whole session is called, on which day, and who has it now."""
    session_id, part = room_of(about)
    session = setting.session(session_id)
    found = holder(setting, session, Part(part))
    label = setting.plan.parts.get(part, part)
    return label, session.starts_at.date(), found.name if found else ""


def _leads(setting: Setting, organisation: str) -> str:
    found = [p.name for p in organisation_leads(setting) if p.organisation == organisation]
    return found[0] if found else ""


def _name(setting: Setting, person_id: str) -> str:
    person = setting.one(person_id) if person_id else None
    return person.name if person else ""


def listed(setting: Setting, person_id: str, reader: Participant) -> list[HandOver]:
    """What stands on the list of one person, for one facilitator: never a word that is about themselves."""
    found = [i for i in setting.memory.hand_overs.find(person_id=person_id) if not i.own]
    return [item for item in found if may_know(setting, item.kind, item.about, reader)]


def seen_by(
    setting: Setting,
    person: Participant,
    reader: Participant,
    kinds: Collection[Held] = frozenset(Held),
) -> list[words.Thing]:
    """What this person holds at this moment, as far as one facilitator may know of it."""
    held = ((kind, about) for kind, about in held_by(setting, person) if kind in kinds)
    return [seen(setting, *thing) for thing in held if may_know(setting, *thing, reader)]


def may_know(setting: Setting, kind: Held, about: str, reader: Participant) -> bool:
    """Whether a facilitator may know that somebody holds this: never a word that is about themselves."""
    if kind is Held.CALL:
        call = setting.memory.calls.seek(about)
        return call is not None and reaches(setting, call, reader)
    return may_see(setting, reader, Thing.HAND_OVER)


def tell_facilitators(setting: Setting, person: Participant, *, new: bool = True) -> None:
    """Each facilitator gets the list of exactly what this person held; an earlier list is put right."""
    show(setting, person.id)
    number = setting.memory.numbers.next(f"{LIST}:{person.id}") if new else 0
    for one in setting.facilitators:
        if new and one.id != person.id:
            owe(setting, LIST, f"{LIST}:{person.id}:{number}:{one.id}", one, {"person": person.id})


def show(setting: Setting, person_id: str) -> None:
    """Bring the list up to date wherever it stands."""
    touch_all(setting, f"{LIST}:{person_id}:")


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """The list, as it stands now."""
    held = setting.memory.people.seek(effect.payload["person"])
    items = listed(setting, held.id, person) if held else []
    if held is None or not items or not may_see(setting, person, Thing.HAND_OVER):
        return Drop(why="not for this reader")
    return handing_over.list_of(held, [_entry(setting, item) for item in items])


def _entry(setting: Setting, item: HandOver) -> handing_over.Entry:
    """One line of the list."""
    thing = seen(setting, item.kind, item.about)
    return handing_over.Entry(item=item, thing=thing, person=_name(setting, item.asked))


def window(desk: Desk, reader: Participant, item_id: str) -> View:
    """Where a facilitator chooses who is asked to take one thing on."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        item = memory.hand_overs.get(item_id)
        if not item.waits or not may_know(setting, item.kind, item.about, reader):
            raise NoLongerAsked
        choices = [(spelled(p.name), p.id) for p in _may_take(setting, item)]
        return handing_over.pass_form(item, seen(setting, item.kind, item.about), choices[:2000])


def _may_take(setting: Setting, item: HandOver) -> list[Participant]:
    """Who may be asked: a loop and a word are for facilitators, all else for everyone who takes part."""
    if item.kind is Held.CALL:
        call = setting.memory.calls.get(item.about)
        found = [p for p in setting.facilitators if reaches(setting, call, p)]
    else:
        found = setting.facilitators if item.kind is Held.LOOP else list(setting.people.values())
    others = [p for p in found if p.id != item.person_id]
    return sorted(others, key=lambda p: p.name.casefold())


def pass_on(desk: Desk, item_id: str, to: str, *, by: str, turn: int) -> Message:
    """Ask somebody whether they take it on; whoever chooses themselves has said yes."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        item = memory.hand_overs.get(item_id)
        if not item.waits or not may_know(setting, item.kind, item.about, setting.person(by)):
            raise NoLongerAsked
        if item.turn != turn:
            other = _name(setting, item.asked_by)
            raise ChangedMeanwhile(who=other or words.SOMEBODY, what=words.WHO_IS_ASKED)
        if to not in {p.id for p in _may_take(setting, item)}:
            raise NotAmongThem
        person = setting.person(to)
        asking = put_to(setting, item, to, by)
        trace(setting, by, "asked somebody to take on what was handed over", item.id)
        if to == by:
            _take(setting, asking, to)
        else:
            owe_question(setting, asking, person)
        show(setting, item.person_id)
        return words.asked(person, own=to == by)


def asked_letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """May it be yours from now on?"""
    item = setting.memory.hand_overs.get(effect.payload["item"])
    mine = item.asked == person.id and item.turn == effect.payload["turn"]
    if not effect.remote_id and not (mine and item.waits):
        return Drop(why="somebody else has it")
    held = setting.memory.people.get(item.person_id)
    thing = seen(setting, item.kind, item.about)
    by = _name(setting, item.asked_by) or in_words(words.SOMEBODY)
    return handing_over.may_it_be_yours(item, thing, held, by=by, mine=mine)


def say(desk: Desk, item_id: str, person_id: str, *, yes: bool) -> HandOver:
    """Whoever is asked says yes or no. Raises NoLongerAsked."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        item = memory.hand_overs.get(item_id)
        if item.asked != person_id or item.state is not Passing.ASKED:
            raise NoLongerAsked
        if yes:
            _take(setting, item, person_id)
        else:
            memory.hand_overs.save(item.refused())
            tell_of_a_no(setting, item)
        touch_all(setting, f"{ASKS}:{item.id}:")
        show(setting, item.person_id)
        return memory.hand_overs.get(item_id)


def take_all(desk: Desk, person_id: str, by: str) -> int:
    """Take on all that one person held and nobody has taken on yet, in one press; how much that was."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        reader = setting.person(by)
        waiting = [i for i in listed(setting, person_id, reader) if i.waits]
        mine = [i for i in waiting if by in {p.id for p in _may_take(setting, i)}]
        for item in mine:
            _take(setting, item.asking(by, by), by)
            touch_all(setting, f"{ASKS}:{item.id}:")
        show(setting, person_id)
        return len(mine)


def _take(setting: Setting, item: HandOver, person_id: str) -> None:
    setting.memory.hand_overs.save(item.taken_by(person_id))
    _move(setting, item, person_id)
    touch_letters(setting, ASKED, item.person_id)
    touch_home(setting, item.person_id)
    trace(setting, person_id, "took on what was handed over", item.id)
    touch_home(setting, person_id)


def _move(setting: Setting, item: HandOver, to: str) -> None:
    """It is theirs from now on."""
    memory = setting.memory
    if item.kind is Held.ACTION:
        action = memory.actions.get(item.about)
        state = Progress.OPEN if action.state is Progress.PROPOSED else action.state
        memory.actions.save(replace(action, owner=to, state=state))
        actions.show_action(setting, replace(action, owner=to, state=state))
    elif item.kind is Held.SUBGROUP:
        group = memory.subgroups.get(item.about)
        members = tuple(dict.fromkeys([*group.members, to]))
        new = replace(group, convenor=to, members=members)
        memory.subgroups.save(new)
        if not new.closed:
            owe_place(setting, new, what="convenor", who=to)
        touch_all(setting, f"subgroup:{group.id}:")
    elif item.kind is Held.LOOP:
        memory.loops.save(replace(memory.loops.get(item.about), owner=to))
    elif item.kind is Held.CALL:
        calls.take_over(setting, memory.calls.get(item.about), to)


def let_go_of(setting: Setting, person_id: str) -> None:
    """Whoever leaves is not asked to take anything on any more: it is with nobody again."""
    for item in setting.memory.hand_overs.find(asked=person_id, state=Passing.ASKED):
        setting.memory.hand_overs.save(item.refused())
        show(setting, item.person_id)


def away(desk: Desk, person_id: str, *, by: str, takes: bool = False) -> Message:
    """Somebody is ill or away and stays who they are: what they hold is put on a list, or taken on at once."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        new = note_down(setting, person, by, kinds=PASSED_ON)
        trace(setting, by, "handed over what somebody holds who is away", person_id)
        tell_facilitators(setting, person, new=bool(new))
        taken = take_all(desk, person_id, by) if takes else 0
        calls.free(setting, person_id)
        turns.let_go(setting, person, stays=True)
        reader = setting.person(by)
        known = sum(may_know(setting, one.kind, one.about, reader) for one in new)
        return words.taken(taken) if takes else words.is_listed(person, known)


def look_away(desk: Desk, person_id: str, *, by: str) -> Message:
    """What would be passed on if somebody were away, for a facilitator. Nothing changes by looking."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        return words.away(person, seen_by(setting, person, setting.person(by), PASSED_ON))
