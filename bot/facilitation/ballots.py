"""Anonymous answers: sealed, thrown into an urn, and counted when somebody looks, never at the moment they come."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.answers import Asking, Response
from bot.domain.ballots import (
    OTHERS,
    Ballot,
    LockedUrn,
    Seal,
    Shown,
    Urn,
    mean,
    roughly,
    urn_from,
)
from bot.domain.civil_time import at_local_hour, local_date, prompt_instant, speakable_day
from bot.domain.effects import Duty, Effect
from bot.domain.errors import FacilitationError
from bot.domain.programme import Prompt, PromptType, When
from bot.domain.roster import LAY, Participant
from bot.domain.sessions import Session
from bot.facilitation.rounds import closes_at
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch_all
from bot.ports import Desk, WrongKey
from bot.voice import ballots as voice
from bot.voice.message import Message

EVENING = 18  # o'clock where a facilitator lives: late enough for the day's answers, early enough to be told of them
ONE_DAY = timedelta(days=1)


class AnsweredAlready(FacilitationError):
    """You have answered this one. It cannot be changed or taken back: it is not kept under your name."""


class CannotBeKept(FacilitationError):
    """Your answer cannot be kept just now, and nothing was. Please tell a facilitator: something must be repaired."""


class Key(NamedTuple):
    """One question of one session: what an urn stands for."""

    session_id: str
    prompt: str

    @property
    def id(self) -> str:
        return ":".join(self)


def cast(setting: Setting, asking: Asking, prompt: Prompt, said: str) -> None:
    """Throw an answer into its urn, and mark that this person has answered. Raises AnsweredAlready."""
    refuse_second(asking, prompt)
    memory, vault = setting.memory, setting.desk.vault
    new, *earlier = [Seal(id=mark) for mark in vault.marks("seal", asking.id)]
    if any(memory.seals.seek(seal.id) for seal in earlier) or not memory.seals.add(new):
        raise AnsweredAlready
    key, person = Key(asking.session_id, prompt.key), setting.person(asking.person_id)
    ballot = Ballot(said=said, side=_side(setting, prompt, person))
    try:
        _keep(setting, key, _urn(setting, key).with_ballot(ballot))
    except WrongKey as locked:
        raise CannotBeKept from locked
    memory.askings.save(replace(asking, state="answered"))


def refuse_second(asking: Asking, prompt: Prompt) -> None:
    """What was sent without a name is neither changed nor put aside afterwards. Raises AnsweredAlready."""
    if prompt.anonymous and asking.state == "answered":
        raise AnsweredAlready


def _side(setting: Setting, prompt: Prompt | None, person: Participant) -> str:
    """From where somebody speaks, as it is now; with free words it would say too much of who wrote them."""
    if prompt and prompt.type is PromptType.TEXT:
        return ""
    return LAY if setting.plan.perspective(person.role) == LAY else OTHERS


def _urn(setting: Setting, key: Key) -> Urn:
    kept = setting.memory.urns.seek(key.id)
    return urn_from(setting.desk.vault.unlock(key.id, kept.locked)) if kept else Urn()


def _keep(setting: Setting, key: Key, urn: Urn) -> None:
    locked = setting.desk.vault.lock(key.id, urn.words)
    kept = LockedUrn(id=key.id, session_id=key.session_id, prompt=key.prompt, locked=locked)
    setting.memory.urns.save(kept)


def shown(setting: Setting, session: Session, prompt: Prompt) -> Shown:
    """What has been counted of an anonymous question: the only way out of an urn. Raises WrongKey."""
    return _urn(setting, Key(session.id, prompt.key)).shown


def count_urn(setting: Setting, session: Session, prompt: Prompt) -> bool:
    """Count what waits in a question's urn, where it is enough; whether anything new is shown now."""
    key = Key(session.id, prompt.key)
    try:
        before = _urn(setting, key)
    except WrongKey:
        return False  # whoever reads the draft is told
    after = before.opened(setting.plan.min_group_for_breakdown)
    if after == before:
        return False
    _keep(setting, key, after)
    return True


def count_urns(setting: Setting, session: Session) -> None:
    """Count all that waits around a session, because somebody is about to read it."""
    for prompt in setting.plan.prompts_of(session.month):
        if prompt.anonymous:
            count_urn(setting, session, prompt)


def how_many(setting: Setting, session: Session, prompt: Prompt) -> int:
    """How many have answered; of anonymous questions in steps, so that no single answer is seen to come."""
    if not prompt.anonymous:
        return len(setting.memory.responses.find(session_id=session.id, prompt=prompt.key))
    answered = setting.memory.askings.find(
        session_id=session.id, prompt=prompt.key, state="answered"
    )
    return roughly(len(answered), setting.plan.min_group_for_breakdown)


