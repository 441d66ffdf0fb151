"""What time it is: from the machine, or from a sandbox whose clock can be moved."""

import json
import mmap
import os
import struct
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from bot.domain.errors import FacilitationError

FRESH_SECONDS = 0.02
TRIES = 4
PATIENCE_SECONDS = 2.0
# how often it was set (odd while it is being set), microseconds since 1970, the machine's seconds then, the rate
FACE = struct.Struct("<qqdd")
COUNT = struct.Struct("<q")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
GONE = -1
GLANCES = 1000


class ClockUnreachable(FacilitationError):
    """The sandbox's clock at {url} does not answer. Start the sandbox, or set [clock] source = "system"."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


class ClockFace:
    """Hung up by one process and read by any on the same machine, whose monotonic clocks are one.

    `now` tells None where it shows nothing yet, or was taken down: then the clock itself must be asked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("r+b") as file:
            self._bytes = mmap.mmap(file.fileno(), FACE.size)

    @classmethod
    def hung_up(cls) -> Self:
        """A new face, showing nothing yet."""
        handle, path = tempfile.mkstemp(prefix="convener-clock-")
        with os.fdopen(handle, "wb") as file:
            file.write(bytes(FACE.size))
        return cls(Path(path))

    def show(self, anchor: datetime, since: float, rate: float) -> None:
        """It was `anchor` when the machine's monotonic clock showed `since`, and runs on at `rate` since then."""
        count = COUNT.unpack_from(self._bytes)[0]
        COUNT.pack_into(self._bytes, 0, count + 1)
        FACE.pack_into(self._bytes, 0, count + 1, (anchor - EPOCH) // MICROSECOND, since, rate)
        COUNT.pack_into(self._bytes, 0, count + 2)

    def now(self) -> datetime | None:
        """The instant it shows, aware, in UTC."""
        for _ in range(GLANCES):
            count, micros, since, rate = FACE.unpack_from(self._bytes)
            if count <= 0:
                return None
            if count % 2 == 0 and COUNT.unpack_from(self._bytes)[0] == count:
                passed = timedelta(seconds=(time.monotonic() - since) * rate)
                return EPOCH + timedelta(microseconds=micros) + passed
        return None  # whoever sets it stopped in the middle

    def take_down(self) -> None:
        """Show nothing any more, to whoever still looks."""
        COUNT.pack_into(self._bytes, 0, GONE)
        with suppress(FileNotFoundError):
            self.path.unlink()


class Link(HTTPConnection):
    """A connection that is closed with the thread that held it."""

    def __del__(self) -> None:
        self.close()


class SandboxClock:
    """The time that a sandbox gives out, so that months can pass in minutes.

    Read off its face where that hangs on this machine; else asked at most once in `fresh` seconds, by each thread over
    its own connection.
    """

    def __init__(self, url: str, *, fresh: float = FRESH_SECONDS) -> None:
        self.url, self.fresh = url, fresh
        self._own, self._guard = threading.local(), threading.Lock()
        self._seen: tuple[float, datetime] | None = None
        self._face: ClockFace | None = None

    def now(self) -> datetime:
        """The sandbox's instant, aware, in UTC. Raises ClockUnreachable."""
        shown = self._face.now() if self._face else None
        return shown or self._heard()

    def _heard(self) -> datetime:
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
                return self._told()
            except (OSError, HTTPException, KeyError, ValueError):
                self._link().close()  # whatever is wrong with it, the next question goes over a new one
                time.sleep(0.05 * attempt)
        raise ClockUnreachable(url=self.url)

    def _told(self) -> datetime:
        link = self._link()
        link.request("GET", urlsplit(self.url).path)
        answer = link.getresponse()
        told = json.loads(answer.read())
        self._face = self._face or _face_in(told)
        return datetime.fromisoformat(told["now"]).astimezone(UTC)

    def _link(self) -> Link:
        """This thread's own connection: asked this often, nothing more than one is wanted."""
        if not hasattr(self._own, "link"):
            place = urlsplit(self.url).netloc  # loopback only: no proxy, no netrc look-up
            self._own.link = Link(place, timeout=PATIENCE_SECONDS)
        link: Link = self._own.link
        return link


def _face_in(told: dict[str, Any]) -> ClockFace | None:
    """The face of the clock that told us, unless it has none or hangs where we cannot see it."""
    try:
        return ClockFace(Path(told["face"]))
    except (KeyError, TypeError, OSError, ValueError):
        return None
