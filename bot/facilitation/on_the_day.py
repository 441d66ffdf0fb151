"""The day itself: the host sheet before it, cards brought up to date, the room's question in its last third."""

from datetime import datetime, timedelta

from bot.domain.answers import Asking
from bot.domain.effects import Duty, Late
from bot.domain.sessions import Room, Session
from bot.facilitation.audience import rooms_of
from bot.facilitation.presence import touch_host_card
from bot.facilitation.room_questions import question_for
from bot.facilitation.rounds import ANSWERABLE, ask_key, asking_id, card_key
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch


def owe_host_sheet(setting: Setting, duty: Duty) -> datetime | None:
    """Give every facilitator the list of rooms and the way to start the meeting, an hour before."""
    session = setting.session(duty.facts["session"])
    if not session.cancelled:
        for person in setting.facilitators:
            key = f"{session.id}:host-sheet:{person.id}{session.turn}"
            owe(
                setting, "host-sheet", key, person, {"session": session.id},
                at=duty.due_at, expires_at=session.ends_at, quiet=False,
            )  # fmt: skip
    return None


def open_rooms(setting: Setting, duty: Duty) -> datetime | None:
    """At the planned start of a round with rooms, each person's session card says what the room does now."""
    session = setting.session(duty.facts["session"])
    plan = rooms_of(setting, session)
    if session.cancelled or plan is None:
        return None
    for person in plan.seated:
        _prepare_question(setting, session, duty.facts["round"], person)
        touch(setting, card_key(setting, session, person))
    for room in plan.rooms:
        touch_host_card(setting, session, room.host)
    return None


def _prepare_question(setting: Setting, session: Session, round_key: str, person_id: str) -> None:
    """Let everyone in the room answer its question from their card, without being sent another message."""
    person = setting.people.get(person_id)
    prompt = question_for(setting, session, round_key, person) if person else None
    if prompt is None or person is None or not prompt.asked:
        return
    id = asking_id(session, prompt, person)
    setting.memory.askings.add(
        Asking(
            id=id,
            session_id=session.id,
            prompt=prompt.key,
            person_id=person.id,
            asked_at=setting.now,
        )
    )


def ask_rooms(setting: Setting, duty: Duty) -> datetime | None:
    """In the last third of the round, put the room's question to its host and scribe."""
    session = setting.session(duty.facts["session"])
    plan = rooms_of(setting, session)
    prompt = setting.plan.prompt(session.month, duty.facts["prompt"])
    if session.cancelled or plan is None or not prompt.asked:
        return None
    for room in plan.rooms:
        for person_id in _asked_in(setting, session, duty, room):
            _ask(setting, session, duty, person_id)
    return None


def _asked_in(setting: Setting, session: Session, duty: Duty, room: Room) -> list[str]:
    prompt = setting.plan.prompt(session.month, duty.facts["prompt"])
    only_host = set(prompt.audience) == {"room_host"}
    wanted = [room.host] if only_host else [room.host, room.scribe]
    here = [setting.people[p] for p in dict.fromkeys(wanted) if p in setting.people]
    asked = {p.id: question_for(setting, session, duty.facts["round"], p) for p in here}
    return [id for id, own in asked.items() if own and own.key == prompt.key]


def _ask(setting: Setting, session: Session, duty: Duty, person_id: str) -> None:
    prompt = setting.plan.prompt(session.month, duty.facts["prompt"])
    person = setting.people[person_id]
    id = asking_id(session, prompt, person)
    setting.memory.askings.add(
        Asking(id=id, session_id=session.id, prompt=prompt.key, person_id=person.id)
    )
    owe(
        setting,
        "prompt",
        ask_key(id),
        person,
        {"asking": id},
        at=duty.due_at,
        expires_at=max(session.ends_at, setting.now) + min(ANSWERABLE, timedelta(hours=20)),
        late=Late.SEND,
        quiet=False,
    )
