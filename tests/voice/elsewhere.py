"""Words for people that stand outside bot/voice, found in the syntax of the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.voice.test_words import error_words

BOT = Path(__file__).parents[2] / "bot"
READABLE = re.compile(r"(?:[^\W\d_][\w’']*[,;:.]?\s+){2}[^\W\d_]")  # three words in a row
# What may stay where it is, and why: a refusal is said by its rule, so its sentence is its docstring, and what fills
# it in stands where it is raised (decision 12); logs and the ledger are for operators; the audit has names for acts.
KEPT_CALLS = {"log", "Drop", "Postpone", "cancel", "trace", "_trace", "_keep", "__init__"}


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Each string of three words or more that is neither a docstring nor says something by a rule of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = {id(part) for node in ast.walk(tree) if _kept(node) for part in ast.walk(node)}
    left_out |= {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        said = "" if id(node) in left_out else _words(node)
        if READABLE.search(said):
            yield node.lineno, said  # type: ignore[attr-defined]


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _kept(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Raise):
        return True
    return isinstance(node, ast.Call) and bool(_names(node.func) & (KEPT_CALLS | refusals()))


@cache
def refusals() -> frozenset[str]:
    """The names of everything that can be refused."""
    return frozenset(name for name, _ in error_words())


def _names(func: ast.expr) -> set[str]:
    """The last name of what is called, and the first: both of log.info."""
    if isinstance(func, ast.Attribute):
        return {func.attr} | (_names(func.value) if isinstance(func.value, ast.Name) else set())
    return {func.id} if isinstance(func, ast.Name) else set()
