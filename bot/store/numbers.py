"""Counts that never give the same number twice."""

from functools import cache

import sqlalchemy as sa

from bot.store.statements import insert
from bot.store.tables import count

RESTORED = "restored"  # what a restore has added to every count: numbers given meanwhile are not given again
ADDED = count.alias("added")
ALREADY = sa.select(ADDED.c.value).where(ADDED.c.name == RESTORED).scalar_subquery()


@cache
def _one_more(dialect: str) -> sa.Executable:
    """Put together once: that costs as much as asking."""
    name = sa.bindparam("its_name", type_=count.c.name.type)
    fresh = insert(count, dialect).values(name=name, value=sa.func.coalesce(ALREADY, 0) + 1)
    known = fresh.on_conflict_do_update(
        index_elements=[count.c.name], set_={"value": count.c.value + 1}
    )
    return known.returning(count.c.value)


class SqlNumbers:
    """The counts within one transaction; a number is given up again where the transaction is."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def next(self, name: str) -> int:
        """The next number under this name; the first one is 1, but after a restore."""
        one_more = _one_more(self._connection.dialect.name)
        return int(self._connection.execute(one_more, {"its_name": name}).scalar_one())
