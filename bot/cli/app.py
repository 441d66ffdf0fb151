"""`convener ...`: every command in one place, each in a file of its own."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    audit,
    calendar,
    database,
    links,
    person,
    plan,
    reading,
    retention,
    rooms,
    roster,
    sessions,
    setting_up,
    status,
    trying,
    workspace,
)
from bot.cli.context import WISHES
from integrations.process import share_room

app = typer.Typer(
    name="convener",
    help="Convenes learning communities: sessions over time zones, Zoom rooms assigned with care, good questions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
GROUPS = (
    database.app,
    links.app,
    roster.app,
    person.app,
    plan.app,
    reading.app,
    rooms.app,
    sessions.app,
    workspace.app,
    workspace.keys,
)
for group in GROUPS:
    app.add_typer(group)
for part in (audit, calendar, retention, setting_up, status, trying):
    part.register(app)


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option(help="Settings file (else CONVENER_CONFIG, else convener.toml).")
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks and chatty logs.")
    ] = False,
) -> None:
    """Options for every command."""
    WISHES.config, WISHES.debug = config, debug


def main() -> None:
    """The console script."""
    # loading throws little away; looking for it all the time costs a seventh of the start
    gc.set_threshold(50_000, 20, 20)
    share_room()
    app()
