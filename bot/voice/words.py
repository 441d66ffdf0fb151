"""How names, times and lists of people read, the same everywhere."""

import re
import unicodedata
from calendar import day_abbr, month_name
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.civil_time import city as city

FIRST_STRONG, END_ISOLATE = "\u2068", "\u2069"
WORD_JOINER = "\u2060"
MONTHS = tuple(month_name)[1:]
DAYS = tuple(day_abbr)
# whose name is not there to be said
WHO_LEFT, A_LATE_ANSWER = "someone who left", "A late answer"


def escape(text: str) -> str:
    """Make text from people harmless in Slack: it cannot mention, link or notify anybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(name: str) -> str:
    """A name on one line, without control characters."""
    printable = "".join(c if unicodedata.category(c) != "Cc" else " " for c in name)
    return " ".join(printable.split())


def spelled(name: str) -> str:
    """A name for button labels, files and Zoom: as given, on one line, kept apart from text that runs the other way."""
    flat = clean(name)
    other_way = any(unicodedata.bidirectional(c) in {"R", "AL"} for c in flat)
    return f"{FIRST_STRONG}{flat}{END_ISOLATE}" if other_way else flat


def name(text: str) -> str:
    """A name for Slack's formatted text: escaped, and nothing in it reads as emphasis."""
    return re.sub(r"([*_~`])", rf"{WORD_JOINER}\1{WORD_JOINER}", escape(spelled(text)))


def with_names(text: str, known: Collection[str]) -> str:
    """A sentence that holds such names somewhere, made for Slack: each name as a name, all else escaped."""
    wanted = sorted({one for one in known if one in text and one.strip()}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    parts = re.split(f"({'|'.join(map(re.escape, wanted))})", text)
    return "".join(name(part) if part in wanted else escape(part) for part in parts)


def names(people: Iterable[str]) -> str:
    """Names as one speaks them: Ada, Bo and Cy."""
    return listed([name(person) for person in people])


def listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def quoted(titles: Sequence[str]) -> str:
    """Titles as one says them: “Arriving”, “Lunch” and “Home teams”."""
    return listed([f"“{escape(title)}”" for title in titles])


def day(moment: date) -> str:
    """Wed 24 February."""
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"


def clock_time(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%H:%M}"


def local(instant: datetime, zone: str) -> str:
    """Weekday, date, hour and city: Thu 25 March, 06:00 in Melbourne."""
    here = instant.astimezone(ZoneInfo(zone))
    return f"{day(here.date())}, {here:%H:%M} in {city(zone)}"


def local_day(instant: datetime, zone: str) -> str:
    return day(instant.astimezone(ZoneInfo(zone)).date())


def local_hour(instant: datetime, zone: str) -> str:
    return f"{clock_time(instant, zone)} in {city(zone)}"


def length(minutes: int) -> str:
    """90 minutes, 2 hours, 2 days."""
    span = timedelta(minutes=minutes)
    if span >= timedelta(hours=20):
        return f"{-(-span // timedelta(days=1))} days"
    return f"{minutes} minutes" if minutes < 180 or minutes % 60 else f"{minutes // 60} hours"


def count(number: int, one: str, many: str = "") -> str:
    """1 person, 2 people."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def one_line(text: str, most: int) -> str:
    """Words on one line, cut where they are too many."""
    return " ".join(text.split())[:most]


def fold(text: str) -> str:
    """Text for comparing: case, accents' spelling and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
