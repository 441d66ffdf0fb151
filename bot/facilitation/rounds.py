"""Rounds: one asking of a prompt around a session, put to each person at their own hour."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.answers import Asking
from bot.domain.civil_time import (
    local_hour_days_on,
    next_local_hour,
    notice_instant,
    prompt_instant,
)
from bot.domain.effects import Duty, Late
from bot.domain.programme import Offset, Prompt, PromptType, When
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import attending, audience
from bot.facilitation.choices import choices_for, written_for
from bot.facilitation.closing import open_key
from bot.facilitation.setting import Setting
from bot.facilitation.telling import LATENESS, LEFT, owe, touch, touch_all, touch_home
from bot.facilitation.told import mark_told, told_before

ANSWERABLE = timedelta(days=10)
LOOK_AGAIN = timedelta(hours=1)


def is_rsvp(prompt: Prompt) -> bool:
    """The question whether people come is the choice that the rooms are drawn from."""
    return prompt.use == "rooms" and prompt.type is PromptType.CHOICE


def is_room_news(prompt: Prompt) -> bool:
    """The notice of one's room goes out when rooms are published, not by the calendar alone."""
    return prompt.use == "rooms" and prompt.type is PromptType.NOTICE


def closes_at(session: Session, prompt: Prompt, due: datetime) -> datetime:
    """Until when asking makes sense. Answers are welcome later, too."""
    return session.starts_at if prompt.when is When.PRE else due + ANSWERABLE


def look_around(setting: Setting, duty: Duty) -> datetime | None:
    """Ask everyone whose hour for this prompt has come; say when to look again."""
    session = setting.session(duty.facts["session"])
    prompt = setting.plan.prompt(session.month, duty.facts["prompt"])
    if session.cancelled or prompt.send is None or not prompt.asked:
        return None  # what is held looks again when it is released
    tells_back = "{you_said_we_did}" in prompt.text
    if tells_back and not told_before(setting, session):
        return _until(setting.now + LOOK_AGAIN, session.starts_at, setting.now)
    dues = {p.id: due_at(setting, session, prompt, p.zone) for p in setting.people.values()}
    written = written_for(setting, session, prompt)
    for person, subject in audience(setting, session, prompt):
        if dues[person.id] <= setting.now:
            choices = choices_for(setting, prompt, person, written)
            put = replace(prompt, choices=choices) if choices else prompt
            ask(setting, session, put, person, subject=subject, due=dues[person.id])
            if tells_back:
                mark_told(setting, session)
    return _next(dues.values(), setting.now)


def due_at(setting: Setting, session: Session, prompt: Prompt, zone: str) -> datetime:
    """When a prompt is due in this city; not before the instant a facilitator released it or moved it."""
    if prompt.send is None:
        return prompt.since or setting.now
    due = prompt_instant(session, prompt.send, zone, setting.rules)
    return max(due, prompt.since) if prompt.since else due


def _until(at: datetime, end: datetime, now: datetime) -> datetime | None:
    return min(at, end) if end > now else None


def _next(dues: Iterable[datetime], now: datetime) -> datetime | None:
    return min((due for due in dues if due > now), default=None)


def asking_id(session: Session, prompt: Prompt, person: Participant, subject: str = "") -> str:
    return ":".join(filter(None, [session.id, prompt.key, person.id, subject]))


def ask(
    setting: Setting,
    session: Session,
    prompt: Prompt,
    person: Participant,
    *,
    subject: str = "",
    due: datetime,
) -> None:
    """Put a prompt to one person, once, and owe at most one reminder."""
    asking = Asking(
        id=asking_id(session, prompt, person, subject),
        session_id=session.id,
        prompt=prompt.key,
        person_id=person.id,
        subject=subject,
        choices=prompt.choices if prompt.choices_from else (),
    )
    if not setting.memory.askings.add(asking):
        return
    due = _not_before_hello(setting, person, due)
    closes = closes_at(session, prompt, due)
    payload = {"asking": asking.id, "due": due.isoformat()}
    key = ask_key(asking.id)
    owe(setting, "prompt", key, person, payload, at=due, expires_at=closes, late=Late.SORRY)
    if reminds(prompt):
        _remind(setting, asking, person, due=due, closes=closes)


def _not_before_hello(setting: Setting, person: Participant, due: datetime) -> datetime:
    """What was due before the programme began here comes with the welcome, not before it."""
    begun = setting.programme.loaded_at
    return due if due >= begun else next_local_hour(begun, person.zone, setting.rules)


def _remind(
    setting: Setting, asking: Asking, person: Participant, *, due: datetime, closes: datetime
) -> None:
    """Owe the one reminder, some days after the question came, where there is time for it."""
    at = _reminder_at(setting, person, due)
    key, payload = reminder_key(asking.id), {"asking": asking.id}
    owe(setting, "reminder", key, person, payload, at=at, expires_at=closes, late=Late.SKIP)


def _reminder_at(setting: Setting, person: Participant, due: datetime) -> datetime:
    days = setting.rules.remind_after_days
    return local_hour_days_on(max(due, setting.now), days, person.zone, setting.rules)


