"""How a frozen dataclass lies in a row: field by field, by the types its fields are declared with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.store.columns import in_utc

T = TypeVar("T")
Turn = Callable[[Any], Any]


def as_it_is(value: Any) -> Any:
    return value


def unless_none(turn: Turn) -> Turn:
    if turn is as_it_is:
        return turn
    return lambda value: None if value is None else turn(value)


def _without_none(kind: Any) -> Any:
    """The X of `X | None`."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    (only,) = (part for part in get_args(kind) if part is not NoneType)
    return only


def _each_with(turn: Turn, collection: Callable[[Iterable[Any]], Any]) -> Turn:
    return lambda values: collection(turn(value) for value in values)


def _turns(kind: Any, field: str) -> tuple[Turn, Turn]:
    """How a value of this type goes into a row, and how it comes back."""
    if get_origin(kind) is tuple:
        inward, outward = _turns(get_args(kind)[0], field)
        return _each_with(inward, list), _each_with(outward, tuple)
    if get_origin(kind) is dict:
        return dict, dict
    if kind is datetime:
        return lambda instant: in_utc(instant, field), as_it_is
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str, kind
    if isinstance(kind, type) and is_dataclass(kind):
        return Shape(kind).row, Shape(kind).thing
    return as_it_is, as_it_is


class Shape(Generic[T]):
    """The way between things of one kind and their rows."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        self.names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        turns = {n: _turns(_without_none(hints[n]), f"{kind.__name__}.{n}") for n in self.names}
        self.inward = {name: unless_none(inward) for name, (inward, _) in turns.items()}
        # most come back as they are; rows are read so often that only the others are turned
        self.outward = {n: unless_none(out) for n, (_, out) in turns.items() if out is not as_it_is}

    def row(self, thing: T) -> dict[str, Any]:
        return {name: turn(getattr(thing, name)) for name, turn in self.inward.items()}

    def thing(self, row: Mapping[Any, Any]) -> T:
        values = {name: row[name] for name in self.names}
        for name, turn in self.outward.items():
            values[name] = turn(values[name])
        return self.kind(**values)
