"""Rooms: proposed with reasons, changed by facilitators, published, and repaired with the fewest moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.effects import Duty
from bot.domain.errors import ChangedMeanwhile, Impossible, NoSuchThing
from bot.domain.languages import say
from bot.domain.programme import RoomRules
from bot.domain.seating import check_rooms, draw_rooms, move, swap
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.audience import attending, nothing_drawn, to_seat
from bot.facilitation.meetings import owe_meeting
from bot.facilitation.other_rounds import others_after
from bot.facilitation.past import past_of
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch, touch_home
from bot.facilitation.traces import trace
from bot.facilitation.wishes import drawn_or_told, wishes_of
from bot.ports import Desk
from bot.voice import versions
from bot.voice.words import A_LATE_ANSWER


class NoRoomsYet(NoSuchThing):
    """No rooms are proposed for that session yet. They come by themselves; now with: /convene rooms {name} propose"""


def propose_rooms(setting: Setting, duty: Duty) -> datetime | None:
    """Draw the rooms of a session ahead of time, make its meeting, and show both to the facilitators."""
    session = setting.session(duty.facts["session"])
    if not session.cancelled and session.ends_at > setting.now:
        owe_meeting(setting, session)
        if nothing_drawn(setting, session):
            return drawn_or_told(setting, duty, lambda: draw_anew(setting, session, by=""))
    return None


def draw_anew(setting: Setting, session: Session, *, by: str) -> RoomPlan:
    """Draw all rooms from who comes now; pinned people stay where they are."""
    old = setting.memory.plans.latest(session.id)
    people = to_seat(setting, attending(setting, session))
    here, held = {person.id for person in people}, old.pinned if old else ()
    pinned = {p: r.name for p in held if old and p in here and (r := old.room_of(p))}
    drawn = draw_rooms(
        people,
        rules=rules_of(setting, session),
        perspectives=setting.perspectives,
        past=past_of(setting, session),
        wishes=wishes_of(setting, session, pinned),
        seed=f"{setting.plan.key}:{session.id}:{old.version if old else 0}",
        word=session.room_word,
    )
    reasons = zip(drawn.rooms, drawn.reasons, strict=False)
    words = (*drawn.notices, *(f"{room.name}: {reason}" for room, reason in reasons))
    plan = next_version(setting, session, old, drawn.rooms, notices=words, by=by, why="drawn")
    show_rooms(setting, session)
    return plan


def rules_of(setting: Setting, session: Session) -> RoomRules:
    """What the plan says of this session's rooms, and how many its meeting can open."""
    rules = setting.planned(session).rooms
    if not session.virtual or not setting.place.places_people:
        return rules
    most = setting.desk.house.max_rooms
    return replace(rules, most_rooms=min(most, rules.most_rooms or most))


def next_version(
    setting: Setting,
    session: Session,
    old: RoomPlan | None,
    rooms: Sequence[Room],
    *,
    notices: Sequence[str],
    by: str,
    why: str,
    state: str = "proposed",
    pinned: tuple[str, ...] | None = None,
    undoes: int = 0,
) -> RoomPlan:
    """Keep a new version of the rooms."""
    plan = RoomPlan(
        session_id=session.id,
        version=old.version + 1 if old else 1,
        rooms=tuple(rooms),
        pinned=pinned if pinned is not None else old.pinned if old else (),
        notices=tuple(notices),
        state=state,
        by=by,
        why=why,
        at=setting.now,
        undoes=undoes,
        others=others_after(setting, session, old, rooms),
    )
    setting.memory.plans.add(plan)
    return plan


def show_rooms(setting: Setting, session: Session) -> None:
    """Show the rooms there are to every facilitator, or bring what they see up to date.

    Those of a session that was called off are shown when it takes place after all.
    """
    if session.cancelled or setting.memory.plans.latest(session.id) is None:
        return
    for person in setting.facilitators:
        key = f"{session.id}:rooms-page:{person.id}"
        if not owe(
            setting, "rooms-page", key, person, {"session": session.id}, expires_at=session.ends_at
        ):
            touch(setting, key)
        touch(setting, f"{session.id}:host-sheet:{person.id}{session.turn}")
        touch_home(setting, person.id)


def latest(setting: Setting, session: Session) -> RoomPlan:
    plan = setting.memory.plans.latest(session.id)
    if plan is None:
        raise NoRoomsYet(name=session.month)
    return plan


Change = Callable[[tuple[Room, ...]], tuple[Room, ...]]


def edit(
    setting: Setting,
    session: Session,
    change: Change,
    *,
    by: str,
    why: str,
    concerns: Sequence[str],
    base: int = 0,
) -> RoomPlan:
    """Make a new version of the rooms by one change, on top of whatever others changed meanwhile.

    `base` is the version the facilitator was looking at: an edit that concerns people whom somebody else has
    moved since is refused, others are merged.
    """
    plan = latest(setting, session)
    if base and base != plan.version:
        _no_clash(setting, plan, base, concerns)
    rooms = change(plan.rooms)
    rules = rules_of(setting, session)
    crowded = next(
        (r for r in rooms if r.size > rules.max_size and r.people != _people_of(plan, r.name)), None
    )
    if crowded:
        raise Impossible(
            what="This",
            why=f"{crowded.name} would have {crowded.size} people; swap someone instead",
        )
    new = next_version(
        setting, session, plan, rooms, notices=words_of(setting, session, rooms), by=by, why=why
    )
    trace(setting, by, f"changed the rooms (version {new.version})", session.id)
    show_rooms(setting, session)
    return new


