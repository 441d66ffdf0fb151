"""Memory that outlives us: transactions on SQLite or PostgreSQL, one writer at a time."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, local
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import Owed
from bot.domain.errors import FacilitationError
from bot.store.at_hand import WritersHand
from bot.store.engines import A_MOMENT, empty_log, reading_engine, writing_engine
from bot.store.errors import DiskFull, NotWhileReading
from bot.store.forget_list import ForgetFile, list_beside
from bot.store.keys import KeyFolder, keys_beside
from bot.store.ledger import OnOwed
from bot.store.memory import SqlMemory
from bot.store.places import place_of
from bot.store.plainly import opening, plainly
from bot.store.plans import PlansAtHand
from bot.store.readiness import require_ready
from bot.store.turns import turn_to_write

Wake = Callable[[sa.Connection, Sequence[tuple[int, Owed]]], None]


@dataclass(kw_only=True)
class Transaction:
    """One transaction of one thread while it is open."""

    connection: sa.Connection
    memory: SqlMemory
    writing: bool


class Lent:
    """As much of an engine as slack_sdk asks for; what it writes is part of the transaction that is open."""

    def __init__(self, store: "SqlStore") -> None:
        self._store = store

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """One write transaction."""
        with self._store.begin():
            yield self._store.connection

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """A look without writing."""
        with self._store.read():
            yield self._store.connection


class SqlStore:
    """The store. `synchronous="NORMAL"` is quicker, for databases nobody will miss.

    `wake(connection, owed)` is called at the end of a transaction, still inside it, with the effects that are new;
    `on_commit()` after a transaction that owed any. `forget_list` is the file of what stays forgotten; it is beside
    an SQLite database, and PostgreSQL has none unless it is named. `story_keys` is the folder of the stories' keys,
    named or beside in the same way.
    """

    def __init__(
        self,
        url: str,
        *,
        pool: int = 16,
        patience: float = 30.0,
        synchronous: str = "FULL",
        wake: Wake | None = None,
        on_commit: Callable[[], None] | None = None,
        forget_list: Path | None = None,
        story_keys: Path | None = None,
    ) -> None:
        self.place, self.patience = place_of(url), patience
        beside = forget_list or list_beside(self.place)
        self.forget_list = ForgetFile(beside) if beside else None
        folder = story_keys or keys_beside(self.place)
        self.keys = KeyFolder(folder) if folder else None
        self.wake, self.on_commit = wake, on_commit
        self._writing = writing_engine(self.place, patience=patience, synchronous=synchronous)
        self._reading = reading_engine(self.place, pool=pool, patience=patience)
        self._turn = turn_to_write(self.place, patience=patience)
        self._soon = turn_to_write(self.place, patience=A_MOMENT)
        self._open, self._ready, self._looking = local(), False, Lock()
        self._plans, self._hand = PlansAtHand(), WritersHand()
        self.trouble = ""

    @contextmanager
    def begin(self) -> Iterator[SqlMemory]:
        """One write transaction: all of it or nothing.

        Inside another one of the same thread it joins that one; if it fails and the outer one goes on, only what
        the inner one changed is taken back. Raises NotWhileReading, DatabaseBusy, DatabaseAway, DatabaseNotReady.
        """
        outer = self._current()
        if outer is None:
            with self._write() as memory:
                yield memory
        elif outer.writing:
            try:
                with outer.connection.begin_nested():
                    yield outer.memory
            except BaseException:
                outer.memory.read_anew()
                raise
        else:
            raise NotWhileReading

    @contextmanager
    def read(self) -> Iterator[SqlMemory]:
        """A consistent look without writing. Inside another transaction of the same thread it joins that one."""
        outer = self._current()
        if outer is not None:
            yield outer.memory
            return
        with plainly(self.patience, looking=True), ExitStack() as held:
            connection = self._connect(held, self._reading)
            with self._opened(connection, lambda *_: None) as memory:
                yield memory

    @contextmanager
    def _write(self) -> Iterator[SqlMemory]:
        owed: list[tuple[int, Owed]] = []
        with self._no_room_noticed(), plainly(self.patience), ExitStack() as held:
            connection = self._connect(held, self._writing, self._turn, self._hand)
            at_hand = self._hand.look(connection)
            with self._opened(connection, lambda *new: owed.append(new), at_hand) as memory:
                yield memory
                memory.about_to_commit()
            if owed and self.wake:
                self.wake(connection, owed)
        if memory.doomed or memory.emptied:
            self._destroy(memory.doomed)
        if owed and self.on_commit:
            self.on_commit()

    @contextmanager
    def _no_room_noticed(self) -> Iterator[None]:
        try:
            yield
        except DiskFull as full:
            self.trouble = full.message
            raise
        self.trouble = ""

    def _destroy(self, doomed: set[str]) -> None:
        """Destroy the keys of what was to be forgotten; on SQLite empty its log, too, if nobody looks just now."""
        for name in sorted(doomed):
            with suppress(OSError):  # what cannot be reached is swept when we begin anew
                if self.keys:
                    self.keys.destroy(name)
        with (
            suppress(FacilitationError, OSError, sqlite3.Error),
            opening(A_MOMENT),
            self._soon,
        ):
            empty_log(self.place)

    def sweep_keys(self) -> int:
        """Destroy keys that were to be destroyed, and were left when a machine stopped; how many."""
        if self.keys is None:
            return 0
        with self.read() as memory:
            kept = memory.keys_in_use()
        forgotten = self.forget_list.forgotten("key", self.keys.names()) if self.forget_list else ()
        return self.keys.sweep(kept, set(forgotten))

    def _connect(
        self, held: ExitStack, engine: sa.Engine, *turns: AbstractContextManager[object]
    ) -> sa.Connection:
        self.require_ready()
        with opening(self.patience):
            connection = held.enter_context(engine.connect())
            for turn in turns:
                held.enter_context(turn)
            held.enter_context(connection.begin())
        return connection

    @contextmanager
    def _opened(
        self, connection: sa.Connection, on_owed: OnOwed, at_hand: dict[str, Any] | None = None
    ) -> Iterator[SqlMemory]:
        """The memory of one transaction; one that writes is told what it has at hand."""
        memory = SqlMemory(connection, on_owed, self.forget_list, self.keys, self._plans, at_hand)
        self._open.now = Transaction(
            connection=connection, memory=memory, writing=at_hand is not None
        )
        try:
            yield memory
        finally:
            self._open.now = None

    def lent(self) -> Lent:
        """What others' code that wants an engine may use: it reads and writes within our own transactions."""
        return Lent(self)

    @property
    def connection(self) -> sa.Connection:
        """The connection of the transaction this thread has open."""
        current = self._current()
        if current is None:
            raise LookupError("no transaction is open")
        return current.connection

    def _current(self) -> Transaction | None:
        return getattr(self._open, "now", None)

    def require_ready(self) -> None:
        """Make sure, once, that the database has the form this program expects. Raises DatabaseNotReady."""
        with self._looking:
            if not self._ready:
                with opening(self.patience):
                    require_ready(self.place, self._reading)
                self._ready = True

    def close(self) -> None:
        """Give back all connections. The store can be used again; it connects anew."""
        with opening(self.patience), self._turn:  # the last to leave writes the log back
            self._writing.dispose()
            self._reading.dispose()
        # who connects anew may find another database in this place
        self._plans, self._hand = PlansAtHand(), WritersHand()
