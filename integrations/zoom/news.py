"""What Zoom tells us by itself: is it really Zoom, and what does it say."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ports import BadSignature, Clock, MeetingEvent, Unreadable
from integrations.zoom.reading import instant_in, number_in

WINDOW = timedelta(minutes=90)  # Zoom's last repeat comes 85 minutes after the first try
VALIDATION = "endpoint.url_validation"
MARK = 300  # no mark or address of Zoom's is longer
FIT_TO_SIGN = re.compile(r"[\x21-\x7e]{1,200}")
OWN_TIMES = {  # where the news itself says when it happened
    "meeting.started": ("start_time",),
    "meeting.ended": ("end_time",),
    "meeting.participant_joined": ("participant", "join_time"),
    "meeting.participant_left": ("participant", "leave_time"),
    "meeting.participant_joined_breakout_room": ("participant", "join_time"),
    "meeting.participant_left_breakout_room": ("participant", "leave_time"),
}


class ZoomNews:
    """Reads Zoom's webhooks. Implements the port `MeetingNews`.

    Stamps are held against real time; with a clock given (the sandbox's), also against that.
    """

    def __init__(self, secret: str, clock: Clock | None = None) -> None:
        self._secret, self._clock = secret.encode(), clock

    def read(self, headers: Mapping[str, str], body: bytes) -> MeetingEvent:
        """Raises BadSignature or Unreadable. `answer` is set where Zoom waits for one."""
        self._check(headers, body)
        told = _object(body)
        kind, payload = told.get("event"), _part(told, "payload")
        if not isinstance(kind, str) or not kind:
            raise Unreadable("the news has no name")
        meeting = _part(payload, "object")
        someone = _part(meeting, "participant")
        return MeetingEvent(
            kind=kind,
            meeting_id=number_in(meeting.get("id")),
            at=_stamp(told.get("event_ts")) or _own_time(kind, meeting),
            digest=hashlib.sha256(body).hexdigest(),
            answer=self._answer(payload) if kind == VALIDATION else None,
            instance=_mark(meeting.get("uuid")),
            connection=_mark(someone.get("parent_user_id")) or _mark(someone.get("user_id")),
            same=_mark(someone.get("participant_uuid")),
            address=_address(someone.get("email")),
            room=_mark(meeting.get("breakout_room_uuid")),
        )

    def _check(self, headers: Mapping[str, str], body: bytes) -> None:
        given = {name.lower(): value for name, value in headers.items()}
        stamp = given.get("x-zm-request-timestamp", "").strip()
        signature = given.get("x-zm-signature", "").strip()
        expected = "v0=" + self._sign(b"v0:" + _raw(stamp) + b":" + body)
        if not self._secret or not hmac.compare_digest(_raw(expected), _raw(signature)):
            raise BadSignature("not signed by Zoom")
        if not self._is_recent(stamp):
            raise BadSignature("signed too long ago")

    def _is_recent(self, stamp: str) -> bool:
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 13):
            return False
        seconds = int(stamp) / (1000 if len(stamp) == 13 else 1)
        nows = [time.time()] + ([self._clock.now().timestamp()] if self._clock else [])
        return any(abs(now - seconds) <= WINDOW.total_seconds() for now in nows)

    def _answer(self, payload: Mapping[str, Any]) -> Mapping[str, str]:
        plain = payload.get("plainToken")
        if not isinstance(plain, str) or not FIT_TO_SIGN.fullmatch(plain):
            raise Unreadable("the question holds no token")
        return {"plainToken": plain, "encryptedToken": self._sign(plain.encode())}

    def _sign(self, content: bytes) -> str:
        return hmac.new(self._secret, content, hashlib.sha256).hexdigest()


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("the news is not JSON") from None
    if not isinstance(told, dict):
        raise Unreadable("the news is not an object")
    return told


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _mark(value: object) -> str:
    """One of Zoom's own marks, which may come as a number or as text."""
    return number_in(value)[:MARK]


def _address(value: object) -> str:
    return value.strip()[:MARK] if isinstance(value, str) else ""


def _stamp(milliseconds: object) -> datetime | None:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _own_time(kind: str, meeting: Mapping[str, Any]) -> datetime | None:
    found: Any = meeting
    for name in OWN_TIMES.get(kind, ()):
        found = found.get(name) if isinstance(found, dict) else None
    return instant_in(found)
