"""The transcript: day by day what people were told and did, with samples of what they read."""

import sys
import textwrap
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.demo.community import Community
from bot.demo.diary import Did
from bot.demo.letters import Letter
from bot.demo.pages import Page, Pages

WIDTH = 100
READING_WIDTH = 84
PATIENCE = timedelta(hours=36)  # after which a calendar day is over in every city
SAMPLE_LINES = 14


def paper() -> Console:
    """Where the transcript goes: at most a hundred columns, colour only on a terminal."""
    width = min(WIDTH, Console().width) if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False)


class Transcript:
    """Collects what happens and tells it, a day at a time, once the day is over everywhere."""

    def __init__(self, community: Community, *, console: Console | None = None) -> None:
        self.community = community
        self.console = console or paper()
        self.pages = Pages(community)
        self.home = self.pages.home
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
            self._bar = self._progress.add_task("Setting up", total=100)
            self._progress.start()

    def end(self) -> None:
        """Take the progress bar away."""
        if self._progress:
            self._progress.stop()
            self._progress = None

    def moved(self, now: datetime, share: float) -> None:
        """The clock has come so far; days that are over everywhere are told."""
        if self._progress:
            here = now.astimezone(ZoneInfo(self.home))
            words = f"{here:%a} {here.day} {here:%b %Y}"
            self._progress.update(self._bar, completed=share * 100, description=words)
        self.tell(until=(now - PATIENCE).date())

    def say(self, words: str = "", *, style: str = "") -> None:
        """A line of its own, outside the days."""
        self.console.print(escape(words), style=style or None)

    def heard(self, letter: Letter) -> None:
        """Count a letter on its reader's own calendar day."""
        self.pages.heard(letter)

    def did(self, act: Did) -> None:
        """Count what somebody did on their own calendar day."""
        self.pages.did(act)

    def shows(self, at: datetime, who: str, words: str, *, most: int = SAMPLE_LINES) -> None:
        """Put what one reader read into the page, in a frame of white space."""
        lines = [line for line in words.splitlines() if line.strip()]
        if len(lines) > most:
            lines = [*lines[:most], f"... and {len(lines) - most} more lines"]
        read = [part for line in lines for part in textwrap.wrap(line, READING_WIDTH - 4)]
        self.pages.page(at, self.home).extras.append((at, [f"What {who} reads:", *read]))

    def notes(self, at: datetime, *lines: str) -> None:
        """Put lines of the demo's own into the page."""
        self.pages.page(at, self.home).extras.append((at, list(lines)))

    def sets(self, at: datetime, table: Table) -> None:
        """Put a table into the page."""
        self.pages.page(at, self.home).extras.append((at, table))

    def tell(self, *, until: date | None = None) -> None:
        """Print the days up to this one; all that are left without one."""
        for day in sorted(d for d in self.pages.days if until is None or d <= until):
            self._print_day(day, self.pages.days.pop(day))

    def _print_day(self, day: date, page: Page) -> None:
        self.console.print()
        self.console.print(f"[bold]{day:%a} {day.day} {day:%B %Y}[/bold]")
        for entry in page.entries(self.community, self.home):
            if isinstance(entry, Table):
                self.console.print(entry)
            else:
                self._print_lines(entry)

    def _print_lines(self, lines: Iterable[str]) -> None:
        for number, line in enumerate(lines):
            first, rest = ("  ", "    ") if number == 0 else ("    | ", "    | ")
            width = self.console.width - 2
            for part in textwrap.wrap(line, width, initial_indent=first, subsequent_indent=rest):
                self.say(part, style="" if number == 0 else "dim")
