"""A backup each night: when it is due, what is remembered of it, and a word to facilitators where there is none."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.civil_time import last_local_hour
from bot.domain.errors import FacilitationError
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe
from bot.ports import Desk, Memory
from bot.voice import heartbeat as words
from bot.voice.message import Message

NOTE, ABOUT, KIND = "nightly", "backup", "heartbeat"
AT_HOUR = 3  # at night where the community lives
AGAIN = timedelta(hours=1)  # after a night that failed
PATIENCE = timedelta(hours=36)  # one night may be missed
LASTING = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The last backup, and the last try where it came to nothing."""

    at: datetime | None = None
    bytes: int = 0
    failed_at: datetime | None = None
    why: str = ""

    def due(self, now: datetime, zone: str) -> bool:
        """Whether tonight's is still to be made; a clock that was set back makes none due."""
        if self.failed_at and timedelta(0) <= now - self.failed_at < AGAIN:
            return False
        return self.at is None or self.at < last_local_hour(now, zone, AT_HOUR)

    def missed(self, now: datetime) -> bool:
        """Whether there has been none for longer than one night."""
        return bool(self.failed_at) and (self.at is None or now - self.at > PATIENCE)


def kept(memory: Memory) -> Kept:
    """What is remembered of backups; nothing where none was tried."""
    note = memory.notes.seek(NOTE)
    told = json.loads(note.text) if note else {}
    instants = {
        name: datetime.fromisoformat(told[name]) for name in ("at", "failed_at") if told.get(name)
    }
    return Kept(bytes=told.get("bytes", 0), why=told.get("why", ""), **instants)


def nightly(desk: Desk) -> bool:
    """Make tonight's backup if it is due; whether one was made. Safe to call at any time."""
    with desk.store.read() as memory:
        before, now = kept(memory), desk.clock.now()
    if desk.backups is None or not before.due(now, desk.house.default_zone):
        return False
    try:
        made = Kept(at=now, bytes=desk.backups.make(now))
    except FacilitationError as no:
        _remember(desk, Kept(at=before.at, bytes=before.bytes, failed_at=now, why=no.message))
        return False
    _remember(desk, made)
    return True


def _remember(desk: Desk, news: Kept) -> None:
    told = {
        "at": news.at.isoformat() if news.at else None,
        "bytes": news.bytes,
        "failed_at": news.failed_at.isoformat() if news.failed_at else None,
        "why": news.why,
    }
    with desk.store.begin() as memory:
        memory.notes.save(Note(id=NOTE, text=json.dumps(told)))
        setting = Setting(desk, memory)
        if news.missed(setting.now) and setting.begun:
            _tell(setting)


def _tell(setting: Setting) -> None:
    """Each facilitator, once a day."""
    for who in setting.facilitators:
        key = f"{KIND}:{ABOUT}:{setting.now:%Y-%m-%d}:{who.id}"
        owe(setting, KIND, key, who, {"about": ABOUT}, expires_at=setting.now + LASTING)


def letter(setting: Setting, person: Participant) -> Message | Drop:
    """What a facilitator reads, as long as there is none."""
    known = kept(setting.memory)
    if not known.missed(setting.now):
        return Drop(why="there is a backup again")
    return words.no_backup(known.why, since=known.at, zone=person.zone)
