"""What other processes do with the store while a test looks on."""

import os
from multiprocessing.connection import Connection

from bot.domain.errors import FacilitationError
from bot.domain.programme import Note
from bot.store.sql_store import SqlStore

NOBODY = 65534


def count(url: str, told: Connection) -> None:
    """Take forty numbers, one transaction each."""
    store = SqlStore(url, synchronous="NORMAL")
    for _ in range(40):
        with store.begin() as memory:
            memory.numbers.next("turns")
    told.send("done")
    store.close()


def die_in_the_middle(url: str, told: Connection) -> None:
    """Keep five notes for good, then wait for death with one written and not committed."""
    store = SqlStore(url, synchronous="NORMAL")
    for number in range(5):
        with store.begin() as memory:
            memory.notes.save(Note(id=f"kept {number}", text="x"))
    with store.begin() as memory:
        memory.notes.save(Note(id="never committed", text="x"))
        told.send("in the middle")
        told.recv()


def keep_the_turn(url: str, told: Connection) -> None:
    """Hold the turn to write until killed."""
    with SqlStore(url).begin() as memory:
        memory.numbers.next("turns")
        told.send("writing")
        told.recv()


def try_as_somebody_else(url: str, told: Connection) -> None:
    """Tell which error an account that may not write meets."""
    store = SqlStore(url)
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        with store.begin():
            told.send("nothing")
    except FacilitationError as error:
        told.send(type(error).__name__)
