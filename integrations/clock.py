"""What time it is: from the machine, or from a sandbox whose clock can be moved."""

import threading
import time
from datetime import UTC, datetime

import requests

from bot.domain.errors import FacilitationError

FRESH_SECONDS = 0.02
TRIES = 4
PATIENCE_SECONDS = 2.0


class ClockUnreachable(FacilitationError):
    """The sandbox's clock at {url} does not answer. Start the sandbox, or set [clock] source = "system"."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


class SandboxClock:
    """The time that a sandbox gives out, so that months can pass in minutes.

    Read at most once in `fresh` seconds; each thread keeps its own connection.
    """

    def __init__(self, url: str, *, fresh: float = FRESH_SECONDS) -> None:
        self.url, self.fresh = url, fresh
        self._own, self._guard = threading.local(), threading.Lock()
        self._seen: tuple[float, datetime] | None = None

    def now(self) -> datetime:
        """The sandbox's instant, aware, in UTC. Raises ClockUnreachable."""
        seen = self._seen
        if seen and time.monotonic() - seen[0] < self.fresh:
            return seen[1]
        asked = time.monotonic()
        instant = self._ask()
        with self._guard:
            # an answer that took its time must not hide a newer one: for others the clock would go back
            if self._seen is None or self._seen[0] <= asked:
                self._seen = (asked, instant)
            return self._seen[1]

    def _ask(self) -> datetime:
        for attempt in range(TRIES):
            try:
                answer = self._session().get(self.url, timeout=PATIENCE_SECONDS)
                answer.raise_for_status()
                return datetime.fromisoformat(answer.json()["now"]).astimezone(UTC)
            except (requests.RequestException, KeyError, ValueError):
                time.sleep(0.05 * attempt)
        raise ClockUnreachable(url=self.url)

    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            self._own.session.trust_env = False  # loopback only: no proxy, no netrc look-up
        session: requests.Session = self._own.session
        return session
