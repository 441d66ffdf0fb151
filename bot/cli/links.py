"""convener links: personal links that got into other hands."""

from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, say

app = typer.Typer(name="links", help="Personal links.", no_args_is_help=True)


@app.command()
@friendly
def revoke(person: Annotated[str, typer.Argument(help="A name, an id or an address.")]) -> None:
    """Let all links made for a person until now open nothing. Example: convener links revoke p014"""
    from bot.facilitation.personal_links import revoke
    from bot.facilitation.views import person_id_of

    with desk() as at:
        name = revoke(at, person_id_of(at, person))
    say(f"The links of {name} open nothing any more. New messages bring new ones.")


@app.callback()
def links() -> None:
    """Personal links."""
