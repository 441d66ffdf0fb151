"""convener ending: how far the end of the programme is, and what comes next by itself."""

from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, say, table


def register(app: typer.Typer) -> None:
    app.command()(ending)


@friendly
def ending(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say what is open at the end of the programme, and what happens next and when. Example: convener ending"""
    from bot.facilitation.ending_page import page
    from bot.voice.ending_page import NOTHING_YET

    with desk() as at:
        found = page(at, at.house.default_zone)
    if json:
        give(found.facts if found else {"last_session": None})
        return
    if found is None:
        say(NOTHING_YET)
        return
    say(found.lead)
    table(
        "", ["what", "how far", "words"], [(c.what, c.status.value, c.words) for c in found.checks]
    )
    for line in found.next:
        say(line)
