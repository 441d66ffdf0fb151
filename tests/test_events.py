"""The words in the log by which others build alarms are those that docs/events.md tells of."""

import ast
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot.logs import WORD, set_up_logs

ROOT = Path(__file__).parent.parent
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
BY_THE_SIEVE = {"library"}


def spoken() -> set[str]:
    """Every word that our own code may write as `action`."""
    found = set(BY_THE_SIEVE)
    for root in ("bot", "integrations", "scheduler"):
        for path in (ROOT / root).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                found |= {word for word in words(call) if WORD.fullmatch(word)}
    return found


def words(call: ast.Call) -> Iterator[str]:
    """What a call of a logger names the happening: by `action`, else by its first word."""
    called = call.func
    through = isinstance(called, ast.Name) and called.id == "told"
    spoken_by = isinstance(called, ast.Attribute) and called.attr in LEVELS
    by_log = spoken_by and isinstance(called.value, ast.Name) and called.value.id == "log"
    if not (through or by_log):
        return
    named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
    for said in named or call.args[:1]:
        if isinstance(said, ast.Constant):
            yield str(said.value)


def test_every_word_is_told_of_and_none_that_is_never_spoken():
    rows = (ROOT / "docs/events.md").read_text(encoding="utf-8").splitlines()
    first = [row.split("|")[1] for row in rows if row.startswith("| `")]
    told = [word for cell in first for word in re.findall(r"`(\w+)`", cell)]

    assert sorted(told) == sorted(spoken())


@pytest.fixture
def lines():
    """The log as objects."""
    written = StringIO()
    set_up_logs(stream=written, secrets=['a"secret\\key'], as_json=True)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_for_machines_each_line_is_an_object_without_secrets(lines):
    log = structlog.get_logger("convener.tests")
    log.warning(
        "refused", action="effect_refused", why='it held a"secret\\key', number=3, name="Ada"
    )

    (line,) = lines()
    assert list(line)[:3] == ["time", "level", "action"]
    assert (line["action"], line["number"], line["why"]) == (
        "effect_refused",
        3,
        "it held [hidden]",
    )
    assert "Ada" not in str(line)


def test_a_fall_is_one_line_too(lines):
    try:
        raise ValueError("what somebody wrote")
    except ValueError as fall:
        structlog.get_logger("convener.tests").error("fell", action="duty_failed", exc_info=fall)

    (line,) = lines()
    assert (line["fault"], "wrote" in str(line)) == ("ValueError", False)
