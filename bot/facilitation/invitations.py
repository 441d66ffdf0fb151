"""What one person needs to know of one session, gathered from everything that bears on it."""

from collections.abc import Iterator, Mapping

from bot.domain.calendar import round_instants
from bot.domain.programme import Round
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation import coming_for, parts, staying
from bot.facilitation.audience import rooms_of
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.guests import of_session
from bot.facilitation.meetings import placed
from bot.facilitation.other_rounds import room_in, rounds_of
from bot.facilitation.room_questions import newest_for
from bot.facilitation.rounds import asking_id
from bot.facilitation.setting import Setting
from bot.voice import session_news
from bot.voice.sessions import Invitation, RoundSeat
from bot.voice.words import clock_time, count


def invitation(setting: Setting, session: Session, person: Participant) -> Invitation:
    """The session as this person meets it now. Rooms are told once they are published, not before."""
    reply = setting.memory.replies.seek(f"{session.id}:{person.id}")
    plan = setting.memory.plans.published(session.id)
    room = plan.room_of(person.id) if plan else None
    meeting = setting.memory.meetings.seek(session.id)
    here = setting.some({*room.people, room.host}) if room else {}
    host = here.get(room.host) if room else None
    return Invitation(
        session=session,
        person=person,
        answer=reply.answer.value if reply else "",
        stays=staying.named(setting, session, reply),
        meeting=meeting if meeting and meeting.state != "gone" else None,
        place=setting.place,
        room=room,
        mates=_others(here, room, person) if room else (),
        host=host.name if host and host.id != person.id else "",
        moved_hour=moved_hour(setting, session, person),
        placed_by_zoom=room is None or person.name not in placed_by_hand(setting, session, room),
        calendar=calendar_of(setting, person.id),
        guests=tuple(guest.name for guest in of_session(setting, session)),
        elsewhere=tuple(_elsewhere(setting, session, plan, person)) if plan else (),
        parts=parts.lines(setting, session, person),
        delegate=coming_for.who_comes(setting, session, person),
        comes_for=coming_for.for_whom(setting, session, person),
    )


def _others(here: Mapping[str, Participant], room: Room, person: Participant) -> tuple[str, ...]:
    return tuple(here[p].name for p in room.people if p != person.id and p in here)


def _elsewhere(
    setting: Setting, session: Session, plan: RoomPlan, person: Participant
) -> Iterator[RoundSeat]:
    """Where somebody sits in the rounds that are drawn in another way."""
    for other in plan.others:
        room = next((room for room in other.rooms if person.id in room.people), None)
        if room:
            yield RoundSeat(
                rounds=rounds_of(setting, session, other.way),
                room=room.name,
                mates=_others(setting.some(room.people), room, person),
            )


def moved_hour(setting: Setting, session: Session, person: Participant) -> str:
    """One line for people whose local hour differs from last time, since clocks changed or the slot did."""
    held = [s for s in setting.earlier(session) if not s.cancelled]
    before = next(reversed(held), None)
    if before is None or not (before.virtual and session.virtual):
        return ""
    then, now = (
        clock_time(before.starts_at, person.zone),
        clock_time(session.starts_at, person.zone),
    )
    return session_news.moved_hour(now, then) if then != now else ""


def placed_by_hand(setting: Setting, session: Session, room: Room) -> list[str]:
    """The names of those in a room whom Zoom cannot place by itself."""
    plan = rooms_of(setting, session)
    here = plan.seated & set(room.people) if plan else set()
    by_hand = {p.person.id: p.person.name for p in placed(setting, session, [room]) if p.by_hand}
    return [by_hand[p] for p in room.people if p in by_hand and p in here]


def room_question(setting: Setting, session: Session, person: Participant) -> tuple[str, str]:
    """The id of the room question this person may answer from their card, and what is going on in the rooms now."""
    stretch = next(
        (
            (r, starts, ends)
            for r, starts, ends in round_instants(session, setting.planned(session))
            if r.in_rooms and starts <= setting.now < ends
        ),
        None,
    )
    if stretch is None:
        return _answerable(setting, session, person), ""
    current, _, ends = stretch
    until = clock_time(ends, person.zone)
    place, minutes = _place(setting, session, current, person), count(current.minutes, "minute")
    words = session_news.now_on(place, until, current.title, minutes)
    return _answerable(setting, session, person), words


def _place(setting: Setting, session: Session, current: Round, person: Participant) -> str:
    """In your room, or where this round's own rooms put somebody."""
    plan, way = rooms_of(setting, session), setting.planned(session).rooms.strategy
    room = room_in(plan, way, current, person.id) if plan else None
    if room is None or room == (plan.room_of(person.id) if plan else None):
        return session_news.in_your_room()
    return session_news.in_room(room.name, virtual=session.virtual)


def _answerable(setting: Setting, session: Session, person: Participant) -> str:
    """Everyone in a room may answer its question from the card once the rooms are open."""
    prompt = newest_for(setting, session, person)
    if prompt is None or setting.now < session.starts_at:
        return ""
    asking = setting.memory.askings.seek(asking_id(session, prompt, person))
    return asking.id if asking else ""
