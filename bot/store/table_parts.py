"""What tables are made of: names for all that has a name, and a word for each kind of column."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Integer

from bot.store.columns import Instant, Key, Words

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

BIG_ID = sa.BigInteger().with_variant(Integer(), "sqlite")


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def key(name: str) -> "Column[str]":
    return Column(name, Key(), primary_key=True)


def words(name: str, *, folded: bool = False) -> "Column[str]":
    """A column of text; `folded` says that a twin beside it is searched whatever the case."""
    return Column(name, Words(), nullable=False, info={"folded": folded})


def ids(name: str) -> "Column[str]":
    return Column(name, Key(), nullable=False)


def number(name: str) -> "Column[int]":
    return Column(name, Integer(), nullable=False)


def yes_no(name: str) -> "Column[bool]":
    return Column(name, sa.Boolean(), nullable=False)


def json(name: str) -> "Column[object]":
    return Column(name, sa.JSON(), nullable=False)


def at(name: str, *, needed: bool = True) -> "Column[object]":
    return Column(name, Instant(), nullable=not needed)
