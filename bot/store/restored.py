"""Reconcile-all mode as the ledger reads it: a note in the database, and what a claim must know of it."""

from datetime import datetime
from typing import Any

from bot.domain.programme import Note
from bot.domain.restoring import NOTE, Restored
from bot.ports import Shelf

EVERY_ID = 2**62


def mode_in(notes: Shelf[Note]) -> Restored | None:
    """The mode of a database that was restored, or None. The note may be at hand."""
    note = notes.seek(NOTE)
    return None if note is None else Restored.read(note.text)


def to_look_up_first(mode: Restored | None, now: datetime) -> dict[str, Any]:
    """Which ready effects a claim must treat as gone, and since when."""
    if mode is None:
        return {"look_up_to": 0, "gone_since": None}
    newest = EVERY_ID if mode.holds(now) else mode.newest
    return {"look_up_to": newest, "gone_since": mode.since}
