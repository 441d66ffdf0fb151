"""Taking one step: from one happening to the next, people living along, until it is there, stopped or stuck."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.clockwork import Clockwork
from bot.demo.sandbox import Sandbox
from bot.demo.strides import Stride, goal_of
from bot.demo.village import Village
from bot.demo.wish import Stuck
from bot.domain.errors import FacilitationError

PATIENCE_SECONDS = 60.0
WHILE_DOWN_SECONDS = 0.2  # what is down does not come back by being waited for


class Halted(Exception):
    """Somebody ended the step."""


class BotDown(FacilitationError):
    """The bot is down, so nobody knows what comes next. Start it, or let an hour or a day pass without it."""


class Walk:
    """One step on its way. `halted` says whether it should end, `told` hears of every advance."""

    def __init__(
        self,
        sandbox: Sandbox,
        village: Village,
        stride: Stride,
        *,
        halted: Callable[[], bool],
        told: Callable[[], None],
    ) -> None:
        self.world, self.product = sandbox.world, sandbox.product
        self.village, self.stride, self.halted, self.told = village, stride, halted, told
        self._doings = village.doings()
        self._clockwork = Clockwork(
            self.world, self.product, village.stage.agenda,
            restarts=[], patience=PATIENCE_SECONDS, heed=self._heed,
        )  # fmt: skip

    def take(self, to: str) -> None:
        """Take the step; where it ends early, the stride says so."""
        self.world.clock.rate = 0.0
        try:
            self._lived()
            self.stride.aims(self._goal(to))
            self._go()
        except Halted:
            self.stride.stopped = True
        except FacilitationError as trouble:
            self.stride.stuck = self._why(trouble)
        finally:
            self._look()
            self.stride.stuck = self.stride.stuck or self._owed()

    def _goal(self, to: str) -> datetime:
        now = self.world.clock.now()
        return goal_of(to, now, happening=self._happening, sessions=self.village.sessions)

    def _happening(self) -> datetime | None:
        if not self.product.running:
            raise BotDown
        return self._clockwork.next(self.world.clock.now())

    def _go(self) -> None:
        goal = self.stride.goal
        if goal is not None and self.product.running:
            self._clockwork.live(goal, self._lived)
        elif goal is not None:
            self.world.clock.set(goal)

    def _lived(self) -> None:
        self._look()
        self.told()
        if self.halted():
            raise Halted

    def _look(self) -> None:
        self._doings.look(self.village.hear())
        self.stride.now, self.stride.did = self.world.clock.now(), self._doings.lines()

    def _heed(self, waited: float) -> bool:
        """Time goes on while something is down: what is owed to it waits in the ledger."""
        if self.halted():
            raise Halted
        return bool(self.world.faults.is_down) and waited > WHILE_DOWN_SECONDS

    def _why(self, trouble: FacilitationError) -> str:
        if not isinstance(trouble, Stuck):
            return trouble.message
        if not self.product.running:
            return "The bot is down. Start it, then take the step again."
        why = str(trouble.facts["why"])
        return why[:1].upper() + why[1:]

    def _owed(self) -> str:
        """Whether something waits because Slack or Zoom is down."""
        down = " and ".join(sorted(name.title() for name in self.world.faults.is_down))
        return f"{down} cannot be reached: what is for it waits in the ledger." if down else ""
