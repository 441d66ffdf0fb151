"""How the hands of one process share its database and the calls it may make at once."""

from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import Protocol, TypeVar

R = TypeVar("R")


class Hands(Protocol):
    """A way to write down and to call."""

    def write(self, act: Callable[[], R]) -> R: ...

    def call(self, act: Callable[[], R]) -> R: ...


class Alone:
    """One hand that does one thing after another."""

    def write(self, act: Callable[[], R]) -> R:
        return act()

    def call(self, act: Callable[[], R]) -> R:
        return act()


class InTurn:
    """Many hands, `calls` of which call at once, and one of which writes.

    Whoever presses a button and wants to write finds one hand before them at most, with one thing to write down, not
    all of them. Several in one transaction would spare waits for the disk, but the fan-out is no faster by it.
    """

    def __init__(self, *, calls: int) -> None:
        self._calls, self._turn = BoundedSemaphore(calls), Lock()

    def write(self, act: Callable[[], R]) -> R:
        """Do this as soon as no other hand writes."""
        with self._turn:
            return act()

    def call(self, act: Callable[[], R]) -> R:
        """Do this as soon as fewer than `calls` others do the like."""
        with self._calls:
            return act()
