"""convener reading: the bibliography as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, no, say

app = typer.Typer(
    name="reading", help="The working bibliography.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """The working bibliography."""


@app.command()
@friendly
def export(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write the whole bibliography: BibTeX (.bib) or CSL-JSON (.json). Example: convener reading export all.bib"""
    from bot.facilitation.bibliography import to_take_along
    from bot.facilitation.setting import Setting
    from bot.files.bibliography import as_bibtex, as_csl
    from bot.voice.words import count

    write = {".bib": as_bibtex, ".json": as_csl}.get(file.suffix)
    if write is None:
        raise no("Let the file's name end in .bib for BibTeX, or in .json for CSL-JSON.")
    with desk() as at, at.store.read() as memory:
        entries = to_take_along(Setting(at, memory))
    file.write_text(write(entries), encoding="utf-8", newline="")
    say(f"{count(len(entries), 'reading')} written to {file}.")
