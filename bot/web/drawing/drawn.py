"""What templates need to draw Slack's blocks as plain pages that work without a script."""

import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from bot.ports import Acts
from bot.voice.acts import on_own_page
from bot.voice.own_pages import on_page
from bot.web.drawing.eyes import OnOwnPage
from bot.web.drawing.filled import kind_of, name_of
from bot.web.drawing.marks import is_safe
from bot.web.drawing.mrkdwn import mrkdwn_html

EYES = OnOwnPage()


def text_html(text: dict[str, Any]) -> Markup:
    """A text object: marks only where it is formatted text."""
    words = on_page(str(text.get("text", "")))
    return mrkdwn_html(words, EYES) if text.get("type") == "mrkdwn" else escape(words)


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """All that can be chosen, whether or not Slack wants it in groups."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", ())]


def chosen_in(element: dict[str, Any]) -> set[str]:
    """The values that are chosen to begin with."""
    first = [element.get("initial_option") or {}, *element.get("initial_options", ())]
    return {str(option["value"]) for option in first if "value" in option}


@dataclass(frozen=True)
class Pen:
    """How blocks are drawn on one page: where its buttons lead, and the mark by which a press counts once."""

    acts: Acts
    token: str
    page: str
    mark: str = field(default_factory=partial(secrets.token_urlsafe, 12))

    def admits(self, act: str) -> bool:
        """Whether this can be done on a page of one's own."""
        return on_own_page(act)

    def elsewhere(self, button: dict[str, Any]) -> bool:
        """Whether a link leads to some other page than those of one's own."""
        return button["action_id"] not in {"story:page", "own:page"} and is_safe(button["url"])

    def opens(self, act: str) -> bool:
        return self.acts.opens(act)

    text = staticmethod(text_html)
    options = staticmethod(options_of)
    chosen = staticmethod(chosen_in)
    name = staticmethod(name_of)
    kind = staticmethod(kind_of)
