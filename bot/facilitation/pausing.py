"""Pausing: hearing nothing for a while, until a day or until one says so."""

from datetime import date

from bot.domain.civil_time import at_local_hour, local_date
from bot.domain.effects import Duty
from bot.domain.errors import FacilitationError
from bot.domain.programme import Note
from bot.domain.roster import FEWER, PAUSED, Participant
from bot.facilitation import people
from bot.facilitation.setting import Setting
from bot.facilitation.telling import touch_home
from bot.ports import Desk, Memory
from bot.voice import pausing as voice
from bot.voice.message import Message


class NotAhead(FacilitationError):
    """That day is not ahead. Name one to come, such as /convene pause until 2027-03-10, or none at all."""


def pause(desk: Desk, person_id: str, *, until: date | None = None) -> Message:
    """Say nothing more to a person: until a day comes in their city, or until they say so."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        before = setting.person(person_id)
        if until is not None and until <= local_date(setting.now, before.zone):
            raise NotAhead
        then = _afterwards(memory, before)
        person = people.stand(desk, person_id, PAUSED)
        if until is not None:
            memory.notes.save(Note(id=people.pause_note(person_id), text=f"{until} {then}"))
            memory.duties.plan(_ends(setting, person, until))
        touch_home(setting, person_id)
        return voice.said(person, until)


def _afterwards(memory: Memory, person: Participant) -> str:
    """How they are written to once it ends: as before, also where this pause takes the place of another one."""
    note = memory.notes.seek(people.pause_note(person.id))
    seldom = person.standing == FEWER or (note is not None and _then(note) == FEWER)
    return FEWER if seldom else "active"


def _then(note: Note) -> str:
    return note.text.rpartition(" ")[2]


def _ends(setting: Setting, person: Participant, until: date) -> Duty:
    hour = setting.rules.local_hour if setting.begun else 10
    return Duty(
        key=f"{people.pause_duty(person.id)}{until}",
        kind="pause-ends",
        facts={"person": person.id},
        due_at=at_local_hour(until, hour, person.zone),
    )


def go_on(desk: Desk, person_id: str) -> Message:
    """Write to a person again, as usual."""
    return voice.said(people.stand(desk, person_id, "active"), None)


def end_pause(setting: Setting, duty: Duty) -> None:
    """The day has come up to which a person wanted to hear nothing; it is as it was before."""
    person = setting.one(duty.facts["person"])
    note = setting.memory.notes.seek(people.pause_note(duty.facts["person"]))
    if person is not None and person.standing == PAUSED and note is not None:
        people.stand(setting.desk, person.id, _then(note))


def paused_until(memory: Memory, person_id: str) -> date | None:
    """The day up to which a person wants to hear nothing, if they named one."""
    note = memory.notes.seek(people.pause_note(person_id))
    return date.fromisoformat(note.text.partition(" ")[0]) if note else None
