"""The transcript: day by day what people were told and did, with samples of what they read, as a coordinator would enjoy it."""

import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.demo.community import Community
from bot.demo.diary import Did
from bot.demo.letters import Letter
from bot.demo.narration import sentence, sort_of

WIDTH = 100
PATIENCE = timedelta(hours=36)  # after which a calendar day is over in every city
TEN_MINUTES = timedelta(minutes=10)
SAMPLE_LINES = 14


@dataclass
class Group:
    """Letters of one sort on one calendar day of their readers."""

    first: Letter
    people: set[str] = field(default_factory=set)
    hours: Counter[str] = field(default_factory=Counter)
    latest: datetime | None = None


@dataclass
class Page:
    """One calendar day."""

    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    acts: dict[str, list[Did]] = field(default_factory=dict)
    extras: list[tuple[datetime, list[str]]] = field(default_factory=list)
    tables: list[tuple[datetime, Table]] = field(default_factory=list)


class Transcript:
    """Collects what happens and tells it, a day at a time, once the day is over everywhere."""

    def __init__(self, community: Community, *, console: Console | None = None) -> None:
        self.community = community
        self.console = console or Console(
            width=min(WIDTH, Console().width) if sys.stdout.isatty() else WIDTH,
            highlight=False, soft_wrap=False,
        )  # fmt: skip
        self.pages: dict[date, Page] = {}
        self.home = community.sessions[0].zone
        self._progress: Progress | None = None

    def begin(self) -> None:
        """Show a progress bar where somebody watches."""
        if self.console.is_terminal:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeElapsedColumn(),
            )
            self._progress = Progress(*columns, console=self.console, transient=True)
            self._progress.start()
            self._bar = self._progress.add_task("Setting up", total=100)

    def end(self) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None

    def moved(self, now: datetime, share: float) -> None:
        """The clock has come so far; days that are over everywhere are told."""
        if self._progress:
            here = now.astimezone(ZoneInfo(self.home))
            self._progress.update(
                self._bar, completed=round(share * 100), description=f"{here:%a} {here.day} {here:%b %Y}"
            )
        self.tell(until=(now - PATIENCE).date())

    def say(self, words: str = "", *, style: str = "") -> None:
        self.console.print(escape(words), style=style or None)

    def heard(self, letter: Letter) -> None:
        """Count a letter on its reader's own calendar day."""
        zone = (
            self.community.people[letter.person].zone
            if letter.person in self.community.people
            else self.home
        )
        local = letter.at.astimezone(ZoneInfo(zone))
        groups = self._page(local.date()).groups
        group = groups.setdefault(sort_of(letter), Group(first=letter))
        group.people.add(letter.person or letter.key)
        group.hours[f"{local:%H}:{local.minute // 10}0"] += 1
        group.latest = letter.at

    def did(self, act: Did) -> None:
        """Count what somebody did on their own calendar day."""
        person = self.community.people.get(act.person)
        local = act.at.astimezone(ZoneInfo(person.zone if person else self.home))
        self._page(local.date()).acts.setdefault(act.what, []).append(act)

    def shows(self, at: datetime, who: str, words: str, *, most: int = SAMPLE_LINES) -> None:
        """Put what one reader read into the page, in a frame of white space."""
        lines = [line for line in words.splitlines() if line.strip()]
        cut = [*lines[:most], f"... and {len(lines) - most} more lines"] if len(lines) > most else lines
        shown = [f"What {who} reads:", *(f"  | {wrapped}" for line in cut for wrapped in _wrapped(line, 80))]
        self._page(at.astimezone(ZoneInfo(self.home)).date()).extras.append((at, shown))

    def notes(self, at: datetime, words: str) -> None:
        """Put a line of the demo's own into the page."""
        self._page(at.astimezone(ZoneInfo(self.home)).date()).extras.append((at, [words]))

    def sets(self, at: datetime, table: Table) -> None:
        """Put a table into the page."""
        self._page(at.astimezone(ZoneInfo(self.home)).date()).tables.append((at, table))

    def _page(self, day: date) -> Page:
        return self.pages.setdefault(day, Page())

    def tell(self, *, until: date | None = None) -> None:
        """Print the days up to this one; all that are left without one."""
        for day in sorted(d for d in self.pages if until is None or d <= until):
            self._print_day(day, self.pages.pop(day))

    def _print_day(self, day: date, page: Page) -> None:
        self.console.print()
        self.console.print(f"[bold]{day:%a} {day.day} {day:%B %Y}[/bold]")
        entries: list[tuple[datetime, list[str] | Table]] = [
            *((g.first.at, [self._line(g)]) for g in page.groups.values()),
            *((acts[0].at, [self._acts(what, acts)]) for what, acts in page.acts.items()),
            *((at + timedelta(seconds=1), lines) for at, lines in page.extras),
            *((at + timedelta(seconds=2), table) for at, table in page.tables),
        ]
        for _, entry in sorted(entries, key=lambda pair: pair[0]):
            if isinstance(entry, Table):
                self.console.print(entry)
            else:
                self._print_lines(entry)

    def _print_lines(self, lines: Iterable[str]) -> None:
        for number, line in enumerate(lines):
            indent = "  " if number == 0 else "      "
            for wrapped in _wrapped(line, WIDTH - 8, indent=indent):
                self.say(wrapped, style="" if number == 0 else "dim")

    def _line(self, group: Group) -> str:
        return f"{self._when(group)}: {sentence(self.community, group.first, len(group.people))}"

    def _when(self, group: Group) -> str:
        first = group.first.at
        if group.latest and group.latest - first < TEN_MINUTES or not group.first.person:
            here = first.astimezone(ZoneInfo(self.home))
            one = self.community.people.get(group.first.person)
            if one and len(group.people) == 1:
                return f"{first.astimezone(ZoneInfo(one.zone)):%H:%M} in {_city(one.zone)}"
            return f"{here:%H:%M} in {_city(self.home)}"
        if len(group.hours) == 1:
            return f"{next(iter(group.hours))} where each lives"
        return "During the day"

    def _acts(self, what: str, acts: Sequence[Did]) -> str:
        people = list(dict.fromkeys(self.community.people[a.person].name for a in acts if a.person in self.community.people))
        if len(people) == 1:
            return f"{people[0]}: {_one(what)}"
        return f"{len(people)} people {what}"


def _one(what: str) -> str:
    """ "press" as one person does it."""
    verb, _, rest = what.partition(" ")
    third = verb + "es" if verb.endswith(("s", "ch", "sh")) else verb[:-1] + "ies" if verb.endswith("ry") else verb + "s"
    return f"{third} {rest}"


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _wrapped(line: str, width: int, *, indent: str = "") -> list[str]:
    return textwrap.wrap(
        line, width + len(indent), initial_indent=indent, subsequent_indent=indent + ("  " if indent else ""),
        break_long_words=True, break_on_hyphens=False,
    ) or [""]  # fmt: skip


def utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
