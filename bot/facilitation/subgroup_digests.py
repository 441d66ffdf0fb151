"""Once a week a subgroup reads in its place what its people have in hand, where anything is new or falls due."""

from datetime import date, datetime, timedelta

from bot.domain.civil_time import local_date, local_hour_days_on
from bot.domain.effects import Duty, Effect
from bot.domain.followup import ActionItem, Progress, Subgroup
from bot.domain.programme import Note
from bot.facilitation.actions import going, owners_name
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, opaque
from bot.facilitation.telling import say_to_subgroup
from bot.voice import subgroup_news as words
from bot.voice.message import Message

KIND = "subgroup-digest"
WEEK = timedelta(days=7)


def key(subgroup: Subgroup) -> str:
    return f"subgroup:{subgroup.id}:digest"


def plan(setting: Setting, subgroup: Subgroup) -> None:
    """From its beginning on, every week at ten where its convenor lives."""
    facts = {"subgroup": subgroup.id}
    at = _next(setting, subgroup)
    setting.memory.duties.plan(Duty(key=key(subgroup), kind=KIND, due_at=at, facts=facts))


def _next(setting: Setting, subgroup: Subgroup) -> datetime:
    convenor = setting.memory.people.seek(subgroup.convenor)
    zone = convenor.zone if convenor else setting.desk.house.default_zone
    return local_hour_days_on(setting.now, WEEK.days, zone, setting.rules)


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Say what is in hand; nothing where nothing has changed since and nothing falls due within the week."""
    subgroup = setting.memory.subgroups.seek(duty.facts["subgroup"])
    if subgroup is None or subgroup.closed:
        return None
    in_hand, done = _in_hand(setting, subgroup), _done(setting, subgroup)
    mark = opaque(repr([(a.id, a.state, a.due, a.owner) for a in [*in_hand, *done]]))
    note = setting.memory.notes.seek(duty.key)
    new = (note.text if note else "") != mark
    if (in_hand or done) and (new or any(_soon(setting, a) for a in in_hand)):
        setting.memory.notes.save(Note(id=duty.key, text=mark))
        number = setting.memory.numbers.next(duty.key)
        say_to_subgroup(setting, subgroup, KIND, f"{duty.key}:{number}", {"subgroup": subgroup.id})
    return _next(setting, subgroup)


def _in_hand(setting: Setting, subgroup: Subgroup) -> list[ActionItem]:
    alive = going(setting, subgroup=subgroup.id)
    return [a for a in alive if a.state is not Progress.PROPOSED]


def _done(setting: Setting, subgroup: Subgroup) -> list[ActionItem]:
    """What was done within the week."""
    done = setting.memory.actions.find(subgroup_id=subgroup.id, state=Progress.DONE)
    return [a for a in done if a.done_at and setting.now - a.done_at < WEEK]


def _soon(setting: Setting, action: ActionItem) -> bool:
    today = _today(setting, action.owner)
    return action.due is not None and today <= action.due < today + WEEK


def _today(setting: Setting, person: str) -> date:
    owner = setting.memory.people.seek(person)
    return local_date(setting.now, owner.zone if owner else setting.desk.house.default_zone)


def letter(setting: Setting, effect: Effect) -> Message | Drop:
    """What its people have in hand now. A day that is over is not said: nobody is told that they are late."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    in_hand, done = _in_hand(setting, subgroup), _done(setting, subgroup)
    if not effect.remote_id and (subgroup.closed or not (in_hand or done)):
        return Drop(why="there is nothing to say any more")
    lines = [
        (a, owners_name(setting, a), bool(a.due and a.due >= _today(setting, a.owner)))
        for a in in_hand
    ]
    return words.digest(subgroup, lines, [a.what for a in done])
