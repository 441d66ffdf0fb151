"""An instant as the clocks of several cities show it."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.pages import city
from bot.voice.words import listed

MOST_NAMED = 3


def hours(at: datetime, zones: Collection[str]) -> str:
    """The hour it is in these cities: one, or the earliest to the latest."""
    shown = sorted({f"{at.astimezone(ZoneInfo(zone)):%H:%M}" for zone in zones})
    return " to ".join(dict.fromkeys([*shown[:1], *shown[-1:]]))


def cities(at: datetime, zones: Collection[str]) -> str:
    """The same with the cities' names: 10:00 in Lagos and London."""
    named = sorted(map(city, zones))
    if len(named) > MOST_NAMED:
        named = [*named[: MOST_NAMED - 1], f"{len(named) - MOST_NAMED + 1} more cities"]
    return f"{hours(at, zones)} in {listed(named)}" if named else ""
