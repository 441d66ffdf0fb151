"""Signed links: what they hold can be read but not changed, and is worth nothing for another purpose."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.domain.errors import FacilitationError
from bot.ports import BadSignature


class NoSecret(FacilitationError):
    """Links cannot be signed without a secret. Set CONVENER_SECRET_KEY to a long random text."""


class SignedLinks:
    """Mints and reads tokens. Implements the port `Links`.

    `earlier`: secrets that were in use before; what they signed still holds, nothing new is signed with them.
    """

    def __init__(self, secret: str, earlier: Sequence[str] = ()) -> None:
        if not secret.strip():
            raise NoSecret()
        self._secrets = [*(old for old in earlier if old.strip()), secret]

    def mint(self, purpose: str, facts: Mapping[str, str]) -> str:
        """A token that holds these facts."""
        return str(self._signer(purpose).dumps(dict(facts)))

    def read(self, purpose: str, token: str, *, max_age: timedelta) -> Mapping[str, str]:
        """The facts in a token. Raises BadSignature."""
        try:
            facts = self._signer(purpose).loads(token, max_age=int(max_age.total_seconds()))
        except (BadData, UnicodeError):
            raise BadSignature("not a link of ours, or too old") from None
        if not isinstance(facts, dict):
            raise BadSignature("not a link of ours")
        return {str(name): str(fact) for name, fact in facts.items()}

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._secrets,  # the last one signs
            salt=f"convener.{purpose}",
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )
