"""`convener ...`: every command in one place, each in a file of its own."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    audit,
    beginning,
    calendar,
    database,
    doctor,
    dry_run,
    ending,
    licences,
    links,
    person,
    plan,
    plan_new,
    reading,
    retention,
    rooms,
    roster,
    sessions,
    setting_up,
    smoke,
    status,
    taking_along,
    trying,
    workspace,
)
from bot.cli.context import WISHES
from bot.cli.saying import wrong
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
    dry_run.app,
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
plan_new.register(plan.app)
for part in (
    audit,
    beginning,
    calendar,
    doctor,
    ending,
    licences,
    retention,
    setting_up,
    smoke,
    status,
    taking_along,
    trying,
):
    part.register(app)


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option(help="Settings file (else CONVENER_CONFIG, else convener.toml).")
    ] = None,
    env_file: Annotated[
        Path | None,
        typer.Option(
            envvar="CONVENER_ENV_FILE",
            help="A file of NAME=value lines to take secrets from (else CONVENER_ENV_FILE, else none).",
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks and chatty logs.")
    ] = False,
) -> None:
    """Options for every command."""
    WISHES.config, WISHES.debug, WISHES.env_file = config, debug, env_file
    if env_file:
        _take_in_secrets(env_file)


def _take_in_secrets(env_file: Path) -> None:
    """Set what the file sets; what is set outside counts more. Exits with 2 where the file cannot be used."""
    from bot.config import SettingsFault
    from bot.config.env_file import take_in

    try:
        take_in(env_file)
    except SettingsFault as fault:
        raise wrong(fault.message) from None


def main() -> None:
    """The console script."""
    # loading throws little away; looking for it all the time costs a seventh of the start
    gc.set_threshold(50_000, 20, 20)
    share_room()
    app()
