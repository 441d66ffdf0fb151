"""One thread behind the scenes: it does what takes time, one after another, and looks around in between."""

import threading
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path

import structlog

log = structlog.get_logger("convener.sandbox")

LOOK_SECONDS = 0.15
LEAVE_SECONDS = 10.0
Job = Callable[[], None]


class Backstage:
    """Jobs are done in their order; `look` is called again and again while there are none. `fell` hears of a fall."""

    def __init__(self, look: Job, *, fell: Callable[[], None]) -> None:
        self._look, self._fell = look, fell
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="backstage", daemon=True)
        self._thread.start()

    def wants(self, job: Job, *, alone: bool = False) -> None:
        """Have this done soon; `alone`: nothing else that waits is wanted any more."""
        with self._changed:
            if alone:
                self._jobs.clear()
            self._jobs.append(job)
            self._changed.notify_all()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for a job to begin, or for the end."""
        return bool(self._jobs) or self._closed

    def _work(self) -> None:
        while not self._closed:
            if (job := self._next()) is not None:
                carefully(job, self._fell)
            elif not self._closed:
                carefully(self._look, let_be)

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self.wanted, LOOK_SECONDS)
            return self._jobs.popleft() if self._jobs and not self._closed else None

    def close(self) -> None:
        """Finish what is in hand, and nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join(LEAVE_SECONDS)


def carefully(act: Job, fell: Job) -> None:
    """Do something that must not take the rest down with it: a fall is logged, and `fell` is told."""
    try:
        act()
    except Exception as fall:  # noqa: BLE001 - whatever it was, it is logged, and the rest goes on
        log.error("fell over", action="sandbox_fell", fault=type(fall).__name__, where=_where(fall))
        fell()


def _where(fall: Exception) -> str:
    """The place in the code, without what was at hand there: that is somebody's own."""
    *_, last = traceback.extract_tb(fall.__traceback__)
    return f"{Path(last.filename).name}, line {last.lineno}"


def let_be() -> None:
    """What did not work out is let be: it was logged."""
