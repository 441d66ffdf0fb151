"""What the pretend people mean to do, and when."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Act = Callable[[], None]


class Agenda:
    """Acts in the order of their instants; of two at one instant, the one that was planned first."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = itertools.count()

    def plan(self, at: datetime, act: Act) -> None:
        """Mean to do something at that instant."""
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
