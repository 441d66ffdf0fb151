"""What Zoom's refusals mean: no for good, come back later, or nobody knows whether it was done."""

import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from requests import exceptions as failing
from urllib3.exceptions import ConnectTimeoutError

from bot.ports import ComeBack, Gone, Refused, Uncertain
from integrations.zoom.limits import come_back

SOON = timedelta(seconds=5)
NO_SCOPE = (4711, 4700)
NO_MEETING = 3001
SCOPE = re.compile(r"[a-z_]+(?::[a-z_]+)+")
PRIVATE = re.compile(r"\S+@\S+|https?://\S+")  # Zoom repeats addresses in its words
ADDRESS = re.compile(r"[^\s,;:<>()\[\]\"']+@[\w-]+(?:\.[\w-]+)*")
SENTENCES = {
    3161: "The Zoom host has no licence to schedule meetings. Give the host a licence under User Management in Zoom.",
    1001: "Zoom knows no such host in this account. Check the hosts in the configuration.",
    1010: "Zoom knows no such host in this account. Check the hosts in the configuration.",
    3000: "Zoom does not allow this for this host or meeting. Look at the host's settings in the Zoom portal.",
    200: "Zoom allows this only for paid accounts.",
    12702: "Zoom tells nothing of a meeting that is more than a year ago.",
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Zoom said instead of doing it."""

    status: int
    code: int
    words: str
    faults: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, reply: requests.Response) -> "Answer":
        """Reads the reply as far as it can be read."""
        body = body_of(reply) or {}
        return cls(
            status=reply.status_code,
            code=_number(body.get("code")),
            words=str(body.get("message") or ""),
            faults=tuple(_faults(body.get("errors"))),
            headers=reply.headers,
        )


def body_of(reply: requests.Response) -> Mapping[str, Any] | None:
    """The object in a reply, or None where there is none to be read."""
    try:
        body = reply.json()
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def verdict(answer: Answer, *, writes: bool, now: datetime, crowded: int) -> Exception:
    """What a refusal means for us. `crowded` counts the refusals in a row for coming too fast."""
    if answer.status == 429:
        return come_back(answer.headers, answer.words, now=now, crowded=crowded)
    if answer.code in NO_SCOPE:
        return _no_scope(answer)
    if answer.status >= 500 or answer.status == 408:
        return lost(f"Zoom has a fault of its own (HTTP {answer.status}).", writes=writes)
    if answer.code == NO_MEETING:
        return Gone("The meeting is no longer in Zoom.", code=str(NO_MEETING))
    code = str(answer.code or f"http_{answer.status}")
    return Refused(_sentence(answer), code=code, named=_named(answer))


def lost(reason: str, *, writes: bool) -> ComeBack | Uncertain:
    """A question may be asked again; a change may have been made."""
    return Uncertain(reason) if writes else ComeBack(reason, wait=SOON)


def outage(error: requests.RequestException, *, writes: bool) -> Exception:
    """What a broken connection means: where the request never left, nothing was done."""
    if isinstance(error, (failing.InvalidURL, failing.InvalidSchema, failing.MissingSchema)):
        return Refused("The address of Zoom in the configuration cannot be used.", code="bad_url")
    if _never_left(error):
        return ComeBack("Zoom cannot be reached.", wait=SOON)
    return lost("The connection to Zoom broke before an answer came.", writes=writes)


def _never_left(error: BaseException) -> bool:
    early = (
        failing.ConnectTimeout,
        failing.ProxyError,
        ConnectTimeoutError,
        ssl.SSLCertVerificationError,
    )
    return any(isinstance(cause, early) for cause in _causes(error))


def _causes(error: object, depth: int = 6) -> Iterator[object]:
    yield error
    if depth and isinstance(error, BaseException):
        for cause in (getattr(error, "reason", None), *error.args[:2]):
            yield from _causes(cause, depth - 1)


def _no_scope(answer: Answer) -> Refused:
    names = ", ".join(sorted(set(SCOPE.findall(answer.words)))) or "a scope Zoom does not name"
    return Refused(
        f"The Zoom app lacks a permission: {names}. Add it under Scopes on the app's page in the"
        " Zoom App Marketplace.",
        code=str(answer.code),
    )


def _sentence(answer: Answer) -> str:
    if answer.code == 300:
        return f"Zoom does not accept what we sent: {_in_words(answer)}."
    if answer.status == 401:
        return "Zoom does not accept our token. See that the app is still activated in the Zoom App Marketplace."
    if not answer.code:
        return f"Whatever answers at the address of Zoom is not Zoom (HTTP {answer.status}). Check api_base_url."
    return SENTENCES.get(answer.code, f"Zoom said no (HTTP {answer.status}, code {answer.code}).")


def _named(answer: Answer) -> list[str]:
    """The addresses that Zoom's words hold."""
    words = " ".join([answer.words, *(words for _, words in answer.faults)])
    return ADDRESS.findall(words)


def _in_words(answer: Answer) -> str:
    faults = "; ".join(f"{field}: {words}" for field, words in answer.faults) or answer.words
    return PRIVATE.sub("(address)", faults)[:300].rstrip(" .") or "no field is named"


def _faults(found: object) -> Iterator[tuple[str, str]]:
    for fault in found if isinstance(found, list) else []:
        if isinstance(fault, dict):
            yield str(fault.get("field") or "?"), str(fault.get("message") or "")


def _number(code: object) -> int:
    text = str(code)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
