"""Everything that is said, in every kind of community, found once for all tests of a process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store.sql_store import SqlStore
from bot.voice.message import Message, View
from tests.pg import sqlite_template
from tests.voice.community import FLAVOURS, desk_of
from tests.voice.said import everything

__all__ = ["sqlite_template"]

Saying = Callable[[str], dict[str, Message | View]]


@pytest.fixture(scope="session")
def saying(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Saying:
    """All letters, pages and windows of a flavour."""
    kept: dict[str, dict[str, Message | View]] = {}

    def of(flavour: str) -> dict[str, Message | View]:
        if flavour not in kept:
            path = tmp_path_factory.mktemp("said") / "a.sqlite3"
            path.write_bytes(sqlite_template.read_bytes())
            store = SqlStore(f"sqlite:///{path}", synchronous="OFF")
            kept[flavour] = everything(desk_of(store, FLAVOURS[flavour]), FLAVOURS[flavour])
            store.close()
        return kept[flavour]

    return of
