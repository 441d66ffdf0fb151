"""Digests: answers gathered by question, each shown no further than its giver was promised."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from bot.domain.answers import Response
from bot.domain.ballots import FEWEST, mean
from bot.domain.effects import Duty
from bot.domain.languages import say
from bot.domain.onlookers import SEEN_BY, Onlooker
from bot.domain.programme import Prompt, PromptType, Stands, When
from bot.domain.roster import LAY, Participant
from bot.domain.sessions import Session
from bot.domain.stories import Story
from bot.facilitation import ballots, story_reach
from bot.facilitation.actions import going, owners_name
from bot.facilitation.rounds import is_rsvp
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.ports import WrongKey
from bot.voice import needs
from bot.voice.ballots import LOCKED
from bot.voice.digests import (
    AFTER,
    BY_TELEPHONE,
    OF_THEIR_OWN,
    ONLY_THEIRS,
    Gathered,
    Heard,
    Side,
    choices_counted,
    shown_from,
    signed_by,
)
from bot.voice.followup import action_line
from bot.voice.loops import TAKEN_BACK
from bot.voice.seeing import signature
from bot.voice.story_forms import UNREADABLE

UNASKED = Prompt(
    key="unasked",
    when=When.PRE,
    audience=("all",),
    type=PromptType.STORY,
    text=say(OF_THEIR_OWN),
    visibility="room",
    minutes=0,
)


def owe_digest(setting: Setting, duty: Duty) -> datetime | None:
    """Owe every facilitator the draft of what people said; the kind of the duty names the kind of draft."""
    session = setting.session(duty.facts["session"])
    if not session.cancelled:
        ballots.count_urns(setting, session)
        for person in setting.facilitators:
            key = f"{session.id}:{duty.kind}:{person.id}"
            owe(setting, duty.kind, key, person, {"session": session.id})
    return None


def gathered(
    setting: Setting,
    session: Session,
    kind: str,
    *,
    reader: Participant | None = None,
    ref: str = "",
) -> list[Gathered]:
    """All answers of one session's prompts: before it for the digest, in and after it for the synthesis.

    Stories are for a `reader`, and are remembered as carried by the message `ref`.
    """
    wanted = {When.PRE} if kind == "digest" else {When.ROOM, When.POST}
    prompts = [
        p
        for p in setting.plan.prompts_of(session.month)
        if p.when in wanted and p.type is not PromptType.NOTICE and not is_rsvp(p)
    ]

    def quotes(story: Story) -> bool:
        if story.asking:
            return any(_answers(story, session, prompt) for prompt in prompts)
        return (story.told_at < session.starts_at) is (kind == "digest")

    told = story_reach.for_digest(setting, session.id, reader, ref, quotes) if reader else []
    here = [gather(setting, session, prompt, told) for prompt in prompts]
    here = [g for g in here if g.number or g.prompt.stands is not Stands.SKIPPED]
    return [*here, *_unasked(setting, told), *_since_the_last(setting, session, kind)]


def _since_the_last(setting: Setting, session: Session, kind: str) -> Iterator[Gathered]:
    """What came, or was changed, after the draft before this one had been made."""
    last = session if kind == "synthesis" else setting.previous(session)
    draft = "digest" if kind == "synthesis" else "synthesis"
    found = setting.memory.responses.find(session_id=last.id, after=draft) if last else []
    for prompt in setting.plan.prompts_of(last.month) if last else ():
        came = [r for r in found if r.prompt == prompt.key and _for_facilitators(r)]
        if came and not prompt.anonymous and not is_rsvp(prompt):
            heard = [
                replace(h, signed=f"{h.signed}, {say(AFTER)}") for h in _in_words(setting, came)
            ]
            yield Gathered(prompt=prompt, answers=heard, number=len(came))


def _for_facilitators(response: Response) -> bool:
    """Drafts are for facilitators: what its giver keeps from them is only counted."""
    return Onlooker.FACILITATORS in SEEN_BY[response.visibility]


def _in_words(setting: Setting, responses: Iterable[Response]) -> Sequence[Heard]:
    return _lay_first(_one(setting, r) for r in responses)


def everything(
    setting: Setting, session: Session, reader: Participant | None = None
) -> list[Gathered]:
    """All that was said around one session, for this reader; without one, what everybody may read of stories."""
    stories = setting.memory.stories.find(session_id=session.id)
    told = (
        story_reach.for_digest(setting, session.id, reader, "", bool)
        if reader
        else [s for s in stories if not s.gone and s.scope_at(setting.now) == "community"]
    )
    asked = [p for p in setting.plan.prompts_of(session.month) if is_said(p)]
    here = [gather(setting, session, prompt, told) for prompt in asked]
    return [*here, *_unasked(setting, told)]


def is_said(prompt: Prompt) -> bool:
    """Whether its answers say something that may be made sense of; not who comes, or how an action goes."""
    return prompt.type is not PromptType.NOTICE and prompt.use not in {
        "rooms",
        "attendance",
        "actions",
    }


def _unasked(setting: Setting, told: Sequence[Story]) -> list[Gathered]:
    """Stories that nobody asked for: those from before the session, or those from it and after it."""
    heard = _lay_first(_story(setting, s) for s in told if not s.asking)
    return [Gathered(prompt=UNASKED, answers=heard, number=len(heard))] if heard else []


def number_of_answers(setting: Setting, session: Session, prompt: Prompt) -> int:
    """How many have answered, with an answer or with a story."""
    if prompt.type is not PromptType.STORY:
        return ballots.how_many(setting, session, prompt)
    told = setting.memory.stories.find(session_id=session.id, state="told")
    return len({s.asking for s in told if _answers(s, session, prompt)})


def _answers(story: Story, session: Session, prompt: Prompt) -> bool:
    return story.asking.startswith(f"{session.id}:{prompt.key}:")


def gather(
    setting: Setting, session: Session, prompt: Prompt, told: Sequence[Story] = ()
) -> Gathered:
    """What came in for one prompt, lay voices first; of anonymous ones what has been counted.

    Of stories those in `told` alone: what their tellers let this reader see.
    """
    if prompt.type is PromptType.STORY:
        heard = _lay_first(_story(setting, s) for s in told if _answers(s, session, prompt))
        number = number_of_answers(setting, session, prompt)
        return Gathered(prompt=prompt, answers=heard, number=number)
    if prompt.anonymous:
        return _counted(setting, session, prompt)
    responses = setting.memory.responses.find(session_id=session.id, prompt=prompt.key)
    number = len(responses)
    responses = [r for r in responses if _for_facilitators(r)]
    if prompt.visibility == "private" and not responses:
        hidden = say(ONLY_THEIRS)
        return Gathered(prompt=prompt, answers=(), number=number, hidden=hidden)
    return said_to(setting, prompt, responses, number)


def said_to(
    setting: Setting, prompt: Prompt, responses: Sequence[Response], number: int
) -> Gathered:
    """These answers to a prompt that is not anonymous, out of `number` that came."""
    if prompt.type is PromptType.SCALE:
        average = mean(r.number for r in responses if r.number is not None)
        return Gathered(prompt=prompt, answers=(), number=number, average=average)
    return Gathered(prompt=prompt, answers=_heard(setting, prompt, responses), number=number)


def _counted(setting: Setting, session: Session, prompt: Prompt) -> Gathered:
    """What may be shown of an anonymous prompt: unsigned, in no order of coming."""
    try:
        shown = ballots.shown(setting, session, prompt)
    except WrongKey:
        return Gathered(prompt=prompt, answers=(), number=0, hidden=say(LOCKED))
    number = len(shown.said)
    if not number:
        least = max(FEWEST, setting.plan.min_group_for_breakdown)
        hidden = shown_from(least)
        return Gathered(prompt=prompt, answers=(), number=0, hidden=hidden)
    if prompt.type is PromptType.TEXT:
        heard = [Heard(text=said, signed="unsigned") for said in shown.said]
        Random(f"{session.id}:{prompt.key}").shuffle(heard)  # noqa: S311 - order, not secrecy
        return Gathered(prompt=prompt, answers=heard, number=number)
    sides = [
        Side(lay=lay, number=len(said), said=_in_short(prompt, said))
        for lay, said in ((True, shown.lay), (False, shown.others))
        if said
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
    return _in_words(setting, responses)


def _lay_first(heard: Iterable[Heard]) -> list[Heard]:
    return sorted(heard, key=lambda h: not h.lay)


def _story(setting: Setting, story: Story) -> Heard:
    person = setting.memory.people.get(story.person_id)
    text = setting.memory.sealed.text(story.id) or say(UNREADABLE)
    heard = _signed(setting, text, person, story.signed)
    return replace(heard, ref=story.id, giver=person.id, reach=story.scope_at(setting.now))


def _one(setting: Setting, response: Response) -> Heard:
    person = setting.people.get(response.person_id)
    if person is None:
        heard = Heard(text=response.text, signed="unsigned")
    else:
        heard = _signed(setting, response.text, person, response.signed)
    if response.noted_by and person:
        heard = replace(heard, signed=f"{heard.signed}, {say(BY_TELEPHONE)}")
    return replace(
        heard, ref=response.id, giver=response.person_id, reach=response.visibility, is_answer=True
    )


def _signed(setting: Setting, text: str, person: Participant, how: str) -> Heard:
    """Words as their giver let them be signed."""
    in_full = signed_by(person.name, person.organisation)
    signed = in_full if how == "name" else signature(person.name, how)
    return Heard(text=text, signed=signed, lay=setting.plan.perspective(person.role) == LAY)


def open_loops(setting: Setting, session: Session) -> list[str]:
    """What still waits for a facilitator around a session, in words."""
    loops = [
        action_line(a, owners_name(setting, a))
        for a in going(setting)
        if a.session_id == session.id
    ]
    if not setting.memory.syntheses.find(session_id=session.id, state="published"):
        loops.append(needs.sort_and_publish(session.month))
    if setting.memory.told.seek(session.id) is None:
        waiting = setting.memory.loops.find(session_id=session.id, state="open")
        loops += [needs.loop_waits(loop.said or say(TAKEN_BACK)) for loop in waiting]
        loops.append(needs.say_back(session.month))
    return loops
