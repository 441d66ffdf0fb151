"""Owing words to people: at an hour when they may be spoken to, once, and brought up to date where they stand."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.civil_time import in_quiet_hours, next_local_hour, speakable_day
from bot.domain.effects import Effect, Late, Owed, State
from bot.domain.followup import Subgroup
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting

LATENESS = timedelta(hours=1)  # so much later than due is still "at that hour"
VERY_LATE = timedelta(days=1)  # so late that we owe a word about it
LASTING = timedelta(days=10)
LEFT = (State.DONE, State.SENDING, State.UNKNOWN)  # or may have left


def speakable(setting: Setting, person: Participant, instant: datetime) -> datetime:
    """This instant, or the next local hour where it falls into the person's quiet hours or a weekend."""
    at_peace = in_quiet_hours(instant, person.zone, setting.rules)
    if at_peace or not speakable_day(instant, person.zone, setting.rules):
        return next_local_hour(instant, person.zone, setting.rules)
    return instant


def owe(
    setting: Setting,
    kind: str,
    key: str,
    person: Participant,
    payload: dict[str, Any],
    *,
    at: datetime | None = None,
    expires_at: datetime | None = None,
    after: str = "",
    late: Late = Late.SEND,
    quiet: bool = True,
) -> bool:
    """Owe one person a message. One that is already past its hour waits for the next hour when people may be
    spoken to, unless `quiet` is false (an answer to their own act, or news of a session that is near).
    """
    wished = at or setting.now
    overdue = setting.now - wished > LATENESS
    start = max(wished, setting.now) if overdue else wished
    not_before = speakable(setting, person, start) if quiet and (overdue or at is None) else start
    expires = expires_at or not_before + LASTING
    if expires <= max(not_before, setting.now):
        return False
    return setting.memory.effects.owe(
        Owed(
            key=key,
            kind=kind,
            target=person.id,
            payload=payload,
            not_before=not_before,
            expires_at=expires,
            late=late,
            after=after,
            hold_until=not_before + timedelta(hours=2) if after else None,
        )
    )


def owe_channel(
    setting: Setting, kind: str, key: str, channel: str, payload: dict[str, Any], *, after: str = ""
) -> bool:
    """Owe a channel a message."""
    return setting.memory.effects.owe(
        Owed(
            key=key,
            kind=kind,
            target=channel,
            payload=payload,
            not_before=setting.now,
            expires_at=setting.now + LASTING,
            after=after,
            hold_until=setting.now + timedelta(days=1) if after else None,
        )
    )


def say_to_subgroup(
    setting: Setting, subgroup: Subgroup, kind: str, key: str, payload: dict[str, Any]
) -> None:
    """Owe a subgroup's place a message, and in private whoever could not be let in there."""
    if subgroup.channel:
        owe_channel(setting, kind, key, subgroup.channel, payload)
    for member in subgroup.uninvited:
        person = setting.one(member)
        if person:
            owe(setting, kind, f"{key}:{member}", person, payload)


def owe_zoom(
    setting: Setting,
    kind: str,
    key: str,
    session: Session,
    *,
    expires_at: datetime,
    after: str = "",
    **more: Any,
) -> bool:
    """Owe Zoom something for a session; with `after`, at the latest when the session starts."""
    return setting.memory.effects.owe(
        Owed(
            key=key,
            kind=kind,
            target=session.id,
            payload={"session": session.id, **more},
            not_before=setting.now,
            expires_at=expires_at,
            after=after,
            hold_until=session.starts_at if after else None,
        )
    )


def touch(setting: Setting, key: str) -> None:
    """Bring a message up to date where it already stands; one that has not left will be right by itself."""
    within = setting.memory.bundled.seek(key)
    key = within.lead if within else key
    original = setting.memory.effects.seek(key)
    if original is None or original.state not in LEFT:
        return
    _owe_again(setting, "edit", f"edit:{key}:", original.target, {"of": key}, after=key)


def touch_all(setting: Setting, prefix: str) -> None:
    """Bring up to date every message that stands whose key starts so."""
    for effect in setting.memory.effects.find(prefix, states=LEFT):
        if not effect.kind.startswith("meeting"):
            touch(setting, effect.key)


def touch_letters(setting: Setting, kind: str, person_id: str) -> None:
    """Bring up to date every message of one kind that stands before one person."""
    for effect in setting.memory.effects.find(kind=kind, target=person_id, states=LEFT):
        touch(setting, effect.key)


def touch_home(setting: Setting, person_id: str) -> None:
    """Bring a Home page up to date, if its owner has ever looked at it."""
    if setting.memory.notes.seek(f"home:{person_id}"):
        show_home(setting, person_id)


def show_home(setting: Setting, person_id: str) -> None:
    """Owe a person their Home page as it is now."""
    _owe_again(setting, "home", f"home:{person_id}:", person_id, {})


def _owe_again(
    setting: Setting,
    kind: str,
    prefix: str,
    target: str,
    payload: dict[str, Any],
    *,
    after: str = "",
) -> None:
    """One more of what may be said again and again: an older one that has not left is not needed any more."""
    if setting.memory.effects.find(prefix, states=[State.READY]):
        return  # words are found when it leaves, so the one that waits will say the newest
    number = setting.memory.numbers.next(prefix)
    setting.memory.effects.owe(
        Owed(
            key=f"{prefix}{number}",
            kind=kind,
            target=target,
            payload=payload,
            not_before=setting.now,
            expires_at=setting.now + timedelta(days=2),
            after=after,
            hold_until=setting.now + timedelta(days=1) if after else None,
        )
    )


def stands(effect: Effect | None) -> bool:
    """Whether a message is there for people to read."""
    return effect is not None and effect.state is State.DONE and ":" in effect.remote_id


def is_late(setting: Setting, effect: Effect) -> bool:
    """Whether it comes more than a day after its hour, and we owe a word about that."""
    due = effect.payload.get("due")
    return (
        effect.late is Late.SORRY
        and bool(due)
        and setting.now - datetime.fromisoformat(str(due)) > VERY_LATE
    )
