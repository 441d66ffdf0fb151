"""convener db: the database's form and health."""

from typing import Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import friendly, give, no, rows_of, say

app = typer.Typer(name="db", help="The database.", no_args_is_help=True)


@app.command()
@friendly
def upgrade() -> None:
    """Bring the database to the form this version needs. Example: convener db upgrade"""
    from bot.main import jobs_of
    from bot.store.history import current, upgrade

    loaded = settings()
    url = loaded.database.url
    upgrade(url)
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
    from bot.store.moving import move

    try:
        checks.database(to)
    except ValueError as wrong:
        raise no(f"The address {wrong}.") from None
    rows, old = move(settings().database.url, to)
    if json:
        give({"rows": rows, "kept": str(old)})
        return
    say(
        f"{rows} rows were moved and compared. The file is kept as {old} and is not opened any more."
    )
    say(f'Now write into the settings, below [database]: url = "{to}"')
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
