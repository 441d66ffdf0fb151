"""convener dry-run: what a dry run held back, and letting some of it leave after all."""

from typing import Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, say, table

app = typer.Typer(name="dry-run", help="What a dry run held back.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json")]


@app.command()
@friendly
def show(json: Json = False) -> None:
    """Whether a dry run goes on, and how many messages of each kind it held back. Example: convener dry-run show"""
    from bot.facilitation.held_back import held
    from bot.facilitation.setting import Setting
    from bot.voice import dry_run as words

    with desk() as at:
        with at.store.read() as memory:
            kept = held(Setting(at, memory))
        on = at.house.dry_run
    if json:
        give({"dry_run": on, "held": kept})
        return
    say(words.is_on(sum(kept.values())) if on else "" if kept else words.NONE_HELD)
    if kept:
        table("", ("kind", "held back"), kept.items())


@app.command()
@friendly
def release(kind: Annotated[list[str], typer.Argument(help="Kinds as `show` lists them.")]) -> None:
    """Let what was held back of these kinds leave after all. Example: convener dry-run release welcome"""
    from bot.facilitation.held_back import release
    from bot.facilitation.traces import AT_THE_MACHINE
    from bot.voice import dry_run as words

    with desk() as at:
        freed = sum(release(at, each, by=AT_THE_MACHINE) for each in kind)
    say(words.released(freed) if freed else words.NONE_HELD)
