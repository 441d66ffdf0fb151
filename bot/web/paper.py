"""Letters with personal links, made for paper: one a sheet, in black and white, with nothing loaded from anywhere."""

from collections.abc import Sequence

from bot.facilitation.paper_links import PaperLink
from bot.web.alone import alone


def on_paper(letters: Sequence[PaperLink]) -> str:
    """The page as HTML that stands alone."""
    return alone("letters.html", styles=("paper.css",), letters=letters)
