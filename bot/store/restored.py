"""Reconcile-all mode as the ledger reads it: a note in the database, and what a claim must know of it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.programme import Note
from bot.domain.restoring import NOTE, Restored
from bot.ports import Shelf
from bot.store.tables import note

EVERY_ID = 2**62
MODE = sa.select(note.c.text).where(note.c.id == NOTE)


def restored_in(connection: sa.Connection) -> Restored | None:
    """The mode this database is in since it was restored, if it ever was."""
    text = connection.execute(MODE).scalar_one_or_none()
    return None if text is None else Restored.read(text)


def mode_in(notes: Shelf[Note]) -> Restored | None:
    """The same, read off the shelf of notes, where it may be at hand."""
    note = notes.seek(NOTE)
    return None if note is None else Restored.read(note.text)


def to_look_up_first(mode: Restored | None, now: datetime) -> dict[str, Any]:
    """Which ready effects a claim must treat as gone, and since when."""
    if mode is None:
        return {"look_up_to": 0, "gone_since": None}
    newest = EVERY_ID if mode.holds(now) else mode.newest
    return {"look_up_to": newest, "gone_since": mode.since}
