"""What happened while time was let pass: a line for each kind of message, for what people did, and for Zoom."""

from collections.abc import Iterable
from datetime import date

from bot.demo.diary import Did
from bot.demo.letters import Letter
from bot.demo.pages import Pages
from bot.demo.stage import Stage
from integrations.sandbox.record import Call

ZOOM = {
    "meetings.create": "Zoom keeps the meeting of the session",
    "meetings.update": "Zoom is given the rooms",
    "meetings.delete": "Zoom lets go of a meeting",
}
MOST_LINES = 60


class Doings:
    """Counts from the instant at which it is made."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self._pages = stage, Pages(stage.community)
        self._acts, self._calls = len(stage.diary.did), len(stage.world.record.calls)

    def look(self, letters: Iterable[Letter]) -> None:
        """Count these letters, and what people did and Zoom was asked since the last look."""
        for letter in letters:
            self._pages.heard(letter)
        acts = self.stage.diary.did[self._acts :]
        self._acts += len(acts)
        calls = self.stage.world.record.since(self._calls)
        self._calls += len(calls)
        for act in (*acts, *filter(None, map(_of_zoom, calls))):
            self._pages.did(act)

    def lines(self) -> list[str]:
        """What happened, in the order of time; of very much the newest."""
        days = sorted(self._pages.days)
        return [line for day in days for line in self._lines_of(day)][-MOST_LINES:]

    def _lines_of(self, day: date) -> list[str]:
        page, called = self._pages.days[day], f"{day:%a} {day.day} {day:%B}"
        told = sorted(page.told(self.stage.community, self._pages.home))
        return [f"{called}{_hour(when)}: {words}" for _, when, words in told]


def _of_zoom(call: Call) -> Did | None:
    known = call.landed and call.system == "zoom" and call.method in ZOOM
    return Did(at=call.at, person="", what=ZOOM[call.method]) if known else None


def _hour(words: str) -> str:
    return f", {words[0].lower()}{words[1:]}" if words else ""
