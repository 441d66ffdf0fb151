"""convener person: what is kept of one person, given to them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, no, say

app = typer.Typer(name="person", help="What is kept of one person.", no_args_is_help=True)
OWNER_ONLY = 0o600
Address = Annotated[str, typer.Argument(help="The address on the roster.")]


@app.command()
@friendly
def export(
    email: Address,
    out: Annotated[
        Path, typer.Option(dir_okay=False, help="The file to write, such as pearl.zip.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Write all that is kept of a person to one file.

    Example: convener person export pearl@example.org --out pearl.zip
    """
    from bot.facilitation.person_files import written_out
    from bot.files.person_bundle import bundled, parts_of
    from bot.voice.about_person import written

    if out.exists() and not force:
        raise no(f"{out} is there already. Name another file, or write over it with --force.")
    with desk() as at:
        facts = written_out(at, email)
        parts = parts_of(facts, at.house.name)
        _keep(out, bundled(parts, at.clock.now()))
    counted = {kind: len(rows) for kind, rows in facts.items() if isinstance(rows, list)}
    if json:
        give({"file": str(out), "files": list(parts), "kinds": counted})
    else:
        say(written(str(out), sum(counted.values()), len(parts)))


def _keep(file: Path, whole: bytes) -> None:
    """Nobody else can read it from its first byte on."""
    passing = file.with_name(f".{file.name}.part")
    passing.unlink(missing_ok=True)
    with os.fdopen(
        os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb"
    ) as into:
        into.write(whole)
    passing.replace(file)


@app.callback()
def person() -> None:
    """What is kept of one person."""
