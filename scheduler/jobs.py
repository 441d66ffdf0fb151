"""Jobs that wake a worker: one for each effect that may leave now. The ledger stays the truth.

A job holds an effect's number and nothing else. One that is lost costs a tick, one too many costs a look: so nobody
has to move, restore or mend them, and their tables may be made anew whenever the library that reads them changes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import psycopg
import sqlalchemy as sa
import structlog
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from procrastinate.schema import SchemaManager

from bot.domain.effects import Owed
from bot.domain.errors import FacilitationError
from bot.domain.urgency import Urgency, urgency_of
from bot.ports import Clock, Finding, Workers
from bot.voice.words import count

log = structlog.get_logger("convener.jobs")

SCHEMA, QUEUE, DELIVER = "convener_jobs", "effects", "deliver"
MADE_BY = f"procrastinate {version('procrastinate')}"
# their functions name their tables without a schema
IN_REACH = (
    "SELECT set_config('search_path', current_setting('search_path') || ', convener_jobs', {})"
)
FOR_THE_SESSION, FOR_THE_TRANSACTION = IN_REACH.format("false"), IN_REACH.format("true")
WAITING = "SELECT queueing_lock, priority FROM procrastinate_jobs WHERE status = 'todo'"
MARK = "SELECT obj_description(to_regnamespace(%s)::oid, 'pg_namespace')"
SEEN = (
    "SELECT count(*) FROM convener_jobs.procrastinate_workers"
    " WHERE last_heartbeat > clock_timestamp() - make_interval(secs => %s)"
)
START_ONE = "Start one: convener worker. Until then nothing leaves, and nothing is lost."
START_IT = "Start PostgreSQL, or mend [database] url."
LATELY = 60.0  # seconds in which a living worker has been seen: it says so every ten
CONNECT_SECONDS = 10

HANDFUL = 100  # so many of each urgency wait at most, beside those woken as they were owed


class JobsNotReady(FacilitationError):
    """The tables that wake workers {state}. Run `convener db upgrade`."""


class MayNotLayOut(FacilitationError):
    """This account may not make tables to wake workers with. Let the database's owner run `convener db upgrade`."""


class Jobs:
    """The jobs of one database, named by a libpq address."""

    def __init__(self, address: str, clock: Clock) -> None:
        self.address, self._clock = address, clock
        self._manager = App(connector=SyncPsycopgConnector()).job_manager

    def lay_out(self) -> None:
        """Make the tables the installed library reads, in place of another version's. Raises MayNotLayOut."""
        try:
            with psycopg.connect(self.address, connect_timeout=CONNECT_SECONDS) as connection:
                if _made_by(connection) == MADE_BY:
                    return
                connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
                connection.execute(f"CREATE SCHEMA {SCHEMA}")
                connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{MADE_BY}'")
                connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
                connection.execute(SchemaManager.get_schema())
        except psycopg.errors.InsufficientPrivilege:
            raise MayNotLayOut from None

    def require_ready(self) -> None:
        """Raises JobsNotReady where the tables are missing or another version's."""
        with self.connected() as connection:
            found = _made_by(connection)
        if found != MADE_BY:
            raise JobsNotReady(
                state=f"are {found}'s, not {MADE_BY}'s" if found else "are not there"
            )

    def workers(self) -> Workers:
        """Who has been at work lately."""
        with self.connected() as connection:
            (seen,) = connection.execute(SEEN, [LATELY]).fetchone() or (0,)
        return Workers(seen=seen)

    def check(self) -> list[Finding]:
        """Whether there is somebody to do what falls due."""
        try:
            self.require_ready()
            seen = self.workers().seen
        except JobsNotReady as no:
            return [Finding(ok=False, what="Workers cannot be woken.", cure=no.message)]
        except psycopg.Error:
            return [Finding(ok=False, what="Workers cannot be asked after.", cure=START_IT)]
        what = f"{count(seen, 'worker')} {'is' if seen == 1 else 'are'} at work."
        return [Finding(ok=seen > 0, warning=True, what=what, cure=START_ONE)]

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection of its own to the jobs."""
        with psycopg.connect(
            self.address, connect_timeout=CONNECT_SECONDS, autocommit=True
        ) as connection:
            connection.execute(FOR_THE_SESSION)
            yield connection

    def wake(self, connection: sa.Connection, owed: Sequence[tuple[int, Owed]]) -> None:
        """Within the transaction that owes them: a worker for each effect that may leave at once.

        What is due later, or comes after something else, is woken by the tick.
        """
        now = self._clock.now()
        may_leave = [(id, o.kind) for id, o in owed if o.not_before <= now and not o.after]
        at_once = [_job(id, urgency_of(kind)) for id, kind in may_leave]
        if not at_once:
            return
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(FOR_THE_TRANSACTION)
                self._defer(at_once, connection.connection.driver_connection)
        except (AlreadyEnqueued, ConnectorException) as fall:
            # the effects are written down all the same: the tick finds them
            log.error("not woken", action="not_woken", fault=type(fall).__name__, exc_info=fall)

    def hand_out(
        self, connection: psycopg.Connection[Any], due: Callable[[int], Mapping[int, Urgency]]
    ) -> bool:
        """A worker for each due effect that has none yet, as long as not too many wait; whether some are left.

        `due` gives the first so many of them.
        """
        held = dict(connection.execute(WAITING).fetchall())
        jobs = [_job(id, urgency) for id, urgency in due(len(held) + HANDFUL + 1).items()]
        new = [job for job in jobs if job.queueing_lock not in held]
        waiting, some = Counter(held.values()), []
        for job in new:
            if waiting[job.priority] < HANDFUL:
                waiting[job.priority] += 1
                some.append(job)
        try:
            with connection.transaction():
                self._defer(some, connection)
        except AlreadyEnqueued:  # somebody else woke a worker for one of them since we looked
            return True
        return len(some) < len(new)

    def _defer(self, some: list[Job], connection: object) -> None:
        if some:
            self._manager.batch_defer_jobs(some, connection=connection)


def _made_by(connection: psycopg.Connection[Any]) -> str | None:
    (found,) = connection.execute(MARK, [SCHEMA]).fetchone() or (None,)
    return found


def _job(effect_id: int, urgency: Urgency) -> Job:
    return Job(
        queue=QUEUE,
        task_name=DELIVER,
        task_kwargs={"effect": effect_id},
        queueing_lock=f"effect:{effect_id}",
        lock=None,
        priority=Urgency.PATIENT - urgency,
    )
