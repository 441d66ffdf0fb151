"""One shelf for every kind of thing: frozen dataclasses kept by their id."""

import re
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.errors import NoSuchThing
from bot.ports import Shelf
from bot.store.at_hand import SEVERAL, Known, as_one
from bot.store.shape import Shape
from bot.store.statements import insert_new, upsert

T = TypeVar("T")
Question = tuple[sa.Select[Any], dict[str, Any]]  # with the values that are looked for
DIGITS = re.compile(r"(\d+)")


def by_nature(id: str) -> tuple[list[str | int], str]:
    """A sorting key that puts a2 before a10."""
    parts = DIGITS.split(id)
    return [int(part) if odd % 2 else part for odd, part in enumerate(parts)], id


class Kept(Generic[T]):
    """What a shelf must know of the things on it: their type, their table, and what people call them.

    As an attribute of a memory it is that shelf, made when it is first asked for.
    """

    def __init__(self, kind: type[T], table: sa.Table, word: str) -> None:
        self.shape, self.table, self.word = Shape(kind), table, word
        (self.key,) = table.primary_key.columns
        self.all = sa.select(table)
        self.by_id = self.all.where(self.key == sa.bindparam("wanted"))
        self.folded = [c.name for c in table.columns if c.info.get("folded")]
        self._questions: dict[tuple[tuple[str, bool, bool], ...], sa.Select[Any]] = {}

    def __set_name__(self, memory: type, name: str) -> None:
        self.name = name

    def __get__(self, memory: Any, kind: type) -> Shelf[T]:
        known = memory.at_hand.setdefault(self.name, Known(self.folded))
        made: Shelf[T] = SqlShelf(memory.connection, self, known)
        vars(memory)[self.name] = made  # found there from now on, without asking here
        return made

    def id_of(self, thing: T) -> str:
        return str(getattr(thing, self.key.name))

    def row(self, thing: T) -> dict[str, Any]:
        row = self.shape.row(thing) | {self.key.name: self.id_of(thing)}
        return row | {f"{name}_folded": row[name].casefold() for name in self.folded}

    def question(self, equals: Mapping[str, object]) -> Question:
        """Whether each of these fields has this value, or one of these. Raises TypeError for unknown fields."""
        fields, facts = [], {}
        for name, value in equals.items():
            values = list(value) if isinstance(value, SEVERAL) else [value]
            known = [self._folded(name, each) for each in values if each is not None]
            fields.append((name, len(known) == 1, len(known) < len(values)))
            facts[name] = known[0] if len(known) == 1 else known
        return self._put(tuple(fields)), facts

    def _folded(self, name: str, value: Any) -> Any:
        return value.casefold() if name in self.folded else value

    def _put(self, fields: tuple[tuple[str, bool, bool], ...]) -> sa.Select[Any]:
        """Put together once: that costs as much as asking."""
        if fields not in self._questions:
            conditions = [self._has(*field) for field in fields]
            self._questions[fields] = self.all.where(*conditions) if conditions else self.all
        return self._questions[fields]

    def _has(self, name: str, one: bool, or_none: bool) -> ColumnElement[bool]:
        column = self._searchable(name)
        wanted: sa.BindParameter[Any] = sa.bindparam(name, expanding=not one)
        found = column == wanted if one else column.in_(wanted)
        return sa.or_(found, column.is_(None)) if or_none else found

    def _searchable(self, name: str) -> sa.Column[Any]:
        if name != self.key.name and name not in self.shape.names:
            raise TypeError(f"{self.shape.kind.__name__} has no field {name!r}")
        column = self.table.columns[name]
        if isinstance(column.type, sa.JSON):
            raise TypeError(
                f"{self.shape.kind.__name__}.{name} holds several values; find by others"
            )
        return self.table.columns[f"{name}_folded"] if name in self.folded else column


class SqlShelf(Generic[T]):
    """The things of one kind, within one transaction.

    What was read stays known until it is written to: nobody else's writing shows meanwhile, for a look sees one
    instant and writers take turns.
    """

    def __init__(
        self, connection: sa.Connection, kept: Kept[T], known: Known[T] | None = None
    ) -> None:
        self._connection, self._kept = connection, kept
        self._known: Known[T] = Known(kept.folded) if known is None else known

    def get(self, id: str, /) -> T:
        """The thing with this id. Raises NoSuchThing."""
        thing = self.seek(id)
        if thing is None:
            raise NoSuchThing(what=self._kept.word, name=id, hint="It may have been removed.")
        return thing

    def seek(self, id: str, /) -> T | None:
        """The thing with this id, if there is one."""
        things = self._known.things
        if id not in things:
            rows = self._connection.execute(self._kept.by_id, {"wanted": id}).mappings()
            row = rows.one_or_none()
            self._known.keep({id: None if row is None else self._kept.shape.thing(row)})
        return things[id]

    def find(self, **equals: object) -> list[T]:
        """All things whose fields have these values; several values in a list mean any of them.

        Addresses are found whatever their case. The order is that of the ids, a2 before a10.
        """
        fields = tuple(sorted(equals))
        values = tuple(as_one(equals[name]) for name in fields)
        known = self._known.answer(fields, values)
        if known is None:
            found = self._look_for(equals)
            self._known.learn(fields, values, found)
            known = list(found.values())
        return list(known)

    def _look_for(self, equals: Mapping[str, object]) -> dict[str, T]:
        """What is found, by its id and in the order of ids."""
        rows = self._connection.execute(*self._kept.question(equals)).mappings()
        things = {self._kept.id_of(thing): thing for thing in map(self._kept.shape.thing, rows)}
        return {id: things[id] for id in sorted(things, key=by_nature)}

    def save(self, thing: T, /) -> None:
        """Keep the thing, in place of an older one with its id."""
        self._known.changed(self._kept.id_of(thing), thing)
        statement = upsert(self._kept.table, self._connection.dialect.name)
        self._connection.execute(statement, self._kept.row(thing))

    def add(self, thing: T, /) -> bool:
        """Keep the thing if its id is new; say whether it was."""
        self._known.changed(self._kept.id_of(thing), thing)
        key, dialect = self._kept.key.name, self._connection.dialect.name
        statement = insert_new(self._kept.table, key, key, dialect)
        return self._connection.execute(statement, self._kept.row(thing)).one_or_none() is not None

    def remove(self, id: str, /) -> None:
        """Forget the thing."""
        self._known.changed(id, None)
        self._connection.execute(sa.delete(self._kept.table).where(self._kept.key == id))
