"""Several processes on one database, some of which die."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import pytest

from bot.ports import Store
from bot.store.errors import DatabaseBusy
from bot.store.history import upgrade
from bot.store.places import place_of
from bot.store.sql_store import SqlStore
from tests.store.writer import count, die_in_the_middle, keep_the_turn, try_as_somebody_else

# each is a fork of one clean process that has read the store's code already
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.writer"])


def start(part: Callable[[str, Connection], None], url: str) -> tuple[BaseProcess, Connection]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=part, args=(url, theirs))
    process.start()
    theirs.close()
    return process, ours


@contextmanager
def another(part: Callable[[str, Connection], None], url: str) -> Iterator[None]:
    """Another process, from when it says where it is; killed at the end."""
    process, told = start(part, url)
    try:
        told.recv()
        yield
    finally:
        process.kill()
        process.join()
        told.close()


def turns(store: Store) -> int:
    with store.begin() as memory:
        return memory.numbers.next("turns") - 1


def test_two_processes_and_two_threads_write_at_once_and_none_is_turned_away(url, store):
    others = [start(count, url) for _ in range(2)]
    threads = [Thread(target=count_here, args=(store,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [told.recv() for _, told in others] == ["done", "done"]
    for process, told in others:
        process.join()
        told.close()
    assert turns(store) == 120


def count_here(store: Store) -> None:
    for _ in range(20):
        with store.begin() as memory:
            memory.numbers.next("turns")


def test_a_process_killed_in_the_middle_loses_nothing_it_had_committed(url, store):
    with another(die_in_the_middle, url):
        pass

    with store.begin() as memory:
        assert [note.id for note in memory.notes.find()] == [f"kept {n}" for n in range(5)]


def test_a_writer_that_waits_too_long_is_told_so(url):
    impatient = SqlStore(url, patience=0.05)
    impatient.require_ready()

    with (
        another(keep_the_turn, url),
        pytest.raises(DatabaseBusy, match=r"more than 0\.05 seconds"),
        impatient.begin(),
    ):
        pass

    assert turns(impatient) == 0
    impatient.close()


def test_a_thread_that_waits_too_long_is_told_so(url):
    impatient, refused = SqlStore(url, patience=0.05), []

    def try_it() -> None:
        with pytest.raises(DatabaseBusy) as caught:
            turns(impatient)
        refused.append(caught.value.message)

    with impatient.begin():
        other = Thread(target=try_it)
        other.start()
        other.join()

    assert len(refused) == 1
    impatient.close()


def test_looking_does_not_wait_for_a_writer(url, store):
    with another(keep_the_turn, url), store.read() as memory:
        assert memory.notes.find() == []


@contextmanager
def the_turn(url: str) -> Iterator[None]:
    """The lock on the file beside the database, taken as any other program would."""
    with Path(f"{place_of(url).database}.lock").open("w") as lock:
        flock(lock, LOCK_EX | LOCK_NB)
        yield


def test_whoever_writes_to_a_file_has_the_turn_until_it_is_committed(sqlite_url):
    store = SqlStore(sqlite_url)
    with store.begin(), pytest.raises(BlockingIOError), the_turn(sqlite_url):
        pass

    with the_turn(sqlite_url), store.read() as memory:
        assert memory.notes.find() == []
    store.close()


def test_without_the_turn_nothing_is_written_nor_upgraded_nor_closed(sqlite_url, monkeypatch):
    monkeypatch.setattr("bot.store.history.PATIENCE", 0.05)
    store = SqlStore(sqlite_url, patience=0.05)

    with the_turn(sqlite_url):
        for attempt in (lambda: turns(store), lambda: upgrade(sqlite_url), store.close):
            with pytest.raises(DatabaseBusy):
                attempt()

    assert turns(store) == 0
    store.close()


def test_a_program_that_knows_nothing_of_turns_cannot_write_between_our_look_and_our_change(
    sqlite_url,
):
    store = SqlStore(sqlite_url)
    stranger = sqlite3.connect(str(place_of(sqlite_url).database), timeout=0)
    with closing(stranger), store.begin() as memory:
        memory.notes.find()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            stranger.execute("INSERT INTO note VALUES ('x', 'x')")
    store.close()


def test_an_account_that_may_not_touch_the_file_is_told_so(sqlite_url, tmp_path):
    tmp_path.chmod(0)
    process, told = start(try_as_somebody_else, sqlite_url)

    assert told.recv() == "NotWritable"
    process.join()
    told.close()
    tmp_path.chmod(0o700)
