"""convener manifest, doctor, serve, worker: from settings to a running bot."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import friendly, give, out, rows_of, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.ports import Finding

Json = Annotated[bool, typer.Option("--json")]


def register(app: typer.Typer) -> None:
    app.command()(manifest)
    app.command()(doctor)
    app.command()(serve)
    app.command()(worker)


@friendly
def manifest(json: Json = False) -> None:
    """Print the Slack app manifest for this configuration. Example: convener manifest --json"""
    from integrations.slack.manifest import manifest as made

    loaded = settings()
    give(made(name="Convener", transport=loaded.slack.transport, public_url=loaded.web.public_url))


@friendly
def doctor(json: Json = False) -> None:
    """Check everything this installation needs, and say what to do about each fault. Example: convener doctor"""
    findings = list(_examined(settings()))
    sick = [f for f in findings if not f.ok and not f.warning]
    if json:
        give({"ok": not sick, "findings": rows_of(findings)})
    else:
        say("Everything is as it should be." if not sick else f"{len(sick)} things need a hand.")
        for finding in findings:
            mark = "ok  " if finding.ok else "note" if finding.warning else "NOT "
            say(
                f"{mark} {finding.what}{' ' + finding.cure if finding.cure and not finding.ok else ''}"
            )
    if sick:
        raise typer.Exit(1)


def _examined(loaded: "Settings") -> "Iterator[Finding]":
    """Configuration, database, clock, Slack, Zoom, mail, in the order in which they are needed."""
    from bot.config import NotReady
    from bot.main import desk_of, jobs_of, store_of, story_keys_of
    from bot.ports import Finding
    from bot.store.health import check
    from bot.store.keys_health import check_keys

    try:
        loaded.ready_to_serve()
        yield Finding(ok=True, what="The settings are complete.")
    except NotReady as fault:
        yield Finding(ok=False, what="The settings are not complete.", cure=fault.message)
    yield from check(loaded.database.url)
    yield from check_keys(loaded.database.url, story_keys_of(loaded))
    if jobs := jobs_of(loaded):
        yield from jobs.check()
    store = store_of(loaded)
    desk = desk_of(loaded, store)
    yield _clock(desk.clock.now().isoformat(timespec="minutes"), simulated=loaded.clock.simulated)
    yield from desk.messenger.check()
    yield from desk.meetings.check()
    if desk.post_office:
        yield from desk.post_office.check()
    store.close()


def _clock(now: str, *, simulated: bool) -> "Finding":
    from bot.ports import Finding

    return Finding(
        ok=True, what=f"The clock says {now}{' (moved by a sandbox)' if simulated else ''}."
    )


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
