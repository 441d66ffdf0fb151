"""Guests whose hour another plan has moved: each hears it once, and their calendar lets the old hour go."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.guests import Standing
from bot.domain.sessions import Session
from bot.facilitation import guests
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.voice import guests as words

Hours = Mapping[str, tuple[datetime, datetime]]


def hours(setting: Setting) -> Hours:
    """When each guest is awaited, by the plan as it is now."""
    found = setting.memory.guests.find(state=Standing.INVITED) if setting.begun else []
    slots = {g.id: guests.slot_of(setting, g) for g in found}
    return {id: (slot.starts_at, slot.ends_at) for id, slot in slots.items()}


def follow(
    setting: Setting, before: Hours, *, elsewhere: bool = False, at: Session | None = None
) -> None:
    """Tell those whose hour is another one than it was; facilitators, of those whose session is gone.

    `elsewhere`: whoever comes `at` this session hears it in any case, for it is in another place.
    """
    for id, hour in before.items():
        guest = setting.memory.guests.get(id)
        if setting.memory.sessions.seek(guest.session_id) is None:
            guests.cancel(setting, guest, "the session is gone")
            setting.memory.guests.save(guest.told(Standing.RELIEVED))
            for who in setting.facilitators:
                said = words.session_gone(guest)
                owe(setting, "trouble", f"{guests.KIND}:{id}:gone:{who.id}", who, {"words": said})
            continue
        slot = guests.slot_of(setting, guest)
        moved_away = elsewhere and at is not None and at.id == guest.session_id
        if moved_away or (slot.starts_at, slot.ends_at) != hour:
            guests.tell_anew(setting, guest, "moved")
