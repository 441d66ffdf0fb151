"""Answering for somebody on the telephone: kept as theirs, marked with who noted it, and shown to them as such."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.answers import Asking, Rsvp
from bot.domain.errors import FacilitationError, Impossible
from bot.domain.hour_polls import Says
from bot.domain.programme import Prompt, PromptType
from bot.domain.roster import Participant
from bot.facilitation import hour_polls, replies
from bot.facilitation.facts import question_of
from bot.facilitation.prompts import LONGEST, follow, keep, own_asking, prompt_of, rsvp_meant
from bot.facilitation.rounds import is_rsvp
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import on_behalf as voice
from bot.voice import on_behalf as words
from bot.voice.message import View
from bot.voice.prompts import Question
from bot.voice.words import fold

WORD = re.compile(r"\w+")
COMES, HOURS = "rsvp:", "hours:"
MEANT: Mapping[str, Rsvp] = {
    "yes": Rsvp.YES,
    "no": Rsvp.NO,
    "part": Rsvp.PART,
    "not sure": Rsvp.UNSURE,
    "unsure": Rsvp.UNSURE,
}


class NotForOthers(FacilitationError):
    """Nobody can answer that for somebody else: it is {what}. They can do it themselves, when they like."""


class OneOfThese(FacilitationError):
    """Write it as it stands there: {choices}"""


def window(desk: Desk, person_id: str) -> View:
    """Which of somebody's open questions may be answered for them, and a box for what they say."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        waiting = memory.askings.find(person_id=person.id, state=("open", "later"))
        asked = [question_of(setting, a) for a in waiting if not _why_not(prompt_of(setting, a))]
        upcoming = setting.next_session()
        comes = [(words.comes(upcoming), f"{COMES}{upcoming.id}")] if upcoming else []
        if any(
            is_rsvp(one.prompt) and upcoming and one.asking.session_id == upcoming.id
            for one in asked
        ):
            comes = []
        more = [*comes, *_hours(setting, person)]
        return words.form(person, [one for one in asked if one.words], more)


def _hours(setting: Setting, person: Participant) -> list[tuple[str, str]]:
    """The ways that the group is asked about at this moment, where it is theirs to speak of them."""
    seen = hour_polls.open_for(setting, person)
    if seen is None:
        return []
    poll = seen.poll
    return [(words.of_hours(way.key), f"{HOURS}{poll.id}|{way.key}") for way in poll.ways]


def note_answer(desk: Desk, person_id: str, which: str, said: str, *, by: str) -> None:
    """Keep what somebody said on the telephone as their answer, noted by a facilitator."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.person(person_id)
        said = said.strip()
        if not said:
            raise Impossible(what="Noting nothing", why="the box is empty")
        if which.startswith(COMES):
            session_id = which.removeprefix(COMES)
            replies.reply(desk, session_id, person_id, _comes(said), by=by)
            trace(setting, by, "noted by telephone whether somebody comes", session_id)
            return
        if which.startswith(HOURS):
            poll, _, way = which.removeprefix(HOURS).partition("|")
            meant = Says(_one_of(list(Says), said))
            hour_polls.said_all(desk, poll, {way: meant}, None, person_id, by=by)
            trace(setting, by, "noted by telephone which hours suit somebody", poll)
            return
        asking = own_asking(setting, which, person_id)
        _note(setting, asking, said, by)
        trace(setting, by, f"noted an answer by telephone to {asking.prompt}", asking.session_id)


def _note(setting: Setting, asking: Asking, said: str, by: str) -> Question:
    prompt = question_of(setting, asking).prompt
    if what := _why_not(prompt):
        raise NotForOthers(what=what)
    if prompt.type is PromptType.SCALE:
        steps = [str(n) for n in range(prompt.scale_min, prompt.scale_max + 1)]
        return keep(setting, asking, _one_of(steps, said), number=int(_one_of(steps, said)), by=by)
    if prompt.type is PromptType.CHOICE:
        chosen = _one_of(prompt.choices, said)
        if is_rsvp(prompt):
            meant = rsvp_meant(prompt, prompt.choices.index(chosen))
            replies.reply(setting.desk, asking.session_id, asking.person_id, meant, by=by)
        return keep(setting, asking, chosen, by=by)
    most = prompt.max_chars or LONGEST
    if len(said) > most:
        raise Impossible(what="Noting this", why=f"it is longer than {most} characters")
    old = setting.memory.responses.seek(asking.id)
    asked = keep(setting, asking, said, by=by)
    follow(setting, asked, was=old.text if old else "")
    return asked


def _why_not(prompt: Prompt) -> str:
    """Why an answer cannot be given for somebody else; empty where it can."""
    if prompt.type is PromptType.NOTICE:
        return voice.NOTHING
    if prompt.use == "actions":
        return voice.THEIRS_TO_REPORT
    if prompt.type is PromptType.STORY:
        return voice.A_STORY
    if prompt.visibility in {"anonymous", "private"}:
        return voice.stays_so(prompt.visibility)
    return ""


def _one_of(choices: Sequence[str], said: str) -> str:
    """The choice that was meant, by its words or the only one that begins with them."""
    meant = WORD.findall(fold(said))
    exact = [c for c in choices if WORD.findall(fold(c)) == meant]
    found = exact or [c for c in choices if WORD.findall(fold(c))[: len(meant)] == meant]
    if not meant or len(found) != 1:
        raise OneOfThese(choices="; ".join(choices))
    return found[0]


def _comes(said: str) -> Rsvp:
    try:
        return MEANT[fold(said)]
    except KeyError:
        raise OneOfThese(choices="; ".join(MEANT)) from None
