"""The clock that both stand-ins, the product and the pretend people share: real until somebody moves it."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.errors import NaiveTime
from integrations.clock import ClockFace, SystemClock
from integrations.sandbox.bell import Bell
from integrations.sandbox.wire import Answer, Asked, as_json


def iso(instant: datetime) -> str:
    """An instant as the interfaces write it: 2027-02-24T20:00:00Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_instant(text: str) -> datetime:
    """An instant out of such a text. Raises ValueError, or NaiveTime where it names no zone."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise NaiveTime(field=text)
    return instant.astimezone(UTC)


class MovableClock:
    """A clock that can be set, moved on and let run; until it is set it is the machine's own."""

    def __init__(
        self,
        start: datetime | None = None,
        *,
        rate: float = 0.0,
        bell: Bell | None = None,
        face: ClockFace | None = None,
    ) -> None:
        self.bell, self.face = bell or Bell(), face
        self._guard = threading.Lock()
        self._machine = SystemClock()
        self._anchor: datetime | None = None
        self._since = time.monotonic()
        self._rate = rate
        if start is not None:
            self.set(start)

    @property
    def moved(self) -> bool:
        """Whether this is no longer the machine's own time."""
        return self._anchor is not None

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        with self._guard:
            return self._now()

    def _now(self) -> datetime:
        if self._anchor is None:
            return self._machine.now()
        return self._anchor + timedelta(seconds=(time.monotonic() - self._since) * self._rate)

    def set(self, instant: datetime) -> None:
        """Let it be this instant, from where it runs on at `rate` (0: it stands still)."""
        if instant.tzinfo is None:
            raise NaiveTime(field="MovableClock.set")
        with self._guard:
            self._be(instant.astimezone(UTC))

    def advance(self, delta: timedelta) -> None:
        """Let this much time pass at once."""
        with self._guard:
            self._be(self._now() + delta)

    @property
    def rate(self) -> float:
        """Seconds that pass here for each second of the world outside, once the clock has been set."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        with self._guard:
            now, self._rate = self._now(), rate
            self._be(now)

    def _be(self, instant: datetime) -> None:
        self._anchor, self._since = instant, time.monotonic()
        if self.face:
            self.face.show(instant, self._since, self._rate)
        self.bell.ring("clock")

    def answer(self, asked: Asked) -> Answer:
        """GET tells the time; POST {"now"} or {"advance_seconds"} or {"rate"} moves it."""
        if asked.verb == "GET":
            return as_json(self._told())
        if asked.verb != "POST":
            return as_json({"error": "GET or POST"}, status=405)
        try:
            self._obey(asked.json())
        except (AttributeError, TypeError, ValueError, NaiveTime, OverflowError) as trouble:
            return as_json({"error": f"not a time: {trouble}"}, status=400)
        return as_json(self._told())

    def _told(self) -> dict[str, Any]:
        """The time, and where it can be seen without asking."""
        where = {"face": str(self.face.path)} if self.face else {}
        return {"now": iso(self.now()), "rate": self.rate, **where}

    def _obey(self, wish: Any) -> None:
        unknown = set(wish) - {"now", "advance_seconds", "rate"}
        if unknown or not wish:
            raise ValueError(f"say now, advance_seconds or rate, not {sorted(unknown)}")
        if "rate" in wish:
            self.rate = float(wish["rate"])
        if "now" in wish:
            self.set(read_instant(wish["now"]))
        if "advance_seconds" in wish:
            self.advance(timedelta(seconds=float(wish["advance_seconds"])))
