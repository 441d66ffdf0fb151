"""A session is called off, or takes place after all: what waits is held back, and each person hears it once."""

from collections.abc import Iterator

from bot.domain.answers import Rsvp
from bot.domain.civil_time import wall_instant
from bot.domain.effects import Effect, State
from bot.domain.errors import Impossible
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import change_news, ending, guests, live, timetable
from bot.facilitation.closing import close_prefix, open_key, owe_closing
from bot.facilitation.invitations import invitation
from bot.facilitation.meetings import owe_meeting, show_session
from bot.facilitation.rooms import show_rooms
from bot.facilitation.setting import Setting
from bot.facilitation.telling import touch_all
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import changes as words
from bot.voice.message import Message
from bot.voice.words import local, one_line

CALLED_OFF = "the session was called off"
# what is owed around a session begins with its id, or with one of these; that it is called off is no part of it
QUESTIONS = ("ask:", "remind:")
PREFIXES = ("", *QUESTIONS)
LONGEST = 300


def ask_first(desk: Desk, session_id: str, why: str) -> Message:
    """Who would hear of it, before anything is done."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = _ahead(setting, session_id)
        if session.cancelled:
            raise Impossible(what="Calling it off", why="it is called off already")
        told = len(list(_concerned(setting, session)))
        return words.before_calling_off(session, one_line(why, LONGEST), told, setting.place)


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
        ending.follow(setting)
        for prefix in PREFIXES:
            memory.effects.cancel(f"{prefix}{session.id}:", CALLED_OFF)
        memory.effects.revive(close_prefix(off), CALLED_OFF)  # of a meeting before this one
        owe_closing(setting, off)
        live.stop(setting, off)
        _tell(setting, session, off, by)
        guests.follow(setting, off)
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
        go_on(setting, on)
        timetable.plan_duties(setting, on)
        another_meeting(setting, on)
        _tell(setting, session, on, by)
        guests.follow(setting, on)
        show_rooms(setting, on)
        trace(setting, by, "let the session take place after all", session.id)
        return on


def go_on(setting: Setting, session: Session) -> None:
    """What was held back since it was called off goes on."""
    for prefix in PREFIXES:
        setting.memory.effects.revive(f"{prefix}{session.id}:", CALLED_OFF)


def _ahead(setting: Setting, session_id: str) -> Session:
    session = setting.session(session_id)
    if session.ends_at <= setting.now:
        raise Impossible(what="Changing this session", why="it is over")
    return session


def another_meeting(setting: Setting, session: Session) -> None:
    """A meeting in place of one that was removed or is about to be, or was not made since it was called off."""
    opened = setting.memory.effects.seek(open_key(setting, session.id))
    if opened and opened.state in {State.DONE, State.CANCELLED}:
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


def _tell(setting: Setting, was: Session, session: Session, by: str) -> None:
    """One message each; nothing where the opposite has not been said yet. What stands is put right without a sound."""
    change_news.tell(setting, was, session, _concerned(setting, session), by=by)
    for prefix in QUESTIONS:
        touch_all(setting, f"{prefix}{session.id}:")
    show_session(setting, session)


def called_off_letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """Why it does not take place, and what comes instead; nothing once it takes place after all."""
    session = setting.session(effect.payload["session"])
    if not session.cancelled and not effect.remote_id:
        return None
    note = setting.memory.notes.seek(f"called-off:{session.id}")
    following = next((s for s in setting.sessions() if _follows(s, session)), None)
    known = effect.payload.get("was") or session.local_wall(person.zone)
    return words.called_off(
        session,
        when=local(wall_instant(known, person.zone), person.zone),
        zone=person.zone,
        why=note.text if note else "",
        following=following,
        on_again=not session.cancelled,
    )


def _follows(other: Session, session: Session) -> bool:
    return other.starts_at > session.starts_at and not other.cancelled


def takes_place_letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """It takes place after all, at its time; how to join stands there as soon as it is known."""
    session = setting.session(effect.payload["session"])
    if session.cancelled:
        return words.instead(session, zone=person.zone) if effect.remote_id else None
    return words.takes_place(invitation(setting, session, person))
