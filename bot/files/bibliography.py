"""The bibliography as files that other programs read: BibTeX, and CSL-JSON."""

import json
import re
from collections.abc import Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Block, Entry, Field

from bot.domain.references import Credited, Reference, folded
from bot.voice.bibliography import KEYWORDS, suggested_by

# Braces count for BibTeX even behind a backslash, so none is left; a backtick would end a box in Slack.
TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "`": r"{\textasciigrave}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
    }
)


def as_bibtex(entries: Sequence[Credited]) -> str:
    """What LaTeX and most programs for literature read. No word of it can be a command."""
    blocks: list[Block] = [_entry(reference, names) for reference, names in entries]
    return write_string(Library(blocks)).strip() + "\n"


def _entry(reference: Reference, names: Sequence[str]) -> Entry:
    said = {
        "title": reference.title or reference.called,
        "abstract": reference.summary,
        "keywords": KEYWORDS.get(reference.source, ""),
        "note": suggested_by(names),
    }
    fields = [Field(name, _flat(text).translate(TEX)) for name, text in said.items() if text]
    links = {"doi": reference.doi, "url": reference.url}
    fields += [Field(name, _address(text)) for name, text in links.items() if text]
    return Entry("misc", citation_key(reference), fields)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _address(text: str) -> str:
    """A DOI or an address, which BibTeX wants as it is: whatever could end its field is spelled in its own way."""
    return re.sub(r"[{}\\`\s\"]", lambda sign: f"%{ord(sign[0]):02X}", text)


def citation_key(reference: Reference) -> str:
    """By what a text cites it: a word of its title and its number, the same in each export."""
    letters = (re.sub(r"[^a-z0-9]", "", word) for word in folded(reference.title).split())
    word = next((word for word in letters if len(word) > 3), "reading")
    return f"{word}-{reference.id}"


def as_csl(entries: Sequence[Credited]) -> str:
    """CSL-JSON, which Zotero, pandoc and others read."""
    items = [_item(reference, names) for reference, names in entries]
    return json.dumps(items, ensure_ascii=False, indent=1).replace("`", "\\u0060") + "\n"


def _item(reference: Reference, names: Sequence[str]) -> dict[str, str]:
    item = {
        "id": citation_key(reference),
        "type": "webpage" if reference.url and not reference.doi else "document",
        "title": _flat(reference.title or reference.called),
        "DOI": reference.doi,
        "URL": reference.url,
        "abstract": _flat(reference.summary),
        "keyword": KEYWORDS.get(reference.source, ""),
        "note": suggested_by(names),
    }
    return {name: text for name, text in item.items() if text}
