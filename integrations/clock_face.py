"""The face of a sandbox's clock: a few bytes in a file of this machine, read at a glance and without a question."""

import mmap
import os
import struct
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

# how often it was set (odd while it is being set), microseconds since 1970, the machine's seconds then, the rate
FACE = struct.Struct("<qqdd")
COUNT = struct.Struct("<q")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
GONE = -1
GLANCES = 1000


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
