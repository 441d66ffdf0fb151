"""How the pretend people press and write: what they see by its words, and again where Slack showed an error."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.demo.diary import Diary
from bot.demo.letters import Letter, Postbox
from bot.demo.product import pause
from integrations.sandbox.fields import CannotFill
from integrations.sandbox.people import Person
from integrations.sandbox.screen import NotThere
from integrations.sandbox.slack_reading import words_of_blocks
from integrations.sandbox.world import World

TRIES = 12
WINDOW_SECONDS = 2.0
FIRST_LINE = 140


class Hands:
    """The hands of one person. Whatever does not work in the end is written into the diary as untaken."""

    def __init__(self, world: World, postbox: Postbox, diary: Diary, person: str) -> None:
        self.world, self.postbox, self.diary, self.id = world, postbox, diary, person
        self.person: Person = world.person(person, settle=0.0)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def first_line(self, letter: Letter) -> str:
        """The words by which a message is told from others, as they stand on the screen."""
        lines = self.reads(letter).splitlines()
        return lines[0][:FIRST_LINE] if lines else ""

    def reads(self, letter: Letter) -> str:
        """The words of a message as it stands, or of the part of it that this letter is."""
        return words_of_blocks(self.postbox.part(letter), self.person.reader())

    def shows(self, letter: Letter, words: str) -> bool:
        """Whether a message says so, in the language of whoever reads it."""
        read = self.reads(letter)
        return any(own in read for own in self.person.in_own_words(words))

    def question(self, letter: Letter) -> str:
        """The question in a message; a reminder puts it under its own first line."""
        lines = self.reads(letter).splitlines() or [""]
        return lines[min(letter.kind == "reminder", len(lines) - 1)][:FIRST_LINE]

    def presses(self, label: str, near: str | None = None) -> bool:
        """Press a button until the bot takes it."""
        return self._insists(f"press “{label}”", lambda: self.person.presses(label, near=near))

    def chooses(self, option: str, of: str) -> bool:
        return self._insists(f"choose “{option}”", lambda: self.person.chooses(option, of=of))

    def types(self, line: str) -> str:
        """Type a command; the answer's words."""
        said = ""

        def act() -> None:
            nonlocal said
            said = self.person.types(line, settle=WINDOW_SECONDS)

        self._insists(f"type {line.split()[:2]}", act)
        return said

    def says(self, text: str, channel: str = "") -> None:
        """Write freely; Slack itself brings it to the bot, again and again if need be."""
        self._acts()
        self.person.says(text, channel=channel)

    def opens(self, label: str, near: str | None = None) -> bool:
        """Press a button that opens a window, until the window is there."""
        return self._opens(f"open “{label}”", lambda: self.person.presses(label, near=near))

    def runs(self, shortcut: str, on: str) -> bool:
        """Run a shortcut on a message, until its window is there."""
        act = lambda: self.person.runs_shortcut(shortcut, on)  # noqa: E731 - one act, handed on
        return self._opens(f"run “{shortcut}”", act)

    def sends(self, values: Mapping[str, Any]) -> bool:
        """Fill the open window in, send it off, and close what it says then."""
        taken = self._insists("send a form", lambda: self._fills_and_submits(values))
        while self.person.modal():
            self.person.closes()
        return taken

    def _fills_and_submits(self, values: Mapping[str, Any]) -> None:
        self.person.fills(values)
        self.person.submits()

    def looks_home(self) -> None:
        self._insists("open Home", self.person.opens_home)

    def _opens(self, what: str, act: Callable[[], object]) -> bool:
        for _ in range(TRIES):
            if not self._tries(what, act):
                return False
            if self.person.modal():
                return True
            self._again()
        return self._untaken(what, "no window opened")

    def _insists(self, what: str, act: Callable[[], object]) -> bool:
        """Slack shows an error where the app did not answer in time; people then do it again."""
        for _ in range(TRIES):
            if not self._tries(what, act):
                return False
            if self.person.ack is None or self.person.ack.ok:
                return True
            self._again()
        return self._untaken(what, self.person.ack.why if self.person.ack else "")

    def _tries(self, what: str, act: Callable[[], object]) -> bool:
        self._acts()
        try:
            act()
        except (NotThere, CannotFill) as trouble:
            return self._untaken(what, str(trouble))
        return True

    def _again(self) -> None:
        self.diary.repeats += 1
        pause(0.05)

    def _acts(self) -> None:
        self.diary.acted.append((self.now, self.id))

    def _untaken(self, what: str, why: str) -> bool:
        name = self.world.participants[self.person.id].name
        self.diary.untaken.append(f"{self.now:%d %b %H:%M} {name} could not {what}: {why}")
        return False
