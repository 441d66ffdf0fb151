"""The key that opens Zoom for an hour: fetched once, shared by all, renewed a little early."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import requests

from bot.ports import ComeBack, Refused
from integrations.zoom.errors import SOON, body_of, outage

Timeout = tuple[float, float]

HOUR = 3600.0
EARLY = 120.0  # Zoom's clock and ours may differ, and a request takes its time
WHY_REFUSED = {
    "4702": "the client id or the client secret is wrong",
    "4704": "the client id or the client secret is wrong",
    "invalid_client": "the client id or the client secret is wrong",
    "4705": "the app is not a Server-to-Server OAuth app",
    "unsupported_grant_type": "the app is not a Server-to-Server OAuth app",
    "4706": "the account id is missing",
    "invalid_request": "the account id is wrong",
    "4717": "the app has been switched off",
}


@dataclass(frozen=True, kw_only=True)
class Token:
    """One hour's leave to ask Zoom, with what it allows. `good_until` is on the monotonic clock."""

    value: str = field(repr=False)
    scopes: frozenset[str]
    api_url: str
    good_until: float


class Tokens:
    """Keeps the current token, and fetches another when it is old or was not accepted."""

    def __init__(
        self,
        *,
        account_id: str,
        client_id: str,
        client_secret: str,
        oauth_url: str,
        session: requests.Session,
        timeout: Timeout,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._account_id, self._oauth_url = account_id, oauth_url
        self._client = (client_id, client_secret)
        self._session, self._timeout, self._monotonic = session, timeout, monotonic
        self._lock = Lock()
        self._kept: Token | None = None

    def current(self) -> Token:
        """A token that is good for the next request. Raises Refused or ComeBack."""
        with self._lock:
            if self._kept is None or self._monotonic() >= self._kept.good_until:
                self._kept = self._fetch()
            return self._kept

    def fresh(self) -> Token:
        """A token fetched this moment, with the permissions of this moment."""
        with self._lock:
            self._kept = self._fetch()
            return self._kept

    def other_than(self, refused: Token) -> Token:
        """A token in place of one that was refused; asked by many at once, it is fetched once."""
        self.forget(refused)
        return self.current()

    def forget(self, token: Token) -> None:
        """Let go of this token: new permissions are seen only by tokens fetched after they were given."""
        with self._lock:
            if self._kept is token:
                self._kept = None

    def _fetch(self) -> Token:
        asked_at = self._monotonic()
        form = {"grant_type": "account_credentials", "account_id": self._account_id}
        try:
            reply = self._session.post(
                self._oauth_url,
                data=form,
                auth=self._client,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise outage(error, writes=False) from None
        body = body_of(reply) or {}
        if reply.status_code != 200 or not isinstance(body.get("access_token"), str):
            raise _no_token(reply.status_code, body)
        return _token(body, asked_at)


def _token(body: Mapping[str, Any], asked_at: float) -> Token:
    life = body.get("expires_in")
    seconds = float(life) if isinstance(life, (int, float)) and life > 0 else HOUR / 6
    return Token(
        value=body["access_token"],
        scopes=frozenset(str(body.get("scope") or "").replace(",", " ").split()),
        api_url=str(body.get("api_url") or ""),
        good_until=asked_at + seconds - min(EARLY, seconds / 10),
    )


def _no_token(status: int, body: Mapping[str, Any]) -> Exception:
    if status == 429 or status >= 500 or 200 <= status < 300:
        return ComeBack("Zoom gives no token just now.", wait=SOON)
    code = next((word for word in _codes(body) if word in WHY_REFUSED), "")
    why = WHY_REFUSED.get(code, "it does not accept our credentials")
    return Refused(
        f"Zoom gives us no token: {why}. Compare account id, client id and client secret with"
        " the app's page in the Zoom App Marketplace, and see that the app is activated.",
        code=code or f"http_{status}",
    )


def _codes(body: Mapping[str, Any]) -> list[str]:
    return [str(body.get(name) or "") for name in ("code", "errorCode", "error")]
