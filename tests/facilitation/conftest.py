"""Use cases on a real SQLite store."""

import pytest

from integrations.sandbox.post import PostStandIn
from tests.facilitation.company import Company
from tests.pg import sqlite_store, sqlite_template, sqlite_url

__all__ = ["sqlite_store", "sqlite_template", "sqlite_url"]


@pytest.fixture
def store(sqlite_store):
    return sqlite_store


@pytest.fixture
def company(store):
    """Makes a company at an instant (UTC), in a house with these settings."""
    return lambda at, **house: Company(store, at, **house)


@pytest.fixture
def post():
    """A pretend mail server. What a strict one would not take, or what came twice, fails the test."""
    with PostStandIn() as office:
        yield office
        assert office.violations == []
        assert office.doubled == []
