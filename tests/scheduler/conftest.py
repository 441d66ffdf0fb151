"""A desk at which nothing can leave, with the sample community and the plan that ships."""

import pytest

from bot.ports import Desk
from bot.store.sql_store import SqlStore
from tests.faults.community import begin_programme
from tests.pg import sqlite_store, sqlite_template, sqlite_url
from tests.seated import roster
from tests.voice.community import FLAVOURS, desk_of

__all__ = ["sqlite_store", "sqlite_template", "sqlite_url"]


@pytest.fixture
def desk(sqlite_store: SqlStore) -> Desk:
    with sqlite_store.begin() as memory:
        for person in roster():
            memory.people.save(person)
        begin_programme(memory)
    return desk_of(sqlite_store, FLAVOURS["plain"])
