"""convener smoke: with the real credentials, one meeting and one message, made and removed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import settings
from bot.cli.saying import complain, friendly, give, say, wrong

if TYPE_CHECKING:
    from bot.cli.smoke_notes import Notes
    from bot.config import Settings

Json = Annotated[bool, typer.Option("--json")]


def register(app: typer.Typer) -> None:
    app.command()(smoke)


@friendly
def smoke(
    channel: Annotated[
        str | None,
        typer.Option(help="Post there (id or #name), not to the first facilitator."),
    ] = None,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", dir_okay=False, help="A report to share: no secrets, no addresses."),
    ] = None,
    json: Json = False,
) -> None:
    """Make one Zoom meeting and one Slack message, and remove both. Example: convener smoke --out report.json

    It reaches the first facilitator (or the channel) alone, and takes eight of the hundred changes of the host's day.
    """
    from bot.cli.smoke_notes import Notes

    loaded = settings()
    loaded.ready_to_work()
    where = channel or next(iter(loaded.slack.facilitators), "")
    if not where:
        raise wrong("Nobody to post to: name somebody as [slack] facilitators, or use --channel.")
    notes = Notes(quiet=json)
    _tried(loaded, notes, where)
    report = _report(notes)
    if out_file:
        out_file.write_text(_text(report), encoding="utf-8")
    if json:
        give(report)
    else:
        _said(notes, out_file)
    if not notes.well:
        raise typer.Exit(1)


def _tried(loaded: "Settings", notes: "Notes", where: str) -> None:
    from bot.cli.smoke_trials import NOT_CALLED, UNTRIED, UNTRIED_IN_ZOOM, try_slack, try_zoom
    from bot.main import desk_of, store_of

    store = store_of(loaded)
    try:
        desk = desk_of(loaded, store)
        if desk.meetings.place.makes_meetings:
            try_zoom(desk, notes, loaded.zoom.hosts[0])
        else:
            notes.seen(f"Whether the link to {desk.meetings.place.name} opens", NOT_CALLED)
        try_slack(desk, notes, where)
    finally:
        store.close()
        for what, spot in notes.left:
            complain(f"Left behind: {what}. {spot}")
    untried = UNTRIED if loaded.meetings.fixed else {**UNTRIED_IN_ZOOM, **UNTRIED}
    for question, why in untried.items():
        notes.seen(question, why)


def _report(notes: "Notes") -> dict[str, object]:
    import platform
    from importlib.metadata import version

    return {
        "schema": "smoke-report/1",
        "version": version("convener"),
        "python": platform.python_version(),
        "ok": notes.well,
        **notes.as_json(),
    }


def _text(report: object) -> str:
    import json

    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _said(notes: "Notes", out_file: Path | None) -> None:
    for question, answer in notes.answers.items():
        say(f"     {question}: {answer}")
    went = (
        "Everything went well" if notes.well else "Not everything went well: see the lines with NOT"
    )
    say(f"{went}. {'Nothing' if not notes.left else 'Something'} is left behind.")
    if out_file:
        say(f"{out_file} holds the report: no secrets and no addresses stand in it.")
