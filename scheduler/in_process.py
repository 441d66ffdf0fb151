"""The embedded engine: an alarm clock that asks the tables what is due, and a few hands to carry it out."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.ports import Desk
from scheduler.duties import run_due
from scheduler.effects import deliver

log = structlog.get_logger("convener.engine")

BATCH = (
    24  # so few that somebody who waits for an answer does not wait for a whole round of prompts
)


class Engine:
    """Wakes up every `tick_seconds`, or at once when asked, and works until nothing is due."""

    def __init__(self, desk: Desk, *, tick_seconds: float, concurrency: int) -> None:
        self.desk = desk
        self._alarm = BackgroundScheduler(timezone="UTC")
        self._leader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="leader")
        self._hands = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="deliver")
        self._wanted, self._stopping = threading.Event(), threading.Event()
        self._tick_seconds = tick_seconds

    def start(self) -> None:
        """Take up what an earlier process left in the middle, then keep time."""
        with self.desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=True)
        every = {
            "trigger": "interval",
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": None,
        }
        self._alarm.add_job(self.wake, seconds=self._tick_seconds, id="tick", **every)
        self._alarm.add_job(self._sweep, seconds=60, id="sweep", **every)
        self._alarm.start()

    def stop(self) -> None:
        """Finish what is in hand, and nothing more."""
        self._stopping.set()
        if self._alarm.running:
            self._alarm.shutdown(wait=True)
        self._leader.shutdown(wait=True, cancel_futures=True)
        self._hands.shutdown(wait=True, cancel_futures=True)

    def wake(self) -> None:
        """Look at the tables soon: it is time, or somebody waits. Asked twice before it begins, it looks once."""
        if not self._wanted.is_set() and not self._stopping.is_set():
            self._wanted.set()
            with suppress(RuntimeError):  # stopped in this moment: the next start sees to it
                self._leader.submit(self._work)

    def _work(self) -> None:
        """Work until nothing is due. One leader reads the tables; the hands carry out."""
        self._wanted.clear()
        worked = True
        while worked and not self._stopping.is_set():
            worked = self._guarded(self._round)

    def _round(self) -> bool:
        return bool(run_due(self.desk)) | bool(self._deliver_due())

    def _deliver_due(self) -> int:
        with self.desk.store.read() as memory:
            ids = memory.effects.due(self.desk.clock.now(), BATCH)
        for delivered in [self._hands.submit(deliver, self.desk, id) for id in ids]:
            self._guarded(delivered.result)
        return len(ids)

    def _sweep(self) -> None:
        """Claims that nobody finished become doubts, to be looked up."""
        with self.desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=False)

    def _guarded(self, act: Callable[[], object]) -> bool:
        """Nothing that goes wrong once may stop the clock: it is logged, the row stays and is taken up again."""
        try:
            return bool(act())
        except Exception as fall:
            log.error(
                "engine fell over", action="engine_failed", fault=type(fall).__name__, exc_info=fall
            )
            return False
