"""Stages for plays, each with a database, a world and a bot of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.pg import postgres, postgres_url, sqlite_template
from tests.plays.house import Production
from tests.plays.scripts import default_plan
from tests.plays.stage import Stage, staged

__all__ = ["postgres", "postgres_url", "sqlite_template"]

Opens = Callable[..., Stage]


class Theatre:
    """Opens stages, and closes them again with a look at what happened on them."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder, self.template = folder, template
        self.held = ExitStack()
        self.number = 0

    def opens(self, *, at: str, database: str = "", **show: object) -> Stage:
        """A stage at this instant (UTC) with the people, plan and start that are given."""
        self.number += 1
        folder = self.folder / f"stage{self.number}"
        folder.mkdir()
        url = database or f"sqlite:///{shutil.copy(self.template, folder / 'convener.sqlite3')}"
        production = Production(
            **{"people": (), "plan": default_plan(), "start": (2027, 1)}
            | show
            | {"at": datetime.fromisoformat(at).replace(tzinfo=UTC)}
        )
        return self.held.enter_context(staged(production, folder=folder, database=url))


@pytest.fixture
def theatre(tmp_path: Path, sqlite_template: Path) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path, sqlite_template)
    with theatre.held:
        yield theatre


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Theatre]:
    """A theatre whose stages are shared by the plays of one file."""
    theatre = Theatre(tmp_path_factory.mktemp("season"), sqlite_template)
    with theatre.held:
        yield theatre
