"""Publishing rooms: people are told their own, Zoom gets the list, late answers are followed with the fewest moves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.civil_time import at_local_hour, rooms_day
from bot.domain.effects import Duty
from bot.domain.roster import Participant
from bot.domain.seating import repair
from bot.domain.seating_wishes import Repaired
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation.audience import said_yes
from bot.facilitation.meetings import owe_meeting, owe_rooms, owe_rooms_again
from bot.facilitation.past import past_of
from bot.facilitation.rooms import (
    draw_anew,
    latest,
    next_version,
    perspectives,
    rules_of,
    show_rooms,
    words_of,
)
from bot.facilitation.rounds import card_key
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch, touch_home
from bot.facilitation.traces import trace
from bot.facilitation.wishes import wishes_of
from bot.ports import Desk

NEAR = timedelta(hours=12)


def publish(desk: Desk, session_id: str, *, by: str) -> RoomPlan:
    """Tell everyone their room, and Zoom the rooms."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        return publish_latest(setting, setting.session(session_id), by=by)


def publish_rooms(setting: Setting, duty: Duty) -> datetime | None:
    """On the day: publish by itself where the house says so, else remind the facilitators that it waits for them."""
    session = setting.session(duty.facts["session"])
    if session.cancelled or session.starts_at < setting.now:
        return None
    if setting.memory.plans.latest(session.id) is None:
        draw_anew(setting, session, by="")
    if setting.desk.house.publish_by_hand:
        for person in setting.facilitators:
            owe(setting, "publish-reminder", f"{session.id}:publish-reminder:{person.id}", person,
                {"session": session.id}, expires_at=session.starts_at)  # fmt: skip
        return None
    publish_latest(setting, session, by="")
    return None


def publish_latest(setting: Setting, session: Session, *, by: str) -> RoomPlan:
    """Publish the newest version; people whose room is new to them are told, the others' messages are kept right."""
    plan, before = latest(setting, session), setting.memory.plans.published(session.id)
    if plan.state == "published":
        return plan
    new = next_version(
        setting,
        session,
        plan,
        plan.rooms,
        notices=plan.notices,
        by=by,
        why="published",
        state="published",
    )
    owe_meeting(setting, session)
    owe_rooms(setting, new)
    tell_rooms(setting, session, new, before)
    trace(setting, by, "published the rooms", session.id)
    show_rooms(setting, session)
    return new


def tell_rooms(setting: Setting, session: Session, plan: RoomPlan, before: RoomPlan | None) -> None:
    """Tell those whose room is new their room; bring what the others read up to date."""
    for room in plan.rooms:
        for person_id in room.people:
            person = setting.people.get(person_id)
            if person is None:
                continue
            old = before.room_of(person_id) if before else None
            if old is None or old.name != room.name:
                tell_room(setting, session, plan, person)
            elif old != room:
                _refresh(setting, session, plan, person_id)
            if room.host == person_id and (old is None or old.host != person_id):
                _tell_host(setting, session, plan, person)
    for person_id in before.seated - plan.seated if before else ():
        _refresh(setting, session, plan, person_id)


