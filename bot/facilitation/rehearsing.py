"""Rehearsing what lies ahead around a session: until when, what came of it, and what has changed since last time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.civil_time import at_local_hour
from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError
from bot.domain.onlookers import Thing
from bot.domain.pace import Pace
from bot.domain.programme import Note
from bot.domain.rehearsal import Difference, Rehearsed, as_json, difference, from_json
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop, Outcome, Rendered, Say
from bot.facilitation.telling import owe
from bot.ports import ComeBack, Desk
from bot.voice import rehearsal as words
from bot.voice.fit import fitted
from bot.voice.message import Message
from bot.voice.prompts import blanks_shown

KIND = "rehearsal"
REHEARSED = "it is rehearsed, and said next"
AFTER, FARTHEST, A_WHILE = timedelta(days=21), timedelta(days=400), timedelta(hours=1)


class NoRehearsals(FacilitationError):
    """Nothing can be rehearsed here. Try it at the machine: convener session rehearse 5"""


class NotThatDay(FacilitationError):
    """Until {day} nothing can be rehearsed. Choose a day ahead, within about a year: --until 2027-03-17."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One rehearsal with all that is needed to read it; `change` is against the last one that was kept."""

    session: Session
    rehearsed: Rehearsed
    known: words.Programme
    change: Difference | None


class NoRehearsal(FacilitationError):
    """That file holds no rehearsal. Write one down with: convener session rehearse 5 --json > before.json"""


def read(text: str) -> Rehearsed:
    """A rehearsal that was written down. Raises NoRehearsal."""
    try:
        return from_json(json.loads(text))
    except (KeyError, TypeError, ValueError):
        raise NoRehearsal from None


def day_of(text: str) -> date | None:
    """A day as it was typed, if one was. Raises NotThatDay."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotThatDay(day=text) from None


def until_of(setting: Setting, session: Session, wished: date | None = None) -> datetime:
    """The end of that day in the session's city; without one, three weeks after the session. Raises NotThatDay."""
    until = (
        at_local_hour(wished, 0, session.zone) + timedelta(days=1)
        if wished
        else max(session.ends_at, setting.now) + AFTER
    )
    if not setting.now < until < setting.now + FARTHEST:
        raise NotThatDay(day=wished or until.date())
    return until


def rehearse(
    desk: Desk,
    session_id: str,
    until: datetime,
    *,
    zone: str = "",
    against: Rehearsed | None = None,
) -> Shown:
    """Rehearse on a copy, and keep what came of it, to be compared with the next one. Raises NoRehearsals."""
    if desk.rehearsals is None:
        raise NoRehearsals
    rehearsed = desk.rehearsals.rehearse(until, session_id)
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        before = against or kept(setting, session_id)
        memory.notes.save(Note(id=_note(session_id), text=json.dumps(as_json(rehearsed))))
        return Shown(
            session=session,
            rehearsed=rehearsed,
            known=known(setting, zone or session.zone),
            change=difference(before, rehearsed) if before else None,
        )


def kept(setting: Setting, session_id: str) -> Rehearsed | None:
    """What the last rehearsal of a session said, if there was one."""
    note = setting.memory.notes.seek(_note(session_id))
    return from_json(json.loads(note.text)) if note else None


def _note(session_id: str) -> str:
    return f"rehearsal:{session_id}"


def known(setting: Setting, zone: str) -> words.Programme:
    """What a rehearsal is read with, on this city's clock."""
    asked = [
        prompt for one in setting.plan.sessions for prompt in setting.plan.prompts_of(one.month)
    ]
    return words.Programme(
        zone=zone,
        people={id: person.name for id, person in setting.everyone.items()},
        questions={prompt.key: blanks_shown(prompt.text) for prompt in asked},
        place=setting.place,
    )


def ask(desk: Desk, session_id: str, wished: date | None, *, by: str) -> str:
    """Let a session be rehearsed, and its list be sent to the facilitator who asked; what they read now."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        until = until_of(setting, session, wished)
        number = memory.numbers.next(KIND)
        owe(
            setting, KIND, f"{KIND}:{session.id}:{number}:{by}", setting.person(by),
            {"session": session.id, "until": until.isoformat()},
            expires_at=setting.now + A_WHILE, quiet=False, at=setting.now,
        )  # fmt: skip
        return words.BEGUN


@dataclass(frozen=True, kw_only=True)
class SayRehearsed:
    """Rehearse, outside of any transaction, and send the list to whoever asked for it."""

    person: Participant
    session_id: str
    until: datetime

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return self._say(Message(text="")).paces(desk, look=look)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        """Rehearsing takes long, and whoever holds an effect too long loses it: what came of it is said next time."""
        known = self._kept(desk, effect)
        if known is None:
            self._keep(desk, effect)
            raise ComeBack(REHEARSED, wait=timedelta(0))
        return self._say(known).carry(desk, effect)

    def _kept(self, desk: Desk, effect: Effect) -> Message | None:
        with desk.store.read() as memory:
            note = memory.notes.seek(self._note)
        kept = json.loads(note.text) if note else {}
        if kept.get("for") != effect.key:
            return None
        return Message(text=kept["text"], blocks=tuple(kept["blocks"]))

    def _keep(self, desk: Desk, effect: Effect) -> None:
        shown = rehearse(desk, self.session_id, self.until, zone=self.person.zone)
        said = fitted(words.message(shown.session, shown.rehearsed, shown.known, shown.change))
        kept = {"for": effect.key, "text": said.text, "blocks": said.blocks}
        with desk.store.begin() as memory:
            memory.notes.save(Note(id=self._note, text=json.dumps(kept)))

    @property
    def _note(self) -> str:
        return f"rehearsed:{self.session_id}:{self.person.id}"

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return self._say(Message(text="")).found(desk, effect)

    def _say(self, message: Message) -> Say:
        return Say(person=self.person, message=message)


def render(setting: Setting, effect: Effect) -> Rendered:
    """The rehearsal that a facilitator asked for; none in a rehearsal."""
    person = setting.one(effect.target)
    if (
        person is None
        or setting.desk.rehearsals is None
        or not may_see(setting, person, Thing.NEEDED)
    ):
        return Drop(why="nobody here to read it, or nothing to rehearse with")
    until = datetime.fromisoformat(effect.payload["until"])
    return SayRehearsed(person=person, session_id=effect.payload["session"], until=until)
