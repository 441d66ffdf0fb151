"""Suggestions of readings that come in another way, or go again: an answer to a question, and taking back one's own."""

from dataclasses import replace

from bot.domain.answers import Response
from bot.domain.errors import NotYours
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.references import Cited, Reference
from bot.domain.roster import Participant
from bot.facilitation.bibliography import add, entry_of, planned, reader, shown
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import bibliography as words
from bot.voice import reading_forms as forms
from bot.voice.bibliography import About
from bot.voice.message import View

A_TITLE = 3  # words: “none” and “not yet” are no reading
PROMISED = "community"  # only what everyone may read goes where everyone reads


def follow_answer(setting: Setting, answer: Response, was: str = "") -> None:
    """What was named in answer to a question stands in the bibliography; changed words change it."""
    person = setting.one(answer.person_id)
    if person is None or answer.visibility != PROMISED or was == answer.text:
        return
    if not may_see(setting, person, Thing.READING):
        return
    earlier, now = Cited.read(was), Cited.read(answer.text)
    for entry in setting.memory.references.find():
        if earlier and entry.same_as(_named(setting, earlier)):
            _changed(setting, entry, person, now)
    if now.doi or now.url or len(now.title.split()) >= A_TITLE:
        add(setting, answer.text, person, About())


def _changed(setting: Setting, entry: Reference, person: Participant, now: Cited) -> None:
    """Of another thing, it goes; of the same one in other words, what others said of it stays."""
    if not entry.same_as(_named(setting, now)):
        _without(setting, entry, person)
    elif entry.suggested_by == (person.id,):
        setting.memory.references.save(replace(entry, title=now.title or entry.title))


def _named(setting: Setting, cited: Cited) -> Reference:
    return Reference(id="", at=setting.now, title=cited.title, doi=cited.doi, url=cited.url)


def back_window(desk: Desk, person_id: str, id: str) -> View:
    """What would go with it, before anything does."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, person_id)
        entry = _own(setting, person, id)
        stays = bool(set(entry.suggested_by) - {person.id}) and person.id in entry.suggested_by
        return forms.back(shown(setting, entry), stays=stays or _of_plan(setting, entry))


def take_back(desk: Desk, id: str, *, by: str) -> str:
    """Take back one's own suggestion; a facilitator takes off one of others. Raises NotYours, ReadingGone."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, by)
        entry = _own(setting, person, id)
        if person.id in entry.suggested_by:
            _without(setting, entry, person)
        else:
            memory.references.remove(entry.id)
        trace(setting, by, "took back a reading", entry.id)
        return say(words.TAKEN_BACK)


def _own(setting: Setting, person: Participant, id: str) -> Reference:
    entry = entry_of(setting, id)
    if person.id not in entry.suggested_by and not setting.may_facilitate(person):
        raise NotYours
    return entry


def _without(setting: Setting, entry: Reference, person: Participant) -> None:
    """It stays with the others who suggested it, and where the plan names it."""
    if person.id not in entry.suggested_by:
        return
    left = entry.without(person.id)
    if left.suggested_by or _of_plan(setting, left):
        setting.memory.references.save(left)
    else:
        setting.memory.references.remove(entry.id)


def _of_plan(setting: Setting, entry: Reference) -> bool:
    return any(one.same_as(entry) for one in planned(setting))
