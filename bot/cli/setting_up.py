"""convener manifest, serve, worker: from settings to a running bot."""

from typing import Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import friendly, give, out, say

Json = Annotated[bool, typer.Option("--json")]


def register(app: typer.Typer) -> None:
    app.command()(manifest)
    app.command()(serve)
    app.command()(worker)


@friendly
def manifest(json: Json = False) -> None:
    """Print the Slack app manifest for this configuration. Example: convener manifest --json"""
    from integrations.slack.manifest import manifest as made

    loaded = settings()
    give(made(name="Convener", transport=loaded.slack.transport, public_url=loaded.web.public_url))


@friendly
def serve() -> None:
    """Open the doors and keep time, until told to stop. Example: convener serve"""
    from bot.main import serve as run

    loaded = settings()
    loaded.ready_to_serve()
    out().print(
        f"Serving {loaded.community.name}: {loaded.slack.transport}, web at {loaded.web.listen}.",
        markup=False,
    )
    if loaded.community.dry_run:
        say("This is a dry run: nothing reaches anybody but facilitators.")
    if loaded.has_workers:
        say("Only the doors are open here: convener worker does what falls due.")
    run(loaded)


@friendly
def worker(
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Hands at work at once (else [engine] concurrency)."),
    ] = None,
) -> None:
    """Do what falls due, beside others on PostgreSQL, until told to stop. Example: convener worker --concurrency 8"""
    from bot.main import work

    loaded = settings()
    work(loaded, concurrency=concurrency or loaded.engine.concurrency)
