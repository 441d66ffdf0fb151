"""Use cases on a real SQLite store."""

import pytest

from bot.store.sql_store import SqlStore
from tests.facilitation.company import Company
from tests.pg import sqlite_template, sqlite_url

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.fixture
def store(sqlite_url):
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    yield store
    store.close()


@pytest.fixture
def company(store):
    """Makes a company at an instant (UTC), in a house with these settings."""
    return lambda at, **house: Company(store, at, **house)
