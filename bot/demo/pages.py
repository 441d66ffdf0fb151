"""One calendar day of the transcript: who got what, who did what, and the lines that tell it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.table import Table

from bot.demo.community import Community
from bot.demo.diary import Did
from bot.demo.letters import Letter
from bot.demo.narration import acts_told, sentence, sort_of

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

    def told(self, community: Community, home: str) -> list[tuple[datetime, str, str]]:
        """What people were told and did: the instant, the hour in words where it is known, and a sentence."""
        letters = (
            (g.first.at, g.when(home), sentence(community, g.first, len(g.people)))
            for g in self.groups.values()
        )
        acts = ((acts[0].at, "", _acts(community, what, acts)) for what, acts in self.acts.items())
        return [*letters, *acts]

    def entries(self, community: Community, home: str) -> list[list[str] | Table]:
        """The day's lines and tables in their order."""
        told: list[tuple[datetime, list[str] | Table]] = [
            *((at, [f"{when}: {said}" if when else said])
              for at, when, said in self.told(community, home)),
            *((at + timedelta(seconds=1), extra) for at, extra in self.extras),
        ]  # fmt: skip
        return [entry for _, entry in sorted(told, key=lambda pair: pair[0])]


def _acts(community: Community, what: str, acts: Sequence[Did]) -> str:
    known = [community.people[a.person].name for a in acts if a.person in community.people]
    choices = Counter(a.choice for a in acts if a.choice)
    return acts_told(what, list(dict.fromkeys(known)), choices)


class Pages:
    """The days, each with what its readers were told and did on their own calendar."""

    def __init__(self, community: Community) -> None:
        self.community, self.home = community, community.sessions[0].zone
        self.days: dict[date, Page] = {}

    def heard(self, letter: Letter) -> None:
        """Count a letter on its reader's own calendar day."""
        zone = self.zone_of(letter.person)
        groups = self.page(letter.at, zone).groups
        groups.setdefault(sort_of(letter), Group(first=letter)).add(letter, zone)

    def did(self, act: Did) -> None:
        """Count what somebody did on their own calendar day."""
        self.page(act.at, self.zone_of(act.person)).acts.setdefault(act.what, []).append(act)

    def zone_of(self, person: str) -> str:
        known = self.community.people.get(person)
        return known.zone if known else self.home

    def page(self, at: datetime, zone: str) -> Page:
        """The page of the day it is in that city."""
        return self.days.setdefault(at.astimezone(ZoneInfo(zone)).date(), Page())


def city(zone: str) -> str:
    """The city that gives a time zone its name."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
