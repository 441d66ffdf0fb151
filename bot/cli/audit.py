"""convener audit: who did what, and when."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, no, say, table


def register(app: typer.Typer) -> None:
    app.command()(audit)


@friendly
def audit(
    since: Annotated[str, typer.Option(help="From this day on (UTC): 2027-02-01.")] = "",
    who: Annotated[str, typer.Option(help="A person's id, such as p014.")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List what facilitators did, with when and about what. Example: convener audit --since 2027-02-01"""
    from bot.facilitation.traces import audit as read
    from bot.voice.words import count

    with desk() as at:
        lines = read(at, since=_day(since) if since else None, who=who)
    if json:
        give([asdict(line) for line in lines])
        return
    say(f"{count(len(lines), 'act')}. Ids stand for people: convener roster export names them.")
    table(
        "",
        ["when (UTC)", "who", "did", "about"],
        [(f"{one.at:%Y-%m-%d %H:%M}", one.who, one.did, one.about) for one in lines],
    )


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise no(f"{text} is not a day. Write it as year, month, day: 2027-02-01.") from None
