"""The words of the file that holds all that is kept of one person, for whoever it is about."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.languages import say, to_say
from bot.voice.own_pages import KEPT, NOT_IN_IT
from bot.voice.words import count, local_day

Facts = Mapping[str, Any]
TITLE = to_say("What is kept of you")
NOTHING = "nothing"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


def intro(community: str, made_at: str) -> str:
    return say(
        "All that {community} keeps in your name, as it was on {read}. Hours are those of UTC (London in "
        "winter). Short marks such as s02 stand for sessions and questions. The same for programs is in "
        "about.json, and each list in a file of its own for a spreadsheet.",
        community=community or say("this community"),
        read=_read(made_at),
    )


def left_out() -> str:
    return say(NOT_IN_IT)


def sections(facts: Facts) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Kind by kind: how many there are in words, and of each its fields, by what they are called."""
    return [
        (count(len(facts[kind]), *words), [_fields(one) for one in facts[kind]])
        for kind, words in KEPT.items()
        if facts.get(kind)
    ]


def _fields(thing: Facts) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), _read(cell(value))) for name, value in thing.items()]


def _read(said: str) -> str:
    """An instant as a day and an hour; anything else as it is."""
    if not INSTANT.fullmatch(said):
        return said
    at = datetime.fromisoformat(said)
    return f"{local_day(at, 'UTC')} {at.year}, {at:%H:%M}"


def cell(value: object) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell(each)}" for key, each in value.items()) or NOTHING
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(cell(each) for each in value) or NOTHING
    return str(value)


def written(name: str, things: int, files: int) -> str:
    return say(
        "{number_of_things} kept of them written to {name}, in {number_of_files}. Only you can read it.",
        number_of_things=count(things, "thing", "things"),
        name=name,
        number_of_files=count(files, "file", "files"),
    )
