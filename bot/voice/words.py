"""How names, times and lists of people read, the same everywhere."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list

from bot.domain.civil_time import city as english_city
from bot.domain.languages import ENGLISH, say, spoken, to_say

FIRST_STRONG, END_ISOLATE = "\u2068", "\u2069"
WORD_JOINER = "\u2060"
NUMBERS = (to_say("no"), to_say("one"), to_say("two"), to_say("three"), to_say("four"), to_say("five"), to_say("six"),
           to_say("seven"), to_say("eight"), to_say("nine"))  # fmt: skip
# whose name is not there to be said
WHO_LEFT, A_LATE_ANSWER = to_say("someone who left"), to_say("A late answer")


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
    return format_list(parts, locale=spoken().locale)


def quoted(titles: Sequence[str]) -> str:
    """Titles as one says them: “Arriving”, “Lunch” and “Home teams”."""
    return listed([say("“{title}”", title=escape(title)) for title in titles])


def day(moment: date) -> str:
    """Wed 24 February, as the language writes it: in its catalogue stands a pattern of the Unicode CLDR."""
    return format_date(moment, say("EEE d MMMM"), locale=spoken().locale)


def weekday(moment: date) -> str:
    return format_date(moment, "EEE", locale=spoken().locale)


def month(moment: date) -> str:
    return format_date(moment, "LLLL", locale=spoken().locale)


def clock_time(instant: datetime, zone: str) -> str:
    return hour(instant.astimezone(ZoneInfo(zone)))


def hour(there: datetime | time) -> str:
    """06:00; 6:00 am where people write it so."""
    return format_time(there, "short", locale=spoken().locale)


def local(instant: datetime, zone: str) -> str:
    """Weekday, date, hour and city: Thu 25 March, 06:00 in Melbourne."""
    here = instant.astimezone(ZoneInfo(zone))
    return say("{day}, {hour} in {city}", day=day(here.date()), hour=hour(here), city=city(zone))


def local_day(instant: datetime, zone: str) -> str:
    return day(instant.astimezone(ZoneInfo(zone)).date())


def local_hour(instant: datetime, zone: str) -> str:
    return say("{hour} in {city}", hour=clock_time(instant, zone), city=city(zone))


def city(zone: str) -> str:
    """The city of a time zone as the language calls it: Lisbon, Lissabon, Lisboa."""
    if spoken().tag == ENGLISH.tag:
        return english_city(zone)
    known = Locale.parse(spoken().locale).time_zones.get(zone, {})
    return str(known.get("city") or english_city(zone))


def length(minutes: int) -> str:
    """90 minutes, 2 hours, 2 days."""
    span = timedelta(minutes=minutes)
    if span >= timedelta(hours=20):
        return count(-(-span // timedelta(days=1)), "day")
    if minutes < 180 or minutes % 60:
        return count(minutes, "minute")
    return count(minutes // 60, "hour")


def count(number: int, one: str, many: str = "") -> str:
    """1 person, 2 people, as a language counts: the catalogues hold both words of each call of this."""
    return f"{number} {spoken().words.ngettext(one, many or one + 's', number)}"


def in_letters(number: int) -> str:
    """Three; from ten on in figures."""
    return say(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def one_line(text: str, most: int) -> str:
    """Words on one line, cut where they are too many."""
    return " ".join(text.split())[:most]


def fold(text: str) -> str:
    """Text for comparing: case, accents' spelling and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
