"""Hands that write together: what costs one wait for the disk is kept as surely as if each had written alone."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.programme import Note
from bot.ports import Desk, Memory
from bot.store.errors import DiskFull
from scheduler.hands import MOST, Together
from tests.scheduler.doorstep import PATIENCE, until


@dataclass
class Counting:
    """A store that counts its transactions, may hold up the first one, and may fall as one of so many is kept."""

    real: Any
    begun: int = 0
    held: threading.Event = field(default_factory=threading.Event)
    falls_at: tuple[int, ...] = ()
    inside: threading.local = field(default_factory=threading.local)

    @contextmanager
    def begin(self) -> Iterator[Memory]:
        outer = not getattr(self.inside, "now", False)
        self.begun += outer
        number = self.begun
        if outer and number == 1:
            self.held.wait(PATIENCE)
        with self.real.begin() as memory:
            self.inside.now = True
            try:
                yield memory
            finally:
                self.inside.now = not outer
            if outer and number in self.falls_at:
                raise DiskFull

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@pytest.fixture
def store(desk: Desk) -> Counting:
    return Counting(desk.store)


def keeps(store: Counting, text: str, *, falls: bool = False) -> Callable[[], str]:
    def act() -> str:
        with store.begin() as memory:
            memory.notes.save(Note(id=text, text=text))
            if falls:
                raise KeyError(text)
        return text

    return act


def notes(store: Counting) -> set[str]:
    with store.real.read() as memory:
        return {note.id for note in memory.notes.find()}


@contextmanager
def at_one_moment(store: Counting, *acts: Callable[[], str]) -> Iterator[list[Future[str]]]:
    """The acts come while an earlier one is being kept; then all go on."""
    together = Together(store, calls=1)
    with ThreadPoolExecutor(len(acts) + 1) as threads, ExitStack() as end:
        end.callback(store.held.set)
        first = threads.submit(together.write, keeps(store, "first"))
        until(lambda: store.begun == 1)
        several = [threads.submit(together.write, act) for act in acts]
        until(lambda: len(together._waiting) == len(acts))
        store.held.set()
        yield [first, *several]


def test_what_several_write_at_one_moment_is_one_transaction(store: Counting):
    names = [f"n{number}" for number in range(5)]
    with at_one_moment(store, *[keeps(store, name) for name in names]) as ends:
        assert [end.result(PATIENCE) for end in ends] == ["first", *names]

    assert store.begun == 2
    assert {"first", *names} <= notes(store)


def test_not_too_many_are_written_at_once(store: Counting):
    names = [f"n{number}" for number in range(MOST + 3)]
    with at_one_moment(store, *[keeps(store, name) for name in names]) as ends:
        assert [end.result(PATIENCE) for end in ends] == ["first", *names]

    assert store.begun == 3


def test_who_falls_over_takes_nobody_along(store: Counting):
    acts = [keeps(store, "one"), keeps(store, "wrong", falls=True), keeps(store, "two")]
    with at_one_moment(store, *acts) as (_, one, wrong, two):
        assert (one.result(PATIENCE), two.result(PATIENCE)) == ("one", "two")
        with pytest.raises(KeyError, match="wrong"):
            wrong.result(PATIENCE)

    assert {"one", "two"} <= notes(store)
    assert "wrong" not in notes(store)


def test_what_cannot_be_kept_together_is_kept_one_by_one_and_nobody_hears_yes_before(
    store: Counting,
):
    store.falls_at = (2, 4)  # all of them together, and one of them alone
    names = {"one", "two", "three"}
    with at_one_moment(store, *[keeps(store, name) for name in names]) as (_, *ends):
        fell = [end for end in ends if end.exception(PATIENCE)]
        told = {end.result() for end in ends if end not in fell}

    assert [type(end.exception()) for end in fell] == [DiskFull]
    assert len(told) == 2
    assert notes(store) & names == told


def test_no_more_call_at_once_than_may(store: Counting):
    together, lock, seen = Together(store, calls=2), threading.Lock(), [0, 0]
    met = threading.Barrier(2)

    def call() -> None:
        with lock:
            seen[0] += 1
            seen[1] = max(seen)
        met.wait(PATIENCE)  # two at a time: fewer would wait for ever
        with lock:
            seen[0] -= 1

    with ThreadPoolExecutor(6) as threads:
        for end in [threads.submit(together.call, call) for _ in range(6)]:
            end.result(PATIENCE)

    assert seen == [0, 2]