def put_off(setting: Setting, session: Session, prompt: Prompt, asking: Asking) -> None:
    """Move a question that has not left to the hour it is due at now, and its reminder after it."""
    person = setting.one(asking.person_id)
    if person is None:
        return
    due = max(due_at(setting, session, prompt, person.zone), setting.now)
    closes, payload = closes_at(session, prompt, due), {"asking": asking.id, "due": due.isoformat()}
    effects = setting.memory.effects
    effects.put_off(ask_key(asking.id), not_before=due, expires_at=closes, payload=payload)
    later = _reminder_at(setting, person, due)
    effects.put_off(reminder_key(asking.id), not_before=later, expires_at=closes)


def ask_key(asking: str) -> str:
    return f"ask:{asking}"


def reminder_key(asking: str) -> str:
    return f"remind:{asking}"


def show_where_asked(setting: Setting, asking: str, person_id: str) -> None:
    """Bring up to date every place that shows this question."""
    touch(setting, ask_key(asking))
    touch(setting, reminder_key(asking))
    touch_home(setting, person_id)


def reminds(prompt: Prompt) -> bool:
    """Only what is not optional is ever asked about twice."""
    return prompt.type is not PromptType.NOTICE and not prompt.optional


def look_at_notices(setting: Setting, duty: Duty) -> datetime | None:
    """Remind everyone who comes of the session, at their hour; say when to look again."""
    session = setting.session(duty.facts["session"])
    number = int(duty.facts["notice"])
    if session.cancelled:
        return None
    offsets = setting.rules.session_notices
    people = [p for p in attending(setting, session) if p.hears_of_sessions] + setting.facilitators
    dues = {p.id: notice_instant(session, offsets[number], p.zone, setting.rules) for p in people}
    for person in people:
        if dues[person.id] <= setting.now:
            _notify(setting, session, number, person, dues[person.id])
    return _next(dues.values(), setting.now)


def _notify(
    setting: Setting, session: Session, number: int, person: Participant, due: datetime
) -> None:
    """One notice. It is worth nothing any more once the next one is due: after a long silence only one comes."""
    offsets = setting.rules.session_notices
    later = [notice_instant(session, o, person.zone, setting.rules) for o in offsets[number + 1 :]]
    ends = min([*[i for i in later if i > due], session.starts_at + timedelta(minutes=10)])
    kind = "notice" if offsets[number].day_level else "card"
    if _knows_it(setting, session, number, person, due):
        return
    if setting.now - due > LATENESS and _said_soon(setting, offsets[number + 1 :], later):
        return
    owe(
        setting,
        kind,
        notice_key(session, number, person),
        person,
        {"session": session.id, "notice": number},
        at=due,
        expires_at=ends,
        late=Late.SKIP,
        after=open_key(setting, session.id) if session.virtual and kind == "card" else "",
        quiet=offsets[number].day_level,
    )


def _knows_it(
    setting: Setting, session: Session, number: int, person: Participant, due: datetime
) -> bool:
    """Whether this notice was due before the session was moved, and its news, or the notice itself, was told."""
    if session.moved_at is None or due > session.moved_at:
        return False
    first = f"{session.id}:notice:{number}:{person.id}"
    said = setting.memory.effects.seek(first)
    told = setting.memory.effects.find(f"change:{session.id}:{person.id}:")
    before = setting.memory.effects.find(f"{first}/", states=LEFT)
    return bool(told or before or (said and said.state in LEFT))


def _said_soon(setting: Setting, offsets: Sequence[Offset], instants: Sequence[datetime]) -> bool:
    """Whether the next notice of the same kind is so near that a late one before it only adds to the pile."""
    near = setting.now + timedelta(days=1)
    return any(
        offset.day_level and setting.now <= instant < near
        for offset, instant in zip(offsets, instants, strict=True)
    )


def show_reply(setting: Setting, session: Session, person_id: str) -> None:
    """Bring up to date what shows whether a person comes."""
    for number in range(len(setting.rules.session_notices)):
        first = f"{session.id}:notice:{number}:{person_id}"
        touch(setting, first)
        touch_all(setting, f"{first}/")  # said anew since the session was moved
    touch_home(setting, person_id)


def notice_key(session: Session, number: int, person: Participant) -> str:
    return f"{session.id}:notice:{number}:{person.id}{session.turn}"


def card_key(setting: Setting, session: Session, person_id: str) -> str:
    """The key of a person's session card: the notice that comes by the hour."""
    offsets = setting.rules.session_notices
    number = next((n for n, o in enumerate(offsets) if not o.day_level), len(offsets) - 1)
    return f"{session.id}:notice:{number}:{person_id}{session.turn}"


def earliest(setting: Setting, session: Session, offset: Offset) -> datetime:
    """The first instant at which anyone's hour for this offset strikes."""
    return min(prompt_instant(session, offset, zone, setting.rules) for zone in setting.zones)


def earliest_notice(setting: Setting, session: Session, offset: Offset) -> datetime:
    return min(notice_instant(session, offset, zone, setting.rules) for zone in setting.zones)
