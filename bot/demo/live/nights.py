"""Quiet hours at work: where it is night, and how many messages wait for the morning there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.almanac import at_night
from bot.demo.community import Community
from bot.demo.live.owed_entries import entry_of, waits_for_morning
from bot.demo.pages import city


@dataclass(frozen=True, kw_only=True)
class Place:
    """One time zone of the community. `local` is the time there; `waiting` counts what waits for its morning."""

    zone: str
    city: str
    local: datetime
    asleep: bool
    people: int
    waiting: int


def nights(
    effects: Iterable[Mapping[str, Any]], community: Community, now: datetime
) -> list[Place]:
    """Every time zone, from where the day is oldest to where it is youngest."""
    entries = (entry_of(told, community) for told in effects)
    held = Counter(
        entry.person.zone
        for entry in entries
        if entry.person and waits_for_morning(entry, community, now)
    )
    living = Counter(person.zone for person in community.people.values())
    places = [_place(zone, living[zone], held[zone], community, now) for zone in living]
    return sorted(places, key=lambda p: (-_ahead(p.local), p.city))


def _place(zone: str, people: int, waiting: int, community: Community, now: datetime) -> Place:
    asleep = at_night(now, zone, community.plan.reminders)
    return Place(
        zone=zone, city=city(zone), local=now.astimezone(ZoneInfo(zone)), asleep=asleep,
        people=people, waiting=waiting,
    )  # fmt: skip


def _ahead(local: datetime) -> float:
    offset = local.utcoffset()
    return offset.total_seconds() if offset else 0.0
