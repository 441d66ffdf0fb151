"""Blocks of a message, a form or a Home page, one after another."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.canvas import Canvas, Thing, ink, members
from bot.demo.live.drawing.cards import CARDS
from bot.demo.live.drawing.elements import element, field
from bot.demo.live.drawing.markdown import markdown
from bot.demo.live.drawing.pictures import picture, small_picture
from bot.demo.live.drawing.rich_text import rich_text
from bot.demo.live.drawing.strange import strange

_DEEPEST = 10  # Slack nests two or three deep


def block(thing: Any, canvas: Canvas) -> Markup:
    """One block; a kind nobody knows is a box that says what it is."""
    kind = thing.get("type") if isinstance(thing, dict) else None
    draw = _BLOCKS.get(kind) if isinstance(kind, str) else None
    if draw is None or canvas.depth > _DEEPEST:
        return strange("block", thing)
    return draw(thing, canvas)


def _section(thing: Thing, canvas: Canvas) -> Markup:
    beside = thing.get("accessory")
    return ink(
        "blocks.section",
        id=canvas.id(str(thing.get("block_id", "")), "text"),
        text=canvas.text(thing.get("text")),
        fields=[canvas.text(each) for each in members(thing.get("fields"))],
        accessory=element(beside, thing, canvas) if isinstance(beside, dict) else "",
        small=isinstance(beside, dict) and beside.get("type") in ("image", "button", "overflow"),
    )


def _header(thing: Thing, canvas: Canvas) -> Markup:
    return ink("blocks.header", level=canvas.heading, text=canvas.text(thing.get("text")))


def _divider(thing: Thing, canvas: Canvas) -> Markup:
    return ink("blocks.divider")


def _context(thing: Thing, canvas: Canvas) -> Markup:
    parts = [_small(each, canvas) for each in members(thing.get("elements"))]
    return ink("blocks.context", parts=parts)


def _small(thing: Thing, canvas: Canvas) -> Markup:
    if thing.get("type") == "image":
        return small_picture(thing)
    known = thing.get("type") in ("mrkdwn", "plain_text")
    return canvas.text(thing) if known else strange("part", thing)


def _actions(thing: Thing, canvas: Canvas) -> Markup:
    inside = [element(each, thing, canvas) for each in members(thing.get("elements"))]
    return ink("blocks.actions", inside=inside)


_BLOCKS: dict[str, Callable[[Thing, Canvas], Markup]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "input": field,
    "image": picture,
    "rich_text": rich_text,
    "markdown": markdown,
    **CARDS,
}
