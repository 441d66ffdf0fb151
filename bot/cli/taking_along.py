"""convener export: the community's learning, to take along."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.own_files import keep
from bot.cli.saying import friendly, give, no, say

if TYPE_CHECKING:
    from bot.domain.learning import Learning
    from bot.ports import Desk

PAGE = "report.html"
OWNER_FOLDER = 0o700


def register(app: typer.Typer) -> None:
    app.command()(export)


@friendly
def export(
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="A folder of its own.")],
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that has files already.")
    ] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Write what the community learned: CSV, JSON, a page to read. Example: convener export --out learning"""
    from bot.voice.learning import KEEP, summary

    if out.exists() and any(out.iterdir()) and not force:
        raise no(f"{out} has files already. Name an empty folder, or replace them with --force.")
    with desk() as at:
        learning, files = _files(at, out.name)
    _write(out, files)
    if json:
        give({"folder": str(out), "files": sorted(files)})
        return
    say(f"{summary(learning)}: {len(files)} files written to {out}. Begin with {out / PAGE}.")
    say(KEEP)


def _files(at: "Desk", name: str) -> "tuple[Learning, dict[str, str]]":
    from bot.facilitation.programme_page import pictures
    from bot.facilitation.taking_along import take_along
    from bot.facilitation.traces import AT_THE_MACHINE
    from bot.files.learning import files_of
    from bot.web.report import report

    learning, entries = take_along(at, name, by=AT_THE_MACHINE)
    files = files_of(learning, entries)
    return learning, {**files, PAGE: report(learning, pictures(at), sorted(files))}


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_FOLDER)
    for name, text in files.items():
        keep(folder / name, text.encode())
