"""Counts that never give the same number twice."""

import sqlalchemy as sa

from bot.store.statements import insert
from bot.store.tables import count

RESTORED = "restored"  # what a restore has added to every count: numbers given meanwhile are not given again
ADDED = count.alias("added")
ALREADY = sa.select(ADDED.c.value).where(ADDED.c.name == RESTORED).scalar_subquery()


class SqlNumbers:
    """The counts within one transaction; a number is given up again where the transaction is."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def next(self, name: str) -> int:
        """The next number under this name; the first one is 1, but after a restore."""
        first = sa.func.coalesce(ALREADY, 0) + 1
        fresh = insert(count, self._connection.dialect.name).values(name=name, value=first)
        one_more = {"value": count.c.value + 1}
        statement = fresh.on_conflict_do_update(index_elements=[count.c.name], set_=one_more)
        told = statement.returning(count.c.value)
        return int(self._connection.execute(told).scalar_one())
