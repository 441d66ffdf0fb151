"""Who hears of their rooms, and when: those whose room or part changes; whatever else shows rooms is put right."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.answers import Rsvp
from bot.domain.civil_time import at_local_hour, rooms_day
from bot.domain.effects import State
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.audience import said_yes
from bot.facilitation.rooms import rules_of
from bot.facilitation.rounds import card_key
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch, touch_home
from bot.voice.mending import Told

NEAR = timedelta(hours=12)
NO_ROOM = Room(name="", people=())


def concerned(
    setting: Setting, session: Session, before: RoomPlan | None, rooms: Sequence[Room]
) -> tuple[Told, ...]:
    """Who is concerned by other rooms than those they were told, room by room.

    Whoever said themselves that they cannot come knows it, and is told nothing.
    """
    no = setting.memory.replies.find(session_id=session.id, answer=Rsvp.NO)
    quiet = {reply.person_id for reply in no if reply.by == reply.person_id}
    now = {person: room for room in rooms for person in room.people}
    then = {person: room for room in before.rooms for person in room.people} if before else {}
    return tuple(
        told
        for person in {**now, **then}
        if person in setting.people and person not in quiet
        for told in _concerns(person, then.get(person, NO_ROOM), now.get(person, NO_ROOM))
    )


def _concerns(person: str, then: Room, now: Room) -> Iterator[Told]:
    if now.name != then.name:
        yield Told(person=person, part="room" if now.name else "none", room=now.name)
    for part, had, has in (
        ("host", then.host == person, now.host == person),
        ("scribe", then.scribe == person, now.scribe == person),
    ):
        if has and not had:
            yield Told(person=person, part=part, room=now.name)
        elif had and not has and now.name == then.name:
            yield Told(person=person, part=f"not {part}", room=now.name)


def tell(
    setting: Setting,
    session: Session,
    plan: RoomPlan,
    before: RoomPlan | None,
    *,
    back: bool = False,
) -> None:
    """Tell those concerned, each once, and put right in silence what the others read.

    What is taken `back` before it was said is not said at all.
    """
    parts: dict[str, list[str]] = {}
    for each in concerned(setting, session, before, plan.rooms):
        parts.setdefault(each.person, []).append(each.part)
    for person_id in sorted(plan.seated | (before.seated if before else frozenset())):
        person, mine = setting.people.get(person_id), parts.get(person_id, [])
        if person is None:
            continue
        if mine and not (back and _unsaid(setting, session, plan, person)):
            _tell(setting, session, plan, person, mine)
        elif before and before.room_of(person_id) != plan.room_of(person_id):
            refresh_person(setting, session, plan, person_id)


def _tell(
    setting: Setting, session: Session, plan: RoomPlan, person: Participant, parts: Sequence[str]
) -> None:
    news = [part for part in parts if part != "host"]
    if news:
        tell_room(setting, session, plan, person, part=_first(news))
    else:
        refresh_person(setting, session, plan, person.id)
    if "host" in parts:
        tell_host(setting, session, plan, person)


def _first(news: Sequence[str]) -> str:
    """Another room says all by itself; a part alone is named."""
    return "" if "room" in news else news[0]


def _unsaid(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> bool:
    """Whether what is taken back has not been said yet; then it is not said at all, and nothing said back."""
    kinds = [f"{session.id}:{kind}:{person.id}:" for kind in ("room-news", "host-card")]
    waiting = any(setting.memory.effects.find(kind, states=[State.READY]) for kind in kinds)
    if not waiting or not told_before(setting, session, plan, person):
        return False
    for kind in kinds:
        setting.memory.effects.cancel(kind, "taken back before it was said")
    return True


def tell_room(
    setting: Setting, session: Session, plan: RoomPlan, person: Participant, **more: str
) -> None:
    """Tell a person their room, or `more`: what else has changed there for them."""
    near, going_on = session.starts_at - setting.now < NEAR, session.starts_at <= setting.now
    first = f"{session.id}:meeting:rooms:v{plan.version}" if session.virtual else ""
    setting.memory.effects.cancel(f"{session.id}:room-news:{person.id}:", "a newer room is told")
    again = told_before(setting, session, plan, person)
    owe(
        setting,
        "room-news",
        room_news_key(session, person.id, plan.version),
        person,
        {"session": session.id, "again": again, **more},
        at=None if near else room_news_hour(setting, session, person),
        expires_at=session.ends_at if going_on else session.starts_at + timedelta(minutes=10),
        after="" if going_on else first,
        quiet=not (near and said_yes(setting, session, person.id)),
    )
    refresh_person(setting, session, plan, person.id)


def told_before(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> bool:
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


def tell_host(setting: Setting, session: Session, plan: RoomPlan, person: Participant) -> None:
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


def refresh_person(setting: Setting, session: Session, plan: RoomPlan, person_id: str) -> None:
    """Bring a person's room news, host card and session card up to date where they stand."""
    for version in range(1, plan.version):
        touch(setting, room_news_key(session, person_id, version))
        touch(setting, host_card_key(session, person_id, version))
    touch(setting, card_key(setting, session, person_id))
    touch_home(setting, person_id)
