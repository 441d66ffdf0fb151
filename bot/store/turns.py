"""Whose turn it is to write: on SQLite one process at a time, by a lock file beside the database.

SQLite before 3.51.3 can damage a database whose log is reset by one writer while another one writes.
PostgreSQL takes its turn inside the transaction (see engines).
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import filelock
from sqlalchemy.engine import URL

from bot.store.places import file_of

OWNER_ONLY = 0o600
PATIENCE = 30.0  # seconds that whoever works on a whole database waits for its turn
LOOK_EVERY = 0.005  # seconds between two tries; a commit takes about as long


def turn_to_write(place: URL, *, patience: float) -> AbstractContextManager[object]:
    """The turn, to be held around a write transaction. Raises filelock.Timeout."""
    path = file_of(place)
    if path is None:
        return nullcontext()
    return filelock.FileLock(
        lock_file(path), timeout=patience, mode=OWNER_ONLY, poll_interval=LOOK_EVERY
    )


def lock_file(path: Path) -> Path:
    """The lock's own file, the same one by whatever name the database is opened."""
    real = path.resolve()
    return real.with_name(f"{real.name}.lock")
