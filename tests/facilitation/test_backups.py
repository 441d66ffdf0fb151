"""A backup each night: at three where the community lives, once, and a word to facilitators where there is none."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import FacilitationError
from bot.facilitation.backups import kept, nightly
from bot.ports import Backups
from tests.faults.community import NOON
from tests.faults.conftest import desk as desk_alone
from tests.faults.conftest import world
from tests.faults.desks import move, until_quiet
from tests.pg import sqlite_template, sqlite_url

__all__ = ["desk_alone", "sqlite_template", "sqlite_url", "world"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class NoPlace(FacilitationError):
    """No backup could be written to /far: Not a directory."""


@dataclass
class Shelf(Backups):
    """Where backups go, or cannot."""

    full: bool = False
    made: list[datetime] = field(default_factory=list)

    def make(self, now: datetime) -> int:
        if self.full:
            raise NoPlace
        self.made.append(now)
        return 1000


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(desk_alone, shelf):
    return replace(desk_alone, backups=shelf)


@pytest.fixture
def hours(desk, world):
    """Each hour so many times, as an engine looks; whether it was made at each."""

    def pass_by(number: int) -> list[bool]:
        made = []
        for _ in range(number):
            move(desk, world.clock, desk.clock.now() + HOUR)
            made.append(nightly(desk))
        return made

    return pass_by


def remembered(desk):
    with desk.store.read() as memory:
        return kept(memory)


def told(desk):
    with desk.store.read() as memory:
        return memory.effects.find("heartbeat:backup:")


def test_the_first_is_made_at_once_and_then_one_each_night_at_three(desk, shelf, hours):
    assert nightly(desk)
    assert sum(hours(72)) == 3
    assert [at.astimezone(UTC).hour for at in shelf.made] == [12, 3, 3, 3]
    assert remembered(desk).at == shelf.made[-1]
    assert not nightly(desk)


def test_a_clock_that_was_set_back_makes_no_second_one(desk, shelf, world):
    nightly(desk)
    move(desk, world.clock, NOON - 2 * DAY)
    assert not nightly(desk)


def test_one_night_may_fail_the_second_is_told_to_each_facilitator_once_a_day(desk, shelf, hours):
    nightly(desk)
    shelf.full = True

    hours(36)
    assert told(desk) == []
    assert remembered(desk).why == "No backup could be written to /far: Not a directory."
    hours(30)
    days = {effect.key.split(":")[2] for effect in told(desk)}
    people = {effect.target for effect in told(desk)}
    assert len(told(desk)) == len(days) * len(people)
    assert len(days) == 2


def test_the_words_say_why_and_what_to_do_and_nothing_once_it_works_again(
    desk, world, shelf, hours
):
    shelf.full = True
    nightly(desk)
    until_quiet(desk, world.clock, within=2 * HOUR)
    one = told(desk)[0]
    (said,) = [post.text for post in world.slack.place.direct(world.ids[one.target]).standing()]

    assert said.startswith(
        "There is no backup of what I remember so far. No backup could be written"
    )
    assert said.endswith("Ask whoever runs Convener to type `convener status`.")

    hours(24)
    shelf.full = False
    hours(2)
    until_quiet(desk, world.clock, within=2 * DAY)
    posts = world.slack.place.direct(world.ids[one.target]).standing()
    assert len(posts) == 1  # tomorrow's word was let go: there is a backup


def test_where_none_are_wanted_none_is_made(desk_alone):
    assert not nightly(desk_alone)
    assert remembered(desk_alone).failed_at is None
