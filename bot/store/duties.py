"""What falls due, kept by key."""

from datetime import datetime

import sqlalchemy as sa

from bot.domain.effects import Duty
from bot.store.columns import Instant
from bot.store.effect_rules import NOW
from bot.store.shape import Shape
from bot.store.statements import insert, starts_with
from bot.store.tables import duty

DUTY = Shape(Duty)
STILL_TO_DO = duty.c.done_at.is_(None)
# asked at every tick: put together once
WAITING = sa.select(duty).where(STILL_TO_DO).order_by(duty.c.due_at, duty.c.key)
DUE = WAITING.where(duty.c.due_at <= NOW).limit(sa.bindparam("limit", type_=sa.Integer()))

NEXT_DUE = sa.select(sa.func.min(duty.c.due_at, type_=Instant())).where(
    STILL_TO_DO, duty.c.due_at > NOW
)


class SqlDuties:
    """The duties within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def plan(self, planned: Duty) -> None:
        """Write it down; where its key is known and it is not done, take over the new instant and facts."""
        fresh = insert(duty, self._connection.dialect.name)
        taken_over = {name: fresh.excluded[name] for name in ("kind", "facts", "due_at")}
        statement = fresh.on_conflict_do_update(
            index_elements=[duty.c.key], set_=taken_over, where=STILL_TO_DO
        )
        self._connection.execute(statement, DUTY.row(planned))

    def due(self, now: datetime, limit: int) -> list[Duty]:
        """What should be done by now, the longest due first."""
        rows = self._connection.execute(DUE, {"now": now, "limit": limit}).mappings()
        return [DUTY.thing(row) for row in rows]

    def next_due(self, now: datetime) -> datetime | None:
        """The first instant after now at which something falls due, as far as is known by now."""
        found: datetime | None = self._connection.execute(NEXT_DUE, {"now": now}).scalar_one()
        return found

    def waiting(self) -> list[Duty]:
        """What is still to come, soonest first."""
        return [DUTY.thing(row) for row in self._connection.execute(WAITING).mappings()]

    def done(self, key: str, at: datetime) -> None:
        """It was done at this instant, for good; a second time changes nothing."""
        statement = sa.update(duty).where(duty.c.key == key, STILL_TO_DO).values(done_at=at)
        self._connection.execute(statement)

    def again(self, key: str, at: datetime) -> None:
        """Look at this duty again at that instant, even if it was done: it is safe to run twice."""
        statement = sa.update(duty).where(duty.c.key == key)
        self._connection.execute(statement.values(due_at=at, done_at=None))

    def cancel(self, prefix: str) -> int:
        """Forget the duties not yet done whose key starts so; how many there were."""
        statement = sa.delete(duty).where(STILL_TO_DO, starts_with(duty.c.key, prefix))
        return self._connection.execute(statement).rowcount
