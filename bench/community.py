"""What a community costs, planned, delivered and stored, and whether that grows linearly with its people and months.

Slack and Zoom answer at once here, so that only our own work is measured. `--full` adds 1,000 people for 18 months.
"""

import logging
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
import structlog

from bot.domain.effects import State
from bot.files.defaults import default_plan_path
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from bot.store.tables import duty, effect
from scheduler.duties import run_due
from scheduler.effects import deliver
from tests.facilitation.company import Company
from tests.seated import many, roster

SIZES = ((60, 2), (120, 2), (240, 2), (120, 4))
FULL = (1_000, 18)
START, BEGINS = (2027, 1), "2026-12-14T09:00"
MONTH = timedelta(days=30.5)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What it took."""

    people: int
    months: int
    seconds: float
    computed: float
    bytes: int
    effects: int

    def tell(self) -> None:
        each = self.people * self.months
        print(
            f"{self.people:6} people x {self.months:2} months: {self.seconds:7.1f} s"
            f" ({self.computed:7.1f} s of a processor), {self.bytes / 1e6:6.1f} MB, {self.effects:7} effects;"
            f" for each person and month {self.computed / each * 1000:5.1f} ms,"
            f" {self.bytes / each / 1000:5.2f} kB, {self.effects / each:4.1f} effects",
            flush=True,
        )


def live(company: Company, until: datetime) -> None:
    """Do all that falls due, at its instant, as an engine would."""
    desk, clock = company.desk, company.clock
    while clock.instant <= until:
        while run_due(desk):
            pass
        with desk.store.read() as memory:
            ids = memory.effects.due(clock.instant, 1000)
        for id in ids:
            deliver(desk, id)
        if not ids:
            clock.instant = following(desk.store, clock.instant) or until + timedelta(days=1)


def following(store: SqlStore, now: datetime) -> datetime | None:
    """The next instant at which something may be done."""
    waiting = effect.c.state.in_([State.READY, State.UNKNOWN])
    instants = [
        sa.select(sa.func.min(column)).where(waiting, column > now)
        for column in (effect.c.not_before, effect.c.try_at, effect.c.hold_until)
    ]
    instants.append(
        sa.select(sa.func.min(duty.c.due_at)).where(duty.c.done_at.is_(None), duty.c.due_at > now)
    )
    with store._reading.connect() as connection:
        found = [connection.execute(query).scalar() for query in instants]
    return min((one for one in found if one), default=None)


def cost(people: int, months: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/convener.sqlite3"
        upgrade(url)
        store = SqlStore(url)
        company = Company(store, BEGINS)
        everyone = many(people - 4) + [p for p in roster() if p.role == "facilitator"][:4]
        begun, computed = time.perf_counter(), time.process_time()
        company.begins(everyone, default_plan_path().read_text(encoding="utf-8"), START)
        live(company, company.clock.instant + MONTH * months)
        took = time.perf_counter() - begun, time.process_time() - computed
        states = Counter(str(e.state) for e in company.effects())
        store.close()
        size = Path(folder, "convener.sqlite3").stat().st_size
    assert states["done"] > people, states
    return Cost(
        people=people,
        months=months,
        seconds=took[0],
        computed=took[1],
        bytes=size,
        effects=states.total(),
    )


def main() -> None:
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    costs = {}
    for size in [*SIZES, *([FULL] if "--full" in sys.argv else [])]:
        costs[size] = cost(*size)
        costs[size].tell()
    for what, small, large in (("people", SIZES[1], SIZES[2]), ("months", SIZES[1], SIZES[3])):
        ratio = costs[large].computed / costs[small].computed
        size = costs[large].bytes / costs[small].bytes
        print(
            f"twice the {what}: {ratio:.2f} times the work, {size:.2f} times the bytes (linear: 2)"
        )


if __name__ == "__main__":
    main()
