"""Every contract of the memory is kept twice: on a real SQLite and on a real PostgreSQL."""

from tests.pg import (
    blank_postgres,
    blank_sqlite,
    blank_url,
    brand,
    postgres,
    postgres_url,
    sqlite_store,
    sqlite_template,
    sqlite_url,
    store,
    url,
)

__all__ = [
    "blank_postgres",
    "blank_sqlite",
    "blank_url",
    "brand",
    "postgres",
    "postgres_url",
    "sqlite_store",
    "sqlite_template",
    "sqlite_url",
    "store",
    "url",
]
