"""convener links: personal links that got into other hands."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import desk, settings
from bot.cli.saying import friendly, no, say

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


@app.command("print")
@friendly
def print_letters(
    file: Annotated[
        Path, typer.Argument(dir_okay=False, help="The page to print, such as letters.html.")
    ],
    person: Annotated[list[str] | None, typer.Argument(help="Names, ids or addresses.")] = None,
) -> None:
    """Write letters with people's own links, one a sheet: for those named, or for all without Slack and mail.

    Example: convener links print letters.html "Jandira Coutinho"
    """
    from bot.facilitation.paper_links import letters
    from bot.facilitation.views import person_id_of
    from bot.voice.words import count
    from bot.web.paper import on_paper

    settings().need("secret_key")  # without it a code would open nothing after this command
    with desk() as at:
        made = letters(at, [person_id_of(at, one) for one in person or ()])
    if not made:
        raise no(
            "Everybody is reached in Slack or by mail. Name whoever is to have a letter all the same."
        )
    file.touch(mode=0o600)
    file.chmod(0o600)  # before a code stands in it
    file.write_text(on_paper(made), encoding="utf-8")
    say(
        f"{count(len(made), 'letter')} written to {file}. Whoever reads one can act in that person's name."
    )


@app.callback()
def links() -> None:
    """Personal links."""
