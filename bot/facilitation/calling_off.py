"""A session is called off, or takes place after all: what waits is held back, and each person hears it once."""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.answers import Rsvp
from bot.domain.effects import Effect, State
from bot.domain.errors import Impossible
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import timetable
from bot.facilitation.audience import said_yes
from bot.facilitation.closing import open_key, owe_closing
from bot.facilitation.meetings import owe_meeting
from bot.facilitation.rooms import show_rooms
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import changes as words
from bot.voice.message import Message
from bot.voice.words import one_line

CALLED_OFF = "the session was called off"
PREFIXES = (
    "",
    "ask:",
    "remind:",
)  # what is owed around a session begins with its id, or with one of these
NEAR = timedelta(hours=12)
LONGEST = 300


def ask_first(desk: Desk, session_id: str, why: str) -> Message:
    """Who would hear of it, before anything is done."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = _ahead(setting, session_id)
        if session.cancelled:
            raise Impossible(what="Calling it off", why="it is called off already")
        told = len(list(_concerned(setting, session)))
        return words.before_calling_off(session, one_line(why, LONGEST), told)


def call_off(desk: Desk, session_id: str, *, why: str, by: str) -> Session:
    """The session does not take place: nothing more is sent around it, Zoom's meeting goes, and people hear why.

    Answers, stories and rooms are kept. Pressed twice, it is done once.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = _ahead(setting, session_id)
        if session.cancelled:
            return session
        off = session.called_off()
        memory.sessions.save(off)
        memory.notes.save(Note(id=f"called-off:{session.id}", text=one_line(why, LONGEST)))
        memory.duties.cancel(f"{session.id}:")
        for prefix in PREFIXES:
            memory.effects.cancel(f"{prefix}{session.id}:", CALLED_OFF)
        owe_closing(setting, off)
        _tell(setting, off, "called-off", by)
        trace(setting, by, "called the session off", session.id)
        return off


def take_place(desk: Desk, session_id: str, *, by: str) -> Session:
    """The session takes place after all, at its time: what was held back goes on, and those who were told hear it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = _ahead(setting, session_id)
        if not session.cancelled:
            return session
        on = session.on_again()
        memory.sessions.save(on)
        for prefix in PREFIXES:
            memory.effects.revive(f"{prefix}{session.id}:", CALLED_OFF)
        timetable.plan_duties(setting, on)
        _another_meeting(setting, on)
        _tell(setting, on, "takes-place", by)
        show_rooms(setting, on)
        trace(setting, by, "let the session take place after all", session.id)
        return on


def _ahead(setting: Setting, session_id: str) -> Session:
    session = setting.session(session_id)
    if session.ends_at <= setting.now:
        raise Impossible(what="Changing this session", why="it is over")
    return session


def _another_meeting(setting: Setting, session: Session) -> None:
    """A meeting in place of one that was removed, or is about to be."""
    opened = setting.memory.effects.seek(open_key(setting, session.id))
    if opened and opened.state is State.DONE:
        turn = setting.memory.numbers.next(f"meeting-turn:{session.id}") + 1
        setting.memory.notes.save(Note(id=f"meeting-turn:{session.id}", text=str(turn)))
        owe_meeting(setting, session)


def _concerned(setting: Setting, session: Session) -> Iterator[Participant]:
    """Everyone who meant to come or was told a room, and every facilitator."""
    replies = {r.person_id: r.answer for r in setting.memory.replies.find(session_id=session.id)}
    plan = setting.memory.plans.published(session.id)
    seated = plan.seated if plan else frozenset()
    for person in setting.people.values():
        answer = replies.get(person.id)
        comes = answer not in {None, Rsvp.NO} or (answer is None and person.id in seated)
        if person.facilitates or comes:
            yield person


def _tell(setting: Setting, session: Session, kind: str, by: str) -> None:
    """One message each, tonight only to those who said that they come; what stands is put right without a sound."""
    turn = setting.memory.numbers.next(f"told-of:{session.id}")
    near = session.starts_at - setting.now < NEAR
    for person in _concerned(setting, session):
        awake = near and (person.facilitates or said_yes(setting, session, person.id))
        if person.id != by:
            owe(
                setting, kind, f"{session.id}:{kind}:{turn}:{person.id}", person,
                {"session": session.id},
                expires_at=session.starts_at + timedelta(hours=24), quiet=not awake,
            )  # fmt: skip
    for effect in _standing(setting, session):
        touch(setting, effect.key)
    for person in setting.people.values():
        touch_home(setting, person.id)


def _standing(setting: Setting, session: Session) -> Iterator[Effect]:
    for prefix in PREFIXES[:2]:
        found = setting.memory.effects.find(f"{prefix}{session.id}:", states=[State.DONE])
        yield from (effect for effect in found if not effect.kind.startswith("meeting"))


def called_off_letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """Why it does not take place, and what comes instead; nothing once it takes place after all."""
    session = setting.session(effect.payload["session"])
    if not session.cancelled and not effect.remote_id:
        return None
    note = setting.memory.notes.seek(f"called-off:{session.id}")
    following = next((s for s in setting.sessions() if _follows(s, session)), None)
    return words.called_off(
        session,
        zone=person.zone,
        why=note.text if note else "",
        following=following,
        on_again=not session.cancelled,
    )


def _follows(other: Session, session: Session) -> bool:
    return other.month > session.month and not other.cancelled


def takes_place_letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """It takes place after all, at its time."""
    session = setting.session(effect.payload["session"])
    if session.cancelled and not effect.remote_id:
        return None
    return words.takes_place(session, zone=person.zone)
