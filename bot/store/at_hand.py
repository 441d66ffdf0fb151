"""What was read and is still so: within one look, and from one of our own writings to the next.

Writers take turns, and each begins with a look at whether anybody else has written since ours last did. If nobody has,
what it read then is what stands there now, but for what it wrote itself.
"""

from collections.abc import Hashable, Iterable, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import sqlalchemy as sa

from bot.store.columns import is_sqlite, storable

T = TypeVar("T")
Fields = tuple[str, ...]
Values = tuple[Hashable, ...]
SEVERAL = (list, tuple, set, frozenset)
MOST = 4000  # things, and answers found or not, of one shelf


def as_one(value: Any) -> Hashable:
    """What is looked for as it can be remembered: several values as one, text as the database holds it."""
    if isinstance(value, SEVERAL):
        return tuple(value)
    return storable(value) if isinstance(value, str) else value


class Known(Generic[T]):
    """What was read off one shelf: things by their id, and answers by the fields and values asked for.

    `folded` are the fields that are found whatever their case.
    """

    def __init__(self, folded: Iterable[str] = ()) -> None:
        self.things: dict[str, T | None] = {}
        self._folded = frozenset(folded)
        self._answers: dict[Fields, dict[Values, list[T]]] = {}
        self._wider: dict[tuple[Fields, Values], list[T]] = {}  # any change may change these
        self._where: dict[str, set[tuple[Fields, Values]]] = {}
        self._learned = 0

    def forget(self) -> None:
        """All of it may have changed."""
        for part in (self.things, self._answers, self._wider, self._where):
            part.clear()
        self._learned = 0

    def keep(self, things: Mapping[str, T | None]) -> None:
        """This is how they stand."""
        self._make_room(len(things))
        self.things.update(things)

    def answer(self, fields: Fields, values: Values) -> list[T] | None:
        """What was found the last time this was asked, if that is still so."""
        if self._is_wide(fields, values):
            return self._wider.get((fields, values))
        return self._answers.get(fields, {}).get(values)

    def learn(self, fields: Fields, values: Values, found: dict[str, T]) -> None:
        """These, by their ids, are all that there are."""
        self._make_room(1 + len(found))
        if self._is_wide(fields, values):
            self._wider[fields, values] = list(found.values())
            return
        self._answers.setdefault(fields, {})[values] = list(found.values())
        for id in found:
            self._where.setdefault(id, set()).add((fields, values))

    def changed(self, id: str, thing: T | None) -> None:
        """This is how it stands from now on; None where it is gone."""
        self.things.pop(id, None)
        self._wider.clear()
        for fields, values in self._where.pop(id, ()):
            self._answers.get(fields, {}).pop(values, None)
        if thing is not None:
            for fields, answers in self._answers.items():
                answers.pop(tuple(as_one(getattr(thing, each)) for each in fields), None)

    def _make_room(self, more: int) -> None:
        """An answer takes room even where nothing was found."""
        if self._learned + more > MOST:
            self.forget()
        self._learned += more

    def _is_wide(self, fields: Fields, values: Values) -> bool:
        several = any(isinstance(value, tuple) for value in values)
        return several or not self._folded.isdisjoint(fields)


class WritersHand:
    """What the one writer of this process has at hand, shelf by shelf; held while it writes.

    PostgreSQL does not tell cheaply whether others have written, so there each transaction begins with nothing.
    """

    def __init__(self) -> None:
        self.shelves: dict[str, Any] = {}
        self._seen: tuple[object, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: object, fall: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fall is not None:
            self.shelves.clear()  # what was read may never have been so

    def look(self, connection: sa.Connection) -> dict[str, Any]:
        """What is at hand and still so, within a transaction in which nobody else writes."""
        seen = _seen_by(connection) if is_sqlite(connection.dialect) else None
        if seen is None or seen != self._seen:
            self.shelves.clear()
        self._seen = seen
        return self.shelves


def _seen_by(connection: sa.Connection) -> tuple[object, int]:
    """This connection and a number that changes when another one has written."""
    driver: Any = connection.connection.driver_connection
    return driver, driver.execute("PRAGMA data_version").fetchone()[0]
