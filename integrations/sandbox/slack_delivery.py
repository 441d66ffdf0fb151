"""How what people do reaches the app: over Socket Mode, or as signed HTTP requests."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from integrations.sandbox.delivery import Ack, post

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Slack's v0 signature over the raw body."""
    base = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, *, at: float | None = None) -> dict[str, str]:
    """The headers Slack sends; its stamp is the world's time, whatever the sandbox's clock says."""
    stamp = str(int(time.time() if at is None else at))
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(secret, stamp, body),
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def packed(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """The body of an HTTP delivery and its type: events as JSON, the rest as forms."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if kind == "slash_commands":
        return urlencode(payload).encode(), FORM
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


def deliver_over_http(
    url: str, secret: str, kind: str, payload: dict[str, Any], *, attempt: int, reason: str
) -> Ack:
    """Deliver as Slack's HTTP mode does."""
    body, content = packed(kind, payload)
    headers = {"Content-Type": content, **signed_headers(secret, body)}
    if attempt:
        headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
    return post(url, body, headers)
