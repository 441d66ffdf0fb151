"""Keys of what people may have forgotten for good: a small file each, in a folder that no backup holds.

Without its key a text says nothing, wherever copies of it lie: in backups, in a log of the database, on a disk's
freed pages. So to destroy a key is to destroy the text.
"""

import os
import re
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import URL

from bot.domain.errors import FacilitationError
from bot.store.forget_list import on_disk, put_in_place
from bot.store.places import file_of
from bot.store.turns import OWNER_ONLY

NAMELESS_KEYS = "convener.story-keys"  # where no other place is named
BITS = 256
OWNERS_FOLDER = 0o700
NAMED = re.compile(r"[a-z]+[0-9]*-[0-9a-f]{16}")


class KeysAway(FacilitationError):
    """The folder of the stories' keys, {path}, cannot be used: {why}. Nothing was changed. Let the bot's own account
    read and write there, or bring the folder back.
    """


def keys_beside(place: URL) -> Path | None:
    """Where the keys of an SQLite database are."""
    path = file_of(place)
    return path.resolve().with_name(f"{path.name}.story-keys") if path else None


@dataclass(frozen=True)
class KeyFolder:
    """The keys in their folder."""

    folder: Path

    def make(self, about: str) -> tuple[str, bytes]:
        """A new key, on the disk before it is used, and its name, which no other ever has. Raises KeysAway."""
        name, key = f"{about}-{secrets.token_hex(8)}", AESGCM.generate_key(bit_length=BITS)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=OWNERS_FOLDER)
            passing = self._path(name).with_suffix(".new")
            passing.touch(mode=OWNER_ONLY, exist_ok=False)
            passing.write_bytes(key)
            put_in_place(passing, self._path(name))
        except OSError as trouble:
            raise KeysAway(path=self.folder, why=trouble.strerror) from None
        return name, key

    def read(self, name: str) -> bytes | None:
        """The key of this name, if there is one. Raises KeysAway where the folder cannot be read."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as trouble:
            raise KeysAway(path=self.folder, why=trouble.strerror) from None

    def destroy(self, name: str) -> None:
        """Write over the key, then remove it; one that is gone already counts as destroyed."""
        path = self._path(name)
        if not path.exists():
            return
        with path.open("r+b") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(0)
            file.write(os.urandom(length))
            file.flush()
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)
        on_disk(self.folder)

    def names(self) -> Iterator[str]:
        """Every key there is."""
        if self.folder.exists():
            yield from sorted(p.stem for p in self.folder.glob("*.key"))

    def usable(self) -> str:
        """Why keys cannot be kept there; empty where they can: one is made, read and destroyed."""
        try:
            name, key = self.make("trial")
            same = self.read(name) == key
            self.destroy(name)
        except (KeysAway, OSError) as trouble:
            return str(trouble)
        return "" if same else "what was written there is not what is read"

    def sweep(self, kept: Collection[str], forgotten: Collection[str]) -> int:
        """Destroy what was to be destroyed, and was left when a machine stopped; how many.

        A key of a transaction that was given up stays: it opens nothing, and cannot be told from one of a database
        that was put aside.
        """
        left = [name for name in self.names() if name in forgotten and name not in kept]
        for name in left:
            self.destroy(name)
        return len(left)

    def _path(self, name: str) -> Path:
        if not NAMED.fullmatch(name):
            raise ValueError("no key of ours has such a name")
        return self.folder / f"{name}.key"
