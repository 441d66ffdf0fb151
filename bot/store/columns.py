"""The kinds of columns that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.store.errors import NaiveInstant

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
SORTABLE_NOW = "'%Y-%m-%dT%H:%M:%f000Z'"


def is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


def in_utc(instant: datetime, field: str = "An instant") -> datetime:
    """The same instant in UTC. Raises NaiveInstant where no zone is known."""
    if instant.tzinfo is None:
        raise NaiveInstant(field=field)
    return instant.astimezone(UTC)


def storable(text: str) -> str:
    """The text as both databases can hold it: NUL and half characters become a replacement mark."""
    if text.isascii():
        return text.replace("\0", UNREADABLE)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", UNREADABLE)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, to the microsecond. SQLite keeps it as text whose order is the order in time."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return sa.Text() if is_sqlite(dialect) else sa.DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        utc = in_utc(value)
        if is_sqlite(dialect):
            return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")
        return utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return in_utc(found)


class Words(TypeDecorator[str]):
    """Text as people wrote it, byte for byte; only what no database can hold is replaced."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(str(value))


class Key(Words):
    """A name of ours that is looked up and ordered by its bytes, whatever the database's language."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return sa.Text() if is_sqlite(dialect) else sa.Text(collation="C")


class DatabaseClock(FunctionElement[datetime]):
    """What time the database has, plus so many seconds: the one clock that all workers share."""

    type = Instant()
    inherit_cache = True

    def __init__(self, plus: sa.ColumnElement[float] | None = None) -> None:
        super().__init__(sa.literal(0.0, sa.Double()) if plus is None else plus)


@compiles(DatabaseClock, "sqlite")
def _sqlite_clock(clock: DatabaseClock, compiler: SQLCompiler, **how: Any) -> str:
    seconds = compiler.process(clock.clauses, **how)
    return f"strftime({SORTABLE_NOW}, 'now', {seconds} || ' seconds')"


@compiles(DatabaseClock, "postgresql")
def _postgresql_clock(clock: DatabaseClock, compiler: SQLCompiler, **how: Any) -> str:
    seconds = compiler.process(clock.clauses, **how)
    return f"(clock_timestamp() + make_interval(secs => {seconds}))"
