"""A message, a form or a Home page as HTML: its blocks, or its words where it has none."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.demo.live.drawing.blocks import block
from bot.demo.live.drawing.canvas import Canvas, ink
from bot.demo.live.drawing.seer import Seer
from bot.web.drawing.mrkdwn import mrkdwn_html


def draw(surface: Mapping[str, Any], seer: Seer, heading: int = 4) -> Markup:
    """What stands on a surface, as this person sees it; `heading` is the level its headers begin at.

    The form around it is the page's. Fields are named "v|block|action", buttons "press".
    """
    if surface.get("deleted"):
        return ink("blocks.gone")
    if not surface.get("blocks"):
        return ink("blocks.words", text=mrkdwn_html(str(surface.get("text", "")), seer))
    return _canvas(surface, seer, heading).blocks(surface["blocks"])


def _canvas(surface: Mapping[str, Any], seer: Seer, heading: int) -> Canvas:
    return Canvas(
        seer=seer,
        surface=str(surface.get("id", "")),
        typed=surface.get("typed") or {},
        errors=surface.get("errors") or {},
        heading=heading,
        on_block=block,
    )
