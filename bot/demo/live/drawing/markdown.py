"""Slack's markdown block: standard Markdown without any HTML of its own."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from bot.demo.live.drawing.canvas import Canvas, Thing, ink
from bot.web.drawing.emoji import with_signs
from bot.web.drawing.marks import is_safe
from bot.web.drawing.mrkdwn import clean

_LOWEST = 6


def markdown(block: Thing, canvas: Canvas) -> Markup:
    """A markdown block; its headings go on from the page's own."""
    tokens = _READER.parse(clean(str(block.get("text", ""))))
    for token in tokens:
        _fit(token, canvas.heading)
    made = _READER.renderer.render(tokens, _READER.options, {})
    return ink("blocks.markdown", inside=Markup(made))  # noqa: S704 - html is off: the renderer escapes all words


def _fit(token: Token, heading: int) -> None:
    if token.type.startswith("heading"):
        token.tag = f"h{min(int(token.tag[1:]) + heading - 1, _LOWEST)}"
    for piece in token.children or ():
        if piece.type == "link_open":
            piece.attrs |= {"class": "b-link", "rel": "noreferrer", "target": "_blank"}
        elif piece.type == "text":
            piece.content = with_signs(piece.content)


def _picture(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> str:
    """Nothing is loaded from other hosts: a picture is the words that stand for it."""
    return str(escape(tokens[at].content))


class _Reader(MarkdownIt):
    """Standard Markdown as Slack takes it: no HTML, and links to pages, letters and telephones only."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True})
        self.enable(["table", "strikethrough"])
        self.add_render_rule("image", _picture)

    def validateLink(self, url: str) -> bool:
        return is_safe(url)


_READER = _Reader()
