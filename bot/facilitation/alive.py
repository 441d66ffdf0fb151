"""Signs of life: each process that keeps time says once a minute that it does, so that anybody can look."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.programme import Note
from bot.ports import Memory

NOTE = "alive"
FORGOTTEN_AFTER = timedelta(hours=1)
MISSED = timedelta(minutes=3)  # a sign comes every minute


@dataclass(frozen=True, kw_only=True)
class Sign:
    """What one process last said: its name, whether it serves or only works, and when it said so."""

    name: str
    engine: str
    at: datetime
    version: str = ""

    def fresh(self, now: datetime) -> bool:
        """Whether it may be counted on; a clock that was set back does not make it old."""
        return now - self.at <= MISSED


def signs(memory: Memory) -> Sequence[Sign]:
    """Who has been alive lately, the latest first."""
    note = memory.notes.seek(NOTE)
    told = json.loads(note.text) if note else {}
    found = [
        Sign(
            name=name,
            engine=one["engine"],
            at=datetime.fromisoformat(one["at"]),
            version=one["version"],
        )
        for name, one in told.items()
    ]
    return sorted(found, key=lambda sign: (sign.at, sign.name), reverse=True)


def show(memory: Memory, sign: Sign) -> None:
    """Say that this process is alive; who has said nothing for an hour is forgotten."""
    recent = [s for s in signs(memory) if sign.at - s.at < FORGOTTEN_AFTER and s.name != sign.name]
    _keep(memory, [sign, *recent])


def leave(memory: Memory, name: str) -> None:
    """This process ends as it should."""
    _keep(memory, [sign for sign in signs(memory) if sign.name != name])


def _keep(memory: Memory, kept: Sequence[Sign]) -> None:
    told = {
        s.name: {"engine": s.engine, "at": s.at.isoformat(), "version": s.version} for s in kept
    }
    memory.notes.save(Note(id=NOTE, text=json.dumps(told)))
