"""convener workspace ... and convener keys ...: further Slack workspaces, and what their tokens are locked with."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, say

if TYPE_CHECKING:
    from bot.domain.workspaces import Workspace

app = typer.Typer(name="workspace", help="Further Slack workspaces.", no_args_is_help=True)
keys = typer.Typer(name="keys", help="What Slack tokens are locked with.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json")]
HOME = "home"


@app.command()
@friendly
def invite(
    team: Annotated[
        str,
        typer.Option(help="For this workspace alone, by its id (T...). Safer where you know it."),
    ] = "",
) -> None:
    """Print a link with which one workspace may join, once, for seven days. Example: convener workspace invite"""
    from bot.facilitation.workspaces import invite

    with desk() as at:
        token = invite(at, team=team)
        address = at.house.public_url
    say(
        "Give this link to whoever may install apps in that Slack workspace. It works once, for seven days:"
    )
    say(f"{address}/slack/install?key={token}")


@app.command("list")
@friendly
def list_(json: Json = False) -> None:
    """Show the workspaces beside the community's own. Example: convener workspace list --json"""
    from bot.facilitation.workspaces import listed
    from bot.voice.words import count

    with desk() as at:
        found = listed(at)
    if json:
        give([{"team": w.id, "name": w.name, "since": w.since, "people": n} for w, n in found])
        return
    for workspace, people in found:
        reached = count(people, "person is", "people are")
        say(f"{workspace.called}: since {workspace.since:%Y-%m-%d}, {reached} reached there")
    if not found:
        say(
            "There is only the community's own workspace. For another one: convener workspace invite"
        )


@app.command()
@friendly
def remove(team: Annotated[str, typer.Argument(help="The workspace's id, T...")]) -> None:
    """Have nothing to do with a workspace any more. Example: convener workspace remove T0123ABCD"""
    from bot.facilitation.workspaces import remove

    with desk() as at:
        gone: Workspace = remove(at, team)
    say(
        f"{gone.called} is none of ours any more. Who was reached only there hears nothing until it is invited anew."
    )


@app.command()
@friendly
def reach(
    person: Annotated[str, typer.Argument(help="A name, an id or an address.")],
    team: Annotated[
        str, typer.Argument(help=f"The workspace's id, or {HOME} for the community's own.")
    ],
) -> None:
    """Say in which workspace a person is reached. Example: convener workspace reach "Pearl Oduya" T0123ABCD"""
    from bot.facilitation.workspaces import reach

    with desk() as at:
        moved = reach(at, person, "" if team == HOME else team)
    say(f"{moved.name} is reached there from now on.")


@keys.command()
@friendly
def rotate() -> None:
    """Lock every Slack token anew with the first key of CONVENER_TOKEN_KEYS. Example: convener keys rotate"""
    from bot.voice.words import count

    with desk() as at:
        number = at.workspaces.reseal()
    say(
        f"{count(number, 'token is', 'tokens are')} locked with the first key now. "
        "The others can be left out of CONVENER_TOKEN_KEYS."
    )


@app.callback()
def workspace() -> None:
    """Further Slack workspaces."""


@keys.callback()
def keys_() -> None:
    """What Slack tokens are locked with."""
