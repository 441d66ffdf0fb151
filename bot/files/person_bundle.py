"""All that is kept of one person as one file: facts for programs, a page to read, lists for spreadsheets."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from bot.files.sheets import as_csv
from bot.voice import about_person as words

Facts = Mapping[str, Any]
FACTS, PAGE = "about.json", "about.html"


def parts_of(facts: Facts, community: str) -> dict[str, str]:
    """The files of the bundle by their names, as text."""
    lists = {kind: rows for kind, rows in facts.items() if isinstance(rows, list) and rows}
    return {
        FACTS: json.dumps(facts, ensure_ascii=False, indent=1) + "\n",
        PAGE: page(facts, community),
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


def page(facts: Facts, community: str) -> str:
    """The page to read: alone, without scripts, with every word escaped."""
    return "\n".join(_lines(facts, community)) + "\n"


def _lines(facts: Facts, community: str) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{words.TITLE}</title></head><body>'
    yield f"<h1>{words.TITLE}</h1>\n<p>{escape(words.intro(community, facts['made_at']))}</p>"
    for heading, things in words.sections(facts):
        yield f"<h2>{escape(heading)}</h2>"
        for fields in things:
            yield "<dl>"
            yield from (f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in fields)
            yield "</dl>"
    yield f"<p>{escape(words.left_out())}</p>\n</body></html>"
