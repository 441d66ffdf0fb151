"""What versions are written in: a word for each kind of column, as they were when each version was written."""

from typing import Any

import sqlalchemy as sa
from alembic import op

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

Columns = list["sa.Column[Any]"]


def of(kind: Any, names: tuple[str, ...], nullable: bool = False) -> Columns:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def keys(*names: str) -> Columns:
    return of(KEY, names)


def words(*names: str) -> Columns:
    return of(sa.Text(), names)


def numbers(*names: str) -> Columns:
    return of(sa.Integer(), names)


def yes_no(*names: str) -> Columns:
    return of(sa.Boolean(), names)


def json(*names: str) -> Columns:
    return of(sa.JSON(), names)


def at(*names: str) -> Columns:
    return of(INSTANT, names)


def maybe(kind: Any, *names: str) -> Columns:
    return of(kind, names, nullable=True)


def table(
    name: str, *parts: "sa.Column[Any] | sa.Constraint", known_by: str = "id", **more: Any
) -> None:
    primary = sa.PrimaryKeyConstraint(*known_by.split(), name=op.f(f"pk_{name}"))
    op.create_table(name, *parts, primary, **more)


def add(name: str, column: str, kind: Any, empty: Any) -> None:
    """One more column, with this in what is there already."""
    op.add_column(name, sa.Column(column, kind, nullable=True))
    rows = sa.table(name, sa.column(column, kind))
    op.execute(rows.update().values({column: empty}))
    with op.batch_alter_table(name) as there:
        there.alter_column(column, existing_type=kind, nullable=False)


def without(name: str, *columns: str) -> None:
    """The way back from `add`."""
    with op.batch_alter_table(name) as there:
        for column in columns:
            there.drop_column(column)


def index(name: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, list(columns))


def one_of(name: str, column: str, allowed: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in allowed.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{name}_{column}"))
