"""Digests: answers gathered by question, each shown no further than its giver was promised."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from bot.domain.answers import Response
from bot.domain.ballots import FEWEST, mean
from bot.domain.effects import Duty
from bot.domain.programme import Prompt, PromptType, When
from bot.domain.sessions import Session
from bot.facilitation import ballots
from bot.facilitation.actions import going, owners_name
from bot.facilitation.rounds import is_rsvp
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.ports import WrongKey
from bot.voice.ballots import LOCKED
from bot.voice.digests import Gathered, Heard, Side, choices_counted, signed_by
from bot.voice.followup import action_line
from bot.voice.seeing import signature


def owe_digest(setting: Setting, duty: Duty) -> datetime | None:
    """Owe every facilitator the draft of what people said; the kind of the duty names the kind of draft."""
    session = setting.session(duty.facts["session"])
    if not session.cancelled:
        ballots.count_urns(setting, session)
        for person in setting.facilitators:
            key = f"{session.id}:{duty.kind}:{person.id}"
            owe(setting, duty.kind, key, person, {"session": session.id})
    return None


def gathered(setting: Setting, session: Session, kind: str) -> list[Gathered]:
    """All answers of one session's prompts: before it for the digest, in and after it for the synthesis."""
    wanted = {When.PRE} if kind == "digest" else {When.ROOM, When.POST}
    prompts = [
        p
        for p in setting.plan.prompts_of(session.month)
        if p.when in wanted and p.type is not PromptType.NOTICE and not is_rsvp(p)
    ]
    return [gather(setting, session, prompt) for prompt in prompts]


def gather(setting: Setting, session: Session, prompt: Prompt) -> Gathered:
    """What came in for one prompt, lay voices first; of anonymous ones what has been counted."""
    if prompt.anonymous:
        return _counted(setting, session, prompt)
    responses = setting.memory.responses.find(session_id=session.id, prompt=prompt.key)
    number = len(responses)
    if prompt.visibility == "private":
        hidden = "Only those who wrote them see these."
        return Gathered(prompt=prompt, answers=(), number=number, hidden=hidden)
    if prompt.type is PromptType.SCALE:
        average = mean(r.number for r in responses if r.number is not None)
        return Gathered(prompt=prompt, answers=(), number=number, average=average)
    return Gathered(prompt=prompt, answers=_heard(setting, prompt, responses), number=number)


def _counted(setting: Setting, session: Session, prompt: Prompt) -> Gathered:
    """What may be shown of an anonymous prompt: unsigned, in no order of coming."""
    try:
        shown = ballots.shown(setting, session, prompt)
    except WrongKey:
        return Gathered(prompt=prompt, answers=(), number=0, hidden=LOCKED)
    number = len(shown.said)
    if not number:
        least = max(FEWEST, setting.plan.min_group_for_breakdown)
        hidden = f"Shown from {least} answers on, so that nobody can be recognised."
        return Gathered(prompt=prompt, answers=(), number=0, hidden=hidden)
    if prompt.type is PromptType.TEXT:
        heard = [Heard(text=said, signed="unsigned") for said in shown.said]
        Random(f"{session.id}:{prompt.key}").shuffle(heard)  # noqa: S311 - order, not secrecy
        return Gathered(prompt=prompt, answers=heard, number=number)
    sides = [
        Side(lay=side is shown.lay, number=len(side), said=_in_short(prompt, side))
        for side in (shown.lay, shown.others)
        if side
    ]
    if prompt.type is PromptType.SCALE:
        average = mean(map(int, shown.said))
        return Gathered(prompt=prompt, answers=(), number=number, average=average, sides=sides)
    return Gathered(prompt=prompt, answers=_times(shown.said), number=number, sides=sides)


def _in_short(prompt: Prompt, said: Sequence[str]) -> str:
    average = mean(map(int, said)) if prompt.type is PromptType.SCALE else None
    return ", ".join(choices_counted(said)) if average is None else f"{average:.1f} on average"


def _times(said: Sequence[str]) -> list[Heard]:
    return [Heard(text=line, signed="times") for line in choices_counted(said)]


def _heard(setting: Setting, prompt: Prompt, responses: Sequence[Response]) -> Sequence[Heard]:
    if prompt.type is PromptType.CHOICE:
        return _times([r.text for r in responses])
    heard = [_one(setting, r) for r in responses]
    return sorted(heard, key=lambda h: not h.lay)


def _one(setting: Setting, response: Response) -> Heard:
    person = setting.people.get(response.person_id)
    if person is None:
        return Heard(text=response.text, signed="unsigned")
    if response.signed != "name":
        signed = signature(person.name, response.signed)
    else:
        signed = signed_by(person.name, person.organisation)
    return Heard(
        text=response.text, signed=signed, lay=setting.plan.perspective(person.role) == "lay"
    )


def open_loops(setting: Setting, session: Session) -> list[str]:
    """What still waits for a facilitator around a session, in words."""
    loops = [
        action_line(a, owners_name(setting, a))
        for a in going(setting)
        if a.session_id == session.id
    ]
    if setting.memory.told.seek(session.id) is None:
        loops.append(
            f"Say what became of what people told you: /convene session {session.month} told YOUR WORDS. "
            "It goes out the day before the next session."
        )
    return loops
