"""One request to the app, and how it was taken."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ACK_SECONDS = 3.0  # Slack and Zoom wait equally long


@dataclass(frozen=True, kw_only=True)
class Ack:
    """How the app took what was delivered, after how many seconds, and with which answer."""

    ok: bool
    seconds: float = 0.0
    status: int = 0
    body: Any = None
    why: str = ""
    final: bool = False  # the app asked not to be told again


def post(url: str, body: bytes, headers: dict[str, str], *, patience: float | None = None) -> Ack:
    """One HTTP request and how it was answered, within three seconds where nothing else is said."""
    patience = ACK_SECONDS if patience is None else patience
    parts = urlsplit(url)
    link = http.client.HTTPConnection(str(parts.hostname), parts.port or 80, timeout=patience)
    began = time.monotonic()
    try:
        link.request("POST", parts.path or "/", body, headers)
        answer = link.getresponse()
        said = answer.read()
    except TimeoutError:
        return Ack(ok=False, seconds=patience, why="http_timeout")
    except (OSError, http.client.HTTPException):
        return Ack(ok=False, seconds=time.monotonic() - began, why="connection_failed")
    finally:
        link.close()
    seconds = time.monotonic() - began
    ok = 200 <= answer.status < 300 and seconds <= patience
    why = "" if ok else "http_error" if seconds <= patience else "http_timeout"
    final = answer.headers.get("X-Slack-No-Retry") == "1"
    return Ack(
        ok=ok, seconds=seconds, status=answer.status, body=_unpacked(said), why=why, final=final
    )


def _unpacked(said: bytes) -> Any:
    text = said.decode("utf-8", "replace").strip()
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
