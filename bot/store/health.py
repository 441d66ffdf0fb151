"""Whether the database is whole, up to date and safe to use: what `convener doctor` and `convener db check` ask."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.errors import FacilitationError
from bot.ports import Finding
from bot.store.disk import warning
from bot.store.engines import disposed, reading_engine
from bot.store.errors import DatabaseNotReady
from bot.store.places import file_of, place_of, shown
from bot.store.plainly import opening
from bot.store.readiness import UPGRADE, require_ready

PATIENCE = 30.0
OTHERS = 0o077
MENDED = (3, 51, 3)  # sqlite.org/wal.html#walresetbug
OLDEST_POSTGRESQL = 13
RESTORE = "Stop the bot, keep a copy of the file, and restore the last backup."
OLD_SQLITE = (
    "Nothing needs doing while only Convener writes to the file: it lets one writer in at a time. "
    "Never write to it with another program; use a Python with SQLite 3.51.3 or later when you can."
)


def check(url: str) -> list[Finding]:
    """Everything worth knowing about the database; each fault with its cure."""
    try:
        place = place_of(url)
        with opening(PATIENCE):
            return list(_findings(place))
    except FacilitationError as no:
        return [Finding(ok=False, what="The database cannot be used.", cure=str(no))]


def _findings(place: URL) -> Iterator[Finding]:
    path = file_of(place)
    if path is not None and not path.exists():
        yield Finding(ok=False, what=f"There is no database {shown(place)} yet.", cure=UPGRADE)
        return
    with disposed(reading_engine(place, pool=1, patience=PATIENCE)) as engine:
        yield _form(place, engine)
        if little := warning(str(place)):
            yield Finding(ok=False, warning=True, what=little, cure="Make room on that disk.")
        with engine.connect() as connection:
            yield from _postgresql(connection) if path is None else _sqlite(connection, path)


def _form(place: URL, engine: sa.Engine) -> Finding:
    try:
        require_ready(place, engine)
    except DatabaseNotReady as no:
        return Finding(ok=False, what=str(no), cure=str(no.facts["cure"]))
    return Finding(ok=True, what=f"The database {shown(place)} is up to date.")


def _sqlite(connection: sa.Connection, path: Path) -> Iterator[Finding]:
    faults = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
    if faults == ["ok"]:
        yield Finding(ok=True, what="SQLite finds the file whole.")
    else:
        yield Finding(ok=False, what=f"SQLite finds faults: {'; '.join(faults)}.", cure=RESTORE)
    yield library(sqlite3.sqlite_version_info)
    if path.stat().st_mode & OTHERS:
        yield Finding(
            ok=False,
            warning=True,
            what="Other accounts on this computer may read the database, and with it what people wrote.",
            cure=f"Run `chmod 600 {path}`.",
        )


def library(version: tuple[int, ...]) -> Finding:
    """Whether this SQLite is one that two writers can damage a file with."""
    name = ".".join(map(str, version[:3]))
    if version >= MENDED:
        return Finding(ok=True, what=f"SQLite {name} is recent enough.")
    what = f"SQLite {name} can damage a database that two programs write to at once."
    return Finding(ok=False, warning=True, what=what, cure=OLD_SQLITE)


def _postgresql(connection: sa.Connection) -> Iterator[Finding]:
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    recent = int(re.split(r"\D", version)[0]) >= OLDEST_POSTGRESQL
    newer = "" if recent else f"Convener needs PostgreSQL {OLDEST_POSTGRESQL} or later."
    yield Finding(ok=recent, what=f"PostgreSQL {version} answers.", cure=newer)
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    cure = "" if encoding == "UTF8" else "Make a database with ENCODING 'UTF8' and move there."
    yield Finding(ok=not cure, what=f"It keeps text as {encoding}.", cure=cure)
