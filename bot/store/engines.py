"""Connections as we need them: durable, in UTC, one writer at a time, and looks that cannot write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.places import file_of

Settings = dict[str, object]
WRITERS_TURN = 20_270_112  # the advisory lock that every writer of a PostgreSQL database takes
A_MOMENT = 1.0  # seconds that a log is waited for which somebody still reads
STALLED_WRITER_MS = 60_000  # a writer that has gone silent must not keep the turn
# Questions are small and ask about an instant: a plan for any instant may read a million effects for none that is due,
# and to compile one takes longer than to answer it.
PLANNED_FOR_NOW: Settings = {"plan_cache_mode": "force_custom_plan", "jit": "off"}


def writing_engine(place: URL, *, patience: float, synchronous: str = "FULL") -> sa.Engine:
    """The one connection of this process that writes; whoever wants it waits for it."""
    if place.drivername == "sqlite":
        engine = _sqlite(place, 1, patience, sqlite_pragmas(patience, synchronous))
        return _begins_with(engine, "BEGIN IMMEDIATE")
    engine = _postgresql(place, 1, patience, synchronous_commit(synchronous))
    return _begins_with(engine, f"SELECT pg_advisory_xact_lock({WRITERS_TURN})")


def reading_engine(place: URL, *, pool: int, patience: float) -> sa.Engine:
    """Connections for consistent looks that cannot change anything."""
    if place.drivername == "sqlite":
        pragmas = [*sqlite_pragmas(patience, "FULL"), "query_only=ON"]
        return _begins_with(_sqlite(place, pool, patience, pragmas), "BEGIN")
    engine = _postgresql(place, pool, patience)
    one_picture = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return engine.execution_options(**one_picture)


@contextmanager
def disposed(engine: sa.Engine) -> Iterator[sa.Engine]:
    """The engine, with its connections closed afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


def sqlite_pragmas(patience: float, synchronous: str) -> list[str]:
    # busy_timeout comes first: the others may have to wait for a writer already
    wait = f"busy_timeout={round(patience * 1000)}"
    # secure_delete: what is removed is written over, not only let go of
    return [
        wait,
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ]


def empty_log(place: URL) -> None:
    """Write SQLite's log back and cut it to nothing, so that it keeps no older pages. Left alone while others look."""
    path = file_of(place)
    if path is None:
        return
    with closing(sqlite3.connect(path, timeout=A_MOMENT)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sqlite(place: URL, pool: int, patience: float, pragmas: list[str]) -> sa.Engine:
    # isolation_level None: the driver begins nothing by itself, we say BEGIN
    own_begin = {"isolation_level": None, "check_same_thread": False}
    engine = _pooled(place, pool, patience, connect_args=own_begin)
    return _prepared(engine, [f"PRAGMA {pragma}" for pragma in pragmas])


def synchronous_commit(synchronous: str) -> Settings:
    """What is committed stays, whatever the server's own setting: a claim forgotten by a crash would be sent twice."""
    return {"synchronous_commit": "on"} if synchronous == "FULL" else {}


def _postgresql(place: URL, pool: int, patience: float, more: Settings | None = None) -> sa.Engine:
    settings: Settings = {
        **(more or {}),
        **PLANNED_FOR_NOW,
        "timezone": "UTC",
        "lock_timeout": round(patience * 1000),
        "idle_in_transaction_session_timeout": STALLED_WRITER_MS,
    }
    in_ten = {"connect_timeout": 10}
    engine = _pooled(place, pool, patience, connect_args=in_ten, pool_pre_ping=True)
    return _prepared(engine, [f"SET {name} TO '{value}'" for name, value in settings.items()])


def _pooled(place: URL, pool: int, patience: float, **how: Any) -> sa.Engine:
    return sa.create_engine(
        place,
        poolclass=sa.QueuePool,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=patience,
        hide_parameters=True,  # what people wrote must not get into logs with an error
        **how,
    )


def _prepared(engine: sa.Engine, statements: list[str]) -> sa.Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    return engine


def _begins_with(engine: sa.Engine, statement: str) -> sa.Engine:
    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(statement)

    return engine
