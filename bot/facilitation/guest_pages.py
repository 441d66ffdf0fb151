"""What is seen of guests: a session's page, and the window in which one is invited or another comes instead."""

from collections.abc import Iterator

from bot.domain.calendar import round_instants
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.guests import of_session, questions, slot_of
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.ports import Desk
from bot.voice import guests as words
from bot.voice.message import Message, View
from bot.voice.words import local

SLOTS = frozenset({"expert"})


def session_of(desk: Desk, guest_id: str) -> str:
    """The id of the session a guest is invited to."""
    with desk.store.read() as memory:
        return memory.guests.get(guest_id).session_id


def page(desk: Desk, person: Participant, session_id: str, *, lead: str = "") -> Message:
    """A session's guests: who comes for everybody, how it stands for facilitators."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        if not may_see(setting, person, Thing.GUEST_LIST):
            who = [g.name for g in of_session(setting, session)]
            return words.public(session, who, zone=person.zone)
        guests = sorted(memory.guests.find(session_id=session.id), key=lambda g: g.at)
        asked = questions(setting, session, person)
        known = setting.some({q.person_id for q in asked})
        signed = [(q, known[q.person_id].name) for q in asked if q.person_id in known]
        listed = [(g, slot_of(setting, g)) for g in guests]
        return words.page(session, listed, signed, zone=person.zone, lead=lead)


def window(desk: Desk, person: Participant, *, session_id: str = "", guest_id: str = "") -> View:
    """Where a guest is invited, or another one in their place."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        before = memory.guests.get(guest_id) if guest_id else None
        chosen = f"{before.session_id}|{before.slot}" if before else ""
        slots = [
            each
            for session in setting.sessions()
            if session.ends_at > setting.now and not session.cancelled
            for each in _slots(setting, session, person.zone)
        ]
        wanted = chosen or next((p for _, p in slots if p.startswith(f"{session_id}|")), "")
        return words.form(slots, chosen=wanted, zone=desk.house.default_zone, before=before)


def _slots(setting: Setting, session: Session, zone: str) -> Iterator[tuple[str, str]]:
    """The parts of a session that somebody may come for: those kept for guests, and all of it."""
    for one, starts, _ in round_instants(session, setting.planned(session)):
        if one.format in SLOTS:
            yield words.slot_label(one.title, local(starts, zone)), f"{session.id}|{one.key}"
    whole = words.slot_label(f"{session.title} ({words.WHOLE})", local(session.starts_at, zone))
    yield whole, f"{session.id}|"
