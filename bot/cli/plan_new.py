"""convener plan new: a learning plan of one's own, begun from one that Convener comes with."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.saying import friendly, no, say

TITLE = re.compile(r'^title = ".*"$', re.MULTILINE)  # the programme's is the first of a plan


def register(app: typer.Typer) -> None:
    app.command()(new)


@friendly
def new(
    file: Annotated[Path, typer.Argument(dir_okay=False)],
    like: Annotated[str, typer.Option(help="Which example to start from.")] = "coproduction",
    title: Annotated[str, typer.Option(help="What your programme is called.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a plan to change and load, from an example. Example: convener plan new plan.toml --like clinic-series"""
    from bot.files.defaults import example_plans

    examples = example_plans()
    if like not in examples:
        raise no(f"There is no example “{like}”. Start from one of these: {', '.join(examples)}.")
    if file.exists() and not force:
        raise no(f"{file} is there already. Choose another name, or replace it with --force.")
    text = examples[like].read_text(encoding="utf-8")
    file.write_text(_titled(text, title.strip()), encoding="utf-8")
    say(f"{file} is written, from the example “{like}”. Change what you like, then look it over: "
        f"convener plan check {file}")  # fmt: skip


def _titled(text: str, title: str) -> str:
    if not title:
        return text
    # what JSON writes between quotes, TOML reads alike
    return TITLE.sub(lambda _: f"title = {json.dumps(title, ensure_ascii=False)}", text, count=1)
