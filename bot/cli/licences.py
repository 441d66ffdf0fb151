"""convener licences: what Convener is built on, and on which terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Annotated

import typer

from bot.cli.saying import friendly, give, rows_of, say, table

ITSELF = "convener"
NEEDS = re.compile(r"^([\w.-]+)\s*(?:\[([^\]]*)\])?")
EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
TEXT = re.compile(r"(licen[cs]e|notice|copying)[^/]*$", re.IGNORECASE)
SHORT = 60  # some put the whole text where its name belongs
UNSAID = "see its text: convener licences --full"


@dataclass(frozen=True, kw_only=True)
class Licence:
    """One library that runs in Convener, in the version that is installed."""

    name: str
    version: str
    licence: str


def register(app: typer.Typer) -> None:
    app.command()(licences)


@friendly
def licences(
    full: Annotated[bool, typer.Option("--full", help="The whole texts, to hand on.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what Convener is built on, and on which terms. Example: convener licences --full > NOTICES.txt"""
    known = sorted(built_on().values(), key=lambda one: one.name.casefold())
    if json:
        give(rows_of([licence_of(one) for one in known]))
    elif full:
        for one in known:
            _say_in_full(one)
    else:
        table("", ["library", "version", "licence"],
              [(one.name, one.version, licence_of(one).licence) for one in known])  # fmt: skip


def built_on(name: str = ITSELF, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """Everything that is installed because it is needed, and what that needs, by name."""
    found: dict[str, Distribution] = {}
    waiting = list(_needs(distribution(name), extras))
    looked = set(waiting)
    while waiting:
        wanted, more = waiting.pop()
        try:
            one = distribution(wanted)
        except PackageNotFoundError:
            continue  # for another system or another Python than this one
        found[one.name] = one
        new = set(_needs(one, more)) - looked
        looked |= new
        waiting += new
    return found


def _needs(one: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in one.requires or ():
        extra, need = EXTRA.search(line), NEEDS.match(line)
        if need and (extra is None or extra[1] in extras):
            asked = (part.strip() for part in (need[2] or "").split(","))
            yield need[1], frozenset(filter(None, asked))


def licence_of(one: Distribution) -> Licence:
    """As its makers declare it: an expression, a word, or a classifier."""
    told = one.metadata
    said = [*told.get_all("License-Expression", []), *told.get_all("License", []), ""]
    words = said[0].strip()
    classed = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    short = words if 0 < len(words) <= SHORT else ", ".join(classed)
    return Licence(name=one.name, version=one.version, licence=short or UNSAID)


def _say_in_full(one: Distribution) -> None:
    about = licence_of(one)
    say(f"==== {about.name} {about.version}: {about.licence}")
    for file in one.files or ():
        if ".dist-info/" in str(file) and TEXT.search(str(file)):
            typer.echo(file.read_text(encoding="utf-8"))
