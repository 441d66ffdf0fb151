"""What is wrong with a plan's text, said with its line, its field and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.files.plan_fields import nearest
from bot.files.plan_models import PlanTable
from bot.files.toml_lines import Lines, Path

Written = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PlanFinding:
    """One thing about a plan's text: where it is, what it is, and whether the plan can do without its cure."""

    line: int
    field: str
    words: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.words}"


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Gathers findings about one text: knows its lines, what its records are called, and what was unreadable."""

    lines: Lines
    written: Written
    found: list[PlanFinding] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)

    def fault(self, path: Path, words: str) -> None:
        """A value that cannot be read; nothing more is said about what rests on it."""
        self._add(path, words, "error")
        self.unread.add(path)

    def note(
        self, path: Path, words: str, *, rests_on: Iterable[Path] = (), warning: bool = False
    ) -> None:
        """How something fails to fit, unless it or what that rests on could not be read."""
        if not any(self.doubtful(one) for one in (path, *rests_on)):
            self._add(path, words, "warning" if warning else "error")

    def doubtful(self, path: Path) -> bool:
        """Whether something at, in or around this place could not be read."""
        return any(path[: len(one)] == one[: len(path)] for one in self.unread)

    def names(self, table: str, naming: str = "key") -> list[str]:
        """What the records of a list are called in the text, readable or not."""
        return names_in(self.written.get(table), naming)

    def all_named(self, table: str) -> bool:
        """Whether every key of a list of records could be read, so that one not found is really not there."""
        return not any(place[:1] == (table,) and place[-1] == "key" for place in self.unread)

    def _add(self, path: Path, words: str, severity: str) -> None:
        name = field_name(path, self.written)
        finding = PlanFinding(line=self.lines.of(path), field=name, words=words, severity=severity)
        self.found.append(finding)


def names_in(records: Any, naming: str = "key") -> list[str]:
    """What the records of a written list are called."""
    tables = records if isinstance(records, list) else []
    return [str(one[naming]) for one in tables if isinstance(one, dict) and naming in one]


def field_name(path: Path, written: Written) -> str:
    """A path as people call it: session[9].prompt[m09-room].round; records by key, or counted from 1."""
    name, here = "", written
    for part in path:
        here = _inside(here, part)
        if isinstance(part, int):
            name += f"[{_record_name(here, part)}]"
        else:
            name += f".{part}" if name else part
    return name or "the whole text"


def _inside(here: Any, part: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(str(part))
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def _record_name(record: Any, position: int) -> str:
    if isinstance(record, dict):
        for naming in ("month", "key"):
            if isinstance(record.get(naming), int | str):
                return str(record[naming])
    return str(position + 1)


def words_for(error: ErrorDetails, root: type[BaseModel] = PlanTable) -> str:
    """A fault of one value in words, with what to do. `root` is the table the value's place counts from."""
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        return _unknown_key(error, root)
    if kind == "literal_error":
        return _not_among(given, context["expected"])
    if kind == "list_type" and isinstance(given, dict):
        return f"There may be several of these. Write the header with double brackets: [[{error['loc'][-1]}]]."
    if kind == "model_type" and isinstance(given, list):
        return f"There is only one of these. Write the header with single brackets: [{error['loc'][-1]}]."
    if kind == "missing":
        return f"{error['loc'][-1]} is missing. Add it."
    if kind not in _TEMPLATES:
        return f"{_shown(given)} cannot stand here: {error['msg']}."
    return _TEMPLATES[kind].format(given=_shown(given), size=_size(given), **context)


_TEMPLATES = {
    "words": "{words}",
    "int_type": "{given} is not a whole number. Write one without quotes.",
    "float_type": "{given} is not a number. Write one without quotes.",
    "bool_type": "{given} is neither true nor false. Write one of them without quotes.",
    "string_type": "{given} is not a text. Put it in quotes.",
    "list_type": "{given} is not a list. Put it in [ ].",
    "model_type": "{given} is not a table. Write its keys under a header of their own.",
    "greater_than_equal": "{given} is too small. Write {ge} or more.",
    "less_than_equal": "{given} is too large. Write {le} or less.",
    "less_than": "{given} is too large. Write less than {lt}.",
    "string_too_short": "This is empty. Write something.",
    "string_too_long": "This has {size} characters, and {max_length} fit. Make it shorter.",
    "too_short": "This needs at least {min_length}; there are {actual_length}.",
    "too_long": "This has {actual_length} entries, and {max_length} fit. Take some out.",
    "finite_number": "{given} is not a number we can count with.",
}


def _shown(given: Any) -> str:
    """What was written, short, as it looks in TOML."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, dict | list):
        return "A list" if isinstance(given, list) else "A table"
    short = str(given) if len(str(given)) <= 40 else f"{str(given)[:39]}…"
    return f'"{short}"' if isinstance(given, str) else short


def _size(given: Any) -> int:
    return len(given) if isinstance(given, str | list) else 0


def _not_among(given: Any, expected: str) -> str:
    known = re.findall(r"'([^']*)'", expected)
    hint = nearest(given, known) if isinstance(given, str) else ""
    if len(known) == 1:
        return f'{_shown(given)} is not known here. Write "{known[0]}".'
    return f"{_shown(given)} is not one of {', '.join(known)}.{hint}"


def _unknown_key(error: ErrorDetails, root: type[BaseModel]) -> str:
    *table, key = error["loc"]
    known = _keys_of(tuple(table), root)
    hint = nearest(str(key), known) or f" The keys here are {', '.join(known)}."
    return f'"{key}" is not a key we know here.{hint}'


def _keys_of(table: Path, root: type[BaseModel]) -> list[str]:
    """The keys that the table at a path may have."""
    model = root
    for part in table:
        if isinstance(part, str):
            model = _table_under(model, part)
    fields = model.model_fields.items()
    return sorted(field.alias or name for name, field in fields if name != "at")


def _table_under(model: type[BaseModel], key: str) -> type[BaseModel]:
    """The table, or the kind of table in a list, that stands under a key."""
    fields = (f for name, f in model.model_fields.items() if key in {name, f.alias})
    found = (_model_in(field.annotation) for field in fields)
    return next((inner for inner in found if inner), model)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The table inside an annotation such as list[PromptTable] or ExpertTable | None."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next(filter(None, map(_model_in, get_args(annotation))), None)
