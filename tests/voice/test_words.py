"""The words of the field, and none of those that make people feel handled."""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.domain.errors import FacilitationError
from bot.files.defaults import default_plan_path
from bot.voice.plain import AVOIDED, BLAMING
from tests.voice.test_golden import GOLDEN

ROOT = Path(bot.__file__).parent
IDENTIFIER = re.compile(r"[\w:.|\-]*")


def spoken(words: str) -> bool:
    """Whether this is said to people, rather than the name of a field or of a kind of block."""
    return not IDENTIFIER.fullmatch(words)


def strings_in(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from strings_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from strings_in(each)


def golden_words() -> Iterator[tuple[str, str]]:
    for path in GOLDEN.glob("*.json"):
        for words in strings_in(json.loads(path.read_text(encoding="utf-8"))):
            yield path.name, words


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes of docstrings, which are for those who read the code."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    owners = [node for node in ast.walk(tree) if isinstance(node, documented) and node.body]
    first = [node.body[0] for node in owners]
    return {id(one.value) for one in first if isinstance(one, ast.Expr)}


def template_words() -> Iterator[tuple[str, str]]:
    """Every string in the parts that speak to people."""
    for part in ("voice", "facilitation", "slack", "domain", "web"):
        for path in sorted((ROOT / part).glob("*.py")):
            if path.name == "plain.py":  # the list of these words itself
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            silent = docstrings(tree)
            for node in ast.walk(tree):
                said = node.value if isinstance(node, ast.Constant) else None
                if isinstance(said, str) and id(node) not in silent:
                    yield f"{part}/{path.name}:{node.lineno}", said


def error_words() -> Iterator[tuple[str, str]]:
    """Errors' docstrings are what people read."""
    for found in pkgutil.walk_packages([str(ROOT)], "bot."):
        if "migrations" not in found.name:
            importlib.import_module(found.name)
    waiting = list(FacilitationError.__subclasses__())
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        yield error.__name__, error.__doc__ or ""


def avoided(several: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (where, words[:80])
        for where, words in several
        if spoken(words) and (AVOIDED.search(words) or BLAMING.search(words))
    ]


def test_no_word_to_avoid_is_said():
    assert avoided(golden_words()) == []


def test_no_word_to_avoid_stands_in_any_template():
    assert avoided(template_words()) == []


def test_no_word_to_avoid_stands_in_any_error():
    assert avoided(error_words()) == []


def test_no_word_to_avoid_stands_in_the_plan_that_ships():
    lines = default_plan_path().read_text(encoding="utf-8").splitlines()
    numbered = [(f"line {n}", line.partition("#")[0]) for n, line in enumerate(lines, 1)]
    assert avoided(iter(numbered)) == []


def test_the_lint_would_see_them():
    seen = [
        ("a", "Dear user, the deadline of your ticket is overdue."),
        ("b", "user_id"),
        ("c", "A person."),
    ]
    assert [where for where, _ in avoided(iter(seen))] == ["a"]
