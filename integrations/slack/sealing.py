"""Tokens under lock and key: sealed before they reach the database, opened only for a call that is being made."""

import base64
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.errors import FacilitationError


class NoTokenKey(FacilitationError):
    """Slack tokens of other workspaces cannot be kept without a key. Set CONVENER_TOKEN_KEYS to a long random text."""


class CannotUnseal(FacilitationError):
    """The Slack token of a workspace cannot be opened: none of the keys in CONVENER_TOKEN_KEYS is the one it was
    locked with. Put that key back, after the newest one.
    """


class Seal:
    """The first key locks, every key opens. Each may be any long random text; it is made into Fernet's own form."""

    def __init__(self, keys: Sequence[str]) -> None:
        found = [Fernet(_fernet_key(key)) for key in keys]
        self._keys = MultiFernet(found) if found else None

    @property
    def is_there(self) -> bool:
        return self._keys is not None

    def lock(self, secret: str) -> str:
        """Raises NoTokenKey."""
        if self._keys is None:
            raise NoTokenKey
        return self._keys.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises NoTokenKey, CannotUnseal."""
        if self._keys is None:
            raise NoTokenKey
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise CannotUnseal from None


def _fernet_key(key: str) -> bytes:
    # the keys are random and long, so one hash is enough; its words keep it apart from other uses of the same text
    return base64.urlsafe_b64encode(hashlib.sha256(b"convener.tokens:" + key.encode()).digest())
