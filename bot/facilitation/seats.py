"""Where one person sits or would go, and why: looks at the rooms, which change nothing and tell no wish."""

from dataclasses import replace

from bot.domain.answers import Rsvp
from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.onlookers import Thing
from bot.domain.roster import LAY, Participant
from bot.domain.seating import Move
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.audience import community
from bot.facilitation.coming_for import next_for
from bot.facilitation.invitations import invitation
from bot.facilitation.meetings import left_out, placements
from bot.facilitation.past import past_of
from bot.facilitation.people import person_among, person_named
from bot.facilitation.publishing import mended, too_close
from bot.facilitation.rooms import room_name, rules_of
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.wishes import subgroup_seats
from bot.ports import Desk
from bot.voice import reasons
from bot.voice import seats as words
from bot.voice.message import Message


class NotInYourRoom(FacilitationError):
    """I tell everyone who sits in their own room, and of nobody else. A facilitator can help you further: the button
    "A word with a facilitator" is on your Home page.
    """


class NotBegun(FacilitationError):
    """The programme has not begun yet. You hear from me when it does."""


class NoSessionAhead(FacilitationError):
    """No session is ahead, so there are no rooms."""


def upcoming(setting: Setting, person: Participant | None = None) -> Session:
    """The session that is on or next, for one person or for all. Raises NotBegun, NoSessionAhead."""
    if not setting.begun:
        raise NotBegun
    session = next_for(setting, person) if person else setting.next_session()
    if session is None:
        raise NoSessionAhead
    return session


def seat_of(desk: Desk, wanted: str, *, zone: str) -> Message:
    """Where somebody sits, or would go if they came late, as facilitators may know it."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person, session = person_named(setting, wanted), upcoming(setting)
        plan = memory.plans.latest(session.id)
        if person.id not in {p.id for p in community(setting)}:
            return words.not_seated(person)
        if plan is None or not plan.rooms:
            return words.no_rooms_yet(person, session)
        seat = _seat(setting, session, plan, person, zone)
        room = plan.room_of(person.id)
        if room:
            return words.sits(replace(seat, room=room, status=_status(setting, plan, person)))
        return words.would_go(_late(setting, plan, seat))


def _seat(
    setting: Setting, session: Session, plan: RoomPlan, person: Participant, zone: str
) -> words.Seat:
    """What holds whether or not they have a seat yet."""
    published = setting.memory.plans.published(session.id)
    reply = setting.memory.replies.seek(f"{session.id}:{person.id}")
    address = person.zoom_email.strip().casefold()
    return words.Seat(
        session=session,
        person=person,
        people=setting.people,
        zone=zone,
        published=plan.state == "published",
        told=room_name(published.room_of(person.id)) if published else "",
        said_no=reply is not None and reply.answer is Rsvp.NO,
        too_close=too_close(setting, session),
        going_on=session.starts_at <= setting.now,
        place=setting.place,
        by_hand=not address or address in left_out(setting, session.id),
    )


def _status(setting: Setting, plan: RoomPlan, person: Participant) -> str:
    """How Zoom stands to their seat; empty where we meet in person."""
    session = setting.session(plan.session_id)
    found = (p.status for p in placements(setting, session, plan) if p.person.id == person.id)
    return next(found, "")


def _late(setting: Setting, plan: RoomPlan, seat: words.Seat) -> words.Seat:
    """The seat a late joiner would get, and who would have to move for it."""
    repaired = mended(setting, seat.session, plan, join=[seat.person.id])
    room = next(r for r in repaired.rooms if seat.person.id in r.people)
    moves = [_moved(setting, move) for move in repaired.moves if move.from_room and move.to_room]
    known = {r.name for r in plan.rooms}
    return replace(seat, room=room, moves=tuple(moves), new_room=room.name not in known)


def _moved(setting: Setting, move: Move) -> words.Moved:
    return words.Moved(
        name=setting.people[move.person].name, source=move.from_room, target=move.to_room
    )


def own_seat(desk: Desk, person_id: str) -> Message:
    """My own room, once it is told."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        session = upcoming(setting, person)
        told = memory.plans.published(session.id) is not None
        seen = invitation(setting, session, person)
        return words.own(seen, told=told, too_close=too_close(setting, session))


def seat_beside(desk: Desk, reader_id: str, wanted: str) -> Message:
    """Somebody of the reader's own room, as that room was told to all in it.

    Whoever sits elsewhere, does not come or does not exist is answered alike: nothing is learnt of them.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = upcoming(setting)
        plan = memory.plans.published(session.id)
        room = plan.room_of(reader_id) if plan else None
        reader, around = setting.person(reader_id), frozenset(room.people if room else ())
        ids = around if may_see(setting, reader, Thing.SEAT, room=around) else (reader_id,)
        beside = {p: setting.people[p] for p in ids if p in setting.people}
        try:
            found = person_among(beside.values(), wanted)
        except NoSuchThing:
            raise NotInYourRoom from None
    if found.id == reader_id or room is None:
        return own_seat(desk, reader_id)
    return words.beside(found, room, beside, reader_id)


def why_here(desk: Desk, person_id: str) -> Message:
    """Why I sit where I sit.

    Made from who sits there, what all of them could count, and whom I met before; never from anybody's wishes,
    from what facilitators pinned or changed, or from the notices of the draw.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        session = upcoming(setting, person)
        plan = memory.plans.published(session.id)
        room = plan.room_of(person.id) if plan else None
        if room is None:
            seen = invitation(setting, session, person)
            return words.own(seen, told=plan is not None, too_close=too_close(setting, session))
        return reasons.why(_reasons(setting, session, room, person))


def _reasons(
    setting: Setting, session: Session, room: Room, person: Participant
) -> reasons.Reasons:
    mates = [setting.people[p] for p in room.people if p in setting.people and p != person.id]
    rules, past = rules_of(setting, session), past_of(setting, session)
    met = [m for m in mates if past.times.get(frozenset((person.id, m.id)))]
    return reasons.Reasons(
        session=session,
        room=room,
        person=person,
        mates=tuple(mates),
        way=rules.strategy,
        met=tuple(m.name for m in met),
        own=tuple(m.name for m in mates if m.id in _own(setting, session, person)),
        speaks_from_life=setting.plan.perspective(person.role) == LAY,
        lay_mates=sum(1 for m in mates if setting.plan.perspective(m.role) == LAY),
        lived=setting.perspectives.lived,
        lay_wished=rules.strategy == "mixed" and rules.min_lay_per_room > 0,
        host_first=person.role == rules.room_host,
        place=setting.place,
    )


def _own(setting: Setting, session: Session, person: Participant) -> frozenset[str]:
    """Those whom this way of drawing puts together with a person."""
    rules = rules_of(setting, session)
    if rules.strategy == "same_as_last":
        last = past_of(setting, session).last
        return frozenset(p for room in last if person.id in room.people for p in room.people)
    if rules.strategy == "subgroup":
        groups = subgroup_seats(setting).values()
        return frozenset(p for group in groups if person.id in group for p in group)
    home = person.organisation.casefold()
    return frozenset(p.id for p in setting.people.values() if p.organisation.casefold() == home)
