"""convener demo and sandbox: try it without an account."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.saying import friendly, wrong

MaybeFile = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, readable=True)]


def register(app: typer.Typer) -> None:
    app.command()(demo)
    app.command()(sandbox)


@friendly
def demo(
    roster: MaybeFile = None,
    plan: MaybeFile = None,
    from_month: Annotated[int, typer.Option(min=1)] = 2,
    months: Annotated[int, typer.Option(min=1)] = 1,
    seed: int = 1,
    absence: Annotated[float, typer.Option(min=0, max=1)] = 0.0,
    faults: Annotated[float, typer.Option(min=0, max=0.9)] = 0.0,
    restarts: Annotated[int, typer.Option(min=0)] = 0,
    report: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The figures, as JSON.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The same to read, with pictures, as HTML.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the folder of the run.")] = False,
    database: Annotated[
        str,
        typer.Option(help="An empty PostgreSQL database to live in; its password as PGPASSWORD."),
    ] = "",
    meetings: Annotated[
        str, typer.Option(help="zoom, or link: one that stands, with rooms opened by hand.")
    ] = "zoom",
) -> None:
    """Live a month with a pretend community, no account needed. Example: convener demo --faults 0.1 --restarts 3"""
    from bot.demo import LINK, Wish, run

    if meetings not in {"zoom", "link"}:
        raise wrong("--meetings must be zoom or link.")
    wish = Wish(
        roster=roster, plan=plan, from_month=from_month, months=months, seed=seed,
        absence=absence, faults=faults, restarts=restarts, report=report, page=page,
        keep=keep, database=database, link=LINK if meetings == "link" else "",
    )  # fmt: skip
    raise typer.Exit(run(wish))


@friendly
def sandbox(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    roster: MaybeFile = None,
    plan: MaybeFile = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin again from nothing.")] = False,
) -> None:
    """Keep the pretend community open, with the bot running in it. Example: convener sandbox --fresh"""
    from bot.demo import keep_open

    keep_open(port=port, roster=roster, plan=plan, fresh=fresh)
