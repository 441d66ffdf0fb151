"""The catalogues of the languages we speak, and what the code says that must stand in them.

`python -m tests.catalogues` writes new sentences into every catalogue, without a translation, and takes out those that
nobody says any more. A sentence is what is handed to one of the functions in SAYING, the docstring of an error that
people meet with what it is told in words, and what a page of people's own says.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.domain.errors import FacilitationError
from bot.voice.languages import CATALOGUES

BOT = Path(__file__).parents[1] / "bot"
FOLDER = BOT / "voice" / "catalogues"
SAYING = {"say", "in_words", "to_say"}
COUNTING = {"say_many": 0, "to_count": 0, "count": 1}  # where the first of the two words stands
# where people's own words are; those of operators' commands and of the demo stay in English
PEOPLE_MEET = ("domain", "facilitation", "ports", "slack", "voice", "web")
# parts of a header that would change each time, or say who made it with what
PASSING = (
    '"POT-Creation',
    '"PO-Revision',
    '"Generated-By',
    '"Last-Translator',
    '"Report',
    '"Language-Team',
)
IN_PAGE = re.compile(r'\bsay\("((?:[^"\\]|\\.)*)"')
Message = str | tuple[str, str]


def said() -> dict[Message, list[str]]:
    """Every sentence, with the files that say it, in the order of the files."""
    found: dict[Message, list[str]] = {}
    for part in PEOPLE_MEET:
        for path in sorted((BOT / part).rglob("*.py")):
            _note(found, path, _in_code(path))
    for path in sorted((BOT / "web" / "templates").glob("*.html")):
        _note(found, path, (m[1] for m in IN_PAGE.finditer(path.read_text(encoding="utf-8"))))
    counted = {message[0] for message in found if isinstance(message, tuple)}
    return {message: places for message, places in found.items() if message not in counted}


def _note(found: dict[Message, list[str]], path: Path, messages: Iterator[Message]) -> None:
    where = path.relative_to(BOT.parent).as_posix()
    for message in messages:
        places = found.setdefault(message, [])
        if where not in places:
            places.append(where)


def _in_code(path: Path) -> Iterator[Message]:
    code = path.read_text(encoding="utf-8")
    speaks = "bot.domain.languages" in code  # what a module of facilitators' own counts is English
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and speaks:
            yield from _in_call(node)
        elif isinstance(node, ast.ClassDef) and node.name in ERRORS:
            yield " ".join((ast.get_docstring(node) or "").split())
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            told = node.exc.func
            if isinstance(told, ast.Name | ast.Attribute) and _name(told) in ERRORS:
                yield from filter(None, (_words(word.value) for word in node.exc.keywords))


def _in_call(call: ast.Call) -> Iterator[Message]:
    name = _name(call.func)
    if name in SAYING and call.args and (words := _words(call.args[0])):
        yield words
    first = COUNTING.get(name)
    if first is not None and len(call.args) > first and (one := _words(call.args[first])):
        many = _words(call.args[first + 1]) if len(call.args) > first + 1 else ""
        yield one, many or f"{one}s"


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _words(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _errors() -> set[str]:
    """The names of all errors that are told in words, found in the code and not by importing it."""
    bases: dict[str, list[str]] = {}
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [_name(base) for base in node.bases]
    known = {FacilitationError.__name__}
    while more := {name for name, of in bases.items() if known & set(of)} - known:
        known |= more
    return known


ERRORS = _errors()


def catalogue(locale: str) -> Catalog:
    with (FOLDER / f"{locale}.po").open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def brought_up_to_date(locale: str) -> None:
    """Keep what is translated, add what is new, and take out what nobody says any more."""
    path = FOLDER / f"{locale}.po"
    old = catalogue(locale) if path.exists() else Catalog(locale=locale)
    new = Catalog(locale=locale, project="Convener", fuzzy=False, header_comment="")
    for message, places in said().items():
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(
            message,
            known.string if known and known.id == message else "",
            locations=[(place, None) for place in places],
            user_comments=known.user_comments if known else (),
        )
    written = io.BytesIO()
    write_po(written, new, width=110, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(PASSING)), "utf-8")


if __name__ == "__main__":
    for each in CATALOGUES.values():
        brought_up_to_date(each)
