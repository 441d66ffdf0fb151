"""Leaving and coming back: silence at once, rooms mended, everything held put on a list, the person kept."""

from dataclasses import replace

from bot.domain.answers import Rsvp
from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError
from bot.domain.hand_over import Held
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import calls, delegates, handing_over, mending, publishing, turns
from bot.facilitation.audience import ahead
from bot.facilitation.held import held_by, note_down
from bot.facilitation.own_stories import page_of
from bot.facilitation.people import pause_duty, pause_note, person_among
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch, touch_home
from bot.facilitation.traces import trace
from bot.facilitation.wishes import let_go, word_if_unkept
from bot.ports import Desk
from bot.voice import leaving as words
from bot.voice.message import Message, View

ASKED = "leaver-asked"  # the one thing that is sent to whoever has left, beside what they asked for


class NobodyLeft(FacilitationError):
    """{name} is the only facilitator. Name another one on the roster first, so that somebody is there for people."""


class HasLeft(FacilitationError):
    """{name} has left already. If they come back, write: /convene people {name} returns"""


class NeverLeft(FacilitationError):
    """{name} has not left."""


def named(desk: Desk, wanted: str) -> Participant:
    """Somebody by name, whether they are here or have left. Raises Ambiguous, NoSuchThing."""
    with desk.store.read() as memory:
        here = [p for p in memory.people.find() if not p.has_left]
        gone = [p for p in memory.people.find() if p.has_left and not p.erased]
        known = {p.name.casefold() for p in here}
        return person_among([*here, *(p for p in gone if p.name.casefold() not in known)], wanted)


def preview(desk: Desk, person_id: str, *, by: str) -> Message:
    """What would happen if this person left, for a facilitator. Nothing changes by looking."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = _may_leave(setting, memory.people.get(person_id))
        return words.preview(person, handing_over.seen_by(setting, person, setting.person(by)))


def _may_leave(setting: Setting, person: Participant) -> Participant:
    if person.has_left:
        raise HasLeft(name=person.name)
    team = {one.id for one in setting.facilitators}
    if team == {person.id}:
        raise NobodyLeft(name=person.name)
    return person


def own_window(desk: Desk, person_id: str) -> View:
    """What would happen if one left oneself, in a window."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = _may_leave(setting, setting.person(person_id))
        return words.own_form(person, _own(setting, person))


def own_words(desk: Desk, person_id: str) -> tuple[str, ...]:
    """The same for a page, line by line."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return words.own_words(_own(setting, _may_leave(setting, setting.person(person_id))))


def _own(setting: Setting, person: Participant) -> list[words.Thing]:
    return [handing_over.seen(setting, *thing) for thing in held_by(setting, person)]


def leave(desk: Desk, person_id: str, *, by: str) -> Message:
    """Let somebody go: no message from this moment, their rooms mended, what they held told to the facilitators."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = _may_leave(setting, memory.people.get(person_id))
        items = note_down(setting, person, by)
        memory.people.save(replace(person, standing="left"))
        memory.duties.cancel(pause_duty(person_id))
        memory.notes.remove(pause_note(person_id))
        # whoever has left must not hear from a restored backup either
        memory.forget_list.add("taking-part", person_id, setting.now)
        after = Setting(desk, memory)
        if after.begun:
            turns.let_go(after, person)
            delegates.let_go(after, person)
            _let_rooms_follow(after, person, by)
            handing_over.let_go_of(after, person_id)
            let_go(after)
            calls.follow_team(after)
            _ask_about_stories(after, person)
        handing_over.tell_facilitators(after, person, new=bool(items))
        touch_home(after, person_id)
        trace(after, by, "let somebody leave" if by != person_id else "left", person_id)
        reader = after.one(by)
        known = [
            i for i in items if reader and handing_over.may_know(after, i.kind, i.about, reader)
        ]
        return words.left(person, len(known))


def _let_rooms_follow(setting: Setting, person: Participant, by: str) -> None:
    """Rooms of sessions ahead go on without them, with the fewest moves; a session that is on is mended, too."""
    for session in ahead(setting):
        plan = setting.memory.plans.latest(session.id)
        if plan is None or person.id not in plan.seated:
            continue
        if publishing.too_close(setting, session) and by != person.id:
            mending.without(setting, session, person.id, by=by)
        else:
            publishing.repair_rooms(setting, session, leave=[person.id])
        word_if_unkept(setting, session)


def _ask_about_stories(setting: Setting, person: Participant) -> None:
    """Once, at an hour when they may be spoken to."""
    told = [s for s in setting.memory.stories.find(person_id=person.id) if not s.gone]
    if told:
        owe(setting, ASKED, f"{ASKED}:{person.id}", person, {})


def stories_letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """To whoever has left: what is to become of their stories?"""
    told = [s for s in setting.memory.stories.find(person_id=person.id) if not s.gone]
    here = not person.has_left
    if not effect.remote_id and (here or not told):
        return Drop(why="there is nothing to ask")
    if here:
        return Message(text=say(words.STORIES_STAY))
    return words.about_stories(person, len(told), page_of(setting, person.id))


def come_back(desk: Desk, person_id: str, *, by: str) -> Message:
    """The same person again, with their history; what nobody took on meanwhile is theirs still."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = memory.people.get(person_id)
        if not person.has_left:
            raise NeverLeft(name=person.name)
        memory.people.save(replace(person, standing="active"))
        memory.forget_list.keep("taking-part", person_id, setting.now)
        memory.effects.cancel(f"{ASKED}:{person_id}", "they are back")
        after = Setting(desk, memory)
        touch(after, f"{ASKED}:{person_id}")
        kept = came_back(after, person)
        trace(after, by, "let somebody come back", person_id)
        return words.back(person, kept)


def came_back(setting: Setting, person: Participant) -> int:
    """What follows once somebody is here again; how much of what they held is theirs still."""
    waiting = [h for h in setting.memory.hand_overs.find(person_id=person.id) if h.under_way]
    for item in waiting:
        setting.memory.hand_overs.save(item.back())
    handing_over.show(setting, person.id)
    if setting.begun:
        for session in ahead(setting):
            _seat_again(setting, session, person.id)
        calls.follow_team(setting)
    touch_home(setting, person.id)
    # a word that somebody asked for went to the others when they left
    return sum(item.waits and item.kind is not Held.CALL for item in waiting)


def _seat_again(setting: Setting, session: Session, person_id: str) -> None:
    """Whoever had said yes before they left has a seat again."""
    reply = setting.memory.replies.seek(f"{session.id}:{person_id}")
    if reply is not None and reply.answer is not Rsvp.NO:
        publishing.follow_answers(setting, session, [person_id])
