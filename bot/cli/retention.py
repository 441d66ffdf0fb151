"""convener retention: what goes by itself, when, and why it is kept until then."""

from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, say, table


def register(app: typer.Typer) -> None:
    app.command()(retention)


@friendly
def retention(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show what tonight and the next 30 nights would remove, and why it is kept. Example: convener retention"""
    from bot.facilitation.retention import days_of, preview
    from bot.voice import retention as words

    with desk() as at:
        found, kept, zone = preview(at), days_of(at.house), at.house.default_zone
    if json:
        nights = {night.isoformat(): dict(removed) for night, removed in found.nights.items()}
        days = {kind: length.days for kind, length in kept.items()}
        give({"days": days, "nights": nights, "people_at": found.people_at})
        return
    heads = ["what", "kept for", "why", "tonight", "in 31 nights"]
    rows = [
        (
            words.KINDS[kind][1],
            words.kept_for(kind, length.days),
            words.KINDS[kind][2],
            words.goes(kind, found.tonight.get(kind, 0)),
            words.goes(kind, found.coming.get(kind, 0)),
        )
        for kind, length in kept.items()
    ]
    table("", heads, rows)
    for line in (words.people_at(found.people_at, zone), *words.ELSEWHERE):
        say(line)
