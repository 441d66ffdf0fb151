"""What people write as a time zone, read kindly: a city's clock, or words about what to write instead."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from bot.domain.civil_time import zone_named
from bot.domain.errors import UnknownZone

_ADVICE = "Write a city's, such as Europe/Stockholm."
_ZERO = re.compile(r"(etc/)?(utc|uct|gmt|universal|zulu|greenwich)|(etc/)?(gmt|utc)[+-]?0+(:00)?|z")
_OFFSET = re.compile(r"(etc/)?(utc|gmt|uct)?\s*([+-−])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_FIXED = frozenset({"EST", "MST", "HST"})
_WITHOUT_CITY = frozenset(["CET", "MET", "EET", "WET", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"])
_NOWHERE = frozenset({"Factory", "localtime"})
# Asked about when somebody writes an offset: one well-known city for most clocks of the world.
WELL_KNOWN = [
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Halifax",
    "America/Sao_Paulo",
    "Atlantic/Reykjavik",
    "Europe/London",
    "Europe/Stockholm",
    "Europe/Athens",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Melbourne",
    "Pacific/Auckland",
]


@dataclass(frozen=True, kw_only=True)
class ZoneReading:
    """The zone that was meant (empty where it cannot be used) and what is to be said about it, if anything.

    `offset` is what a fixed distance from UTC seems to say, for suggesting cities.
    """

    zone: str = ""
    words: str = ""
    offset: timedelta | None = None


def read_zone(raw: str) -> ZoneReading:
    """What a written time zone means; aliases such as US/Eastern are kept as written."""
    name = " ".join(raw.split())
    if _ZERO.fullmatch(name.lower()):
        return _universal(name)
    if name in _FIXED or _OFFSET.fullmatch(name):
        return _fixed(name)
    if name in _WITHOUT_CITY:
        words = (
            f"{name} is no city's clock. It can be used, but a city's follows what people there do."
        )
        return ZoneReading(zone=name, words=words)
    if name in _names() and name not in _NOWHERE:
        return ZoneReading(zone=name)
    return _nearly(name)


def _universal(name: str) -> ZoneReading:
    """UTC and GMT can be used, though nobody's kitchen clock stays on them all year."""
    zone = name if name in _names() else "UTC"
    words = f"{name} has no summer time, and London does. If these people live in a city, write its zone."
    return ZoneReading(zone=zone, words=words)


def _fixed(name: str) -> ZoneReading:
    words = f"{name} is a fixed distance from UTC and never changes its clocks, as most cities do. {_ADVICE}"
    return ZoneReading(words=words, offset=_offset_of(name))


def _offset_of(name: str) -> timedelta | None:
    """How far ahead of UTC a fixed offset is; the Etc zones count the other way round."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return zone_named(name).utcoffset(datetime(2026, 1, 1, tzinfo=UTC))
    length = timedelta(hours=int(match[4]), minutes=int(match[5] or 0))
    return length if (match[3] == "+") != bool(match[1]) else -length


def _nearly(name: str) -> ZoneReading:
    folded = _folded(name)
    if (zone := _by_folded().get(folded)) and zone not in _NOWHERE:
        return ZoneReading(zone=zone, words=f"{name} was read as {zone}.")
    if re.fullmatch(r"[A-Z]{2,5}", name):
        words = f"{name} is an abbreviation that different countries use for different clocks. {_ADVICE}"
        return ZoneReading(words=words)
    hint = _hint(folded)
    return ZoneReading(words=UnknownZone(zone=name).message + hint)


def _hint(folded: str) -> str:
    """A city of that name, or a zone spelled nearly so."""
    cities = [name for key, name in _by_folded().items() if key.rpartition("/")[2] == folded]
    close = get_close_matches(folded, _by_folded(), n=1, cutoff=0.8)
    found = cities[:3] or [_by_folded()[key] for key in close]
    return f" Did you mean {' or '.join(found)}?" if found else ""


def cities_on(offset: timedelta, today: date, cities: Iterable[str]) -> tuple[str, ...]:
    """Those of the cities whose clocks stand so far ahead of UTC at noon of a day."""
    noon = datetime.combine(today, time(12), UTC)
    unique = dict.fromkeys(cities)
    return tuple(c for c in unique if noon.astimezone(zone_named(c)).utcoffset() == offset)


@cache
def _names() -> frozenset[str]:
    """Every zone name of the pinned zone package; the system's own folder holds more than cities."""
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


@cache
def _by_folded() -> dict[str, str]:
    return {_folded(name): name for name in sorted(_names())}


def _folded(name: str) -> str:
    """A zone name without capitals, accents and the choice between blanks and underscores."""
    parts = unicodedata.normalize("NFD", name.casefold().replace(" ", "_"))
    return "".join(part for part in parts if not unicodedata.combining(part))
