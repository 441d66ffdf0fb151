"""Moves the pretend time from one happening to the next, and waits each time until the bot has caught up."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

from bot.demo.agenda import Agenda
from bot.demo.product import Health, Product, pause
from bot.demo.wish import Stuck
from integrations.sandbox.world import World

RATE = 30.0  # seconds that pass in the pretend world for each real one, so that waits of the bot's come to an end
PATIENCE_SECONDS = 90.0
NEXT_LOOK, EACH_TAKES, LONGEST_PAUSE = 0.004, 0.004, 0.25  # looking on costs the bot time, too
WHILE_BEHIND = timedelta(minutes=15)
SOON = timedelta(seconds=40)  # happenings so near to each other are taken together


def _patiently(waited: float) -> bool:
    """Nothing ends the wait but patience itself."""
    return False


class Clockwork:
    """The hands that move the clock. `restarts` are instants at which the bot is killed and started again.

    `heed` is told while the bot is waited for, with the seconds waited; it may end everything by what it raises, or
    say that time is to go on although the bot has not caught up: it cannot, as long as something is down.
    """

    def __init__(
        self,
        world: World,
        product: Product,
        agenda: Agenda,
        *,
        restarts: list[datetime],
        patience: float = PATIENCE_SECONDS,
        heed: Callable[[float], bool] = _patiently,
    ) -> None:
        self.world, self.product, self.agenda = world, product, agenda
        self.restarts, self.patience = sorted(restarts), patience
        self.heed = heed
        self.steps = self.kills = 0
        self._behind = False
        self._seen: tuple[int, Health | None] = (0, None)

    def live(self, until: datetime, step: Callable[[], None]) -> None:
        """Live until that instant. `step` is called whenever the bot has caught up."""
        clock = self.world.clock
        while clock.now() < until:
            now = clock.now()
            goal = min(self.next(now) or until, until)
            if self._behind:  # it tries again every few minutes; nobody wants to watch each time
                goal = min(max(goal, now + WHILE_BEHIND), until)
            clock.set(max(goal, now))
            self.steps += 1
            self._restart(goal)
            self._let_people_act()
            self.settle()
            step()

    def next(self, now: datetime) -> datetime | None:
        """When the bot or somebody next has something to do."""
        known_at, seen = self._seen
        if seen is None or known_at != self.world.bell.serial:  # much may have happened since
            seen = self.product.health()
        ahead = (seen.next if seen else None, self.agenda.next)
        return min((each for each in ahead if each is not None), default=None)

    def _let_people_act(self) -> None:
        for act in self.agenda.take(self.world.clock.now() + SOON):
            act()

    def _restart(self, now: datetime) -> None:
        if not self.restarts or self.restarts[0] > now:
            return
        pause(0.05 + 0.05 * (self.kills % 5))  # in the middle of whatever it has just begun
        self.restarts.pop(0)
        self.kills += 1
        self.product.kill()
        self.begin()

    def begin(self) -> None:
        """Start the bot and wait until it hears what people do, unless Slack is down: then it keeps trying."""
        clock, slack = self.world.clock, self.world.slack
        self.product.start()
        self.product.wait_ready(clock.now())
        if "slack" not in self.world.faults.is_down and not slack.sockets.wait_for(1, seconds=30):
            raise Stuck(when=f"{clock.now():%d %B %Y}", why="the bot did not connect to Slack.")

    def settle(self) -> Health | None:
        """Wait until the bot owes nothing at this instant; what it says then, None where it is left behind.

        Raises Stuck.
        """
        clock = self.world.clock
        goal, began = clock.now(), time.monotonic()
        clock.rate = RATE
        seen: Health | None = None
        while (waited := time.monotonic() - began) < self.patience:
            seen = self.product.health()
            if seen and seen.now >= goal and not seen.busy and not self.world.slack.courier.waiting:
                return self._settled(seen)
            if not self.product.running:
                self._fell(f"the bot ended by itself. {self.product.last_words}")
            if self.heed(waited):
                return self._settled(None)
            pause(_until_next_look(seen))
        owed = f"still has {seen.words}" if seen else "does not answer"
        self._fell(f"after {self.patience:.0f} seconds the bot {owed}.")

    def _settled(self, seen: Health | None) -> Health | None:
        self.world.clock.rate, self._behind = 0.0, seen is None
        self._seen = (self.world.bell.serial, seen)
        return seen

    def _fell(self, why: str) -> NoReturn:
        raise Stuck(when=f"{self.world.clock.now():%d %B %Y %H:%M} UTC", why=why)


def _until_next_look(seen: Health | None) -> float:
    """The more is owed, the longer the bot is left to work."""
    owed = seen.due + seen.sending if seen else 0
    return min(max(NEXT_LOOK, EACH_TAKES * owed), LONGEST_PAUSE)
