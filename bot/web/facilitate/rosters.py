"""A roster once more: what it would change is seen first, and taken over only as it was seen."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bot.domain.roster import Missing
from bot.facilitation.roster_imports import take_over
from bot.facilitation.setting import Setting
from bot.files.roster import RosterChange, RosterReading, compare, read_roster
from bot.ports import Desk
from bot.voice import people_pages as words
from bot.voice.roster import diff
from bot.web.facilitate.guarded import reader, shown


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A roster that was looked at: what was noticed, and what it would change, a line each."""

    source: bytes
    reading: RosterReading
    change: RosterChange
    lines: tuple[str, ...]

    @property
    def carried(self) -> str:
        """The file as the form carries it from the look to the yes."""
        return base64.b64encode(self.source).decode()

    @property
    def mark(self) -> str:
        """The same for the same changes: what was seen."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/people/import")
    def roster() -> ResponseReturnValue:
        return _page(desk)

    @pages.post("/people/import")
    def look_at_roster() -> ResponseReturnValue:
        file = request.files.get("roster")
        source = file.read() if file else b""
        if not source.strip():
            return _page(desk, said=words.NO_FILE), 400
        return _page(desk, _looked(desk, source))

    @pages.post("/people/import/yes")
    def take_roster() -> ResponseReturnValue:
        try:
            seen = _looked(desk, base64.b64decode(request.form.get("roster", ""), validate=True))
            missing = Missing(request.form.get("missing", Missing.ASK))
        except (binascii.Error, ValueError):
            return _page(desk, said=words.NO_FILE), 400
        if seen.reading.errors or request.form.get("mark") != seen.mark:
            return _page(desk, seen, words.CHANGED_MEANWHILE), 409
        return _page(desk, said=_taken(desk, seen, missing))


def _page(desk: Desk, seen: "Looked | None" = None, said: str = "") -> str:
    nothing_new = words.NOTHING_NEW
    return shown(desk, "import", seen=seen, said=said, nothing_new=nothing_new)


def _looked(desk: Desk, source: bytes) -> Looked:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        roles = setting.plan.labels if setting.begun else {}
        today = setting.now.date()
        known = [person for person in memory.people.find() if not person.erased]
    reading = read_roster(source, roles=roles, today=today)
    change = compare(known, reading.people)
    lines = diff(change.added, change.changed, change.back, change.gone)
    return Looked(source=source, reading=reading, change=change, lines=tuple(lines))


def _taken(desk: Desk, seen: Looked, missing: Missing) -> str:
    done = take_over(
        desk,
        seen.reading.people,
        back=[p.id for p in seen.change.back],
        gone=[p.id for p in seen.change.gone],
        missing=missing,
        by=reader().person.id,
    )
    return words.imported(len(done.added), len(done.changed))
