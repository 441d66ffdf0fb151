"""Restoring a backup: prepared beside the database, put in its place at once, and in reconcile-all mode."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import URL

from bot.domain.effects import State
from bot.domain.errors import FacilitationError
from bot.domain.restoring import LANDED, Restored
from bot.domain.restoring import NOTE as MODE
from bot.store import backups
from bot.store.alone import serve_alone
from bot.store.columns import Instant
from bot.store.engines import disposed, reading_engine, writing_engine
from bot.store.errors import DatabaseDamaged
from bot.store.forget_list import RESTORE, ForgetFile, put_in_place
from bot.store.forgetting import forget_again
from bot.store.history import upgrade
from bot.store.keys import keys_beside
from bot.store.numbers import RESTORED
from bot.store.places import file_of, place_of, shown
from bot.store.plainly import opening
from bot.store.readiness import version_of
from bot.store.rows import carry_rows, empty_all, is_empty
from bot.store.tables import calendar_entry, count, effect, note
from bot.store.turns import PATIENCE, turn_to_write

LEAP = 1000  # more than are given of any number between a backup and its restore
LEAVING = 3.0  # seconds: PostgreSQL ends a connection a moment after whoever held it has gone
LONG_AGO = timedelta(days=30)  # where a file does not say when it was made, and nothing in it does

LOOKS = 20
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class NotABackup(FacilitationError):
    """{path} is not a backup of Convener, or is damaged. Choose another file."""


class NotEmpty(FacilitationError):
    """{database} holds something already. Say --force to put it aside and restore over it."""


class StillConnected(FacilitationError):
    """Something is still connected to {database}. Stop convener serve and every worker first."""


@dataclass(frozen=True, kw_only=True)
class Restoration:
    """A backup that was restored: from when it is, what it knew, and where what was there before has gone."""

    mode: Restored
    effects: dict[State, int]
    forgotten: int
    list_found: bool
    aside: Path | None


def restore(
    url: str,
    path: Path,
    *,
    now: datetime,
    forget_list: Path,
    story_keys: Path | None = None,
    force: bool = False,
) -> Restoration:
    """Put a backup in the place of the database, which nobody serves. What the forget-list names does not come back.

    Raises NotABackup, NotEmpty, StillConnected, ServedAlready, ForgetListUnreadable.
    """
    place, file = place_of(url), ForgetFile(forget_list)
    found = forget_list.exists()
    with ExitStack() as held:
        held.enter_context(opening(PATIENCE))
        held.enter_context(_nobody_serves(place))
        full = _holds_something(place)
        if full and not force:
            raise NotEmpty(database=shown(place))
        beside = file_of(place) or path
        passing = held.enter_context(backups.passing_file(beside))
        _take_over(path, passing, story_keys or keys_beside(place))
        mode, forgotten, effects = _prepared(passing, file, now)
        aside = _aside(place, beside, now) if full else None
        _put_in_place(place, passing, aside)
    return Restoration(
        mode=mode, effects=effects, forgotten=forgotten, list_found=found, aside=aside
    )


@contextmanager
def _nobody_serves(place: URL) -> Iterator[None]:
    """As long as we are at it: an SQLite file's door is held shut; on PostgreSQL nobody may be connected."""
    alone = serve_alone(place.render_as_string(hide_password=False))
    try:
        if alone is None:
            _nobody_connected(place)
        yield
    finally:
        if alone:
            alone.release()


def _nobody_connected(place: URL) -> None:
    """Raises StillConnected where somebody else is still there after the moment that leaving takes."""
    with _looking_at(place) as connection:
        for _ in range(LOOKS):
            connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
            if not connection.exec_driver_sql(OTHERS).scalar():
                return
            connection.exec_driver_sql(f"SELECT pg_sleep({LEAVING / LOOKS})")
    raise StillConnected(database=shown(place))


@contextmanager
def _looking_at(place: URL) -> Iterator[sa.Connection]:
    engine = reading_engine(place, pool=1, patience=PATIENCE)
    with disposed(engine), engine.connect() as connection:
        yield connection


def _holds_something(place: URL) -> bool:
    """Whether something would be lost; a file that cannot be read is something."""
    path = file_of(place)
    if path is not None and not path.exists():
        return False
    try:
        with _looking_at(place) as connection:
            return version_of(connection) is not None and not is_empty(connection)
    except exc.DatabaseError:
        return True


