"""Rounds that are drawn in another way than their session: home teams on a mixed day, people alike among themselves.

Zoom keeps one set of rooms for a meeting, so these are found by list; they follow whoever sits in the session's rooms.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.calendar import round_instants
from bot.domain.programme import PlannedSession, Round
from bot.domain.roster import Participant
from bot.domain.seating import draw_rooms, honours, repair
from bot.domain.seating_wishes import ImpossibleRooms, Wishes
from bot.domain.sessions import Room, RoomPlan, RoundRooms, Session
from bot.facilitation.audience import rooms_of, to_seat
from bot.facilitation.past import past_of
from bot.facilitation.setting import Setting
from bot.facilitation.wishes import wishes_of
from bot.voice.host_card import Stretch

OWN_WAYS = ("home_team", "affinity")


def ways_beside(planned: PlannedSession) -> tuple[str, ...]:
    """The ways of drawing that rounds of a session ask for beside its own, in the order of its agenda."""
    asked = (one.format for one in planned.rounds if one.format in OWN_WAYS)
    return tuple(dict.fromkeys(way for way in asked if way != planned.rooms.strategy))


def others_after(
    setting: Setting, session: Session, old: RoomPlan | None, rooms: Sequence[Room]
) -> tuple[RoundRooms, ...]:
    """The rooms of the other rounds for those who are seated now, with as few of them moved as can be."""
    known = {other.way: other for other in old.others} if old else {}
    here = (setting.people[p] for room in rooms for p in room.people if p in setting.people)
    people = to_seat(setting, here)
    made = (
        _mended(setting, session, known[way], people)
        if way in known
        else _drawn(setting, session, way, people)
        for way in ways_beside(setting.planned(session))
    )
    return tuple(other for other in made if other.rooms)


def _drawn(
    setting: Setting, session: Session, way: str, people: Sequence[Participant]
) -> RoundRooms:
    """Rooms drawn this way; none where wishes contradict each other, so that they are set up by hand."""
    try:
        drawn = draw_rooms(
            people,
            rules=replace(setting.planned(session).rooms, strategy=way),
            perspectives=setting.perspectives,
            past=past_of(setting, session),
            wishes=_wishes(setting, session),
            seed=f"{setting.plan.key}:{session.id}:{way}",
            word=session.room_word,
        )
    except ImpossibleRooms:
        return RoundRooms(way=way, rooms=())
    return RoundRooms(way=way, rooms=drawn.rooms)


def _mended(
    setting: Setting, session: Session, other: RoundRooms, people: Sequence[Participant]
) -> RoundRooms:
    seated = {p for room in other.rooms for p in room.people}
    coming = {person.id for person in people}
    wishes = _wishes(setting, session)
    if (seated == coming and honours(other.rooms, wishes)) or not coming:
        return other
    repaired = repair(
        other.rooms,
        people,
        rules=replace(setting.planned(session).rooms, strategy=other.way),
        perspectives=setting.perspectives,
        seed=f"{session.id}:{other.way}",
        join=[person.id for person in people if person.id not in seated],
        wishes=wishes,
        past=past_of(setting, session),
    )
    return RoundRooms(way=other.way, rooms=repaired.rooms)


def _wishes(setting: Setting, session: Session) -> Wishes:
    """The wishes that hold here too; a room somebody would rather not be in is one of the session's own."""
    return replace(wishes_of(setting, session, {}), elsewhere={})


def room_in(plan: RoomPlan, session_way: str, stretch: Round, person_id: str) -> Room | None:
    """Where a person sits in one round: in their room, or where that round's own rooms put them."""
    if stretch.format not in OWN_WAYS or stretch.format == session_way:
        return plan.room_of(person_id)
    there = [room for other in plan.others if other.way == stretch.format for room in other.rooms]
    return next((room for room in there if person_id in room.people), None)


def rounds_of(setting: Setting, session: Session, way: str) -> tuple[str, ...]:
    """The titles of the rounds that are drawn this way."""
    stretches = round_instants(session, setting.planned(session))
    return tuple(stretch.title for stretch, _, _ in stretches if stretch.format == way)


def stretches_in(setting: Setting, session: Session, person: Participant) -> list[Stretch]:
    """The rounds in which somebody sits in their own room, with the hours at which it opens and closes."""
    plan, way = rooms_of(setting, session), setting.planned(session).rooms.strategy
    own = plan.room_of(person.id) if plan else None
    return [
        Stretch(title=one.title, opens=opens, closes=closes)
        for one, opens, closes in round_instants(session, setting.planned(session))
        if plan and own and one.in_rooms and room_in(plan, way, one, person.id) == own
    ]
