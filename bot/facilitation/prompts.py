"""Answering: prompts are answered, changed, put off or declined, and the message that asked says so."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.answers import Asking, Response, Rsvp
from bot.domain.errors import NoSuchThing, TooLate
from bot.domain.programme import Prompt, PromptType, When
from bot.domain.sessions import Session
from bot.facilitation import ballots, branches, leaves, replies, stories, suggestions
from bot.facilitation.audience import rooms_of
from bot.facilitation.facts import prompt_put, question_of
from bot.facilitation.rounds import ask_key, is_rsvp, reminder_key, show_where_asked
from bot.facilitation.setting import Setting
from bot.facilitation.steps import came
from bot.facilitation.stories import Telling
from bot.facilitation.telling import owe, speakable
from bot.ports import Desk
from bot.voice.prompts import Question

LATER_TODAY = timedelta(hours=3)
LONGEST = 3000


def open_question(desk: Desk, asking_id: str, person_id: str) -> Question:
    """The question behind a button, for the one it was put to."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return question_of(setting, own_asking(setting, asking_id, person_id))


def own_asking(setting: Setting, asking_id: str, person_id: str) -> Asking:
    asking = setting.memory.askings.seek(asking_id)
    if asking is None or asking.person_id != person_id:
        raise NoSuchThing(
            what="open question", name="here", hint="It was put to somebody else, or is gone."
        )
    return asking


def choose(desk: Desk, asking_id: str, person_id: str, number: int) -> Question:
    """Answer a choice by the number of its button, from 0."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        asking = own_asking(setting, asking_id, person_id)
        prompt = prompt_of(setting, asking)
        if not 0 <= number < len(prompt.choices):
            raise NoSuchThing(
                what="choice", name=str(number + 1), hint="Choose one of the buttons."
            )
        if is_rsvp(prompt):
            replies.reply(desk, asking.session_id, person_id, rsvp_meant(prompt, number))
        return keep(setting, asking, question_of(setting, asking).prompt.choices[number])


def rate(desk: Desk, asking_id: str, person_id: str, number: int) -> Question:
    """Answer on a scale."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        asking = own_asking(setting, asking_id, person_id)
        prompt = prompt_of(setting, asking)
        if not prompt.scale_min <= number <= prompt.scale_max:
            raise NoSuchThing(what="step", name=str(number), hint="Choose one of the buttons.")
        return keep(setting, asking, str(number), number=number)


def respond(desk: Desk, asking_id: str, person_id: str, text: str) -> Question:
    """Answer in words; a story told so is its teller's alone until they have chosen who sees it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        asking = own_asking(setting, asking_id, person_id)
        prompt = prompt_of(setting, asking)
        words = text.strip()
        if not words:
            raise TooLate(why="the box was empty. Write a few words, or press Not this time")
        if len(words) > (prompt.max_chars or LONGEST):
            raise TooLate(
                why=f"it is longer than {prompt.max_chars or LONGEST} characters. Shorten it a little"
            )
        if prompt.type is PromptType.STORY:
            return answer_with_story(setting, asking, Telling(text=words, scope="private"))
        old = memory.responses.seek(asking.id)
        asked = keep(setting, asking, words)
        follow(setting, asked, was=old.text if old else "")
        return asked


def follow(setting: Setting, asked: Question, was: str = "") -> None:
    """What an answer is for beside being read: a branch, or a reading for everyone. `was` is what it said before."""
    if asked.response and asked.prompt.use == "subgroup":
        branches.follow_answer(setting, asked.response)
    if asked.response and asked.prompt.use == "bibliography":
        suggestions.follow_answer(setting, asked.response, was)


def keep(
    setting: Setting, asking: Asking, text: str, *, number: int | None = None, by: str = ""
) -> Question:
    """Write an answer down, as first given or changed, and let the message that asked say so.

    `by` is who noted it for them, as they said it on the telephone.
    """
    memory, prompt = setting.memory, prompt_of(setting, asking)
    if prompt.anonymous:
        return keep_without_name(setting, asking, prompt, text)
    session = setting.session(asking.session_id)
    old = memory.responses.seek(asking.id)
    rooms = rooms_of(setting, session)
    room = rooms.room_of(asking.person_id) if rooms else None
    response = Response(
        id=asking.id,
        session_id=session.id,
        prompt=prompt.key,
        person_id=asking.person_id,
        subject=asking.subject,
        text=text,
        number=number,
        visibility=prompt.visibility,
        at=setting.now,
        version=old.version + 1 if old else 1,
        late=prompt.when in {When.PRE, When.ROOM} and setting.now > session.ends_at,
        room=room.name if room else "",
        noted_by=by,
        after=_draft_made(setting, session, prompt),
    )
    memory.responses.save(response)
    leaves.follow_words(setting, response)
    return _answered(setting, asking)


def _draft_made(setting: Setting, session: Session, prompt: Prompt) -> str:
    """The draft this answer comes too late for; empty while it has not been made."""
    draft = "digest" if prompt.when is When.PRE else "synthesis"
    return draft if setting.memory.effects.find(f"{session.id}:{draft}:") else ""


def _answered(setting: Setting, asking: Asking) -> Question:
    """It waits no longer: no reminder comes, and what asked says so."""
    answered = replace(asking, state="answered")
    setting.memory.askings.save(answered)
    setting.memory.effects.cancel(reminder_key(asking.id), "answered")
    show_where_asked(setting, asking.id, asking.person_id)
    return question_of(setting, answered)


def keep_without_name(setting: Setting, asking: Asking, prompt: Prompt, text: str) -> Question:
    """Keep an answer, and that this person has given one; nothing says that the two belong together."""
    ballots.cast(setting, asking, prompt, text)
    asked = _answered(setting, asking)
    setting.memory.effects.leave_no_line(asking.person_id)
    return asked


def tell_in_answer(desk: Desk, asking_id: str, person_id: str, telling: Telling) -> Question:
    """Answer with a story: its teller chooses who sees it, and under which name."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        asking = own_asking(setting, asking_id, person_id)
        prompt = prompt_of(setting, asking)
        if prompt.type is not PromptType.STORY:
            raise NoSuchThing(what="story", name="here", hint="That question wants an answer.")
        most = min(prompt.max_chars or LONGEST, LONGEST)
        return answer_with_story(setting, asking, replace(telling, most=most))


