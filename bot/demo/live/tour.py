"""The guided tour: one session in two minutes, told in a few stops that the page plays by its own forms."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue

from bot.demo.live.news import News
from bot.demo.live.outside import Outside
from bot.demo.live.ways import answered

STOPS = Path(__file__).with_name("tour.toml")


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One stop: what is done on coming to it, what is said, and which part of the page it is about."""

    title: str
    words: str
    shows: str
    acts: list[dict[str, Any]] = field(default_factory=list)


def stops(outside: Outside) -> list[Stop]:
    """The tour for these people: somebody who lives with an illness if there is one, and a facilitator."""
    community, ids = outside.levers.community, outside.members()
    everyone = list(community.people.values())
    someone = next((p for p in everyone if community.is_lay(p)), everyone[0])
    helper = next(iter(community.facilitators), someone)
    facts = {
        "name": someone.first_name, "organisation": someone.organisation, "guide": helper.first_name,
        "person": someone.id, "member": ids[someone.id], "helper": ids[helper.id], "number": len(everyone),
    }  # fmt: skip
    told = tomllib.loads(STOPS.read_text(encoding="utf-8"))
    return [Stop(**_filled(each, facts)) for each in told["stop"]]


def _filled(thing: Any, facts: Mapping[str, object]) -> Any:
    """The same with the blanks in its words filled in."""
    if isinstance(thing, str):
        return thing.format_map(facts)
    if isinstance(thing, list):
        return [_filled(each, facts) for each in thing]
    if isinstance(thing, dict):
        return {name: _filled(each, facts) for name, each in thing.items()}
    return thing


def register(app: Flask, outside: Outside, news: News) -> None:
    @app.post("/act/<person>/presses")
    def presses(person: str) -> ResponseReturnValue:
        """Press what reads so, as a reader of the page would."""
        outside.claims(person)
        return answered(outside.acts(person, "presses", label=request.form["label"]))
