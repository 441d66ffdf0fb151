"""Before a page is looked for: is it asked under our own name, and not too often from one address."""

import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Request, abort, request

PER_SECOND, BURST, MOST = 5.0, 60.0, 10_000
# these prove who they are, and must always get through
SIGNED = frozenset({"/slack/events", "/zoom/events"})
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
AT_ANY_NAME = "/health/"  # a load balancer asks by number


class Pace:
    """Leave to ask, per address: so many at once, so many a second from then on.

    Each process counts for itself: with three of them, one address gets three times as much.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._guard = now, threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def admits(self, address: str) -> bool:
        """Whether this address may ask once more."""
        with self._guard:
            now = self._now()
            left, at = self._left.pop(address, (BURST, now))
            left = min(BURST, left + (now - at) * PER_SECOND)
            self._left[address] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > MOST:  # whoever has not asked for longest is forgotten
                del self._left[next(iter(self._left))]
            return left >= 1


def register(app: Flask, public_url: str, pace: Pace) -> None:
    ours = urlsplit(public_url).netloc.casefold()

    @app.before_request
    def guard() -> None:
        host = request.headers.get("Host", "").casefold()
        if ours and host != ours and not is_here(name_in(host)) and not _asks_for_health(request):
            abort(400)
        if request.path not in SIGNED and _counts(request) and not pace.admits(asker(request)):
            abort(429)


def _asks_for_health(asked: Request) -> bool:
    return asked.path.startswith(AT_ANY_NAME)


def name_in(host: str) -> str:
    """The name or number in a Host header, without the port."""
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return bare.strip("[]")


def asker(asked: Request) -> str:
    """Whose leave is counted: where a proxy on this machine or network passed it on, whom that proxy saw."""
    near, passed_on = asked.remote_addr or "", _passed_on(asked)
    return passed_on if passed_on and _is_near(near) else near


def _passed_on(asked: Request) -> str:
    return asked.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()[:64]


def _counts(asked: Request) -> bool:
    """Whoever sits at this machine may ask as often as they like."""
    return bool(_passed_on(asked)) or not is_here(asked.remote_addr or "")


def is_here(place: str) -> bool:
    try:
        return place == "localhost" or ip_address(place).is_loopback
    except ValueError:
        return False


def from_this_machine(asked: Request) -> bool:
    """Whether the asker sits here: a loopback address, no proxy between, and a loopback name."""
    return (
        is_here(asked.remote_addr or "")
        and is_here(name_in(asked.headers.get("Host", "")))
        and not any(header in asked.headers for header in PASSED_ON)
    )


def _is_near(place: str) -> bool:
    try:
        return ip_address(place).is_private
    except ValueError:
        return False
