"""convener init: from nothing to the three files an installation is made of, and what to do with them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from bot.cli.init_files import (
    EVERYBODY,
    ONLY_OWNER,
    env_text,
    kept_under_version_control,
    refuse_what_is_there,
    settings_text,
    write_all,
)
from bot.cli.init_questions import Answers, answers_to, behind_a_link
from bot.cli.saying import friendly, give, say

COPY = "Slack's page of the app: copy Bot User OAuth Token (OAuth & Permissions) into CONVENER_SLACK_BOT_TOKEN"


def register(app: typer.Typer) -> None:
    app.command()(init)


@friendly
def init(
    file: Annotated[Path, typer.Option("--file", dir_okay=False)] = Path("convener.toml"),
    name: Annotated[str | None, typer.Option(help="What your community is called.")] = None,
    zone: Annotated[str | None, typer.Option(help="A city's time zone.")] = None,
    transport: Annotated[str | None, typer.Option(help="socket or http.")] = None,
    channel: Annotated[str | None, typer.Option(help="The channel's id, or #name.")] = None,
    facilitator: Annotated[str | None, typer.Option(help="Their address in Slack.")] = None,
    host: Annotated[
        str | None, typer.Option(help="The address of the Zoom host; or https://...")
    ] = None,
    meeting_name: Annotated[
        str | None, typer.Option(help="Without Zoom: the place's name.")
    ] = None,
    public_url: Annotated[str | None, typer.Option(help="https://...; empty: none.")] = None,
    listen: Annotated[str | None, typer.Option(help="In a container 0.0.0.0:8080.")] = None,
    database: Annotated[str | None, typer.Option(help="sqlite:///FILE or a server.")] = None,
    mail_host: Annotated[str | None, typer.Option(help="A mail server, if any.")] = None,
    mail_from: Annotated[str | None, typer.Option(help="Who writes mail.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: defaults do.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there; it is kept as NAME.before.")
    ] = False,
) -> None:
    """Ask what is needed, write convener.toml, slack-manifest.json and convener.env. Example: convener init"""
    given = {
        "name": name, "zone": zone, "transport": transport, "channel": channel, "facilitator": facilitator,
        "host": host, "meeting_name": meeting_name, "public_url": public_url, "listen": listen, "database": database,
        "mail_host": mail_host, "mail_from": mail_from,
    }  # fmt: skip
    places = Places.beside(file)
    if not force:
        refuse_what_is_there(places)
    answers = answers_to(given, yes=yes)
    made = _manifest(answers)
    kept = write_all(_texts(places, answers, made), force=force)
    give(made)
    _said(places, answers, kept)


class Places(NamedTuple):
    """Where the three files stand."""

    settings: Path
    manifest: Path
    env: Path

    @classmethod
    def beside(cls, file: Path) -> "Places":
        return cls(file, file.with_name("slack-manifest.json"), file.with_suffix(".env"))


def _manifest(answers: Answers) -> dict[str, object]:
    from integrations.slack.manifest import manifest

    return manifest(
        name="Convener", transport=answers["transport"], public_url=answers["public_url"]
    )


def _texts(places: Places, answers: Answers, made: object) -> dict[Path, tuple[str, int]]:
    from bot.config.env_file import read_env_file

    secrets = read_env_file(places.env) if places.env.exists() else {}
    return {
        places.settings: (settings_text(answers), EVERYBODY),
        places.manifest: (json.dumps(made, ensure_ascii=False, indent=1) + "\n", EVERYBODY),
        places.env: (
            env_text(answers["transport"], secrets, zoom=not behind_a_link(answers)),
            ONLY_OWNER,
        ),
    }


def _said(places: Places, answers: Answers, kept: list[Path]) -> None:
    """What to do now, in the order in which it is done."""
    settings, manifest, env = places
    say(f"\nWritten: {settings}, {manifest}, {env}.")
    if kept:
        say(
            f"What was there is kept as {', '.join(map(str, kept))}; secrets that were set stand in {env} again."
        )
    say(
        f"{env} is for secrets: only you may read it. Keep it out of version control{_ignored(env)}."
    )
    for number, step in enumerate(
        [*_slack(answers, manifest, env), *_meets(answers, env), *_at_last(answers, env)], 1
    ):
        say(f"{number}. {step}")  # fmt: skip


def _ignored(env: Path) -> str:
    if not kept_under_version_control(env.parent):
        return ""
    return f" (this folder is under it: echo {env.name} >> {env.parent / '.gitignore'})"


def _slack(answers: Answers, manifest: Path, env: Path) -> Iterator[str]:
    yield (f"Slack: api.slack.com/apps, Create New App, From a manifest: paste {manifest}, and install it to your "
           f"workspace. Then type /invite @Convener in {answers['channel']}.")  # fmt: skip
    if answers["transport"] == "socket":
        yield (f"{COPY}; Basic Information, App-Level Tokens: make one with connections:write for "
               f"CONVENER_SLACK_APP_TOKEN. Both go into {env}.")  # fmt: skip
    else:
        yield (f"{COPY}; copy Signing Secret (Basic Information) into CONVENER_SLACK_SIGNING_SECRET. "
               f"Both go into {env}.")  # fmt: skip


def _meets(answers: Answers, env: Path) -> Iterator[str]:
    """What has to be made ready where sessions are held."""
    if not behind_a_link(answers):
        yield from _zoom(env)
        return
    yield (f"{answers['meeting_name']}: open the link once yourself, and see that breakout rooms can be opened there. "
           "docs/without-zoom.md says what people do by hand.")  # fmt: skip


def _zoom(env: Path) -> Iterator[str]:
    from integrations.zoom.checks import PORTAL, REQUIRED_SCOPES, USEFUL_SCOPES

    yield ("Zoom: marketplace.zoom.us, Develop, Build App, Server-to-Server OAuth. Scopes it must have: "
           f"{', '.join(REQUIRED_SCOPES)}. Useful: {', '.join(USEFUL_SCOPES)}. Activate it, and copy Account ID, "
           "Client ID and Client Secret (App Credentials) into CONVENER_ZOOM_ACCOUNT_ID, CONVENER_ZOOM_CLIENT_ID and "
           f"CONVENER_ZOOM_CLIENT_SECRET in {env}.")  # fmt: skip
    yield (f"{PORTAL}, signed in as the host: switch on “Breakout room”, and below it tick “Assign participants to "
           "breakout rooms when scheduling”. An account's owner may have locked them: Account Management, Account "
           "Settings, Meeting.")  # fmt: skip


def _at_last(answers: Answers, env: Path) -> Iterator[str]:
    yield f"set -a; . {'./' if not env.parent.parts else ''}{env}; set +a   (or write --env-file {env} after convener)"
    yield "convener db upgrade, then convener doctor until nothing needs a hand."
    yield "convener roster check people.csv, then convener roster import people.csv (docs/roster.md)."
    yield "convener plan new plan.toml writes a plan to change: --like clinic-series begins from the shorter one."
    yield "convener plan check plan.toml, then convener plan load plan.toml --start 2027-01."
    yield "convener serve."
    if answers["mail_host"]:
        yield "If the mail server wants a name: CONVENER_SMTP_USER and CONVENER_SMTP_PASSWORD."