def asks_whether_heard(prompt: Prompt) -> bool:
    """Whether this is the question about the session itself, of which facilitators hear when it goes badly."""
    feedback = prompt.use == "feedback" and prompt.when is When.POST
    return feedback and prompt.anonymous and prompt.type is PromptType.SCALE


def first_look(setting: Setting, session: Session, prompt: Prompt) -> datetime | None:
    """When a question's urn is first looked into by itself: the first evening, or once it is closed."""
    dues = _dues(setting, session, prompt)
    return _next_look(setting, session, prompt, after=min(dues)) if dues else None


def _dues(setting: Setting, session: Session, prompt: Prompt) -> list[datetime]:
    """When it is asked, in every zone; of what is asked in rooms nobody knows beforehand."""
    send, rules = prompt.send, setting.rules
    return [prompt_instant(session, send, zone, rules) for zone in setting.zones] if send else []


def _next_look(
    setting: Setting, session: Session, prompt: Prompt, *, after: datetime
) -> datetime | None:
    ends = closes_at(session, prompt, max(_dues(setting, session, prompt)))
    if after >= ends:
        return None
    return min(ends, _evening(setting, after)) if asks_whether_heard(prompt) else ends


def _evening(setting: Setting, after: datetime) -> datetime:
    """The next evening on which a facilitator may be written to, wherever one lives."""
    zones = {p.zone for p in setting.facilitators} or {setting.desk.house.default_zone}
    evenings = [
        (at_local_hour(local_date(after, zone) + ONE_DAY * days, EVENING, zone), zone)
        for zone in zones
        for days in range(4)  # a weekend lies between at most
    ]
    return min(at for at, zone in evenings if at > after and speakable_day(at, zone, setting.rules))


def look(setting: Setting, duty: Duty) -> datetime | None:
    """Look into one urn: the drafts that stand follow, and facilitators hear where people were little heard."""
    session = setting.session(duty.facts["session"])
    prompt = setting.plan.prompt(session.month, duty.facts["prompt"])
    if session.cancelled or prompt.send is None:
        return None
    if count_urn(setting, session, prompt):
        for draft in ("digest", "synthesis"):
            touch_all(setting, f"{session.id}:{draft}:")
    if asks_whether_heard(prompt):
        _warn_if_low(setting, session, prompt)
    return _next_look(setting, session, prompt, after=setting.now)


def _warn_if_low(setting: Setting, session: Session, prompt: Prompt) -> None:
    """Tell every facilitator, once for a session, where the average lies below the middle of the scale."""
    try:
        said = shown(setting, session, prompt).said
    except WrongKey:
        return
    average = mean(map(int, said))
    if average is None or average >= (prompt.scale_min + prompt.scale_max) / 2:
        return
    for person in setting.facilitators:
        key = f"{session.id}:low-heard:{person.id}"
        owe(setting, "low-heard", key, person, {"session": session.id, "number": len(said)})


def letter(setting: Setting, effect: Effect, person: Participant) -> Message:
    """What a facilitator reads when people felt little heard."""
    session = setting.session(effect.payload["session"])
    return voice.low_heard(
        session, number=effect.payload["number"], lived=setting.perspectives.lived
    )


def take_in(desk: Desk) -> int:
    """Move anonymous answers that were once kept with their givers into their urns; how many were moved.

    Every urn is locked anew, with the secret that is in use. One that no secret opens stays as it is, and so does
    what belongs into it.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        for kept in memory.urns.find():
            with suppress(WrongKey):
                key = Key(kept.session_id, kept.prompt)
                _keep(setting, key, _urn(setting, key))
        old = memory.responses.find(visibility="anonymous")
        return sum(_take_in(setting, each) for each in sorted(old, key=lambda r: r.text))


def _take_in(setting: Setting, response: Response) -> bool:
    memory, key = setting.memory, Key(response.session_id, response.prompt)
    person = memory.people.get(response.person_id)
    try:
        urn = _urn(setting, key)
    except WrongKey:
        return False
    if memory.seals.add(Seal(id=setting.desk.vault.mark("seal", response.id))):
        ballot = Ballot(said=response.text, side=_side(setting, _asked(setting, key), person))
        _keep(setting, key, urn.with_ballot(ballot))
    memory.responses.remove(response.id)
    return True


def _asked(setting: Setting, key: Key) -> Prompt | None:
    """The question; none where another plan has been loaded since, which does not ask it."""
    session = setting.memory.sessions.seek(key.session_id)
    prompts = setting.plan.prompts_of(session.month) if session else ()
    return next((prompt for prompt in prompts if prompt.key == key.prompt), None)
