"""The community's learning as files that other programs read: a CSV a table, and all of it as JSON."""

import json
from collections.abc import Sequence

from bot.domain.learning import Learning
from bot.domain.references import Credited
from bot.files.bibliography import as_bibtex, as_csl
from bot.files.sheets import as_csv

SCHEMA = "learning/1"


def files_of(learning: Learning, entries: Sequence[Credited]) -> dict[str, str]:
    """What stands in each file, by its name. Instants are in UTC; a table without rows has no file of its own."""
    tables = {f"{name}.csv": as_csv(rows) for name, rows in learning.tables.items() if rows}
    return {
        **tables,
        "learning.json": as_json(learning),
        "readings.bib": as_bibtex(entries),
        "readings.json": as_csl(entries),
    }


def as_json(learning: Learning) -> str:
    whole = {
        "schema": SCHEMA,
        "title": learning.title,
        "aim": learning.aim,
        "made_at": learning.made_at.isoformat(),
        **learning.tables,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
