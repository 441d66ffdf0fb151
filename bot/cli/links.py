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


@app.command()
@friendly
def web(person: Annotated[str, typer.Argument(help="A name, an id or an address.")]) -> None:
    """A link that signs a facilitator in to their pages, without Slack. Example: convener links web p014"""
    from bot.facilitation.signing_in import way_in
    from bot.facilitation.traces import AT_THE_MACHINE
    from bot.facilitation.views import names_of, person_id_of
    from bot.voice.signing_in import at_the_machine

    with desk() as at:
        chosen = person_id_of(at, person)
        address = way_in(at, chosen, by=AT_THE_MACHINE)
        name = names_of(at, [chosen])[0]
    say(at_the_machine(name, address))


@app.callback()
def links() -> None:
    """Personal links."""
