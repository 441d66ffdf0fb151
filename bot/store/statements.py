"""Statements that both databases know but spell in their own dialect, and text as it is compared."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

LAST_CHARACTER = 0x10FFFF
BEFORE_SURROGATES, AFTER_SURROGATES = 0xD7FF, 0xE000


def insert(table: sa.Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def insert_new(table: sa.Table, known_by: str, told: str, dialect: str) -> sa.Executable:
    """Keep the row unless its key is known; tells one column of it where it was new."""
    fresh = insert(table, dialect).on_conflict_do_nothing(index_elements=[known_by])
    return fresh.returning(table.c[told])


@cache
def upsert(table: sa.Table, dialect: str) -> sa.Executable:
    """Keep the row, in place of the one with its primary key."""
    fresh = insert(table, dialect)
    others = {c.name: fresh.excluded[c.name] for c in table.columns if not c.primary_key}
    if not others:
        return fresh.on_conflict_do_nothing()
    return fresh.on_conflict_do_update(index_elements=table.primary_key.columns, set_=others)


def among(column: sa.Column[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether it is one of these words of our own, written into the statement: then it is put together only once."""
    return column.in_([sa.literal_column(f"'{word}'") for word in words])


def end_of(prefix: str) -> str | None:
    """The smallest text after all that start with this prefix, by code points; None where there is none."""
    stem = prefix.rstrip(chr(LAST_CHARACTER))
    if not stem:
        return None
    last = ord(stem[-1])
    following = AFTER_SURROGATES if last == BEFORE_SURROGATES else last + 1
    return stem[:-1] + chr(following)


def starts_with(column: sa.Column[str], prefix: str) -> ColumnElement[bool]:
    """Texts that start so, to the letter: no wildcards, no folding of case, and the index is used."""
    end = end_of(prefix)
    return sa.and_(column >= prefix, column < end) if end else column >= prefix
