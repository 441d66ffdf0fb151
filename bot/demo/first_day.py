"""A copy of the freshly set-up database, so that beginning again takes no longer than starting the bot."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.migrations import HEAD


class FirstDay:
    """The database as it was before anything had happened. `of` says for which roster and plan."""

    def __init__(self, folder: Path, *, of: str) -> None:
        mark = hashlib.sha256(f"{of} {HEAD}".encode()).hexdigest()[:16]
        self.folder, self.file = folder, folder / f"first-day-{mark}.sqlite3"

    @property
    def is_kept(self) -> bool:
        return self.file.is_file()

    def keep(self, database: Path) -> None:
        """Copy the database as it is now, in place of any older copy."""
        for older in self.folder.glob("first-day-*"):
            older.unlink()
        written = self.file.with_suffix(".new")
        with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(written)) as copy:
            now.backup(copy)
        written.replace(self.file)

    def lay_out(self, database: Path) -> None:
        """Let the database be as it was on the first day."""
        shutil.copyfile(self.file, database)
