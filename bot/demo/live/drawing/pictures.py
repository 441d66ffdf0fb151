"""Pictures: shown where they are the page's own; else the words that stand for them, and a link."""

from markupsafe import Markup

from bot.demo.live.drawing.canvas import Canvas, Thing, ink
from bot.web.drawing.marks import is_safe


def picture(block: Thing, canvas: Canvas) -> Markup:
    """A picture with a block of its own."""
    return ink("blocks.picture", title=canvas.text(block.get("title")), **_facts(block))


def small_picture(thing: Thing) -> Markup:
    """A picture beside words."""
    return ink("blocks.small_picture", **_facts(thing))


def _facts(thing: Thing) -> dict[str, str]:
    """Nothing is loaded from other hosts, so `source` is a path of this page or nothing."""
    url = _url(thing)
    own = url.startswith("/") and not url.startswith(("//", "/\\"))
    return {
        "source": url if own else "",
        "address": url if is_safe(url) else "",
        "alt": str(thing.get("alt_text") or "A picture without words"),
    }


def _url(thing: Thing) -> str:
    file = thing.get("slack_file")
    named = file.get("url") if isinstance(file, dict) else ""
    return str(thing.get("image_url") or named or "")
