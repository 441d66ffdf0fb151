"""What a database complains of, said in words where people can do something about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import filelock
from sqlalchemy import exc

from bot.domain.errors import FacilitationError
from bot.store.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    NotWhileReading,
    NotWritable,
)

MEANINGS: dict[str, type[FacilitationError]] = {
    "SQLITE_BUSY": DatabaseBusy,
    "SQLITE_LOCKED": DatabaseBusy,
    "SQLITE_FULL": DiskFull,
    "SQLITE_CANTOPEN": DatabaseAway,
    "SQLITE_IOERR": DatabaseAway,  # a disk that is full in the wrong place, or gone
    "SQLITE_CORRUPT": DatabaseDamaged,
    "SQLITE_NOTADB": DatabaseDamaged,
    "SQLITE_READONLY": NotWritable,
    "25006": NotWhileReading,
    "25P03": DatabaseAway,  # hung up on us for idling within a transaction
    "42501": NotWritable,
    "53100": DiskFull,
    "55P03": DatabaseBusy,  # waited too long for a lock
    "57P0": DatabaseAway,  # shut down, crashed, or still starting
    "XX001": DatabaseDamaged,
    "XX002": DatabaseDamaged,
}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def plainly(patience: float, *, looking: bool = False) -> Iterator[None]:
    """Turn what the database says into our own errors; what we have no words for goes on as it is."""
    try:
        yield
    except exc.TimeoutError as error:
        raise DatabaseBusy(seconds=f"{patience:g}") from error
    except exc.DBAPIError as error:
        meaning = meaning_of(error)
        if meaning is None:
            raise
        meant_to_write = looking and meaning is NotWritable
        said = NotWhileReading if meant_to_write else meaning
        raise said(seconds=f"{patience:g}") from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise DiskFull from error


@contextmanager
def opening(patience: float) -> Iterator[None]:
    """The same for what can go wrong with files and turns on the way to the database."""
    try:
        with plainly(patience):
            yield
    except filelock.Timeout as error:
        raise DatabaseBusy(seconds=f"{patience:g}") from error
    except PermissionError as error:
        raise NotWritable from error


def meaning_of(error: exc.DBAPIError) -> type[FacilitationError] | None:
    """Our own error for what the database said, if we have one."""
    code = str(
        getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    )
    known = (meaning for start, meaning in MEANINGS.items() if code.startswith(start))
    never_reached = isinstance(error, exc.OperationalError) and not code
    lost = DatabaseAway if error.connection_invalidated or never_reached else None
    return next(known, lost)
