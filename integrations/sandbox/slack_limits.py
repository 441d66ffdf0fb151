"""Slack's rate limits, kept on the clock that can be moved."""

import math
import threading
from collections import deque
from collections.abc import Iterator

from bot.ports import Clock
from integrations.sandbox.slack_refusal import SlowDown
from integrations.sandbox.slack_tables import Method

MINUTE = 60.0
POSTS_PER_MINUTE = 300
READS = ("conversations.history", "conversations.replies")


class RateLimits:
    """Counts calls in a sliding window for each method, each channel and the whole workspace.

    `burst`: messages a channel takes at once before one a second holds. `internal`: an app of the community's own;
    others may read history once a minute.
    """

    def __init__(
        self, clock: Clock, *, on: bool = True, burst: int = 4, internal: bool = True
    ) -> None:
        self.clock, self.on, self.burst, self.internal = clock, on, burst, internal
        self._guard = threading.Lock()
        self._seen: dict[str, deque[float]] = {}

    def spend(self, method: Method, channel: str = "") -> None:
        """Count this call. Raises SlowDown, and then it does not count."""
        if not self.on:
            return
        now = self.clock.now().timestamp()
        with self._guard:
            windows = list(self._windows(method, channel))
            wait = max((self._wait(now, *window) for window in windows), default=0.0)
            if wait > 0:
                raise SlowDown(max(1, math.ceil(wait)))
            for name, _, _ in windows:
                self._seen[name].append(now)

    def _windows(self, method: Method, channel: str) -> Iterator[tuple[str, int, float]]:
        if method.name == "chat.postMessage":
            yield "posts", POSTS_PER_MINUTE, MINUTE
            yield f"channel {channel}", self.burst, float(self.burst)
        elif method.name in READS and not self.internal:
            yield method.name, 1, MINUTE
        elif method.per_minute:
            yield method.name, method.per_minute, MINUTE

    def _wait(self, now: float, name: str, most: int, seconds: float) -> float:
        seen = self._seen.setdefault(name, deque())
        while seen and not now - seconds < seen[0] <= now:  # also when the clock was put back
            seen.popleft()
        return 0.0 if len(seen) < most else seen[0] + seconds - now
