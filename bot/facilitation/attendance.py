"""Who was really there, looked at: room by room for facilitators, and on each person's own page."""

from collections.abc import Iterable

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.presence import Known
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.audience import community, rooms_of
from bot.facilitation.past import known_of, rooms_told
from bot.facilitation.setting import Setting
from bot.facilitation.zoom_presence import zoom_words
from bot.ports import Desk
from bot.voice import presence as voice
from bot.voice import were_you_there
from bot.voice.message import Message
from bot.voice.needs import was_there
from bot.voice.words import WHO_LEFT, local_day


class NotBegunYet(FacilitationError):
    """That session has not begun, or was called off, so nobody can say who is there."""


class NothingHeldYet(FacilitationError):
    """No session has begun yet, so nobody can have been there."""


def has_begun(setting: Setting, session: Session) -> bool:
    return session.starts_at <= setting.now and not session.cancelled


def latest_begun(setting: Setting) -> Session | None:
    """The session that is on, or was last."""
    begun = (s for s in setting.sessions() if has_begun(setting, s))
    return max(begun, key=lambda s: s.starts_at, default=None)


def told_key(session: Session, room: Room) -> str:
    """The name of the note that this room was told, with the id of who told it last."""
    return f"attended:{session.id}:{room.name}"


def tellers(setting: Setting, session: Session, rooms: Iterable[Room]) -> dict[str, str]:
    """Who told last of each room that was told, by the room's name."""
    keys = {told_key(session, room): room.name for room in rooms}
    told = {keys[note.id]: note.text for note in setting.memory.notes.find(id=list(keys))}
    names = {person.id: person.name for person in setting.people.values()}
    return {room: names.get(teller, say(WHO_LEFT)) for room, teller in told.items()}


def room_seen(setting: Setting, session: Session, room: Room, zone: str) -> voice.RoomSeen:
    """One room as far as it is known, with all who may be named as having come too."""
    said, told = known_of(setting, session), tellers(setting, session, [room])
    seen = _seen(setting, session, room, said, zone, told.get(room.name, ""))
    listed = {person.id for person in seen.people}
    others = [person for person in community(setting) if person.id not in listed]
    return seen.with_others(sorted(others, key=lambda person: person.name.casefold()))


def rooms_seen(
    setting: Setting, session: Session, plan: RoomPlan | None, zone: str
) -> list[voice.RoomSeen]:
    """Every room of a session as far as it is known."""
    rooms, said = rooms_told(plan), known_of(setting, session)
    told = tellers(setting, session, rooms)
    return [_seen(setting, session, r, said, zone, told.get(r.name, "")) for r in rooms]


def _seen(
    setting: Setting, session: Session, room: Room, said: Known, zone: str, told_by: str
) -> voice.RoomSeen:
    joined = sorted(p for p, word in said.items() if word.was_there and word.room == room.name)
    ids = [p for p in dict.fromkeys([*room.people, *joined]) if p in setting.people]
    return voice.RoomSeen(
        session=session,
        room=room.name,
        day=local_day(session.starts_at, zone),
        people=tuple(setting.people[p] for p in ids),
        here=frozenset(p for p in ids if sat_here(said, p, room)),
        unseen=frozenset(p for p in ids if p in said and said[p].unseen),
        told_by=told_by,
    )


def sat_here(said: Known, person: str, room: Room) -> bool:
    """Whether somebody planned in a room is taken to have sat there."""
    word = said.get(person)
    return word is None or (word.was_there and word.room in {"", room.name})


def with_button(
    setting: Setting, session: Session, keeper: str, person: Participant, said: Message
) -> Message:
    """The card of whoever is this keeper (host or scribe) of a room, with the button once the session is on."""
    plan = rooms_of(setting, session)
    room = plan.room_of(person.id) if plan else None
    if room is None or getattr(room, keeper) != person.id or not has_begun(setting, session):
        return said
    told = bool(tellers(setting, session, [room]))
    return voice.with_who_was_here(said, session.id, room.name, told=told)


def attended_page(desk: Desk, month: int | None, zone: str) -> Message:
    """For facilitators: every room of a session, the newest that has begun unless a month is named."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session_of(month) if month else latest_begun(setting)
        if session is None:
            raise NothingHeldYet
        if not has_begun(setting, session):
            raise NotBegunYet
        plan = rooms_of(setting, session)
        return voice.attended_page(
            session,
            rooms_seen(setting, session, plan, zone),
            nowhere=_nowhere(setting, session, plan),
            day=local_day(session.starts_at, zone),
            by_zoom=zoom_words(setting, session),
        )


def _nowhere(setting: Setting, session: Session, plan: RoomPlan | None) -> list[str]:
    """The names of those who were there without a seat, nobody knows in which room."""
    seated = plan.seated if plan else frozenset()
    said = known_of(setting, session)
    lost = (p for p, word in said.items() if word.was_there and not word.room and p not in seated)
    return [setting.people[p].name for p in sorted(lost) if p in setting.people]


def told_words(setting: Setting, session: Session, plan: RoomPlan | None, zone: str) -> str:
    """How far it is known who was at a session, for its page; empty before it has begun."""
    if plan is None or not has_begun(setting, session):
        return ""
    told = voice.told_of(rooms_seen(setting, session, plan, zone))
    return was_there(told, session.month)


def last_time(setting: Setting, person: Participant) -> were_you_there.LastTime | None:
    """How the session that is over remembers somebody who had a seat in it, or came without one."""
    session = latest_begun(setting)
    if session is None or session.ends_at > setting.now or person.facilitates:
        return None
    word, plan = known_of(setting, session).get(person.id), rooms_of(setting, session)
    if word is None and (plan is None or person.id not in plan.seated):
        return None
    return were_you_there.LastTime(
        session=session,
        zone=person.zone,
        was_there=word.was_there if word else None,
        unseen=word.unseen if word else False,
    )
