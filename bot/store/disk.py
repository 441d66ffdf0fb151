"""How much room the disk that holds the database has left."""

import shutil
from pathlib import Path

from bot.store.places import file_of, place_of

LITTLE = (
    200 * 1024 * 1024
)  # enough for a night's backup of a large community, and for time to make room
WORDS = "Only {left} MB are left on the disk that holds the database. When it is full, nothing can be kept."


def room_left(url: str) -> int | None:
    """Bytes left beside an SQLite database; a server's disk cannot be seen from here."""
    path = file_of(place_of(url))
    if path is None or not path.parent.exists():
        return None
    return free_at(path.resolve().parent)


def free_at(folder: Path) -> int:
    """Bytes left on the disk that holds this folder."""
    return shutil.disk_usage(folder).free


def warning(url: str) -> str:
    """What to say where there is little room left; nothing where there is enough."""
    left = room_left(url)
    return "" if left is None or left >= LITTLE else WORDS.format(left=left // 1024 // 1024)
