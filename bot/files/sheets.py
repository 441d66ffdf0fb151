"""Rows as CSV that a spreadsheet opens, and in which no cell is a formula."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from bot.files.roster_table import guarded


def as_csv(rows: Sequence[Mapping[str, object]], said: Callable[[object], str] = str) -> str:
    """One table, headed by every column that any row has. What is not there is empty; `said` puts the rest in words."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(heads)
    for row in rows:
        cells = (row.get(name) for name in heads)
        lines.writerow(["" if cell in (None, "") else guarded(said(cell)) for cell in cells])
    return text.getvalue()
