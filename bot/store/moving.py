"""Moving a community from a file to a server: all of it or nothing, compared row by row before it counts."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.errors import FacilitationError
from bot.store.alone import serve_alone
from bot.store.engines import disposed, writing_engine
from bot.store.history import current, upgrade
from bot.store.places import file_of, place_of, shown
from bot.store.plainly import opening
from bot.store.readiness import require_ready
from bot.store.rows import carry_rows, in_order
from bot.store.tables import metadata
from bot.store.turns import PATIENCE, turn_to_write

Fingerprints = Mapping[str, tuple[int, str]]


class NotAMove(FacilitationError):
    """A community moves from a file (sqlite) to a server (postgresql), not from {source} to {target}."""


class LivedIn(FacilitationError):
    """The database {place} holds another community already. Nothing was moved; name an empty database."""


class NotTheSame(FacilitationError):
    """What arrived is not what left, in {tables}. Nothing was moved; the file is as it was."""


def move(url: str, to: str) -> tuple[int, Path]:
    """Move everything to an empty database; how many rows, and where the file now lies that nothing opens any more.

    Begun again after an interruption it ends what was begun. Raises ServedAlready, NotAMove, LivedIn, NotTheSame,
    DatabaseNotReady, DatabaseAway.
    """
    source, target = place_of(url), place_of(to)
    path = file_of(source)
    if path is None or file_of(target):
        raise NotAMove(source=source.drivername, target=target.drivername)
    with ExitStack() as held:
        if alone := serve_alone(url):
            held.callback(alone.release)
        held.enter_context(opening(PATIENCE))
        held.enter_context(turn_to_write(source, patience=PATIENCE))
        with _writing(source) as here:
            if current(to) is None:
                upgrade(to)
            with _writing(target) as there:
                rows = _moved(here, there, shown(target))
        # still our turn to write: nothing can have been added meanwhile
        return rows, _put_away(path)


def _moved(here: sa.Connection, there: sa.Connection, target: str) -> int:
    left, found = fingerprints(here), fingerprints(there)
    if found != left:
        if any(rows for rows, _ in found.values()):
            raise LivedIn(place=target)
        carry_rows(here, there)
        _compare(left, fingerprints(there))
    return sum(rows for rows, _ in left.values())


@contextmanager
def _writing(place: URL) -> Iterator[sa.Connection]:
    """A transaction during which nobody else writes there. Raises DatabaseNotReady."""
    with ExitStack() as held:
        engine = held.enter_context(disposed(writing_engine(place, patience=PATIENCE)))
        require_ready(place, engine)
        yield held.enter_context(engine.begin())


def fingerprints(connection: sa.Connection) -> Fingerprints:
    """For each table how many rows it has, and a digest of all that stands in them."""
    return {table.name: _fingerprint(connection, table) for table in metadata.sorted_tables}


def _fingerprint(connection: sa.Connection, table: sa.Table) -> tuple[int, str]:
    digest, rows = hashlib.sha256(), 0
    for row in in_order(connection, table):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass") + b"\n")
        rows += 1
    return rows, digest.hexdigest()


def _compare(left: Fingerprints, arrived: Fingerprints) -> None:
    differing = [name for name in left if left[name] != arrived[name]]
    if differing:
        raise NotTheSame(tables=", ".join(differing))


def _put_away(path: Path) -> Path:
    """Give the file another name, so that nobody serves from it by mistake and says everything twice."""
    name, number = path.with_name(f"{path.name}.moved"), 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}.moved-{number}")
    return path.rename(name)
