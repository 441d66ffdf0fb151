"""The pretend people of the sandbox: they live along with the clock, whoever moves it."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.demo.agenda import Act, Agenda
from bot.demo.backstage import carefully, let_be
from bot.demo.doings import Doings
from bot.demo.keepsake import LIVES
from bot.demo.letters import Letter
from bot.demo.lives import Lives
from bot.demo.neighbours import Neighbours
from bot.demo.sandbox import Sandbox
from bot.demo.stage import Stage, stage_of
from bot.domain.sessions import Session

ABSENCE = 0.1  # a community in which somebody always cannot come


class Errands(Agenda):
    """What people mean to do; one thing that does not work out keeps nobody from the others."""

    def plan(self, at: datetime, act: Act) -> None:
        super().plan(at, partial(carefully, act, let_be))


class Village:
    """Everyone in one world of a sandbox, from its first day or from where it was left."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.file = sandbox.folder / LIVES
        self.stage: Stage = stage_of(
            sandbox.community, sandbox.world, sandbox.product,
            absence=ABSENCE, agenda=Errands(), lives=_kept(self.file),
        )  # fmt: skip
        self.neighbours = Neighbours(self.stage)
        if sandbox.is_new:
            self.neighbours.plan()
        else:
            self.neighbours.take_up()

    @property
    def lives(self) -> Lives:
        return self.stage.lives

    def hear(self) -> list[Letter]:
        """Let people take what has come for them; what it was."""
        letters = self.stage.postbox.fresh()
        for letter in letters:
            carefully(partial(self.neighbours.hear, letter), let_be)
        return letters

    def act(self, unless: Callable[[], bool]) -> None:
        """Let people do what they meant to do by now."""
        while not unless() and (act := self.stage.agenda.one(self.stage.now)):
            act()

    def sessions(self) -> list[Session]:
        """The sessions as the bot's own books have them."""
        with self.stage.books.read() as memory:
            return memory.sessions.find()

    def doings(self) -> Doings:
        return Doings(self.stage)

    def keep(self) -> None:
        """Remember who is played by hand."""
        told = {"others": self.lives.on, "mine": sorted(self.lives.by_hand)}
        self.file.write_text(json.dumps(told), encoding="utf-8")

    def leave(self) -> None:
        """Let go of the bot's books; nothing of this village is wanted any more."""
        self.stage.books.close()


def _kept(file: Path) -> Lives:
    if not file.is_file():
        return Lives()
    told = json.loads(file.read_text(encoding="utf-8"))
    return Lives(on=bool(told["others"]), by_hand=frozenset(told["mine"]))
