"""The engine for many machines: workers that PostgreSQL wakes, one of whom keeps time for all."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from bot.facilitation.heartbeat import Heartbeat
from bot.ports import Desk
from scheduler import pauses
from scheduler.duties import run_due
from scheduler.effects import deliver
from scheduler.guard import Outage, guarded
from scheduler.jobs import DELIVER, FOR_THE_SESSION, QUEUE, Jobs
from scheduler.measures import ROUNDS
from scheduler.watch import watch

log = structlog.get_logger("convener.worker")

TIMEKEEPER = 20_270_113  # the advisory lock of whoever keeps time
SHORTLY = 0.2  # seconds to the next look while more is due than was handed out
LOOK_SECONDS = 1.0  # while nothing more is: what another worker put off a moment has its turn soon
# a word of PostgreSQL's that came while a worker looked away is made up for within so many seconds
POLL_SECONDS = 1.0
WATCH_SECONDS = 60.0
RECONNECT_SECONDS = 5.0
BREATH = 0.5  # seconds between two tries to reach a database that is away
REVIVE_SECONDS, STALLED_SECONDS = 20.0, 30.0
# a machine that vanished without a word gives its place up within half a minute
NOTICED = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3")
RULES: dict[str, Any] = {
    "queues": [QUEUE],
    "name": "convener",
    "delete_jobs": "always",
    "install_signal_handlers": False,
    "update_heartbeat_interval": 10.0,
    "stalled_worker_timeout": STALLED_SECONDS,
}


class Timekeeper:
    """Does the duties that are due and wakes workers for what has fallen due: one at a time among all workers.

    Whoever holds PostgreSQL's lock keeps time. The lock ends with its connection, however its holder ends.
    """

    def __init__(self, desk: Desk, jobs: Jobs, *, tick_seconds: float) -> None:
        self._desk, self._jobs, self._tick_seconds = desk, jobs, tick_seconds
        self._stopping, self._outage = threading.Event(), Outage("timekeeping")
        self._heartbeat, self._watch_at = Heartbeat(engine="procrastinate"), 0.0
        self._thread = threading.Thread(target=self._keep, name="timekeeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the duty in hand, and nothing more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        guarded(lambda: self._heartbeat.ended(self._desk))

    def _keep(self) -> None:
        while not self._stopping.is_set():
            with self._outage:
                self._be_there()
            self._stopping.wait(min(self._tick_seconds, BREATH))

    def _be_there(self) -> None:
        """Stand by, and keep time from when nobody else does until the connection is lost."""
        with self._jobs.connected() as connection:
            for rule in NOTICED:
                connection.execute(f"SET {rule}")
            while not self._stopping.is_set() and not _is_ours(connection):
                self._outage.is_over()
                self._stopping.wait(self._tick_seconds)
            while not self._stopping.is_set():
                self._tick(connection)
                self._outage.is_over()
                self._wake_workers(connection, time.monotonic() + self._tick_seconds)

    def _tick(self, connection: psycopg.Connection[Any]) -> None:
        """Do what is due."""
        connection.execute("SELECT 1")  # without the connection, another one keeps time by now
        ROUNDS.inc()
        if time.monotonic() >= self._watch_at:
            self._watch_at = time.monotonic() + WATCH_SECONDS
            watch(self._desk, self._heartbeat)
        while not self._stopping.is_set() and run_due(self._desk):
            pass
        with self._desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=False)
            memory.paces.tidy(self._desk.clock.now())

    def _wake_workers(self, connection: psycopg.Connection[Any], end: float) -> None:
        """Until the next tick: whatever may leave has a worker at the instant at which its turn comes."""
        while not self._stopping.is_set() and (left := end - time.monotonic()) > 0:
            self._stopping.wait(min(self._hand_out(connection), left))

    def _hand_out(self, connection: psycopg.Connection[Any]) -> float:
        """Wake workers for what is due; seconds to the next look."""
        now = self._desk.clock.now()
        with self._desk.store.read() as memory:
            more = self._jobs.hand_out(connection, partial(memory.effects.due, now))
            turn = memory.effects.next_turn(now)
        return SHORTLY if more else pauses.until(turn, now, longest=LOOK_SECONDS)


def _is_ours(connection: psycopg.Connection[Any]) -> bool:
    (ours,) = connection.execute("SELECT pg_try_advisory_lock(%s)", [TIMEKEEPER]).fetchone() or (0,)
    return bool(ours)


class Worker:
    """Some hands that carry out effects whenever PostgreSQL says that there are any; as many workers as wanted."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tick_seconds: float, concurrency: int) -> None:
        self._desk, self._jobs, self._concurrency = desk, jobs, concurrency
        self._poll = min(POLL_SECONDS, tick_seconds)
        self._timekeeper = Timekeeper(desk, jobs, tick_seconds=tick_seconds)
        self._app = App(connector=_connector(jobs.address, concurrency))
        self._app.task(name=DELIVER, queue=QUEUE)(self._deliver)
        self._told_to_stop, self._outage = threading.Event(), Outage("work")
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self) -> None:
        """Work until told to stop; then finish what is in hand."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """Take nothing up any more. May be called from any thread, and from a signal."""
        self._told_to_stop.set()
        if self._loop:
            with suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._over.set)

    async def _run(self) -> None:
        self._over = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        hands = ThreadPoolExecutor(self._concurrency + 2, thread_name_prefix="deliver")
        self._loop.set_default_executor(hands)
        self._timekeeper.start()
        reviving = asyncio.create_task(self._revive_stalled())
        await self._keep_working()
        reviving.cancel()
        await asyncio.gather(reviving, return_exceptions=True)
        await asyncio.to_thread(self._timekeeper.stop)

    def _deliver(self, effect: int) -> None:
        """Whatever becomes of it stands in the ledger; the job has done its part."""
        guarded(lambda: deliver(self._desk, effect))

    async def _keep_working(self) -> None:
        """Work until told to stop, and begin again however the work may end before that."""
        over = asyncio.create_task(self._over.wait())
        while not self._told_to_stop.is_set():
            work = asyncio.create_task(self._work())
            await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await asyncio.wait({over}, timeout=BREATH)
        over.cancel()

    async def _work(self) -> None:
        """Work until the database goes away."""
        with self._outage:
            await asyncio.to_thread(self._jobs.require_ready)
            async with self._opened():
                self._outage.is_over()
                log.info("working", action="working", hands=self._concurrency)
                await self._app.run_worker_async(
                    concurrency=self._concurrency,
                    fetch_job_polling_interval=self._poll,
                    **RULES,
                )

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        """The jobs' connections. Where the database goes away meanwhile, they are soon given up and opened anew.

        The pool itself stops trying after `RECONNECT_SECONDS`, and would be waited for much longer. What is half open
        is closed: the next opening would take it for open.
        """
        try:
            async with asyncio.timeout(RECONNECT_SECONDS):
                await self._app.open_async()
            yield
        finally:
            await self._app.close_async()

    async def _revive_stalled(self) -> None:
        """Take up the jobs of workers that have not been heard of for half a minute."""
        while True:
            await asyncio.sleep(REVIVE_SECONDS)
            try:
                await self._revive()
            except Exception as fall:
                log.warning("not revived", action="not_revived", exc_info=fall)

    async def _revive(self) -> None:
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            try:
                await manager.retry_job(job)
            except UniqueViolation:  # its effect has another job by now
                await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
            except ConnectorException:
                log.info("revived already", action="revived_already")


def _connector(address: str, concurrency: int) -> PsycopgConnector:
    return PsycopgConnector(
        conninfo=address,
        min_size=1,
        max_size=concurrency + 2,
        timeout=5.0,
        reconnect_timeout=RECONNECT_SECONDS,
        configure=_within_reach,
    )


async def _within_reach(connection: psycopg.AsyncConnection[Any]) -> None:
    await connection.execute(FOR_THE_SESSION)
    if not connection.autocommit:
        await connection.commit()
