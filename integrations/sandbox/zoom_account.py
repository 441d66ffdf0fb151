"""The state of the pretend Zoom: its hosts, their meetings, tokens and how much was asked of it."""

import itertools
import math
import secrets
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.ports import Clock
from integrations.sandbox.bell import Bell
from integrations.sandbox.zoom_refusal import ZoomRefusal, no_host, no_meeting
from integrations.sandbox.zoom_things import Host, ZoomMeeting, zulu

TOKEN_SECONDS = 3600
PER_SECOND = {"LIGHT": 30, "MEDIUM": 20, "HEAVY": 10}  # a Pro account's
PER_HOST_DAY = 100
KEPT_AFTER_USE = timedelta(days=30)
STORE, DROP, REFUSE = "store", "drop", "refuse"
SCOPES = frozenset(
    {
        "meeting:write:meeting:admin",
        "meeting:read:meeting:admin",
        "meeting:update:meeting:admin",
        "meeting:update:status:admin",
        "meeting:delete:meeting:admin",
        "meeting:read:list_meetings:admin",
        "meeting:read:list_past_instances:admin",
        "meeting:read:list_past_participants:admin",
        "meeting:read:past_meeting:admin",
        "user:read:user:admin",
        "user:read:settings:admin",
    }
)


class Account:
    """One Zoom account.

    `unknown_addresses` says what becomes of an address in a room that has no Zoom account: it is stored, dropped or
    refused (Zoom's own way is not known); those in `addresses` are known, and no list means that all are.
    `list_lag`: how long a new meeting is missing from lists.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        hosts: Iterable[str],
        scopes: Iterable[str] = SCOPES,
        bell: Bell | None = None,
    ) -> None:
        self.bell = bell or Bell()
        self.clock, self.scopes = clock, frozenset(scopes)
        self.lock = threading.RLock()
        self.id, self.client_id = "sandbox-account", "sandbox-client"
        self.client_secret = "sandbox-zoom-secret"  # noqa: S105 - opens nothing but this stand-in
        self.hosts = {email.lower(): _host(number, email) for number, email in enumerate(hosts, 1)}
        self.meetings: dict[int, ZoomMeeting] = {}
        self.unknown_addresses, self.addresses = STORE, frozenset[str]()
        self.list_lag = timedelta(0)
        self.active, self.limits = True, True
        self.zaks: list[str] = []
        self._tokens: dict[str, float] = {}
        self._ids = itertools.count(86_000_000_001)
        self._days: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, deque[float]] = {weight: deque() for weight in PER_SECOND}

    def grant(self) -> str:
        """A token for an hour of the world outside."""
        token = secrets.token_urlsafe(40)
        with self.lock:
            self._tokens[token] = time.monotonic()
        return token

    def revoke_tokens(self) -> None:
        """No token given out so far is good any more."""
        with self.lock:
            self._tokens.clear()

    def age_tokens(self) -> None:
        """Every token given out so far has run out."""
        with self.lock:
            self._tokens = dict.fromkeys(self._tokens, -math.inf)

    def check_token(self, token: str) -> None:
        """Raises 401/124."""
        born = self._tokens.get(token)
        if born is None:
            raise ZoomRefusal(401, 124, "Invalid access token.")
        if time.monotonic() - born > TOKEN_SECONDS:
            raise ZoomRefusal(401, 124, "Access token is expired.")

    def check_scope(self, scope: str) -> None:
        """Raises 400/4711."""
        if scope not in self.scopes:
            message = f"Invalid access token, does not contain scopes:[{scope}]."
            raise ZoomRefusal(400, 4711, message)

    def host(self, name: str) -> Host:
        """By address or id. Raises 404/1001; `me` means nobody to an app of this kind."""
        if name == "me":
            raise ZoomRefusal(400, 1001, "User does not exist: me.", ours=True)
        for host in self.hosts.values():
            if name.lower() == host.email or name == host.id:
                return host
        raise no_host(name)

    def meeting(self, name: str) -> ZoomMeeting:
        """By number. Raises 404/3001, also long after its last use."""
        meeting = self.meetings.get(int(name)) if name.isdigit() else None
        if meeting is None or meeting.deleted:
            raise no_meeting(name)
        if meeting.ends_at + KEPT_AFTER_USE < self.clock.now():
            raise no_meeting(name)
        return meeting

    def new_id(self) -> int:
        return next(self._ids)

    def start_url(self, meeting: ZoomMeeting) -> str:
        """A fresh link that makes whoever holds it the host."""
        zak = f"zak.{secrets.token_urlsafe(24)}"
        self.zaks.append(zak)
        return f"https://zoom.example.org/s/{meeting.id}?zak={zak}"

    def spend(self, weight: str) -> None:
        """Count a request of the account. Raises 429 for this second."""
        if not self.limits:
            return
        now, seen = self.clock.now().timestamp(), self._seconds[weight]
        with self.lock:
            while seen and not now - 1 < seen[0] <= now:
                seen.popleft()
            if len(seen) >= PER_SECOND[weight]:
                raise ZoomRefusal(
                    429,
                    429,
                    "You have reached the maximum per-second rate limit for this API.",
                    headers=_limit_headers(weight, "QPS", PER_SECOND[weight]),
                )
            seen.append(now)

    def spend_day(self, host: Host) -> None:
        """Count a meeting made or changed. Raises 429 until the next day in UTC."""
        now = self.clock.now().astimezone(UTC)
        day = (host.id, f"{now:%Y-%m-%d}")
        with self.lock:
            if self.limits and self._days[day] >= PER_HOST_DAY:
                raise ZoomRefusal(
                    429,
                    429,
                    "You have reached the maximum daily rate limit for this API. Refer to the "
                    "response header for details on when you can make another request.",
                    headers={
                        **_limit_headers("LIGHT", "Daily-limit", PER_HOST_DAY),
                        "Retry-After": zulu(_midnight_after(now)),
                    },
                )
            self._days[day] += 1

    def spent_today(self, email: str) -> int:
        """How many meetings were made or changed today for this host."""
        return self._days[(self.host(email).id, f"{self.clock.now().astimezone(UTC):%Y-%m-%d}")]


def _midnight_after(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _limit_headers(weight: str, kind: str, limit: int) -> dict[str, str]:
    return {
        "X-RateLimit-Category": weight.capitalize(),
        "X-RateLimit-Type": kind,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
    }


def _host(number: int, email: str) -> Host:
    return Host(id=f"sandboxHost{number:04d}", email=email.strip().lower(), name=f"Host {number}")
