"""The sheet one surface is drawn on: who sees it, what stands in its fields, and the ids on the page."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.demo.live.drawing.seer import Seer
from bot.web.drawing.emoji import with_signs
from bot.web.drawing.mrkdwn import lines_html, mrkdwn_html
from integrations.sandbox.fields import starting_value
from integrations.sandbox.slack_reading import words_of_text

Thing = Mapping[str, Any]
_TEMPLATES = Path(__file__).parent.parent / "templates"
_PLAIN_SIGN = re.compile(r"[^A-Za-z0-9-]")
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def _macros(template: str) -> Any:
    return _ENVIRONMENT.get_template(f"blocks/{template}.html").module


def ink(macro: str, **values: Any) -> Markup:
    """Draw with a macro, "blocks.section": the file's name and the macro's."""
    template, _, name = macro.partition(".")
    return Markup(getattr(_macros(template), name)(**values))  # noqa: S704 - a macro escapes all it is given


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """One surface while it is drawn. `heading` is the level of its header blocks."""

    seer: Seer
    surface: str = ""
    typed: Thing = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    heading: int = 4
    depth: int = 0
    on_block: Callable[[Thing, "Canvas"], Markup]

    def id(self, *parts: str) -> str:
        """An id of the page's own: one surface may be seen by two people side by side."""
        return "-".join(_spelled(part) for part in ("b", self.seer.me, self.surface, *parts))

    def blocks(self, blocks: Iterable[Any]) -> Markup:
        """Blocks, one after another; those within another block lie deeper."""
        deeper = replace(self, depth=self.depth + 1)
        return Markup("").join(self.on_block(each, deeper) for each in blocks)

    def text(self, thing: Any) -> Markup:
        """A text object as HTML: marks only where it is formatted text."""
        if not isinstance(thing, Mapping):
            return Markup("")
        words = str(thing.get("text", ""))
        if thing.get("type") == "mrkdwn":
            return mrkdwn_html(words, self.seer)
        return lines_html(words if thing.get("emoji") is False else with_signs(words))

    def words(self, thing: Any) -> str:
        """A text object as mere words, for a menu or what is read aloud."""
        return with_signs(words_of_text(thing, self.seer))

    def state(self, block: Thing, element: Thing) -> Thing:
        """What stands in a field: what was put there, else what it began with."""
        kept = self.typed.get(str(block.get("block_id", "")))
        said = kept.get(str(element.get("action_id", ""))) if isinstance(kept, Mapping) else None
        return said or starting_value(element) or {}


def _spelled(part: str) -> str:
    return _PLAIN_SIGN.sub(lambda found: f"_{ord(found[0]):x}_", part)


def members(value: Any) -> list[Any]:
    """The members of what should be a list of objects."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
