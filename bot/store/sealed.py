"""Words under lock: kept in the database as nobody can read them, opened with a key that is kept apart."""

import base64
import os
from datetime import datetime

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.columns import storable
from bot.store.errors import NoPlaceForKeys
from bot.store.keys import KeyFolder
from bot.store.statements import upsert
from bot.store.story_tables import sealed

NONCE = 12


def bound_to(id: str, version: int) -> bytes:
    """What a text is bound to: it opens as this version of this thing, and as nothing else."""
    return f"{id}\0{version}".encode()


def lock(key: bytes, id: str, version: int, text: str) -> str:
    """The text as the database keeps it."""
    nonce = os.urandom(NONCE)
    hidden = AESGCM(key).encrypt(nonce, storable(text).encode(), bound_to(id, version))
    return base64.b64encode(nonce + hidden).decode()


def unlock(key: bytes, id: str, version: int, text: str) -> str | None:
    """The text as it was written; None where this key does not open it."""
    raw = base64.b64decode(text)
    try:
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound_to(id, version)).decode()
    except InvalidTag:
        return None


class SqlSealed:
    """Words under lock within one transaction. What it destroys is destroyed once the transaction has ended well."""

    def __init__(self, connection: sa.Connection, keys: KeyFolder | None) -> None:
        self._connection, self._keys = connection, keys
        self._doomed: dict[str, datetime] = {}

    @property
    def _folder(self) -> KeyFolder:
        if self._keys is None:
            raise NoPlaceForKeys
        return self._keys

    def keep(self, id: str, version: int, text: str) -> None:
        """Keep these words, in place of an earlier version. Raises KeysAway."""
        old = self._row(id)
        name, key = (old.key, self._folder.read(old.key)) if old else ("", None)
        if key is None:
            name, key = self._folder.make(id)
        row = {"id": id, "version": version, "text": lock(key, id, version, text), "key": name}
        self._connection.execute(upsert(sealed, self._connection.dialect.name), row)

    def text(self, id: str) -> str | None:
        """The words; None where there are none, or where their key is gone."""
        row = self._row(id)
        key = self._folder.read(row.key) if row else None
        return unlock(key, id, row.version, row.text) if row and key else None

    def destroy(self, id: str, at: datetime) -> None:
        """Let nobody read these words any more, from any copy of them."""
        row = self._row(id)
        if row:
            self._connection.execute(sa.delete(sealed).where(sealed.c.id == id))
            self._doomed[row.key] = at

    def doomed(self) -> dict[str, datetime]:
        """The keys that this transaction leaves without words. Asked at its end: parts of it may be given up."""
        kept = self.keys() if self._doomed else set()
        return {name: at for name, at in self._doomed.items() if name not in kept}

    def keys(self) -> set[str]:
        """The names of all keys that open something here."""
        return set(self._connection.execute(sa.select(sealed.c.key)).scalars())

    def _row(self, id: str) -> "sa.Row[tuple[str, int, str, str]] | None":
        found = self._connection.execute(sa.select(sealed).where(sealed.c.id == id))
        return found.one_or_none()
