"""Several processes on one database, some of which die."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bot.ports import Store
from bot.store.errors import DatabaseBusy
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore

ROOT = Path(__file__).parents[2]


def start(what: str, url: str, times: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", what, url, str(times)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def another(what: str, url: str, times: int = 0) -> Iterator["subprocess.Popen[str]"]:
    """The other process, once it has said where it is; killed at the end."""
    process = start(what, url, times)
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), process.communicate()[1]
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def turns(store: Store) -> int:
    with store.begin() as memory:
        return memory.numbers.next("turns") - 1


def test_two_processes_and_two_threads_write_at_once_and_none_is_turned_away(url, store):
    processes = [start("count", url, 40) for _ in range(2)]
    threads = [Thread(target=count, args=(store, 20)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [process.communicate(timeout=30) for process in processes]

    assert said == [("", ""), ("", "")]
    assert turns(store) == 120


def count(store: Store, times: int) -> None:
    for _ in range(times):
        with store.begin() as memory:
            memory.numbers.next("turns")


def test_a_process_killed_in_the_middle_loses_nothing_it_had_committed(url, store):
    with another("die", url, times=5):
        pass

    with store.begin() as memory:
        assert [note.id for note in memory.notes.find()] == [f"kept {n}" for n in range(5)]


def test_a_writer_that_waits_too_long_is_told_so(url):
    impatient = SqlStore(url, patience=0.05)
    impatient.require_ready()

    with another("keep", url), pytest.raises(DatabaseBusy, match=r"more than 0\.05 seconds"):
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
    with another("keep", url), store.read() as memory:
        assert memory.notes.find() == []


def test_an_upgrade_waits_for_its_turn_too(sqlite_url, monkeypatch):
    monkeypatch.setattr("bot.store.history.PATIENCE", 0.05)

    with another("keep", sqlite_url), pytest.raises(DatabaseBusy):
        upgrade(sqlite_url)
