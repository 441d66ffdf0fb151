"""The folder of nightly backups: one file for each night, and as many nights as wanted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.errors import FacilitationError
from bot.store.backups import Backup, back_up
from bot.store.disk import LITTLE, free_at
from bot.store.places import file_of, place_of

NAME, WRITTEN = "convener-*.sqlite3", "convener-%Y%m%dT%H%M%SZ.sqlite3"


class NoBackup(FacilitationError):
    """No backup could be written to {folder}: {why}."""


@dataclass(frozen=True, kw_only=True)
class BackupFolder:
    """Where the backups of one database are kept, and for how long."""

    url: str
    folder: Path
    keep: timedelta

    def make(self, now: datetime) -> int:
        """Write one whole backup and let go of those that are old; its bytes. Raises NoBackup and what back_up does."""
        return self.written(now).bytes

    def written(self, now: datetime) -> Backup:
        """The same, with all that can be told of it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._require_room()
            made = back_up(self.url, self.folder / _name(now), now=now, force=True)
            self._let_go(now, made.path)
        except OSError as trouble:
            raise NoBackup(folder=self.folder, why=trouble.strerror or "no such place") from None
        return made

    def _require_room(self) -> None:
        """A backup must never be what fills the disk that everything is kept on."""
        source = file_of(place_of(self.url))
        need = (source.stat().st_size if source and source.exists() else 0) + LITTLE // 4
        if free_at(self.folder) < need:
            raise NoBackup(folder=self.folder, why="there is too little room on that disk")

    def _let_go(self, now: datetime, newest: Path) -> None:
        oldest = _name(now - self.keep)
        for path in self.folder.glob(NAME):
            if path.name < oldest and path != newest:
                path.unlink()
        for half in self.folder.glob(f".{NAME}.part*"):  # of a process that ended in the middle
            half.unlink()


def _name(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime(WRITTEN)


def backup_folder(url: str, folder: str, keep_days: int) -> BackupFolder | None:
    """Where nightly backups go: as named, or beside an SQLite file; nowhere for a server, or where none are kept."""
    file = file_of(place_of(url))
    if not keep_days or not (folder or file):
        return None
    place = Path(folder) if folder or file is None else file.resolve().with_name("backups")
    return BackupFolder(url=url, folder=place, keep=timedelta(days=keep_days))
