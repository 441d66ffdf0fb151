"""One calendar day of the transcript: who got what, who did what, and the lines that tell it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.table import Table

from bot.demo.community import Community
from bot.demo.diary import Did
from bot.demo.letters import Letter
from bot.demo.narration import acts_told, sentence

TEN_MINUTES = timedelta(minutes=10)


@dataclass
class Group:
    """Letters of one sort on one calendar day of their readers."""

    first: Letter
    people: set[str] = field(default_factory=set)
    zones: set[str] = field(default_factory=set)
    hours: Counter[str] = field(default_factory=Counter)
    latest: datetime | None = None

    def add(self, letter: Letter, zone: str) -> None:
        """One more reader, at this hour of their own clock."""
        local = letter.at.astimezone(ZoneInfo(zone))
        self.people.add(letter.person or letter.key)
        self.zones.add(zone)
        self.hours[f"{local:%H}:{local.minute // 10}0"] += 1
        self.latest = letter.at

    def when(self, home: str) -> str:
        """At which hour they came: everyone's own, one city's, or one instant everywhere."""
        if len(self.hours) == 1 and len(self.zones) > 1:
            return f"{next(iter(self.hours))} where each lives"
        if len(self.zones) == 1:
            zone = next(iter(self.zones))
            return f"{self.first.at.astimezone(ZoneInfo(zone)):%H:%M} in {city(zone)}"
        if self.latest and self.latest - self.first.at < TEN_MINUTES:
            return f"{self.first.at.astimezone(ZoneInfo(home)):%H:%M} in {city(home)}"
        return "During the day"


@dataclass
class Page:
    """Everything of one day, each entry with the instant that gives it its place."""

    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    acts: dict[str, list[Did]] = field(default_factory=dict)
    extras: list[tuple[datetime, list[str] | Table]] = field(default_factory=list)

    def entries(self, community: Community, home: str) -> list[list[str] | Table]:
        """The day's lines and tables in their order."""
        told: list[tuple[datetime, list[str] | Table]] = [
            *((g.first.at, [_line(community, g, home)]) for g in self.groups.values()),
            *((acts[0].at, [_acts(community, what, acts)]) for what, acts in self.acts.items()),
            *((at + timedelta(seconds=1), extra) for at, extra in self.extras),
        ]
        return [entry for _, entry in sorted(told, key=lambda pair: pair[0])]


def _line(community: Community, group: Group, home: str) -> str:
    return f"{group.when(home)}: {sentence(community, group.first, len(group.people))}"


def _acts(community: Community, what: str, acts: Sequence[Did]) -> str:
    known = [community.people[a.person].name for a in acts if a.person in community.people]
    choices = Counter(a.choice for a in acts if a.choice)
    return acts_told(what, list(dict.fromkeys(known)), choices)


def city(zone: str) -> str:
    """The city that gives a time zone its name."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
