"""News for whoever waits: which parts of the pretend world have changed, and for whom."""

import threading
import time
from collections.abc import Iterable
from typing import Any, Literal, get_args

Topic = Literal["slack", "zoom", "webhooks", "clock", "faults", "calls"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
LONGEST_WAIT = 25.0
GATHER_SECONDS = 0.03  # changes come in flocks: one answer for all of them
EVERYBODY = ""


class Bell:
    """Rings when something changes.

    It calls nobody and holds nothing but its own lock, so it may be rung whatever else is locked. `serial` begins with
    the machine's time: nobody mistakes one world's for another's.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self.serial = self._first = time.time_ns() // 1_000_000
        self._last: dict[tuple[Topic, str], int] = {}
        self._closed = False

    def ring(self, topic: Topic, ids: Iterable[str] = ()) -> None:
        """Something of this kind has changed for these; for everybody, if nobody is named."""
        with self._changed:
            self.serial += 1
            for id in tuple(ids) or (EVERYBODY,):
                self._last[topic, id] = self.serial
            self._changed.notify_all()

    def wait(self, since: int, seconds: float) -> dict[str, Any]:
        """What has changed after that serial, as soon as anything has, at the latest after so many seconds.

        Under each topic stand the ids concerned; an empty list means everybody. A serial that is not of this world's
        is answered at once, with every topic.
        """
        with self._changed:
            if self._knows(since):
                self._wait_for_news(since, max(0.0, min(seconds, LONGEST_WAIT)))
            return {"serial": self.serial, "changed": self._since(since)}

    def _knows(self, serial: int) -> bool:
        return self._first <= serial <= self.serial

    def _wait_for_news(self, since: int, seconds: float) -> None:
        came = self._changed.wait_for(lambda: self._closed or self.serial > since, seconds)
        if came and seconds:
            self._changed.wait_for(lambda: self._closed, GATHER_SECONDS)

    def _since(self, since: int) -> dict[str, list[str]]:
        if not self._knows(since):
            return {topic: [] for topic in TOPICS}
        changed: dict[str, list[str]] = {}
        for (topic, id), serial in self._last.items():
            if serial > since:
                changed.setdefault(topic, []).append(id)
        return {topic: [] if EVERYBODY in ids else ids for topic, ids in changed.items()}

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
