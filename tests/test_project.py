"""What the project promises about its own files."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.domain.errors import FacilitationError

ROOT = Path(__file__).parent.parent
ROOTS = ("bot", "integrations", "scheduler")
PARTS = {
    "bot": {
        "bench",
        "cli",
        "config",
        "demo",
        "domain",
        "facilitation",
        "files",
        "hours",
        "logs",
        "main",
        "ports",
        "rehearsal",
        "rooms",
        "slack",
        "store",
        "voice",
        "web",
    },
    "integrations": {
        "calendar",
        "clock",
        "fixed_link",
        "links",
        "mail",
        "process",
        "sandbox",
        "slack",
        "vault",
        "zoom",
    },
    "scheduler": {
        "distributed",
        "doubts",
        "duties",
        "effects",
        "failpoints",
        "guard",
        "hands",
        "in_process",
        "jobs",
        "measures",
        "nightly",
        "pauses",
        "turns",
        "watch",
    },
}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_RECORD = 300, 40, 500
LONG_FOR_A_REASON = {
    "bot/domain/programme.py": "one type under the other: the form of a learning plan",
}

# Put together here, so that this file does not hold what it looks for.
PLACES_OF_NO_CONCERN = [
    "pypi." + "org",
    "python" + "hosted",
    "npm" + "js",
    "--index" + "-url",
    "--extra-index" + "-url",
    "/ro" + "ot/",
    "/wo" + "rk/",
]


def tracked() -> list[Path]:
    """The project's files: those in git, and those that would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def ours() -> list[Path]:
    return sorted(path for root in ROOTS for path in (ROOT / root).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    searched = [*PLACES_OF_NO_CONCERN, f"{ROOT}/", f"{Path.home()}/"]
    found = [
        f"{named(path)}: {place}"
        for path in tracked()
        for place in searched
        if len(place) > 2 and place.encode() in path.read_bytes()
    ]
    assert found == []


def test_the_parts_are_those_of_the_architecture():
    standing = {root: {m.name for m in pkgutil.iter_modules([str(ROOT / root)])} for root in ROOTS}
    assert standing == PARTS


def test_no_file_or_function_is_longer_than_one_can_oversee():
    long = {
        where: lines
        for path in ours()
        if "versions" not in path.parts  # a step of the database's history stays as it was
        for where, lines in measured(path)
        if lines > (LONGEST_FUNCTION if "::" in where else LONGEST_FILE)
    }
    assert long.keys() - LONG_FOR_A_REASON.keys() == set(), long
    assert LONG_FOR_A_REASON.keys() - long.keys() == set(), "no longer long: take it off the list"


def measured(path: Path) -> list[tuple[str, int]]:
    text = path.read_text(encoding="utf-8")
    functions = [
        (f"{named(path)}::{node.name}", lines_of(node))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [(named(path), text.count("\n")), *functions]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without the docstring: what has to be said about it does not make it long."""
    first = function.body[0]
    said = first if ast.get_docstring(function, clean=False) is not None else None
    docstring = (said.end_lineno or 0) - said.lineno + 1 if said else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_every_file_opens_with_a_sentence_and_leaves_nothing_for_later():
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    texts = {named(path): path.read_text(encoding="utf-8") for path in ours()}
    silent = [
        n for n, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert (silent, [n for n, text in texts.items() if later.search(text)]) == ([], [])


def test_nothing_is_mocked():
    mocks = re.compile(r"^\s*(?:from|import)\s+(?:unittest\.)?mock\b", re.M)
    files = [*ours(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    assert [named(path) for path in files if mocks.search(path.read_text(encoding="utf-8"))] == []


def test_every_error_has_words_of_its_own():
    for root in ROOTS:
        for module in pkgutil.walk_packages([str(ROOT / root)], f"{root}."):
            if not module.name.startswith("bot.store.migrations."):
                importlib.import_module(module.name)
    silent = [error.__name__ for error in family(FacilitationError) if not error.__doc__]
    assert silent == []


def family(error: type[Exception]) -> set[type[Exception]]:
    children = set(error.__subclasses__())
    return children.union(*(family(child) for child in children))


def test_decisions_fit_on_a_page():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    long = [named(path) for path in records if len(path.read_text().split()) > LONGEST_RECORD]
    assert long == []


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))


@pytest.mark.parametrize("name", ["runtime.txt", "build.txt", "dev.txt"])
def test_every_pin_is_checked_by_its_hashes_and_names_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.split(r"\n(?=[a-z])", "\n".join(row for row in text.splitlines() if row[:1] != "#"))
    assert [b.split()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b] == []
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"--hash=\S+", "", text), re.M)


def test_what_is_worked_with_is_what_it_runs_on():
    assert pins("runtime.txt").items() <= pins("dev.txt").items()
    assert pins("build.txt").items() <= pins("dev.txt").items()


def test_everything_that_is_needed_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[\[<>=~!;]", name)[0] for name in project["dependencies"]}
    assert needed <= pins("runtime.txt").keys()


WHAT_IS_LOADED = """
import importlib, pkgutil, sys
from importlib.metadata import packages_distributions
before = set(sys.modules)
for root in ("bot", "integrations", "scheduler"):
    for module in pkgutil.walk_packages([root], f"{root}."):
        if ".migrations." not in module.name:
            importlib.import_module(module.name)
known = packages_distributions()
print(*{name for top in {m.partition(".")[0] for m in sys.modules.keys() - before} for name in known.get(top, [])})
"""


def test_nothing_is_loaded_that_only_those_have_who_work_on_it():
    loaded = subprocess.run(
        [sys.executable, "-c", WHAT_IS_LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    names = {name.lower().replace("_", "-").replace(".", "-") for name in loaded}
    assert names - pins("runtime.txt").keys() <= {"convener", *pins("build.txt")}
