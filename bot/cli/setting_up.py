"""convener init, manifest, doctor, serve, worker: from nothing to a running bot."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import friendly, give, no, out, rows_of, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.ports import Finding

Json = Annotated[bool, typer.Option("--json")]
TEMPLATE = """[community]
name = {name}
default_zone = {zone}

[slack]
transport = {transport}
channel = {channel}
facilitators = [{facilitator}]

[zoom]
hosts = [{host}]

[web]
public_url = {url}
"""


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(manifest)
    app.command()(doctor)
    app.command()(serve)
    app.command()(worker)


@friendly
def init(
    file: Annotated[Path, typer.Option("--file", dir_okay=False)] = Path("convener.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Ask what is needed, write convener.toml, print what to paste into Slack and Zoom. Example: convener init"""
    if file.exists() and not force:
        raise no(f"{file} is there already. Keep it, or replace it with --force.")
    asked = _ask()
    file.write_text(
        TEMPLATE.format(**{key: _quoted(answer) for key, answer in asked.items()}), encoding="utf-8"
    )
    _check(file)
    say(f"{file} is written. Secrets go into the environment, never into the file:")
    _next_steps(asked)


def _check(file: Path) -> None:
    """Settings that cannot be used are not left behind."""
    from bot.config import SettingsFault, load_settings

    try:
        load_settings(file)
    except SettingsFault as fault:
        file.unlink()
        raise no(f"{fault.message} Nothing was written: run convener init again.") from None


def _ask() -> dict[str, str]:
    return {
        "name": typer.prompt("What is your community called?", default="Learning community"),
        "zone": typer.prompt("In which city's time zone do you work?", default="Europe/London"),
        "transport": typer.prompt(
            "Slack by socket (no public address needed) or http?", default="socket"
        ),
        "channel": typer.prompt(
            "The community's Slack channel (id or #name)", default="#community"
        ),
        "facilitator": typer.prompt("The first facilitator's address in Slack"),
        "host": typer.prompt("The address of the licensed Zoom account that hosts"),
        "url": typer.prompt("The public address of this machine, if it has one", default=""),
    }


def _quoted(answer: str) -> str:
    return '"' + answer.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def _next_steps(asked: dict[str, str]) -> None:
    from integrations.slack.manifest import manifest
    from integrations.zoom.checks import REQUIRED_SCOPES

    give(manifest(name="Convener", transport=asked["transport"], public_url=asked["url"]))
    say("1. Slack: make an app from the manifest above, install it, copy its tokens into CONVENER_SLACK_BOT_TOKEN and "
        "CONVENER_SLACK_APP_TOKEN (socket) or CONVENER_SLACK_SIGNING_SECRET (http).")  # fmt: skip
    say(f"2. Zoom: make a Server-to-Server OAuth app with these scopes: {', '.join(REQUIRED_SCOPES)}; "
        "copy its account id, client id and client secret into CONVENER_ZOOM_ACCOUNT_ID, CONVENER_ZOOM_CLIENT_ID, "
        "CONVENER_ZOOM_CLIENT_SECRET.")  # fmt: skip
    say("3. Zoom settings of the host: switch on “Breakout room” and “Assign participants to breakout rooms when "
        "scheduling”.")  # fmt: skip
    say(
        "4. CONVENER_SECRET_KEY: any secret of 32 characters or more. Then: convener db upgrade, convener doctor."
    )


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
