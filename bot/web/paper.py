"""Letters with personal links, made for paper: one a sheet, in black and white, with nothing loaded from anywhere."""

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.facilitation.paper_links import PaperLink


def on_paper(letters: Sequence[PaperLink]) -> str:
    """The page as HTML that stands alone."""
    inks = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    style = (files("bot.web") / "static" / "paper.css").read_text(encoding="utf-8")
    return inks.get_template("letters.html").render(letters=letters, style=style)