def answer_with_story(setting: Setting, asking: Asking, telling: Telling) -> Question:
    """A story is kept apart from answers; told once more, it is the same one in other words."""
    before = setting.memory.stories.find(asking=asking.id)
    if before and not before[-1].gone:
        stories.retell(setting, before[-1], telling)
    else:
        who, where = asking.person_id, asking.session_id
        stories.tell(setting, who, telling, session_id=where, asking=asking.id)
    return _answered(setting, asking)


def decline(desk: Desk, asking_id: str, person_id: str) -> Question:
    """Not this time, and no reminder."""
    return _put_aside(desk, asking_id, person_id, "declined")


def later(desk: Desk, asking_id: str, person_id: str) -> Question:
    """Later today: the one reminder comes in a few hours, at an hour when people may be spoken to."""
    return _put_aside(desk, asking_id, person_id, "later")


def _put_aside(desk: Desk, asking_id: str, person_id: str, state: str) -> Question:
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        asked = own_asking(setting, asking_id, person_id)
        ballots.refuse_second(asked, prompt_of(setting, asked))
        asking = replace(asked, state=state)
        memory.askings.save(asking)
        if state == "declined":
            memory.effects.cancel(reminder_key(asking.id), "declined")
        else:
            remind_later(setting, asking)
        show_where_asked(setting, asking.id, person_id)
        return question_of(setting, asking)


def remind_later(setting: Setting, asking: Asking) -> None:
    """Bring the one reminder forward; where there was none planned, owe it now."""
    person = setting.person(asking.person_id)
    at = speakable(setting, person, setting.now + LATER_TODAY)
    key = reminder_key(asking.id)
    if not owe(setting, "reminder", key, person, {"asking": asking.id}, at=at):
        setting.memory.effects.put_off(key, not_before=at, expires_at=at + timedelta(days=2))


def prompt_of(setting: Setting, asking: Asking) -> Prompt:
    return prompt_put(setting, asking)


def rsvp_meant(prompt: Prompt, number: int) -> Rsvp:
    """What a choice means for seating: by its first words, or else by its place in the list."""
    words = prompt.choices[number].casefold()
    for start, meant in (
        ("yes", Rsvp.YES),
        ("part", Rsvp.PART),
        ("not sure", Rsvp.UNSURE),
        ("no", Rsvp.NO),
    ):
        if words.startswith(start):
            return meant
    by_place = (Rsvp.YES, Rsvp.PART, Rsvp.UNSURE)
    return Rsvp.NO if number == len(prompt.choices) - 1 else by_place[min(number, 2)]


def open_askings(setting: Setting, person_id: str) -> list[Asking]:
    """What still waits for a person's answer, newest session first."""
    waiting = setting.memory.askings.find(person_id=person_id, state=("open", "later"))
    kept = [
        a
        for a in waiting
        if prompt_of(setting, a).type is not PromptType.NOTICE and _stands(setting, a)
    ]
    return sorted(kept, key=lambda a: a.session_id, reverse=True)


def _stands(setting: Setting, asking: Asking) -> bool:
    effect = setting.memory.effects.seek(ask_key(asking.id))
    return effect is not None and came(effect)


def free_text(desk: Desk, person_id: str, text: str) -> Question | None:
    """The one open question that free text could be the answer to; None where there are none or several."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not setting.begun:
            return None
        written = {PromptType.TEXT, PromptType.STORY}
        waiting = [
            a for a in open_askings(setting, person_id) if prompt_of(setting, a).type in written
        ]
        return question_of(setting, waiting[0]) if len(waiting) == 1 else None
