"""Worlds to go wrong in, and a process that lends its children to die."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ports import Desk
from integrations.sandbox.world import World
from scheduler.failpoints import KILLED
from tests.faults.community import NOON, londoners, settle_in
from tests.faults.desks import desk_in
from tests.pg import blank_postgres, postgres, postgres_url, sqlite_template, sqlite_url

__all__ = ["blank_postgres", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

ROOT = Path(__file__).parents[2]


def a_world(start: datetime = NOON) -> World:
    """The small community's Slack and Zoom; how fast one may ask is left to the tests about that."""
    world = World.from_people(londoners(), start=start)
    world.slack.limits.on = False
    world.zoom.account.limits = False
    return world


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made
        assert made.mishaps == []
        assert made.record.violations() == []


@pytest.fixture
def desk(sqlite_url: str, world: World) -> Iterator[Desk]:
    """The bot's desk in that world, with the small community written down."""
    desk = desk_in(world.settings(), sqlite_url)
    settle_in(desk)
    yield desk
    desk.store.close()


class Mortals:
    """Processes that each do one thing and die at a named place."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.mortal"]
        self.parent = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def dies(self, *, at: str, kind: str, **wish: Any) -> None:
        """A process delivers an effect of this kind and dies at this edge. Raises where it lives on."""
        line = json.dumps({"failpoint": f"{at}:{kind}", **wish})
        assert self.parent.stdin
        assert self.parent.stdout
        self.parent.stdin.write(line + "\n")
        self.parent.stdin.flush()
        status = self.parent.stdout.readline().strip()
        assert status == str(KILLED), f"{kind} at {at}: {status or 'no answer'}"

    def close(self) -> None:
        assert self.parent.stdin
        assert self.parent.stdout
        self.parent.stdin.close()
        self.parent.stdout.close()
        self.parent.wait(timeout=60)  # it may still be reading what it is made of


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    held = Mortals()
    yield held
    held.close()
