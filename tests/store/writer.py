"""A process of its own that writes to the store: WHAT URL [TIMES]."""

import sys
from collections.abc import Callable

from bot.domain.programme import Note
from bot.store.sql_store import SqlStore


def count(store: SqlStore, times: int) -> None:
    """Take numbers, one transaction each."""
    for _ in range(times):
        with store.begin() as memory:
            memory.numbers.next("turns")


def die_in_the_middle(store: SqlStore, times: int) -> None:
    """Keep some notes for good, then wait for death with one written and not committed."""
    for number in range(times):
        with store.begin() as memory:
            memory.notes.save(Note(id=f"kept {number}", text="x"))
    with store.begin() as memory:
        memory.notes.save(Note(id="never committed", text="x"))
        tell("in the middle")
        sys.stdin.read()


def keep_the_turn(store: SqlStore, times: int) -> None:
    """Hold the turn to write until told to go."""
    with store.begin() as memory:
        memory.numbers.next("turns")
        tell("writing")
        sys.stdin.read()


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


PARTS: dict[str, Callable[[SqlStore, int], None]] = {
    "count": count,
    "die": die_in_the_middle,
    "keep": keep_the_turn,
}

if __name__ == "__main__":
    what, url, times = sys.argv[1:]
    PARTS[what](SqlStore(url, synchronous="NORMAL"), int(times))
