"""What must not be read from the database alone: keyed marks, and boxes that only this house can open."""

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.ports import WrongKey

NONCE = 12
STEP = 4096  # bytes by which boxes grow, so that their size does not tell what was put in


class SecretVault:
    """Marks and boxes with keys made from the house's secret. Implements the port `Vault`.

    `earlier`: secrets that were in use before; what they locked still opens, nothing new is locked with them.
    """

    def __init__(self, secret: str, earlier: Sequence[str] = ()) -> None:
        self._secrets = [secret, *(old for old in earlier if old.strip())]

    def mark(self, purpose: str, text: str) -> str:
        """What this text is known by; the same for the same text, and nobody can turn it back."""
        return self.marks(purpose, text)[0]

    def marks(self, purpose: str, text: str) -> list[str]:
        """Everything this text may be known by, the newest first: by this secret and by the earlier ones."""
        keys = self._keys(f"mark:{purpose}")
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in keys]

    def lock(self, name: str, text: str) -> str:
        """The text in a box with this name on it. Equal texts lie in boxes that differ."""
        nonce, (key, *_) = os.urandom(NONCE), self._keys("box")
        inside = AESGCM(key).encrypt(nonce, _padded(text.encode()), name.encode())
        return base64.b64encode(nonce + inside).decode()

    def unlock(self, name: str, locked: str) -> str:
        """What is in the box. Raises WrongKey."""
        box = base64.b64decode(locked)
        for key in self._keys("box"):
            try:
                inside = AESGCM(key).decrypt(box[:NONCE], box[NONCE:], name.encode())
            except InvalidTag:
                continue
            return inside.rstrip(b"\0")[:-1].decode()
        raise WrongKey

    def _keys(self, purpose: str) -> list[bytes]:
        said = f"convener.{purpose}".encode()
        return [
            hmac.new(secret.encode(), said, hashlib.sha256).digest() for secret in self._secrets
        ]


def _padded(inside: bytes) -> bytes:
    ended = inside + b"\x01"
    return ended + b"\0" * (-len(ended) % STEP)
