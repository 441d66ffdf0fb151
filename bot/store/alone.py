"""Being the only one who serves an SQLite database: a starting process takes over what it finds in the middle."""

from pathlib import Path

import filelock

from bot.domain.errors import FacilitationError
from bot.store.places import file_of, place_of, shown
from bot.store.turns import OWNER_ONLY, lock_file


class ServedAlready(FacilitationError):
    """Another convener serve is running on {database}. Stop it first, or use PostgreSQL for several."""


def serve_alone(url: str) -> filelock.BaseFileLock | None:
    """The right to serve this database until it is released or the process ends; PostgreSQL needs none.

    Raises ServedAlready.
    """
    place = place_of(url)
    path = file_of(place)
    if path is None:
        return None
    held = filelock.FileLock(_door(path), mode=OWNER_ONLY)
    try:
        held.acquire(blocking=False)
    except filelock.Timeout:
        raise ServedAlready(database=shown(place)) from None
    return held


def _door(path: Path) -> Path:
    return lock_file(path).with_suffix(".serving")
