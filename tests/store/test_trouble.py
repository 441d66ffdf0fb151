"""What happens when the database itself is in trouble."""

from threading import Thread

import pytest

from bot.domain.effects import State
from bot.domain.programme import Note
from bot.ports import Store
from bot.store.errors import DatabaseAway, DatabaseBusy, DiskFull, NotWritable
from bot.store.sql_store import SqlStore
from tests.contracts.examples import LEASE, NOON, claim, owe, owed, seen
from tests.pg import HANG_UP, Postgres


def say(memory: object, statement: str) -> None:
    memory.notes._connection.exec_driver_sql(statement)  # type: ignore[attr-defined]


def write(store: Store, id: str, text: str = "x", first: str = "SELECT 1") -> None:
    with store.begin() as memory:
        say(memory, first)
        memory.notes.save(Note(id=id, text=text))


def notes(store: Store) -> list[str]:
    with store.read() as memory:
        return [note.id for note in memory.notes.find()]


@pytest.fixture
def sqlite_store(sqlite_url):
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    yield store
    store.close()


def test_a_full_disk_is_said_in_words_and_leaves_the_database_whole(sqlite_store):
    write(sqlite_store, "before")

    with pytest.raises(DiskFull, match="disk that holds the database is full"):
        write(sqlite_store, "too much", "x" * 1_000_000, first="PRAGMA max_page_count = 120")

    write(sqlite_store, "after", first="PRAGMA max_page_count = 100000")
    assert notes(sqlite_store) == ["after", "before"]


def test_a_file_we_may_not_write_to_is_said_in_words(sqlite_store):
    with pytest.raises(NotWritable, match="may not write to the database"):
        write(sqlite_store, "a", first="PRAGMA query_only = ON")


def test_a_server_that_hangs_up_in_the_middle_loses_nothing_but_that_transaction(
    postgres, postgres_url
):
    store = SqlStore(postgres_url)
    write(store, "before")

    with pytest.raises(DatabaseAway):
        write_while_the_server_hangs_up(store, postgres)

    write(store, "after")
    assert notes(store) == ["after", "before"]
    store.close()


def write_while_the_server_hangs_up(store: Store, postgres: Postgres) -> None:
    with store.begin() as memory:
        memory.notes.save(Note(id="during", text="x"))
        postgres.say(HANG_UP, database="newest")
        memory.notes.save(Note(id="never", text="x"))


def test_connections_that_a_server_dropped_meanwhile_are_not_noticed(postgres, postgres_url):
    store = SqlStore(postgres_url)
    write(store, "before")
    assert notes(store) == ["before"]

    postgres.say(HANG_UP, database="newest")

    write(store, "after")
    assert notes(store) == ["after", "before"]
    store.close()


def test_more_looks_at_once_than_there_are_connections_are_told_that_it_is_busy(url):
    store = SqlStore(url, pool=1, patience=0.05)
    told = []

    def look() -> None:
        with pytest.raises(DatabaseBusy) as caught:
            notes(store)
        told.append(caught.value.message)

    with store.read():
        other = Thread(target=look)
        other.start()
        other.join()

    assert told == [
        "Others kept the database busy for more than 0.05 seconds. Nothing was changed; try again."
    ]
    store.close()


def test_on_sqlite_a_sole_writer_that_starts_gives_up_every_claim_at_once(sqlite_store):
    owe(sqlite_store, owed())
    claim(sqlite_store)

    with sqlite_store.begin() as memory:
        assert memory.effects.release_stale(only_writer=True) == 1

    assert (seen(sqlite_store).state, seen(sqlite_store).try_at) == (State.UNKNOWN, NOON)


def test_on_postgresql_nobody_can_know_to_be_alone_and_live_claims_stay(postgres_url):
    store = SqlStore(postgres_url)
    owe(store, owed())
    claim(store)

    with store.begin() as memory:
        assert memory.effects.release_stale(only_writer=True) == 0

    assert seen(store).state is State.SENDING
    store.close()


def test_a_look_up_given_up_by_a_crash_is_looked_up_again_from_when_the_call_left(sqlite_store):
    owe(sqlite_store, owed())
    with sqlite_store.begin() as memory:
        effect = memory.effects.seek("session:2:card:p008")
        first, _ = memory.effects.claim(effect.id, NOON, lease=LEASE)
        memory.effects.doubtful(first, NOON + LEASE, "no answer")
        memory.effects.claim(effect.id, NOON + LEASE, lease=LEASE)
        memory.effects.release_stale(only_writer=True)

    again = claim(sqlite_store, now=NOON + LEASE)
    assert (again.claimed_at, again.fence) == (NOON, 3)