def tell_room(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> None:
    near = session.starts_at - setting.now < NEAR
    setting.memory.effects.cancel(f"{session.id}:room-news:{person.id}:", "a newer room is told")
    owe(
        setting,
        "room-news",
        room_news_key(session, person.id, plan.version),
        person,
        {"session": session.id, "again": _told_before(setting, session, plan, person)},
        at=None if near else room_news_hour(setting, session, person),
        expires_at=session.starts_at + timedelta(minutes=10),
        after=f"{session.id}:meeting:rooms:v{plan.version}" if session.virtual else "",
        quiet=not (near and said_yes(setting, session, person.id)),
    )
    _refresh(setting, session, plan, person.id)


def _told_before(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> bool:
    """Whether an earlier message tells this person of a room."""
    keys = (room_news_key(session, person.id, version) for version in range(1, plan.version))
    earlier = (setting.memory.effects.seek(key) for key in keys)
    return any(effect is not None and effect.remote_id for effect in earlier)


def room_news_hour(setting: Setting, session: Session, person: Participant) -> datetime | None:
    """The person's own hour on the publishing day; None (as soon as allowed) where that is not at hand."""
    rules = rules_of(setting, session)
    day = rooms_day(session, rules.publish_days_before, setting.rules)
    hour = at_local_hour(day, setting.rules.local_hour, person.zone)
    return hour if setting.now <= hour <= setting.now + timedelta(hours=26) else None


def room_news_key(session: Session, person_id: str, version: int) -> str:
    return f"{session.id}:room-news:{person_id}:v{version}"


def host_card_key(session: Session, person_id: str, version: int) -> str:
    return f"{session.id}:host-card:{person_id}:v{version}"


def _tell_host(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> None:
    near = session.starts_at - setting.now < NEAR
    setting.memory.effects.cancel(f"{session.id}:host-card:{person.id}:", "a newer card is owed")
    owe(
        setting,
        "host-card",
        host_card_key(session, person.id, plan.version),
        person,
        {"session": session.id},
        at=None if near else room_news_hour(setting, session, person),
        expires_at=session.ends_at,
        quiet=not near,
    )


def _refresh(setting: Setting, session: Session, plan: RoomPlan, person_id: str) -> None:
    """Bring a person's room news, host card and session card up to date where they stand."""
    for version in range(1, plan.version):
        touch(setting, room_news_key(session, person_id, version))
        touch(setting, host_card_key(session, person_id, version))
    touch(setting, card_key(setting, session, person_id))
    touch_home(setting, person_id)


def follow_address(setting: Setting, person_id: str) -> None:
    """Let Zoom, and what the person reads, follow another Zoom address where rooms are published already."""
    for session in setting.sessions():
        plan = setting.memory.plans.published(session.id)
        if session.starts_at > setting.now and plan and plan.room_of(person_id):
            owe_rooms_again(setting, plan)
            touch(setting, room_news_key(session, person_id, plan.version))
            _refresh(setting, session, plan, person_id)


def repair_rooms(
    setting: Setting, session: Session, *, join: Sequence[str] = (), leave: Sequence[str] = ()
) -> None:
    """Let rooms follow a late yes or no with the fewest moves; close to the start facilitators do it by hand."""
    plan = latest(setting, session)
    if too_close(setting, session):
        show_rooms(setting, session)
        return
    repaired = mended(setting, session, plan, join=join, leave=leave)
    published = setting.memory.plans.published(session.id)
    was_out = plan.state == "published"
    why = "followed who comes"
    new = next_version(
        setting, session, plan, repaired.rooms,
        notices=(*repaired.notices, *words_of(setting, session, repaired.rooms)),
        by="", why=why, state="published" if was_out else "proposed",
    )  # fmt: skip
    if was_out:
        owe_rooms(setting, new)
        tell_rooms(setting, session, new, published)
    show_rooms(setting, session)


def too_close(setting: Setting, session: Session) -> bool:
    """Whether it is so near the start that rooms no longer change by themselves."""
    hours = rules_of(setting, session).freeze_hours_before
    return setting.now > session.starts_at - timedelta(hours=hours)


def mended(
    setting: Setting,
    session: Session,
    plan: RoomPlan,
    *,
    join: Sequence[str] = (),
    leave: Sequence[str] = (),
) -> Repaired:
    """The rooms as they would be with the fewest moves; nothing is changed by asking."""
    seats = {person: room.name for room in plan.rooms for person in room.people}
    return repair(
        plan.rooms,
        leave=[p for p in leave if p in seats],
        join=[p for p in join if p not in seats],
        people=[setting.people[p] for p in dict.fromkeys([*seats, *join]) if p in setting.people],
        rules=rules_of(setting, session),
        perspectives=perspectives(setting),
        seed=f"{session.id}:{plan.version}",
        wishes=wishes_of(setting, {p: seats[p] for p in plan.pinned if p in seats}),
        past=past_of(setting, session),
    )