def _take_over(path: Path, passing: Path, story_keys: Path | None) -> None:
    """A copy of the backup, found whole and brought to the newest form."""
    if not path.is_file():
        raise NotABackup(path=path)
    try:
        backups.file_into(backups.sqlite_at(path), passing)
        with backups.opened(passing) as connection:
            backups.require_whole(connection)
            form = version_of(connection)
    except (exc.DatabaseError, DatabaseDamaged):
        raise NotABackup(path=path) from None
    if form is None:
        raise NotABackup(path=path)
    upgrade(f"sqlite:///{passing.resolve()}", story_keys=story_keys)
    with backups.opened(passing) as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")


def _prepared(
    passing: Path, file: ForgetFile, now: datetime
) -> tuple[Restored, int, dict[State, int]]:
    """Forget what is to be forgotten, doubt what may have been said since, and give no number twice."""
    with backups.opened(passing) as connection:
        newest = connection.execute(sa.select(sa.func.max(effect.c.id))).scalar() or 0
        mode = Restored.now(since=min(_made_at(connection, now), now), at=now, newest=newest)
        forgotten = forget_again(connection, file, mode.since)
        _doubt(connection, mode)
        connection.execute(sa.delete(note).where(note.c.id.in_([MODE, backups.NOTE])))
        connection.execute(sa.insert(note), {"id": MODE, "text": mode.text})
        file.append([file.line(RESTORE, "restore", now.isoformat(), now)])
        _leap(connection, sum(line.act == RESTORE for line in file.lines()))
        effects = backups.counted(connection)
    return mode, forgotten, effects


def _made_at(connection: sa.Connection, now: datetime) -> datetime:
    """When the backup was made: it says so itself, or the last that it knows of was then."""
    said = connection.execute(sa.select(note.c.text).where(note.c.id == backups.NOTE)).scalar()
    if said:
        return Instant().process_result_value(said, connection.dialect) or now
    last = connection.execute(sa.select(sa.func.max(effect.c.claimed_at))).scalar()
    return last or now - LONG_AGO


def _doubt(connection: sa.Connection, mode: Restored) -> None:
    """What was about to leave, or has come due since, may have been said: it is looked up first."""
    due = sa.and_(effect.c.state == State.READY, effect.c.not_before <= mode.at)
    gone = sa.or_(due, effect.c.state == State.SENDING)
    doubted = {"state": State.UNKNOWN, "claimed_at": mode.since, "lease_until": None}
    connection.execute(sa.update(effect).where(gone).values(try_at=mode.at + LANDED, **doubted))


def _leap(connection: sa.Connection, restores: int) -> None:
    """Numbers that were given after the backup are not given again, nor those after an earlier restore of it."""
    connection.execute(sa.delete(calendar_entry))  # a calendar takes only what has a higher number
    connection.execute(sa.delete(count).where(count.c.name == RESTORED))
    connection.execute(sa.update(count).values(value=count.c.value + LEAP * restores))
    connection.execute(sa.insert(count), {"name": RESTORED, "value": LEAP * restores})


def _aside(place: URL, beside: Path, now: datetime) -> Path:
    """Where what was there before goes: a name that says when."""
    path = beside.with_name(f"{beside.name}.before-{now:%Y%m%dT%H%M%S}")
    if file_of(place) is None:
        backups.back_up(place.render_as_string(hide_password=False), path, now=now)
    return path


def _put_in_place(place: URL, passing: Path, aside: Path | None) -> None:
    path = file_of(place)
    if path is None:
        _rows_from(passing, place)
        return
    with turn_to_write(place, patience=PATIENCE):
        for end in ("", "-wal", "-shm"):
            old = path.with_name(f"{path.name}{end}")
            if old.exists() and aside:
                old.rename(aside.with_name(f"{aside.name}{end}"))
            else:
                old.unlink(missing_ok=True)
        put_in_place(passing, path)


def _rows_from(passing: Path, place: URL) -> None:
    """All rows of PostgreSQL are replaced in one transaction."""
    upgrade(place.render_as_string(hide_password=False))
    with (
        disposed(writing_engine(place, patience=PATIENCE)) as writing,
        backups.opened(passing) as rows,
        writing.begin() as target,
    ):
        empty_all(target)
        carry_rows(rows, target)
