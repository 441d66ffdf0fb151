"""News on its way to the app: at once, and again later where it was not taken."""

import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Clock
from integrations.sandbox.delivery import Ack

LOOK_SECONDS = 0.03
Send = Callable[[dict[str, Any], int, str], Ack]
Noted = Callable[[dict[str, Any], Ack | None, bool], None]


def _nobody_notes(body: dict[str, Any], ack: Ack | None, again: bool) -> None:
    """Most news is not looked at on its way."""


@dataclass(order=True, kw_only=True)
class _Parcel:
    due: datetime
    n: int
    body: dict[str, Any] = field(compare=False)
    attempt: int = field(default=0, compare=False)
    reason: str = field(default="", compare=False)


class Courier:
    """Takes news to the app; what is not taken comes again after each of `waits`, on the clock that can be moved.

    `noted` hears of everything that sets out, and after each try how it was taken and whether it will come again.
    """

    def __init__(
        self, clock: Clock, send: Send, *, waits: Sequence[timedelta], noted: Noted | None = None
    ) -> None:
        self.clock, self.send, self.waits = clock, send, waits
        self.noted: Noted = noted or _nobody_notes
        self.given_up: list[dict[str, Any]] = []
        self._parcels: list[_Parcel] = []
        self._count = itertools.count()
        self._guard = threading.Condition()
        self._busy = 0
        self._closed = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def bring(self, body: dict[str, Any]) -> Ack:
        """Tell the app now; where it does not take it, it comes again by itself."""
        ack = self.send(body, 0, "")
        self._again_unless(ack, body, 0)
        return ack

    def later(self, body: dict[str, Any]) -> None:
        """Tell the app as soon as nobody waits for it."""
        self.noted(body, None, True)
        self._put(_Parcel(due=self.clock.now(), n=next(self._count), body=body))

    def _put(self, parcel: _Parcel) -> None:
        with self._guard:
            self._parcels.append(parcel)
            self._guard.notify_all()

    def _again_unless(self, ack: Ack, body: dict[str, Any], attempt: int) -> None:
        again = not ack.ok and not ack.final and attempt < len(self.waits)
        self.noted(body, ack, again)
        if ack.ok or ack.final:
            return
        if attempt >= len(self.waits):
            self.given_up.append(body)
            return
        self._put(
            _Parcel(
                due=self.clock.now() + self.waits[attempt],
                n=next(self._count),
                body=body,
                attempt=attempt + 1,
                reason=ack.why if ack.why.startswith(("http_", "connection_")) else "http_timeout",
            )
        )

    def _work(self) -> None:
        while (parcel := self._next()) is not None:
            ack = self.send(parcel.body, parcel.attempt, parcel.reason)
            self._again_unless(ack, parcel.body, parcel.attempt)
            with self._guard:
                self._busy -= 1
                self._guard.notify_all()

    def _next(self) -> _Parcel | None:
        with self._guard:
            while not self._closed:
                parcel = min(self._due(), default=None)
                if parcel is not None:
                    self._parcels.remove(parcel)
                    self._busy += 1
                    return parcel
                self._guard.wait(LOOK_SECONDS if self._parcels else None)
        return None

    @property
    def waiting(self) -> int:
        """How many events have not been taken yet."""
        with self._guard:
            return len(self._parcels) + self._busy

    def idle(self, seconds: float = 5.0) -> bool:
        """Whether everything due has been told, at the latest after so many seconds."""
        with self._guard:
            return self._guard.wait_for(lambda: not self._parcels and not self._busy, seconds)

    def rest(self, seconds: float = 5.0) -> bool:
        """Whether nothing is on its way or due, at the latest after so many seconds; some may still wait."""
        with self._guard:
            return self._guard.wait_for(lambda: not self._busy and not self._due(), seconds)

    @property
    def next(self) -> datetime | None:
        """When something is to be brought that waits for its time."""
        with self._guard:
            return min((parcel.due for parcel in self._parcels), default=None)

    def _due(self) -> list[_Parcel]:
        now = self.clock.now()
        return [parcel for parcel in self._parcels if parcel.due <= now]

    def close(self) -> None:
        with self._guard:
            self._closed = True
            self._guard.notify_all()
        self._thread.join(timeout=5)
