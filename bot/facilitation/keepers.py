"""Who keeps time and takes notes in a room, once they are asked: given to another of the room, moving nobody."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.parts import Part, Turn
from bot.domain.roster import FEWER, Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.meetings import owe_list
from bot.facilitation.parts import remembered, spared
from bot.facilitation.room_news import tell
from bot.facilitation.rooms import latest, next_version, show_rooms
from bot.facilitation.setting import Setting
from bot.voice import versions


def keeper(room: Room | None, part: Part) -> str:
    if room is None:
        return ""
    return room.host if part is Part.HOST else room.scribe


def keeps(setting: Setting, session: Session, part: Part, person: str) -> bool:
    """Whether this person has that part in their room."""
    plan = setting.memory.plans.latest(session.id)
    return plan is not None and keeper(plan.room_of(person), part) == person


def kept_by_another(setting: Setting, session: Session, turn: Turn) -> bool:
    """Whether somebody else of that room has it, or whoever was asked sits there no more."""
    plan = setting.memory.plans.latest(session.id)
    room = plan.room_of(turn.person_id) if plan else None
    return room is None or keeper(room, turn.part) not in {"", turn.person_id}


def next_in_turn(setting: Setting, session: Session, part: Part, room: Room) -> Participant | None:
    """Who of a room is next, of those who have no part and said no to none."""
    busy = spared(setting, session) | {room.host, room.scribe}
    here = [p for id in room.people if id not in busy and (p := setting.one(id))]
    willing = [p for p in here if p.standing != FEWER] or here
    return next(iter(remembered(setting, session).order(willing, f"{session.id}:{part}")), None)


def pass_to_another(setting: Setting, session: Session, part: Part, person: str) -> None:
    """Another of the room has it from now on, where there is one; facilitators hear of it where there is none."""
    plan = latest(setting, session)
    room = plan.room_of(person)
    if room is None:
        return
    found = next_in_turn(setting, session, part, room)
    _give(setting, session, plan, room, part, found.id if found else "", by=person)


def appoint(setting: Setting, session: Session, turn: Turn) -> None:
    """Whoever said yes has it."""
    plan = latest(setting, session)
    room = plan.room_of(turn.person_id)
    if room is not None and keeper(room, turn.part) != turn.person_id:
        _give(setting, session, plan, room, turn.part, turn.person_id, by=turn.person_id)


def _give(
    setting: Setting, session: Session, plan: RoomPlan, room: Room, part: Part, to: str, *, by: str
) -> None:
    """A new version of the rooms in which nobody sits elsewhere; told where rooms were told."""
    changed = replace(room, host=to) if part is Part.HOST else replace(room, scribe=to)
    others: Sequence[Room] = [changed if r.name == room.name else r for r in plan.rooms]
    new = next_version(
        setting, session, plan, others,
        notices=plan.notices, by=by, why=versions.ANOTHER_KEEPER, state=plan.state,
    )  # fmt: skip
    if new.state == "published":
        owe_list(setting, session, new)
        tell(setting, session, new, plan)
    show_rooms(setting, session)
