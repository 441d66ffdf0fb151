"""What the pretend people mean to do, and when."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

Act = Callable[[], None]


class Agenda:
    """Acts in the order of their instants; of two at one instant, the one that was planned first."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = itertools.count()
        self._after: datetime | None = None

    def plan(self, at: datetime, act: Act) -> None:
        """Mean to do something at that instant."""
        if self._after is None or at > self._after:
            heapq.heappush(self._acts, (at, next(self._count), act))

    @property
    def next(self) -> datetime | None:
        """When the next act is due."""
        return self._acts[0][0] if self._acts else None

    def take(self, now: datetime) -> list[Act]:
        """The acts whose time has come."""
        due = []
        while self._acts and self._acts[0][0] <= now:
            due.append(heapq.heappop(self._acts)[2])
        return due

    def one(self, now: datetime) -> Act | None:
        """The first act whose time has come, if there is one."""
        return heapq.heappop(self._acts)[2] if self._acts and self._acts[0][0] <= now else None

    @contextmanager
    def only_after(self, instant: datetime) -> Iterator[None]:
        """Meanwhile plan only what lies after this instant: the rest was done before, or never will be."""
        self._after = instant
        try:
            yield
        finally:
            self._after = None
