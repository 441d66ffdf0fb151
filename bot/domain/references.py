"""The working bibliography: what people read, saw or lived that others may learn from, each thing once."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, reduce
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

SCIENCE, LIVED, PRACTICE = "science", "lived", "practice"
SOURCES = (SCIENCE, LIVED, PRACTICE)
AT_HAND = 1024  # spellings that were worked out last: each entry is held against every other one
LONGEST_TITLE, LONGEST_SUMMARY = 400, 600

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|\\^`{}]+")
_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)$", re.IGNORECASE)
_URL = re.compile(r"\bhttps?://[^\s<>\"|\\^`{}]+", re.IGNORECASE)
_OF_A_PAGE = re.compile(r"/(?:full|abstract|pdf|epdf|meta|html?)$|\.pdf$", re.IGNORECASE)
_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_[ce]id$|igshid$", re.IGNORECASE)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SAFE = "/:?#@!$&'()*+,;=-._~%"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One entry of the bibliography. `named` are those of its suggesters who wish to be named.

    `version` counts how often its plain words changed. Entries of the plan have nobody who suggested them.
    """

    id: str
    at: datetime
    title: str = ""
    doi: str = ""
    url: str = ""
    source: str = ""
    suggested_by: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    summary: str = ""
    summary_by: str = ""
    version: int = 0
    sessions: tuple[str, ...] = ()
    artefacts: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Where it can be read; empty where nobody said."""
        return f"https://doi.org/{quote(self.doi, safe='/()')}" if self.doi else self.url

    @property
    def called(self) -> str:
        """What it is called: in people's words, else by its DOI or address."""
        return self.title or self.doi or self.url

    def same_as(self, other: "Reference") -> bool:
        """Whether both are one thing: by DOI, else by address, else by the very words."""
        if self.doi and other.doi:
            return self.doi == other.doi
        if self.url and other.url:
            return plain_address(self.url) == plain_address(other.url)
        if self.link or other.link:
            return False
        return folded(self.title) == folded(other.title)

    def with_more(self, other: "Reference") -> "Reference":
        """This entry with what another one of the same thing says beside it; its own words stay."""
        words = self if self.summary else other
        changed = words.summary != self.summary
        return replace(
            self,
            title=self.title or other.title,
            doi=self.doi or other.doi,
            url=self.url or other.url,
            source=self.source or other.source,
            suggested_by=_once(self.suggested_by, other.suggested_by),
            named=_once(self.named, other.named),
            summary=words.summary,
            summary_by=words.summary_by,
            version=max(self.version, other.version) + changed,
            sessions=_once(self.sessions, other.sessions),
            artefacts=_once(self.artefacts, other.artefacts),
        )

    def without(self, person: str) -> "Reference":
        """This entry without one of those who suggested it."""
        return replace(
            self,
            suggested_by=tuple(p for p in self.suggested_by if p != person),
            named=tuple(p for p in self.named if p != person),
        )

    @property
    def searched(self) -> str:
        """All words in which it may be found."""
        return folded(f"{self.title} {self.summary} {self.doi} {self.url}")


Credited = tuple[Reference, tuple[str, ...]]  # with the names that go along with it


def _once(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


@dataclass(frozen=True, kw_only=True)
class Cited:
    """What somebody wrote of a reading, taken apart: its DOI, its address, and the words that are left."""

    title: str = ""
    doi: str = ""
    url: str = ""

    @classmethod
    def read(cls, text: str) -> "Cited":
        """Take apart a DOI, a link or free text. Nothing is looked up anywhere."""
        words = _printable(text)
        doi, words = _take_doi(words)
        url, words = _take_url(words)
        title = " ".join(words.split()).strip(" ,;:-–—")
        return cls(title=title[:LONGEST_TITLE] if folded(title) else "", doi=doi, url=url)

    def __bool__(self) -> bool:
        return bool(self.title or self.doi or self.url)


def _printable(text: str) -> str:
    """Words on one line, without control characters and what turns a line's direction."""
    shown = (c if unicodedata.category(c) != "Cc" and c not in _TURNING else " " for c in text)
    return " ".join("".join(shown).split())


def _take_doi(text: str) -> tuple[str, str]:
    """The first DOI, and the text without it."""
    found = _DOI.search(text) or _DOI.search(_decoded(text))
    if found is None:
        return "", text
    text = found.string
    whole = found[0]
    in_address = _address_around(text, found.start())
    if in_address is not None:
        whole = _OF_A_PAGE.sub("", re.split(r"[?#&]", whole)[0])
    doi = _without_end(whole)
    start = found.start() if in_address is None else in_address.start()
    end = found.start() + len(doi) if in_address is None else in_address.end()
    before = _PREFIX.sub("", text[:start])
    return doi.casefold(), f"{before} {text[end:]}"


def _decoded(text: str) -> str:
    """The same where an address spells the sign within a DOI as %2F."""
    spelled = re.search(r"10\.\d{4,9}%2F", text, re.IGNORECASE)
    return _printable(unquote(text)) if spelled else text


def _address_around(text: str, place: int) -> "re.Match[str] | None":
    """The address in which a place of the text lies."""
    return next((m for m in _URL.finditer(text) if m.start() <= place < m.end()), None)


def _take_url(text: str) -> tuple[str, str]:
    """The first address that can be one, and the text without it."""
    for found in _URL.finditer(text):
        given = _without_end(found[0])
        clean = address(given)
        if clean:
            return clean, f"{text[: found.start()]} {text[found.start() + len(given) :]}"
    return "", text


def _without_end(text: str) -> str:
    """Without the signs that end a sentence, and a bracket that was opened before it."""
    while text and (text[-1] in ".,;:!?'”’»*_~" or _left_open(text)):
        text = text[:-1]
    return text


def _left_open(text: str) -> bool:
    pairs = {")": "(", "]": "[", "}": "{"}
    opened = pairs.get(text[-1])
    return opened is not None and text.count(text[-1]) > text.count(opened)


def address(given: str) -> str:
    """An address as it is kept: no name and password, nothing that follows readers, no sign that breaks a line."""
    try:
        parts = urlsplit(given)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port and port not in {80, 443} else ""
    asked = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)
    ]
    rest = (quote(parts.path, safe=_SAFE), urlencode(asked), quote(parts.fragment, safe=_SAFE))
    return urlunsplit((parts.scheme, place, *rest))


@lru_cache(maxsize=AT_HAND)
def plain_address(url: str) -> str:
    """What two spellings of one address have in common."""
    parts = urlsplit(url)
    asked = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    place = parts.netloc.removeprefix("www.")
    return urlunsplit(("", place, unquote(parts.path).rstrip("/"), asked, ""))


@lru_cache(maxsize=AT_HAND)
def folded(text: str) -> str:
    """Words for searching: case, accents and signs do not matter."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def gathered(entries: Iterable[Reference]) -> list[Reference]:
    """Each thing once, whoever suggested it; the first one's place and words stand."""
    found: list[Reference] = []
    for entry in entries:
        same = [one for one in found if one.same_as(entry)]
        if not same:
            found.append(entry)
            continue
        merged = reduce(Reference.with_more, [*same, entry])
        found = [merged if one is same[0] else one for one in found if one not in same[1:]]
    return found


def matching(entries: Sequence[Reference], wanted: str) -> list[Reference]:
    """Those in which every word that is looked for stands."""
    words = folded(wanted).split()
    return [entry for entry in entries if all(word in entry.searched for word in words)]
