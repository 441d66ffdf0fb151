"""Several processes on one database, some of which die."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread

import pytest

from bot.ports import Store
from bot.store.errors import DatabaseBusy
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from tests.store.writer import count, die_in_the_middle, keep_the_turn

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

    with another(keep_the_turn, url), pytest.raises(DatabaseBusy, match=r"more than 0\.05 seconds"):
        turns(impatient)

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


def test_an_upgrade_waits_for_its_turn_too(sqlite_url, monkeypatch):
    monkeypatch.setattr("bot.store.history.PATIENCE", 0.05)

    with another(keep_the_turn, sqlite_url), pytest.raises(DatabaseBusy):
        upgrade(sqlite_url)
