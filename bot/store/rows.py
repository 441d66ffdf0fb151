"""All rows of one database, carried into another: how PostgreSQL is backed up, restored, and moved to."""

from typing import Any

import sqlalchemy as sa

from bot.store.columns import is_sqlite
from bot.store.table_parts import metadata

AT_ONCE = 500  # rows


def carry_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Copy every table into one of the same form that is empty."""
    for table in metadata.sorted_tables:
        for part in in_order(source, table).mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in part])
        _count_on(target, table)


def in_order(connection: sa.Connection, table: sa.Table) -> "sa.CursorResult[Any]":
    """Every row, in an order that both databases have, a few at a time."""
    ordered = sa.select(table).order_by(*table.primary_key.columns)
    return connection.execute(ordered, execution_options={"yield_per": AT_ONCE})


def _count_on(target: sa.Connection, table: sa.Table) -> None:
    """Ids that PostgreSQL gives itself go on after the last one."""
    own = table.autoincrement_column
    if own is None or is_sqlite(target.dialect):
        return
    sequence = sa.func.pg_get_serial_sequence(table.name, own.name)
    last = sa.select(sa.func.coalesce(sa.func.max(own), 0) + 1).scalar_subquery()
    target.execute(sa.select(sa.func.setval(sequence, last, False)))


def empty_all(target: sa.Connection) -> None:
    """Remove every row from PostgreSQL. The audit's guard steps aside: a restore puts another in its place."""
    target.exec_driver_sql("ALTER TABLE trace DISABLE TRIGGER trace_only_added")
    for table in reversed(metadata.sorted_tables):
        target.execute(sa.delete(table))
    target.exec_driver_sql("ALTER TABLE trace ENABLE TRIGGER trace_only_added")


def is_empty(connection: sa.Connection) -> bool:
    """Whether nothing is written there yet."""
    tables = metadata.sorted_tables
    return not any(
        connection.execute(sa.select(sa.exists().select_from(t))).scalar() for t in tables
    )
