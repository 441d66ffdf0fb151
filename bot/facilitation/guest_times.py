"""Guests whose hour or place a change has moved: each hears it once, and their calendar lets the old one go."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.guests import Guest, Standing
from bot.facilitation import guests
from bot.facilitation.change_news import place_of
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.voice import guests as words

Appointments = Mapping[str, tuple[datetime, datetime, str]]


def appointments(setting: Setting) -> Appointments:
    """From when to when, and where, each guest is awaited, as the plan stands now."""
    found = setting.memory.guests.find(state=Standing.INVITED) if setting.begun else []
    return {guest.id: _appointment(setting, guest) for guest in found}


def _appointment(setting: Setting, guest: Guest) -> tuple[datetime, datetime, str]:
    slot = guests.slot_of(setting, guest)
    return slot.starts_at, slot.ends_at, place_of(slot.session)


def follow(setting: Setting, before: Appointments) -> None:
    """Tell those who are awaited at another hour or place than they were; facilitators, of whose session is gone."""
    for id, appointment in before.items():
        guest = setting.memory.guests.get(id)
        if setting.memory.sessions.seek(guest.session_id) is None:
            guests.cancel(setting, guest, "the session is gone")
            setting.memory.guests.save(guest.told(Standing.RELIEVED))
            for who in setting.facilitators:
                said = words.session_gone(guest)
                owe(setting, "trouble", f"{guests.KIND}:{id}:gone:{who.id}", who, {"words": said})
        elif _appointment(setting, guest) != appointment:
            guests.tell_anew(setting, guest, "moved")
