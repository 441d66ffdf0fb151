"""convener person: what is kept of one person, given to them, or erased."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.own_files import keep
from bot.cli.saying import friendly, give, no, say, table

if TYPE_CHECKING:
    from bot.facilitation.erasing import Erasure

app = typer.Typer(name="person", help="What is kept of one person.", no_args_is_help=True)
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
    from bot.web.about_person import page

    if out.exists() and not force:
        raise no(f"{out} is there already. Name another file, or write over it with --force.")
    with desk() as at:
        facts = written_out(at, email)
        parts = parts_of(facts, page(facts, at.house.name))
        keep(out, bundled(parts, at.clock.now()))
    counted = {kind: len(rows) for kind, rows in facts.items() if isinstance(rows, list)}
    if json:
        give({"file": str(out), "files": list(parts), "kinds": counted})
    else:
        say(written(str(out), sum(counted.values()), len(parts)))


@app.command()
@friendly
def erase(
    email: Address,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Erase a person for good; counts stay. Says first what would happen, and asks.

    Example: convener person erase pearl@example.org --dry-run
    """
    from bot.facilitation import erasing

    with desk() as at:
        found = erasing.look(at, email)
        if not json:
            _tell(found)
        if not dry_run and (yes or _agreed(email)):
            found, done = erasing.erase(at, email), True
        else:
            done = False
    _say(found, done=done, json=json)


def _agreed(email: str) -> bool:
    """Whether somebody sits there and types the address once more."""
    if not sys.stdin.isatty():
        raise no("Nothing was erased: nobody is here to say yes. Say it with --yes.")
    typed = typer.prompt(
        "This cannot be undone. Type the address once more", default="", show_default=False
    )
    return str(typed).strip().casefold() == email.strip().casefold()


def _tell(found: "Erasure") -> None:
    from bot.voice import erasing as words

    say(words.heading(found.name))
    table("", ["what there is", "", "why"], words.lines(found.counted))
    for line in words.messages(deleted=found.deleted, edited=found.edited, mailed=found.mailed):
        say(line)
    say("Beyond reach:")
    for line in words.beyond():
        say(f"- {line}")


def _say(found: "Erasure", *, done: bool, json: bool) -> None:
    from bot.voice import erasing as words

    if json:
        told = {"id": found.person_id, "erased": done, "kinds": dict(found.counted)}
        give(told | {"deleted": found.deleted, "edited": found.edited, "mailed": found.mailed})
    else:
        say(words.ERASED if done else words.NOT_ERASED)


@app.callback()
def person() -> None:
    """What is kept of one person."""
