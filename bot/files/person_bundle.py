"""All that is kept of one person as one file: facts for programs, lists for spreadsheets, and a page to read."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.files.sheets import as_csv
from bot.voice import about_person as words

Facts = Mapping[str, Any]
FACTS, PAGE = "about.json", "about.html"


def parts_of(facts: Facts, page: str) -> dict[str, str]:
    """The files of the bundle by their names, as text; `page` is the one to read."""
    lists = {kind: rows for kind, rows in facts.items() if isinstance(rows, list) and rows}
    return {
        FACTS: json.dumps(facts, ensure_ascii=False, indent=1) + "\n",
        PAGE: page,
        **{f"csv/{kind}.csv": as_csv(rows, words.cell) for kind, rows in lists.items()},
    }


def bundled(parts: Mapping[str, str], at: datetime) -> bytes:
    """A zip of these files, dated by this instant in UTC; for its owner alone where it is unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            into.writestr(entry, text.encode())
    return whole.getvalue()
