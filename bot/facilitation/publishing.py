"""Publishing rooms: people are told their own, Zoom gets the list, late answers are followed with the fewest moves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.effects import Duty
from bot.domain.errors import TooLate
from bot.domain.seating import repair
from bot.domain.seating_wishes import Repaired
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation.audience import attends, nothing_drawn, rooms_of, to_seat
from bot.facilitation.meetings import owe_meeting, owe_rooms, owe_rooms_again
from bot.facilitation.past import past_of
from bot.facilitation.room_news import refresh_person, room_news_key, tell
from bot.facilitation.rooms import (
    draw_anew,
    latest,
    next_version,
    rules_of,
    show_rooms,
    words_of,
)
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch
from bot.facilitation.traces import trace
from bot.facilitation.wishes import drawn_or_told, unkept, wishes_of, word_if_unkept
from bot.ports import Desk
from bot.voice.versions import FOLLOWED


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
    if nothing_drawn(setting, session):
        again = drawn_or_told(setting, duty, lambda: draw_anew(setting, session, by=""))
        if again:
            return again
    if setting.desk.house.publish_by_hand or not _wishes_kept(setting, session):
        for person in setting.facilitators:
            owe(setting, "publish-reminder", f"{session.id}:publish-reminder:{person.id}{session.turn}", person,
                {"session": session.id}, expires_at=session.starts_at)  # fmt: skip
        return None
    publish_latest(setting, session, by="")
    return None


def _wishes_kept(setting: Setting, session: Session) -> bool:
    """Whether rooms that go out by themselves keep every private wish, mended where one came since; else they wait."""
    if unkept(setting, session, latest(setting, session)):
        repair_rooms(setting, session, thorough=True)
    return not unkept(setting, session, latest(setting, session))


def publish_latest(setting: Setting, session: Session, *, by: str) -> RoomPlan:
    """Publish the newest version; people whose room is new to them are told, the others' messages are kept right."""
    if session.cancelled:  # nobody would hear of them, then or later
        raise TooLate(why="the session does not take place")
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
    tell(setting, session, new, before)
    trace(setting, by, "published the rooms", session.id)
    show_rooms(setting, session)
    return new


def follow_address(setting: Setting, person_id: str) -> None:
    """Let Zoom, and what the person reads, follow another Zoom address where rooms are published already."""
    for session in setting.sessions():
        plan = setting.memory.plans.published(session.id)
        if session.starts_at > setting.now and plan and plan.room_of(person_id):
            owe_rooms_again(setting, plan)
            touch(setting, room_news_key(session, person_id, plan.version))
            refresh_person(setting, session, plan, person_id)


def repair_rooms(
    setting: Setting,
    session: Session,
    *,
    join: Sequence[str] = (),
    leave: Sequence[str] = (),
    thorough: bool = False,
) -> None:
    """Let rooms follow a late yes or no with the fewest moves; close to the start a facilitator decides."""
    plan = latest(setting, session)
    if too_close(setting, session):
        show_rooms(setting, session)
        return
    repaired = mended(setting, session, plan, join=join, leave=leave, thorough=thorough)
    published = setting.memory.plans.published(session.id)
    was_out = plan.state == "published"
    why = FOLLOWED
    new = next_version(
        setting, session, plan, repaired.rooms,
        notices=(*repaired.notices, *words_of(setting, session, repaired.rooms)),
        by="", why=why, state="published" if was_out else "proposed",
    )  # fmt: skip
    if was_out:
        owe_rooms(setting, new)
        tell(setting, session, new, published)
    show_rooms(setting, session)


def follow_answers(setting: Setting, session: Session, people: Sequence[str]) -> None:
    """Let rooms that exist already follow what these people, or others for them, have said of late."""
    plan = rooms_of(setting, session)
    if plan is None:
        return
    coming = {p for p in people if (one := setting.one(p)) and attends(setting, session, one)}
    join = [p for p in dict.fromkeys(people) if p in coming - plan.seated]
    leave = [p for p in dict.fromkeys(people) if p in plan.seated - coming]
    if join or leave:
        repair_rooms(setting, session, join=join, leave=leave)
        word_if_unkept(setting, session)


def waits_for_a_word(setting: Setting, session: Session) -> bool:
    """Whether there are rooms that no longer follow by themselves."""
    return rooms_of(setting, session) is not None and too_close(setting, session)


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
    thorough: bool = False,
) -> Repaired:
    """The rooms as they would be with the fewest moves; nothing is changed by asking.

    `thorough` also puts right what they did not keep before: wishes, and rooms that are too small.
    """
    seats = {person: room.name for room in plan.rooms for person in room.people}
    here = [setting.people[p] for p in dict.fromkeys([*seats, *join]) if p in setting.people]
    return repair(
        plan.rooms,
        leave=[p for p in leave if p in seats],
        join=[p for p in join if p not in seats],
        people=to_seat(setting, here),
        rules=rules_of(setting, session),
        perspectives=setting.perspectives,
        seed=f"{session.id}:{plan.version}",
        wishes=wishes_of(setting, session, {p: seats[p] for p in plan.pinned if p in seats}),
        past=past_of(setting, session),
        settled=thorough,
        everywhere=thorough,
    )
