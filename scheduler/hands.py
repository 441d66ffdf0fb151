"""How the hands of one process share its database and the calls it may make at once."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any, Protocol, TypeVar

from bot.ports import Store

R = TypeVar("R")
MOST = 16  # so few in one transaction that a door never waits long for its turn


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


@dataclass(frozen=True)
class Wanted:
    """Something to write down, and who waits for it."""

    act: Callable[[], Any]
    end: "Future[Any]"

    def alone(self) -> None:
        """Write it down in a transaction of its own."""
        try:
            self.end.set_result(self.act())
        except Exception as fall:  # noqa: BLE001 - whoever waits for it hears of it
            self.end.set_exception(fall)


class Together:
    """Many hands, `calls` of which call at once; what several write at one moment costs one wait for the disk.

    Nobody goes on before what he wrote is kept. What cannot be written together is written one by one.
    """

    def __init__(self, store: Store, *, calls: int) -> None:
        self._store, self._calls = store, BoundedSemaphore(calls)
        self._turn, self._waiting = Lock(), deque[Wanted]()

    def write(self, act: Callable[[], R]) -> R:
        """Do this within a transaction; whoever has the turn does it for all who wait."""
        end: Future[R] = Future()
        self._waiting.append(Wanted(act, end))
        with self._turn:
            while not end.done():
                self._write_some()
        return end.result()

    def call(self, act: Callable[[], R]) -> R:
        """Do this as soon as fewer than `calls` others do the like."""
        with self._calls:
            return act()

    def _write_some(self) -> None:
        some = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST))]
        if len(some) > 1 and self._all(some):
            return
        for one in some:
            one.alone()

    def _all(self, some: list[Wanted]) -> bool:
        try:
            with self._store.begin():
                results = [one.act() for one in some]
        except Exception:  # noqa: BLE001 - nothing was kept: what is wrong shows when each is alone
            return False
        for one, result in zip(some, results, strict=True):
            one.end.set_result(result)
        return True
