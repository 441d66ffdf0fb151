"""How the command line speaks: the answer first, tables that fit, JSON for machines, errors in one sentence."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

P = ParamSpec("P")
R = TypeVar("R")
NO, WRONG = 1, 2


def out() -> Console:
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def say(words: str) -> None:
    """One line for a person."""
    out().print(words, markup=False)


def complain(words: str) -> None:
    """One line about what went wrong and what to do."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(words, markup=False)


def give(answer: object) -> None:
    """JSON for a machine."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n")


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table under the sentence it proves."""
    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for head in heads:
        made.add_column(head, overflow="fold")
    for row in rows:
        made.add_row(*[Text(str(cell)) for cell in row])  # a name or a field may hold brackets
    out().print(made)


@contextmanager
def watching() -> Iterator[Callable[[str], None]]:
    """A line on a terminal that tells what is under way, gone when it is done."""
    with Console(stderr=True).status("") as status:
        yield status.update


def no(words: str) -> typer.Exit:
    """The answer is no: said, with exit status 1."""
    complain(words)
    return typer.Exit(NO)


def wrong(*words: str) -> typer.Exit:
    """It was called in a way that cannot be: said, with exit status 2."""
    for line in words:
        complain(line)
    return typer.Exit(WRONG)


def words_of(file: Path) -> str:
    """What stands in a text file; a file in another coding is refused."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise no(f"{file} is not text in UTF-8. Save it again as UTF-8.") from None


def friendly(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end in one sentence instead of a traceback, unless --debug asks for it."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        from bot.cli.context import debugging
        from bot.domain.errors import FacilitationError

        try:
            return command(*args, **kwargs)
        except FacilitationError as error:
            if debugging():
                raise
            raise no(error.message) from None
        except OSError as error:
            if debugging():
                raise
            where = f" {error.filename}" if error.filename else ""
            raise no(f"{error.strerror or error}{where}. Check the path and try again.") from None

    return guarded


def rows_of(findings: Iterable[Any]) -> list[dict[str, object]]:
    """Findings for machines."""
    from dataclasses import asdict

    return [asdict(f) for f in findings]
