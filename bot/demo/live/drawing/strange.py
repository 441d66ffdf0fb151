"""What this page does not draw is never hidden: a box says what it is, with its words."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.canvas import ink

_READ = ("text", "title", "subtitle", "description", "label", "alt_text", "fallback", "value")
_LONGEST, _DEEPEST = 60, 12
MOST_LINES = 40


def strange(what: str, thing: Any) -> Markup:
    """A box for a block, a part or a field that nobody told this page how to draw."""
    kind = str(thing.get("type") or "none") if isinstance(thing, dict) else "none"
    lines = list(_words(thing, 0)) if isinstance(thing, dict) else []
    return ink("blocks.strange", what=what, kind=kind[:_LONGEST], lines=lines[:MOST_LINES])


def _words(thing: Any, depth: int) -> Iterator[str]:
    """Everything in it that reads like words."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, list):
        for each in thing:
            yield from _words(each, depth + 1)
    elif isinstance(thing, dict):
        for name, each in thing.items():
            if isinstance(each, str) and each and name in _READ:
                yield each
            else:
                yield from _words(each, depth + 1)
