"""Blocks that hold others or tell of something elsewhere: tables, cards, plans, notices, videos, calls and files."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.canvas import Canvas, Thing, ink, members
from bot.demo.live.drawing.elements import element
from bot.web.drawing.marks import is_safe

_ALIGNED = ("left", "center", "right")
_STATES = {
    "pending": "Not begun",
    "in_progress": "Going on",
    "complete": "Done",
    "error": "Went wrong",
}


def table(block: Thing, canvas: Canvas) -> Markup:
    """Rows and columns; the first row names the columns."""
    rows, settings = _listed(block.get("rows")), _listed(block.get("column_settings"))
    looks = [_aligned(each) for each in settings]
    drawn = [[_cell(each, canvas) for each in _cells(row)] for row in rows if _cells(row)]
    return ink("cards.table", rows=drawn, looks=looks, title=_text(block.get("title"), canvas))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _cells(row: Any) -> list[Any]:
    return _listed(row.get("cells") if isinstance(row, dict) else row)


def _aligned(setting: Any) -> str:
    align = setting.get("align") if isinstance(setting, dict) else None
    return align if align in _ALIGNED else "left"


def _cell(cell: Any, canvas: Canvas) -> Markup:
    if isinstance(cell, dict) and cell.get("type") == "rich_text":
        return canvas.blocks([cell])
    return _text(cell.get("text", cell.get("value")) if isinstance(cell, dict) else cell, canvas)


def _text(thing: Any, canvas: Canvas) -> Markup:
    """Words, whether they come as a text object, as rich text or bare."""
    if isinstance(thing, dict):
        return canvas.blocks([thing]) if thing.get("type") == "rich_text" else canvas.text(thing)
    return canvas.text({"type": "plain_text", "text": "" if thing is None else str(thing)})


def card(block: Thing, canvas: Canvas) -> Markup:
    """A card: title, words, and what can be done with it."""
    buttons = [element(each, block, canvas) for each in members(block.get("actions"))]
    names = ("title", "subtitle", "body", "subtext")
    return ink(
        "cards.card",
        **{name: _text(block.get(name), canvas) for name in names},
        picture=_hero(block, canvas),
        buttons=buttons,
    )


def _hero(block: Thing, canvas: Canvas) -> Markup:
    shown = block.get("hero_image") or block.get("icon")
    if not isinstance(shown, dict):
        return Markup("")
    return canvas.blocks([{**shown, "type": "image"}])


def carousel(block: Thing, canvas: Canvas) -> Markup:
    """Cards side by side."""
    drawn = [canvas.blocks([each]) for each in members(block.get("elements"))]
    return ink("cards.carousel", cards=drawn)


def container(block: Thing, canvas: Canvas) -> Markup:
    """Blocks under a title of their own."""
    return ink(
        "cards.container",
        title=_text(block.get("title"), canvas),
        subtitle=_text(block.get("subtitle"), canvas),
        inside=canvas.blocks(members(block.get("child_blocks"))),
    )


def alert(block: Thing, canvas: Canvas) -> Markup:
    """A notice."""
    return ink("cards.alert", text=_text(block.get("text"), canvas))


def plan(block: Thing, canvas: Canvas) -> Markup:
    """Steps of something that goes on."""
    steps = [canvas.blocks([{"type": "task_card", **each}]) for each in members(block.get("tasks"))]
    return ink("cards.plan", title=_text(block.get("title"), canvas), steps=steps)


def task_card(block: Thing, canvas: Canvas) -> Markup:
    """One step, how far it is, and what came of it."""
    status = str(block.get("status") or "")
    return ink(
        "cards.step",
        title=_text(block.get("title"), canvas),
        state=_STATES.get(status, status),
        words=[_text(block[name], canvas) for name in ("details", "output") if block.get(name)],
        links=[_source(each) for each in members(block.get("sources"))],
    )


def _source(source: Thing) -> dict[str, str]:
    address = str(source.get("url") or "")
    return _link(address, str(source.get("text") or address))


def _link(address: str, words: str) -> dict[str, str]:
    return {"address": address if is_safe(address) else "", "words": words}


def video(block: Thing, canvas: Canvas) -> Markup:
    """A film elsewhere: what it is called, by whom, and the way there."""
    address = str(block.get("title_url") or block.get("video_url") or "")
    by = " · ".join(str(block[n]) for n in ("author_name", "provider_name") if block.get(n))
    return ink(
        "cards.elsewhere",
        kind="Video",
        title=_text(block.get("title"), canvas),
        words=[_text(block.get("description"), canvas), str(block.get("alt_text") or "")],
        by=by,
        link=_link(address, "Watch the video"),
    )


def file(block: Thing, canvas: Canvas) -> Markup:
    """A file that is kept elsewhere."""
    words = [str(block.get("external_id") or "")]
    link = _link("", "")
    return ink(
        "cards.elsewhere", kind="File", title=Markup("A file"), words=words, by="", link=link
    )


def call(block: Thing, canvas: Canvas) -> Markup:
    """A call that can be joined."""
    inside = block.get("call")
    known = inside.get("v1") if isinstance(inside, dict) else None
    facts = known if isinstance(known, dict) else {}
    address = str(facts.get("join_url") or "")
    return ink(
        "cards.elsewhere",
        kind="Call",
        title=_text(facts.get("name") or "A call", canvas),
        words=[],
        by="",
        link=_link(address, "Join"),
    )


CARDS: dict[str, Callable[[Thing, Canvas], Markup]] = {
    "table": table,
    "data_table": table,
    "card": card,
    "carousel": carousel,
    "container": container,
    "alert": alert,
    "plan": plan,
    "task_card": task_card,
    "video": video,
    "file": file,
    "call": call,
}
