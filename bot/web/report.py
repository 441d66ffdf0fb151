"""The community's learning as one page to read, to print, and to hand on."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from bot.domain.learning import Learning, Row
from bot.voice import learning as words
from bot.voice.figures import Picture
from bot.web.alone import alone
from bot.web.charts import drawn


def report(learning: Learning, pictures: Sequence[Picture], files: Sequence[str]) -> str:
    """The whole page as HTML, its style within it, nothing loaded from anywhere; a browser prints it as PDF."""
    return alone(
        "learning.html",
        learning=learning,
        words=words,
        made=grouped(learning["artefacts"], "of", "artefact"),
        sentences=dict(grouped(learning["sentences"], "session")),
        pictures=pictures,
        drawn=drawn,
        files=files,
    )


def grouped(rows: Sequence[Row], *keys: str) -> list[tuple[object, list[Row]]]:
    """Rows that stand together because they have the same in these columns."""
    same = itemgetter(*keys)
    return [(key, list(some)) for key, some in groupby(rows, key=same)]
