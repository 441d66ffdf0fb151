"""The few words about a thread that go to its organisation's lead alone: a month to look again, a growing list."""

from datetime import datetime, timedelta

from bot.domain.artefact_rules import STEADY
from bot.domain.artefacts import ORGANISATION, Key, Record, Writing
from bot.domain.effects import Duty, Effect
from bot.domain.roster import Participant
from bot.facilitation.artefacts import Records, organisation
from bot.facilitation.audience import organisation_leads
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe
from bot.voice import artefact_letters
from bot.voice import artefacts as words
from bot.voice.message import Message

KIND = "thread-word"
REVIEW = timedelta(
    days=12
)  # before a session: early enough to talk about it, and before its questions


def owe_reviews(setting: Setting, duty: Duty) -> datetime | None:
    """In a month in which something is to be looked at again: one line to each organisation's lead."""
    session = setting.session(duty.facts["session"])
    for lead in [] if session.cancelled else organisation_leads(setting):
        if lead.wants_messages and to_review(setting, lead.organisation, session.month):
            key = f"{session.id}:{KIND}:{lead.id}"
            owe(setting, KIND, key, lead, {"session": session.id}, expires_at=session.starts_at)
    return None


def reviewed_in(setting: Setting, month: int) -> bool:
    """Whether the plan wishes anything to be looked at again in this month."""
    return any(month in artefact.review_months for artefact in setting.plan.artefacts)


def to_review(setting: Setting, name: str, month: int) -> list[Record]:
    """What an organisation has begun of what this month is for."""
    mine = Records(setting).of(organisation(name))
    return [r for r in mine if r.begun and month in r.artefact.review_months]


def after_writing(setting: Setting, before: Record, new: Writing) -> None:
    """Where things were added again and again and nothing came off, its organisation's lead hears of it, alone."""
    field = before.field(new.field)
    if new.key.kind != ORGANISATION or field.field.form != "balance":
        return
    now = Records(setting).one(new.key).field(new.field)
    if growing(field.balance) or not growing(now.balance):
        return
    for lead in organisation_leads(setting):
        if lead.organisation == new.key.name and lead.wants_messages:
            facts = {"artefact": new.artefact, "number": new.number, "field": new.field}
            owe(setting, KIND, f"{KIND}:{new.id}:{lead.id}", lead, facts)


def growing(balance: tuple[int, int]) -> bool:
    added, off = balance
    return added >= STEADY and not off


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What its lead is told, as it is when it leaves."""
    if "session" in effect.payload:
        month = setting.session(effect.payload["session"]).month
        found = to_review(setting, person.organisation, month)
        if not found and not effect.remote_id:
            return Drop(why="nothing of it is written")
        return artefact_letters.look_again(
            [(r.artefact.title, words.value_of(r.key)) for r in found]
        )
    fact = effect.payload
    key = Key(
        artefact=fact["artefact"], owner=organisation(person.organisation), number=fact["number"]
    )
    record = Records(setting).one(key)
    added, off = record.field(fact["field"]).balance
    if not growing((added, off)) and not effect.remote_id:
        return Drop(why="something came off meanwhile")
    return artefact_letters.growing(record.artefact.title, added, off, words.value_of(key))