def _people_of(plan: RoomPlan, name: str) -> tuple[str, ...]:
    return next((r.people for r in plan.rooms if r.name == name), ())


def _no_clash(setting: Setting, plan: RoomPlan, base: int, concerns: Sequence[str]) -> None:
    seen = setting.memory.plans.version(plan.session_id, base)
    moved = [p for p in concerns if room_name(seen.room_of(p)) != room_name(plan.room_of(p))]
    if moved:
        rooms = sorted(
            {room_name(plan.room_of(p)) for p in moved}
            | {room_name(seen.room_of(p)) for p in moved}
        )
        who = _mover(setting, seen, moved)
        raise ChangedMeanwhile(who=who, what=" and ".join(filter(None, rooms)))


def _mover(setting: Setting, seen: RoomPlan, moved: Sequence[str]) -> str:
    """Who first moved these people after the version that was looked at."""
    later = [v for v in setting.memory.plans.versions(seen.session_id) if v.version > seen.version]
    first = next(
        v
        for v in later
        if any(room_name(v.room_of(p)) != room_name(seen.room_of(p)) for p in moved)
    )
    other = setting.people.get(first.by)
    return other.name if other else say(A_LATE_ANSWER)


def room_name(room: Room | None) -> str:
    return room.name if room else ""


def words_of(setting: Setting, session: Session, rooms: Sequence[Room]) -> tuple[str, ...]:
    """What is not as wished in these rooms, in words."""
    people = [setting.people[p] for room in rooms for p in room.people if p in setting.people]
    rules, people = rules_of(setting, session), to_seat(setting, people)
    return check_rooms(rooms, people, rules=rules, perspectives=setting.perspectives)


def swap_people(desk: Desk, session_id: str, a: str, b: str, *, by: str, base: int = 0) -> RoomPlan:
    """Let two people change places."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        one, two = setting.person(a), setting.person(b)
        session = setting.session(session_id)
        why = versions.swapped(one.name, two.name)
        return edit(
            setting, session, lambda r: swap(r, a, b), by=by, why=why, concerns=[a, b], base=base
        )


def move_person(
    desk: Desk, session_id: str, person: str, room: str, *, by: str, base: int = 0
) -> RoomPlan:
    """Seat one person in another room."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        why = versions.moved(setting.person(person).name, room)
        return edit(
            setting,
            session,
            lambda r: move(r, person, room),
            by=by,
            why=why,
            concerns=[person],
            base=base,
        )


def pin(desk: Desk, session_id: str, person: str, *, by: str, keep: bool = True) -> RoomPlan:
    """Let a person stay in their room whatever is drawn anew, or let go of that."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, who = setting.session(session_id), setting.person(person)
        plan = latest(setting, session)
        if plan.room_of(person) is None:
            raise NoSuchThing(what="seat for", name=who.name, hint="They said they cannot come.")
        pinned = tuple(p for p in plan.pinned if p != person) + ((person,) if keep else ())
        why = versions.pinned(who.name, keep=keep)
        new = next_version(
            setting, session, plan, plan.rooms, notices=plan.notices, by=by, why=why, pinned=pinned
        )
        _stay_published(setting, session, plan, new)
        trace(
            setting,
            by,
            f"{'pinned' if keep else 'unpinned'} a person (version {new.version})",
            session.id,
        )
        show_rooms(setting, session)
        return new


def _stay_published(setting: Setting, session: Session, old: RoomPlan, new: RoomPlan) -> None:
    """A pin tells nobody anything new: rooms that were published stay so."""
    if old.state == "published":
        setting.memory.plans.add(replace(new, version=new.version + 1, state="published"))


def undo(desk: Desk, session_id: str, *, by: str) -> RoomPlan:
    """Take the last change back. Pressed again, the one before."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        plan = latest(setting, session)
        before = _version_before(setting, plan)
        if before is None:
            raise Impossible(what="Undo", why="there is no earlier change of these rooms")
        why = versions.back_to(before.version)
        new = next_version(
            setting, session, plan, before.rooms,
            notices=before.notices, by=by, why=why, pinned=before.pinned, undoes=before.version,
        )  # fmt: skip
        trace(setting, by, f"undid a change of the rooms, {why}", session.id)
        show_rooms(setting, session)
        return new


def _version_before(setting: Setting, plan: RoomPlan) -> RoomPlan | None:
    """The newest older version whose seats differ from these, skipping what was undone already."""
    reach = plan.undoes or plan.version
    older = [v for v in setting.memory.plans.versions(plan.session_id) if v.version < reach]
    return next(
        (v for v in reversed(older) if (v.rooms, v.pinned) != (plan.rooms, plan.pinned)), None
    )


def draw_now(desk: Desk, session_id: str, *, by: str) -> RoomPlan:
    """Draw the rooms anew from who comes now, on a facilitator's word."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        owe_meeting(setting, session)
        trace(setting, by, "drew the rooms anew", session.id)
        return draw_anew(setting, session, by=by)
