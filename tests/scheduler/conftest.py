"""A desk at which nothing can leave, with the sample community and the plan that ships."""

from collections.abc import Iterator

import pytest

from bot.ports import Desk
from bot.store.sql_store import SqlStore
from tests.faults.community import begin_programme
from tests.pg import sqlite_template, sqlite_url
from tests.seated import roster
from tests.voice.community import FLAVOURS, desk_of

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    with store.begin() as memory:
        for person in roster():
            memory.people.save(person)
        begin_programme(memory)
    yield desk_of(store, FLAVOURS["plain"])
    store.close()
