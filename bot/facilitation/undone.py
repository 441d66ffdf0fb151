"""Finding out what an act would do by doing it, and taking all of it back."""

from collections.abc import Callable
from typing import TypeVar

from bot.ports import Desk, Memory

T = TypeVar("T")


class _OnlyLooked(Exception):
    """Nothing is written: it was only looked at."""


def undone(desk: Desk, does: Callable[[Memory], T]) -> T:
    """What it comes to, with everything that it wrote taken back."""
    found = list[T]()
    try:
        with desk.store.begin() as memory:
            found.append(does(memory))
            raise _OnlyLooked
    except _OnlyLooked:
        return found[0]
