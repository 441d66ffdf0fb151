"""Backups: one whole SQLite file, whatever database it is of, made while the bot goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.effects import State
from bot.domain.errors import FacilitationError
from bot.store.columns import Instant
from bot.store.engines import disposed, reading_engine, writing_engine
from bot.store.errors import DatabaseDamaged, DatabaseNotReady
from bot.store.forget_list import put_in_place
from bot.store.memory import SqlMemory
from bot.store.places import file_of, place_of, shown
from bot.store.plainly import opening
from bot.store.readiness import UPGRADE, require_ready
from bot.store.rows import carry_rows
from bot.store.tables import note
from bot.store.turns import OWNER_ONLY, PATIENCE, lock_file, turn_to_write

NOTE = "backup"  # the note in a backup that says when it was made


class InTheWay(FacilitationError):
    """{path} is there already. Choose another name, or write over it with --force."""


class NotOverItself(FacilitationError):
    """{path} is the database itself. Choose another file."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup that was made and found whole."""

    path: Path
    bytes: int
    made_at: datetime
    effects: dict[State, int]


def back_up(url: str, path: Path, *, now: datetime, force: bool = False) -> Backup:
    """Write a whole copy of the database to this file, for its owner's eyes; others may go on writing meanwhile.

    Raises InTheWay, NotOverItself, DatabaseNotReady, DatabaseDamaged.
    """
    place = place_of(url)
    source = file_of(place)
    if source and source.resolve() == path.resolve():
        raise NotOverItself(path=path)
    if path.exists() and not force:
        raise InTheWay(path=path)
    with passing_file(path) as passing, opening(PATIENCE):
        _fill(place, passing)
        effects = _signed(passing, now)
        put_in_place(passing, path)
    return Backup(path=path, bytes=path.stat().st_size, made_at=now, effects=effects)


@contextmanager
def passing_file(path: Path) -> Iterator[Path]:
    """A new file beside this one, which only its owner can read; gone at the end, unless it was given its name."""
    passing = path.with_name(f".{path.name}.part")
    passing.parent.mkdir(parents=True, exist_ok=True)
    passing.unlink(missing_ok=True)
    passing.touch(mode=OWNER_ONLY)
    try:
        yield passing
    finally:
        for left in (passing, lock_file(passing)):
            left.unlink(missing_ok=True)


def _fill(place: URL, passing: Path) -> None:
    path = file_of(place)
    if path is None:
        _rows_into(place, passing)
    elif path.exists():
        file_into(place, passing)
    else:
        raise DatabaseNotReady(place=shown(place), state="was never set up", cure=UPGRADE)


def file_into(place: URL, passing: Path) -> None:
    """SQLite's own copy, one picture of one instant. Whoever leaves last writes the log back: in turn."""
    engine = reading_engine(place, pool=1, patience=PATIENCE)
    try:
        with engine.connect() as source, closing(sqlite3.connect(passing)) as target:
            cast(sqlite3.Connection, source.connection.driver_connection).backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
    finally:
        with turn_to_write(place, patience=PATIENCE):
            engine.dispose()


def _rows_into(place: URL, passing: Path) -> None:
    """Every row, as it was at one instant."""
    from bot.store.history import upgrade  # read only where PostgreSQL is copied: it takes a while

    target = sqlite_at(passing)
    upgrade(target.render_as_string())
    with (
        disposed(reading_engine(place, pool=1, patience=PATIENCE)) as reading,
        disposed(writing_engine(target, patience=PATIENCE, synchronous="OFF")) as writing,
    ):
        require_ready(place, reading)
        with reading.connect() as rows, writing.begin() as copy:
            carry_rows(rows, copy)
    with closing(sqlite3.connect(passing)) as file:
        file.execute("PRAGMA journal_mode=DELETE")


def sqlite_at(path: Path) -> URL:
    return URL.create("sqlite", database=str(path.resolve()))


@contextmanager
def opened(path: Path) -> Iterator[sa.Connection]:
    """One transaction on a file that is nobody's database yet."""
    with disposed(sa.create_engine(sqlite_at(path))) as engine, engine.begin() as connection:
        yield connection


def _signed(path: Path, now: datetime) -> dict[State, int]:
    """Found whole, and marked with when it was made; how many effects it holds in each state."""
    with opened(path) as connection:
        require_whole(connection)
        connection.execute(sa.delete(note).where(note.c.id == NOTE))
        made = Instant().process_bind_param(now, connection.dialect)
        connection.execute(sa.insert(note), {"id": NOTE, "text": made})
        return counted(connection)


def counted(connection: sa.Connection) -> dict[State, int]:
    """How many effects there are in each state."""
    return SqlMemory(connection, lambda *_: None).effects.count()


def require_whole(connection: sa.Connection) -> None:
    """Raises DatabaseDamaged."""
    if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all() != ["ok"]:
        raise DatabaseDamaged
