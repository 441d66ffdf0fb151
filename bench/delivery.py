"""How fast effects leave, beside the bound: what SQLite can commit durably in the same run on the same disk."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.effects import Owed
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore

EFFECTS = 300
ROUNDS = 5
NOON = datetime(2027, 2, 17, 12, tzinfo=UTC)


def bare_commits(folder: Path) -> float:
    """Commits a second of two tiny writes each, as durable as ours: claim and done are two commits an effect."""
    base = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, state TEXT)")
    begun = time.perf_counter()
    for number in range(EFFECTS * 2):
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO row (state) VALUES (?)", (str(number),))
        base.execute("COMMIT")
    took = time.perf_counter() - begun
    base.close()
    return EFFECTS / took


def our_ledger(folder: Path) -> float:
    """Effects a second through our ledger: owed in one transaction, then claimed and done one by one."""
    url = f"sqlite:///{folder}/ours.sqlite3"
    upgrade(url)
    store = SqlStore(url)
    with store.begin() as memory:
        for number in range(EFFECTS):
            memory.effects.owe(
                Owed(key=f"k{time.monotonic_ns()}:{number}", kind="bench", not_before=NOON)
            )
        ids = memory.effects.due(NOON, EFFECTS)
    begun = time.perf_counter()
    for id in ids:
        with store.begin() as memory:
            claimed = memory.effects.claim(id, NOON, lease=timedelta(minutes=2))
        assert claimed is not None
        with store.begin() as memory:
            memory.effects.done(claimed[0], "C1:1")
    took = time.perf_counter() - begun
    store.close()
    return len(ids) / took


def main() -> None:
    measured: dict[str, list[float]] = {"bound": [], "ours": []}
    contenders: dict[str, Callable[[Path], float]] = {"bound": bare_commits, "ours": our_ledger}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            for name, contender in contenders.items():
                measured[name].append(contender(Path(folder)))
    ratios = sorted(
        ours / bound for ours, bound in zip(measured["ours"], measured["bound"], strict=True)
    )
    for name, rates in measured.items():
        middle = sorted(rates)[ROUNDS // 2]
        print(f"{name:>6}: {middle:7.0f} effects/s (two durable commits each), median of {ROUNDS}")
    print(
        f" ratio: {ratios[ROUNDS // 2]:.2f} of the bound (worst {ratios[0]:.2f}, best {ratios[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
