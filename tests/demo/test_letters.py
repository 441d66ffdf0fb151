"""What people are handed: the ledger behind messages, read no further back than what may be new."""

from datetime import UTC, datetime, timedelta

from bot.demo.letters import Ledger
from bot.domain.bundles import Bundled
from bot.domain.effects import Owed
from bot.store.sql_store import SqlStore
from tests.pg import sqlite_store, sqlite_template, sqlite_url

__all__ = ["sqlite_store", "sqlite_template", "sqlite_url"]

BEGAN = datetime(2027, 1, 4, 10, tzinfo=UTC)


def said_together(store: SqlStore, at: datetime, lead: str, *others: str) -> None:
    """Several things that left in one message at that instant."""
    with store.begin() as memory:
        for place, key in enumerate((lead, *others)):
            memory.effects.owe(Owed(key=key, kind="prompt", target="p001", not_before=at))
            memory.bundled.save(Bundled(id=key, lead=lead, place=place))
            effect = memory.effects.seek(key)
            claimed, _ = memory.effects.claim(effect.id, at, lease=timedelta(minutes=2))
            memory.effects.done(claimed, "D1:1.0")


def test_a_look_reads_what_may_be_new_however_much_was_said_before(
    sqlite_store: SqlStore, sqlite_url: str
):
    ledger = Ledger(sqlite_url)
    for day in range(60):
        said_together(sqlite_store, BEGAN + timedelta(days=day), f"lead {day}", f"other {day}")
    assert len(ledger.fresh_bundles()) == 120

    said_together(sqlite_store, BEGAN + timedelta(days=60), "lead 60", "other 60")
    assert {one.key for one in ledger.fresh_bundles()} == {
        f"{which} {day}" for which in ("lead", "other") for day in (57, 58, 59, 60)
    }
    assert {one.key for one in ledger.fresh_bundles() if one.at > BEGAN + timedelta(days=59)} == {
        "lead 60",
        "other 60",
    }
    assert len(ledger.bundles()) == 122
