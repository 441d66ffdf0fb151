"""Zoom's webhooks: signed, retried, and with Zoom's own check that the app listens."""

import hashlib
import hmac
import itertools
import json
import secrets
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from integrations.sandbox.bell import Bell
from integrations.sandbox.courier import Courier
from integrations.sandbox.delivery import Ack, post
from integrations.sandbox.time import MovableClock
from integrations.sandbox.zoom_things import Json

RETRY_WAITS = (timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=60))
REMEMBERED = 500
REAL, CLOCK = "real", "clock"


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Zoom's v0 signature over the raw body."""
    base = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


@dataclass(kw_only=True)
class Webhook:
    """One piece of news and how its latest try went; `waiting`: it is still on its way, or will come again.

    `attempt` counts as Zoom does: the first try is 0.
    """

    at: datetime
    body: Json
    waiting: bool = True
    attempt: int = -1
    status: int = 0
    ok: bool = False


class News:
    """Tells the app what happens in meetings, once `url` says where it listens.

    `stamp`: whether requests are stamped with the world's time or with the clock that can be moved.
    """

    def __init__(self, clock: MovableClock, account_id: str, *, bell: Bell | None = None) -> None:
        self.clock, self.account_id, self.bell = clock, account_id, bell or Bell()
        self.secret = "sandbox-zoom-webhook-secret"  # noqa: S105 - opens nothing but this stand-in
        self.url, self.stamp = "", CLOCK
        self.told: list[Ack] = []
        self.quiet: set[str] = set()
        self.log: deque[Webhook] = deque(maxlen=REMEMBERED)
        self._count = itertools.count(1)
        self.courier = Courier(clock, self._send, waits=RETRY_WAITS, noted=self._noted)

    def headers(self, body: bytes, *, secret: str = "", at: float | None = None) -> dict[str, str]:
        """The headers Zoom sends with this body."""
        stamp = str(int(self._now() if at is None else at))
        return {
            "Content-Type": "application/json; charset=utf-8",
            "x-zm-request-timestamp": stamp,
            "x-zm-signature": signature(secret or self.secret, stamp, body),
        }

    def _now(self) -> float:
        return time.time() if self.stamp == REAL else self.clock.now().timestamp()

    def tell(self, name: str, thing: Json, **more: Any) -> None:
        """Let the app know as soon as nobody waits for it."""
        if self.url and name not in self.quiet:
            self.courier.later(self.wrapped(name, thing, **more))

    def wrapped(self, name: str, thing: Json, **more: Any) -> Json:
        stamp = int(self.clock.now().timestamp() * 1000)
        return {
            "event": name,
            "event_ts": stamp,
            "payload": {"account_id": self.account_id, "object": thing, **more},
        }

    def _noted(self, body: Json, ack: Ack | None, again: bool) -> None:
        if ack is None:
            self.log.append(Webhook(at=self.clock.now(), body=body))
        for each in reversed(self.log.copy()):
            if each.body is body and ack is not None:
                each.attempt += 1
                each.status, each.ok, each.waiting = ack.status, ack.ok, again
                break
        self.bell.ring("webhooks")

    def _send(self, body: Json, attempt: int, reason: str) -> Ack:
        if not self.url:
            return Ack(ok=False, why="nobody listens", final=True)
        raw = json.dumps(body).encode()
        ack = post(self.url, raw, self.headers(raw))
        self.told.append(ack)
        if not ack.ok and 300 <= ack.status < 500:
            return Ack(ok=False, status=ack.status, why=ack.why, final=True)
        return ack

    def check_listener(self) -> bool:
        """Zoom's question every 72 hours: whether the app knows the secret."""
        plain = secrets.token_urlsafe(16)
        stamp = int(self.clock.now().timestamp() * 1000)
        question = {
            "event": "endpoint.url_validation",
            "event_ts": stamp,
            "payload": {"plainToken": plain},
        }
        raw = json.dumps(question).encode()
        ack = post(self.url, raw, self.headers(raw))
        wanted = hmac.new(self.secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
        return ack.status == 200 and ack.body == {"plainToken": plain, "encryptedToken": wanted}

    def close(self) -> None:
        self.courier.close()
