"""Slack's rich text: sections, lists, quotations and code whose words carry their look with them."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from bot.demo.live.drawing.canvas import Canvas, Thing, ink, members
from bot.demo.live.drawing.seer import Seer
from bot.web.drawing.emoji import CODE, EMOJI
from bot.web.drawing.marks import code, emoji, link, mention, reference
from bot.web.drawing.mrkdwn import BREAK, NOTHING, clean

_STYLES = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<del>{}</del>"),
    "underline": Markup("<u>{}</u>"),
    "code": Markup('<code class="b-code">{}</code>'),
}
_DEEPEST, _MOST_NESTED = 8, 20


def rich_text(block: Thing, canvas: Canvas) -> Markup:
    """A rich text block."""
    return ink("blocks.rich_text", inside=_parts(block, canvas, 0))


def _parts(block: Thing, canvas: Canvas, depth: int) -> Markup:
    return NOTHING.join(_part(each, canvas, depth) for each in members(block.get("elements")))


def _part(part: Thing, canvas: Canvas, depth: int) -> Markup:
    """A section, a list, a quotation, code; what is none of them is a piece of a line."""
    kind, seer = str(part.get("type")), canvas.seer
    if depth > _MOST_NESTED:
        return NOTHING
    if kind == "rich_text_list":
        return _list(part, canvas, depth)
    if kind == "rich_text_preformatted":
        return ink("blocks.preformatted", inside=_said(part, seer))
    if kind == "rich_text_quote":
        return ink("blocks.quotation", inside=_line(part, seer))
    if kind == "rich_text_section":
        return ink("blocks.rich_section", inside=_line(part, seer))
    return _parts(part, canvas, depth + 1) if "elements" in part else _piece(part, seer)


def _list(part: Thing, canvas: Canvas, depth: int) -> Markup:
    entries = [
        _line(each, canvas.seer)
        if each.get("type") == "rich_text_section"
        else _part(each, canvas, depth + 1)
        for each in members(part.get("elements"))
    ]
    return ink(
        "blocks.rich_list",
        entries=entries,
        ordered=part.get("style") == "ordered",
        start=_whole(part.get("offset")) + 1,
        indent=min(_whole(part.get("indent")), _DEEPEST),
        border=part.get("border") == 1,
    )


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _line(part: Thing, seer: Seer) -> Markup:
    return NOTHING.join(_piece(each, seer) for each in members(part.get("elements")))


def _said(part: Thing, seer: Seer) -> Markup:
    """The words of code: links and names in it stay what they are, line ends are line ends."""
    pieces = [
        escape(clean(str(each.get("text", ""))))
        if each.get("type") == "text"
        else _piece(each, seer)
        for each in members(part.get("elements"))
    ]
    return NOTHING.join(pieces)


def _piece(piece: Thing, seer: Seer) -> Markup:
    draw = _PIECES.get(str(piece.get("type")))
    if draw is None:
        return escape(str(piece.get("text") or f"[{piece.get('type', 'nothing')}]"))
    return _styled(draw(piece, seer), piece.get("style"))


def _styled(drawn: Markup, style: Any) -> Markup:
    for name in _STYLES if isinstance(style, dict) else ():
        if style.get(name) is True:
            drawn = _STYLES[name].format(drawn)
    return drawn


def _text(piece: Thing, seer: Seer) -> Markup:
    return BREAK.join(_signs(line) for line in clean(str(piece.get("text", ""))).split("\n"))


def _signs(line: str) -> Markup:
    """A line in which emoji codes are signs."""
    drawn, at = [], 0
    for found in CODE.finditer(line):
        drawn += [escape(line[at : found.start()]), emoji(found[1])]
        at = found.end()
    return NOTHING.join([*drawn, escape(line[at:])])


def _link(piece: Thing, seer: Seer) -> Markup:
    address = str(piece.get("url", ""))
    return link(address, str(piece.get("text") or address))


def _emoji(piece: Thing, seer: Seer) -> Markup:
    """By its name, or by the code points that Slack sends along."""
    name, points = str(piece.get("name", "")), str(piece.get("unicode") or "")
    try:
        sign = "".join(chr(int(point, 16)) for point in points.split("-") if point)
        sign.encode()
    except (ValueError, OverflowError):
        sign = ""
    if name in EMOJI or not sign:
        return emoji(name)
    return ink("texts.emoji", sign=sign, name=name)


def _date(piece: Thing, seer: Seer) -> Markup:
    shape, said = str(piece.get("format", "")), str(piece.get("fallback", ""))
    address = f"^{piece['url']}" if piece.get("url") else ""
    inside = f"!date^{piece.get('timestamp')}^{shape}{address}"
    return reference(f"{inside}|{said}", seer)


def _named(sign: str, *fields: str) -> Callable[[Thing, Seer], Markup]:
    def draw(piece: Thing, seer: Seer) -> Markup:
        id = str(next((piece[each] for each in fields if piece.get(each)), ""))
        return mention(sign + seer.names.get(id, id), mine=seer.is_meant(id))

    return draw


def _color(piece: Thing, seer: Seer) -> Markup:
    return code(str(piece.get("value", "")))


_PIECES: dict[str, Callable[[Thing, Seer], Markup]] = {
    "text": _text,
    "link": _link,
    "emoji": _emoji,
    "date": _date,
    "color": _color,
    "user": _named("@", "user_id"),
    "usergroup": _named("@", "usergroup_id"),
    "team": _named("@", "team_id"),
    "broadcast": _named("@", "range"),
    "channel": _named("#", "channel_id"),
}
