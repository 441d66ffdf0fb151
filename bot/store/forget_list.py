"""The forget-list: a file beside the database, without content, that every restored backup must obey.

The first line holds a salt. Each further line says of one thing, by the salted digest of its kind and id, that from
an instant on it is to be forgotten, or may be known again. Lines are only ever added.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from bot.domain.errors import FacilitationError
from bot.store.places import file_of
from bot.store.turns import OWNER_ONLY

FORM = "forget-list/1"
FORGET, KEEP, RESTORE = "forget", "keep", "restore"


class ForgetListUnreadable(FacilitationError):
    """Line {line} of the forget-list {path} cannot be read. Bring back a copy of that file before you restore."""


def list_beside(place: URL) -> Path | None:
    """Where an SQLite database's list is."""
    path = file_of(place)
    return path.resolve().with_name(f"{path.name}.forgotten") if path else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of one thing: `act` is forget or keep; or that a backup was restored."""

    act: str
    digest: str
    at: datetime

    @property
    def text(self) -> str:
        return json.dumps({"act": self.act, "thing": self.digest, "at": self.at.isoformat()})


@dataclass(frozen=True)
class ForgetFile:
    """The list in its file."""

    path: Path

    def digest(self, kind: str, id: str) -> str:
        """A thing as the list knows it."""
        return hmac.new(self._salt(), f"{kind}\0{id}".encode(), hashlib.sha256).hexdigest()

    def line(self, act: str, kind: str, id: str, at: datetime) -> Line:
        return Line(act=act, digest=self.digest(kind, id), at=at)

    def append(self, lines: Iterable[Line]) -> None:
        """Add these lines and see that they are on the disk. Half a line of one who died goes."""
        new = "".join(f"{line.text}\n" for line in lines)
        if not new:
            return
        with self.path.open("r+b") as file:
            written = file.read()
            file.seek(written.rfind(b"\n") + 1)
            file.write(new.encode())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())

    def forgotten(self, kind: str, ids: Iterable[str]) -> list[str]:
        """Which of these are to be forgotten by the last that was said of them."""
        last = {line.digest: line.act for line in self.lines()}
        return [id for id in ids if last.get(self.digest(kind, id)) == FORGET] if last else []

    def lines(self) -> list[Line]:
        """All lines that were written to their end, in order. Raises ForgetListUnreadable."""
        if not self.path.exists():
            return []
        whole = self.path.read_bytes().rpartition(b"\n")[0].split(b"\n")[1:]
        return [self._read(number, text) for number, text in enumerate(whole, 2)]

    def _read(self, number: int, text: bytes) -> Line:
        try:
            told = json.loads(text)
            return Line(
                act=told["act"], digest=told["thing"], at=datetime.fromisoformat(told["at"])
            )
        except (ValueError, KeyError, TypeError):
            raise ForgetListUnreadable(line=number, path=self.path) from None

    def _salt(self) -> bytes:
        """The first line's; made with the file."""
        if not self.path.exists():
            self._begin()
        try:
            told = json.loads(self.path.read_bytes().split(b"\n", 1)[0])
            return bytes.fromhex(told["salt"])
        except (ValueError, KeyError, TypeError):
            raise ForgetListUnreadable(line=1, path=self.path) from None

    def _begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        passing = self.path.with_name(f".{self.path.name}.new")
        head = json.dumps({"form": FORM, "salt": secrets.token_hex(32)})
        passing.unlink(missing_ok=True)
        passing.touch(mode=OWNER_ONLY)
        passing.write_text(f"{head}\n", encoding="utf-8")
        put_in_place(passing, self.path)


def put_in_place(passing: Path, target: Path) -> None:
    """Give a finished file its name, so that it is there whole or not at all, whatever happens."""
    on_disk(passing)
    passing.replace(target)
    on_disk(target.parent)


def on_disk(path: Path) -> None:
    """Wait until a file, or what a folder lists, is really there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass
class Forgotten:
    """What one transaction asks to be forgotten; written to the file before the transaction is."""

    file: ForgetFile | None
    lines: list[Line] = field(default_factory=list)

    def add(self, kind: str, id: str, at: datetime) -> None:
        """From this instant on it is forgotten."""
        self._note(FORGET, kind, id, at)

    def keep(self, kind: str, id: str, at: datetime) -> None:
        """From this instant on it may be known again."""
        self._note(KEEP, kind, id, at)

    def _note(self, act: str, kind: str, id: str, at: datetime) -> None:
        if self.file:
            self.lines.append(self.file.line(act, kind, id, at))

    def write(self) -> None:
        if self.file:
            self.file.append(self.lines)
            self.lines.clear()
