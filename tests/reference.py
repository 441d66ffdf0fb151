"""The commands as the code has them: for the page that lists them, and to hold every page against."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from typer.main import get_command

from bot.cli.app import app

HEAD = """# Commands

What `convener` can do. Every command has `--help`; `--json` prints for programs where it is offered. The exit status
is 0 where all is well, 1 where the answer is no (a plan that cannot be used, a doctor that found something), 2 where
the command was typed wrong. This page is made from the code: `UPDATE_GOLDEN=1 pytest tests/test_docs.py`.

Before the command stand the options for all of them:
"""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command: its whole name, what it says of itself, an example, and what it takes."""

    name: str
    help: str
    example: str
    params: tuple[Any, ...]

    @property
    def options(self) -> frozenset[str]:
        named = (param for param in self.params if not _argument(param))
        return frozenset(opt for param in named for opt in (*param.opts, *param.secondary_opts))


def _argument(param: Any) -> bool:
    return type(param).__name__ == "TyperArgument"


@cache
def commands() -> Mapping[str, Command]:
    """All of them, in the order of their names."""
    return {one.name: one for one in _below(get_command(app), "convener")}


def _below(node: Any, name: str) -> Iterator[Command]:
    if not hasattr(node, "commands"):
        told, _, example = " ".join((node.help or "").split()).partition("Example: ")
        yield Command(
            name=name, help=told.strip(), example=example.strip(), params=tuple(node.params)
        )
        return
    for key, below in sorted(node.commands.items()):
        yield from _below(below, f"{name} {key}")


def for_all() -> tuple[Any, ...]:
    """What stands before the command."""
    return tuple(get_command(app).params)


def page() -> str:
    lines = [HEAD, *_table(for_all()), ""]
    for one in commands().values():
        taken = " ".join(_shown(param) for param in one.params if _argument(param))
        lines += [f"## {one.name}", "", f"{one.help}", ""]
        lines += ["```", f"{one.name} {taken}".strip(), "```", ""] if taken else []
        lines += _table(tuple(p for p in one.params if not _argument(p)))
        lines += ["", f"Example: `{one.example}`", ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _shown(param: Any) -> str:
    name = (param.metavar or param.name).upper().strip("[]")
    many = "..." if param.nargs == -1 else ""
    return f"{name}{many}" if param.required else f"[{name}{many}]"


def _table(params: tuple[Any, ...]) -> list[str]:
    rows = [f"| `{'`, `'.join(p.opts)}` | {_said(p)} |" for p in params if not p.hidden]
    return ["| option | what it does |", "| --- | --- |", *rows] if rows else []


def _said(param: Any) -> str:
    words = (param.help or USUAL.get(param.name, "")).replace("|", "\\|")
    return f"{words}{_default(param.default)}".strip()


USUAL = {"json": "Print JSON."}


def _default(value: object) -> str:
    value = value.value if isinstance(value, Enum) else value
    if value in (None, "", False, True) or callable(value) or isinstance(value, list | tuple):
        return ""
    return f" Unless you say otherwise: `{value.name if isinstance(value, Path) else value}`."
