"""Once a month each convenor is asked how it goes; what has been quiet for long is asked about, then closed kindly.

Nothing grows for ever, and nobody has to say that something is over: no answer is an answer, too.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.civil_time import local_date
from bot.domain.effects import Duty, Effect
from bot.domain.ending import ASKED
from bot.domain.followup import Subgroup
from bot.domain.roster import Participant
from bot.facilitation.own_subgroups import own
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.subgroup_places import say_word
from bot.facilitation.subgroups import close_it
from bot.facilitation.telling import owe, touch_all, touch_home, touch_letters
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import subgroup_pulse as words
from bot.voice.message import Message

KIND = "subgroup-pulse"
AFTER = timedelta(days=16)  # of a session: "+14..18 d: convenors meet" (domain.md 5)
YOUNG = timedelta(days=14)  # a subgroup so young is not asked yet
QUIET = timedelta(days=60)  # two months in which nothing was heard of it
LONGER = timedelta(days=60)  # so much is added where it goes on past its end


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Ask each convenor; what was asked about last time, and of which nothing was heard, closes."""
    for subgroup in setting.memory.subgroups.find(state=("forming", "open")):
        _look_at(setting, subgroup, duty.facts["session"])
    return None


def _look_at(setting: Setting, subgroup: Subgroup, session: str) -> None:
    heard = last_heard(setting, subgroup)
    convenor = setting.one(subgroup.convenor)
    if subgroup.asked_at and subgroup.asked_at >= heard:
        if setting.now - subgroup.asked_at >= YOUNG:
            close_it(setting, subgroup, "")
            trace(setting, "", "a subgroup that was quiet for long is closed", subgroup.id)
        return
    about = _about(setting, subgroup, heard)
    if about == words.HOW and (convenor is None or setting.now - subgroup.at < YOUNG):
        return
    if about != words.HOW:
        setting.memory.subgroups.save(replace(subgroup, asked_at=setting.now))
    ask = [convenor] if convenor else list(setting.some(subgroup.members).values())
    for person in ask:
        facts = {"subgroup": subgroup.id, "about": about, "at": setting.now.isoformat()}
        owe(setting, KIND, f"subgroup:{subgroup.id}:pulse:{session}:{person.id}", person, facts)


def _about(setting: Setting, subgroup: Subgroup, heard: datetime) -> str:
    if subgroup.ends_on and subgroup.ends_on <= _today(setting):
        return words.END
    return words.QUIET if setting.now - heard >= QUIET else words.HOW


def _today(setting: Setting) -> date:
    return local_date(setting.now, setting.desk.house.default_zone)


def last_heard(setting: Setting, subgroup: Subgroup) -> datetime:
    """When anything was last heard of it: from its convenor, or of what its people took on."""
    actions = setting.memory.actions.find(subgroup_id=subgroup.id)
    signs = [
        subgroup.at,
        subgroup.heard_at,
        *(a.at for a in actions),
        *(a.done_at for a in actions),
    ]
    return max(sign for sign in signs if sign)


def say(desk: Desk, value: str, person_id: str, word: str) -> Subgroup:
    """How it goes, in one press; where it was asked whether it goes on at all, it does."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup = own(setting, value, person_id)
        if subgroup.closed:
            return subgroup
        new = subgroup.heard(word, at=setting.now)
        past = new.ends_on is not None and new.ends_on <= _today(setting)
        if word == words.ON and past:
            new = replace(new, ends_on=_today(setting) + LONGER)
        memory.subgroups.save(new)
        if new.ends_on != subgroup.ends_on:
            say_word(setting, new, "ends")
        touch_all(setting, f"subgroup:{new.id}:pulse:")
        touch_all(setting, f"subgroup:{new.id}:opened")
        touch_letters(setting, ASKED, new.convenor)
        touch_home(setting, person_id)
        trace(setting, person_id, "said how a subgroup goes", new.id)
        return new


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """The question, and what was answered."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    asked_at = datetime.fromisoformat(str(effect.payload["at"]))
    answered = bool(subgroup.heard_at and subgroup.heard_at >= asked_at)
    if not effect.remote_id and (subgroup.closed or answered):
        return Drop(why="it is closed, or was heard of meanwhile")
    said = subgroup.pulse if answered else ""
    return words.asked(subgroup, str(effect.payload["about"]), said=said, answered=answered)
