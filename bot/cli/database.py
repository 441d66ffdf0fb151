"""convener db: the database's form and health."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import friendly, give, no, rows_of, say, watching

if TYPE_CHECKING:
    from bot.domain.effects import State
    from bot.store.backups import Backup
    from bot.store.restoring import Restoration

app = typer.Typer(name="db", help="The database.", no_args_is_help=True)


@app.command()
@friendly
def upgrade() -> None:
    """Bring the database to the form this version needs. Example: convener db upgrade"""
    from bot.main import jobs_of, story_keys_of
    from bot.store.history import current, upgrade

    loaded = settings()
    url = loaded.database.url
    upgrade(url, story_keys=story_keys_of(loaded))
    if jobs := jobs_of(loaded):
        jobs.lay_out()
    say(f"The database is ready (form {current(url)}).")


@app.command()
@friendly
def current(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say which form the database has. Example: convener db current"""
    from bot.store.history import current

    form = current(settings().database.url)
    if json:
        give({"form": form})
    else:
        say(f"Form {form}." if form else "The database has no form yet. Run: convener db upgrade")


@app.command()
@friendly
def move(
    to: Annotated[str, typer.Option("--to", help="The empty database to move to.")],
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Move everything from the file to PostgreSQL. Example: convener db move --to postgresql+psycopg://db.example.org/convener"""
    from bot.config import checks
    from bot.main import forget_list_of, story_keys_of
    from bot.store.moving import move

    try:
        checks.database(to)
    except ValueError as wrong:
        raise no(f"The address {wrong}.") from None
    loaded = settings()
    rows, old = move(loaded.database.url, to)
    forget_list, keys = forget_list_of(loaded).resolve(), story_keys_of(loaded).resolve()
    if json:
        give(
            {
                "rows": rows,
                "kept": str(old),
                "forget_list": str(forget_list),
                "story_keys": str(keys),
            }
        )
        return
    say(
        f"{rows} rows were moved and compared. The file is kept as {old} and is not opened any more."
    )
    say(f'Now write into the settings, below [database]: url = "{to}"')
    say(f'There, too, so that what was forgotten stays forgotten: forget_list = "{forget_list}"')
    say(f'There, too, so that stories can still be read: story_keys = "{keys}"')
    say(
        'For several machines, below [engine]: kind = "procrastinate". Then: convener db upgrade, convener doctor.'
    )


@app.command()
@friendly
def check(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Check that the database is whole. Example: convener db check"""
    from bot.store.health import check

    findings = check(settings().database.url)
    if json:
        give(rows_of(findings))
    else:
        for finding in findings:
            say(f"{'ok ' if finding.ok else 'NOT '} {finding.what} {finding.cure}".rstrip())
    if not all(f.ok or f.warning for f in findings):
        raise no("The database is not whole.")


@app.command()
@friendly
def backup(
    file: Annotated[Path | None, typer.Argument(dir_okay=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file of that name.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Copy the whole database to a file, or beside the nightly copies. Example: convener db backup monday.sqlite3"""
    with watching() as tell:
        tell("Copying ...")
        made = _backed_up(file, force=force)
    if json:
        give({"file": str(made.path), "bytes": made.bytes, "made_at": made.made_at.isoformat(),
              "effects": {state.value: number for state, number in made.effects.items()}})  # fmt: skip
        return
    say(f"{made.path} holds everything, was found whole, and takes {_size(made.bytes)}.")
    say(_effects(made.effects))
    say("Keep it where only you can read it: what people wrote is in it.")


def _backed_up(file: Path | None, *, force: bool) -> "Backup":
    from bot.main import backups_of, clock_of
    from bot.store.backups import back_up

    loaded = settings()
    now, folder = clock_of(loaded).now(), backups_of(loaded)
    if file:
        return back_up(loaded.database.url, file, now=now, force=force)
    if folder is None:
        raise no("Say which file to write, or name a folder: [backup] folder.")
    return folder.written(now)


@app.command()
@friendly
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    force: Annotated[bool, typer.Option("--force", help="Put aside what is there.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Put a backup in the place of the database while serve is stopped. Example: convener db restore monday.sqlite3"""
    from bot.main import clock_of, forget_list_of, story_keys_of
    from bot.store.restoring import restore

    loaded = settings()
    forget_list = forget_list_of(loaded)
    with watching() as tell:
        tell("Restoring ...")
        done = restore(
            loaded.database.url,
            file,
            now=clock_of(loaded).now(),
            forget_list=forget_list,
            story_keys=story_keys_of(loaded),
            force=force,
        )
    if json:
        give({"made_at": done.mode.since.isoformat(), "looks_first_until": done.mode.until.isoformat(),
              "forgotten": done.forgotten, "forget_list": str(forget_list) if done.list_found else None,
              "aside": str(done.aside) if done.aside else None,
              "effects": {state.value: number for state, number in done.effects.items()}})  # fmt: skip
    else:
        _tell_restored(done, forget_list)


def _tell_restored(done: "Restoration", forget_list: Path) -> None:
    say(f"Restored, as it was at {done.mode.since:%Y-%m-%d %H:%M} UTC. {_effects(done.effects)}")
    say(
        f"Until {done.mode.until:%Y-%m-%d} whatever may have been said since then is looked up before it is said. "
        "Nothing leaves for the first minute and a half."
    )
    if done.list_found:
        say(f"{done.forgotten} things that were to be forgotten were forgotten again.")
    else:
        say(f"NOTE: there was no forget-list {forget_list}, so nothing was forgotten again.")
    if done.aside:
        say(f"What was there before is kept in {done.aside}. Delete it when you need it no more.")


def _effects(counted: "dict[State, int]") -> str:
    told = ", ".join(f"{number} {state.value}" for state, number in counted.items() if number)
    return f"Effects: {told or 'none'}."


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB"
