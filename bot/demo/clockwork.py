"""Moves the pretend time from one happening to the next, and waits each time until the bot has caught up."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.agenda import Agenda
from bot.demo.product import Health, Product, pause
from bot.demo.wish import Stuck
from integrations.sandbox.world import World

RATE = 30.0  # seconds that pass in the pretend world for each real one, so that waits of the bot's come to an end
PATIENCE_SECONDS = 90.0
FIRST_LOOK, NEXT_LOOK = 0.025, 0.02
EACH_TAKES, LONGEST_PAUSE = 0.006, 0.25  # looking on costs the bot time, too
SOON = timedelta(seconds=40)  # happenings so near to each other are taken together


class Clockwork:
    """The hands that move the clock. `restarts` are instants at which the bot is killed and started again."""

    def __init__(
        self,
        world: World,
        product: Product,
        agenda: Agenda,
        *,
        restarts: list[datetime],
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.world, self.product, self.agenda = world, product, agenda
        self.restarts, self.patience = sorted(restarts), patience
        self.steps = self.kills = 0

    def live(self, until: datetime, step: Callable[[], None]) -> None:
        """Live until that instant. `step` is called whenever the bot has caught up."""
        clock = self.world.clock
        while clock.now() < until:
            now = clock.now()
            ahead = [self.product.to_come(now), self.agenda.next, until]
            goal = min(each for each in ahead if each is not None)
            clock.set(max(goal, now))
            self.steps += 1
            self._restart(goal)
            self._let_people_act()
            self.settle()
            step()

    def _let_people_act(self) -> None:
        acts = self.agenda.take(self.world.clock.now() + SOON)
        if acts:
            pause(
                FIRST_LOOK
            )  # the bot looks at the clock only now and then; people's acts must find it at this hour
        for act in acts:
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
        """Start the bot and wait until it hears what people do."""
        clock = self.world.clock
        self.product.start()
        self.product.wait_ready(clock.now())
        if not self.world.slack.sockets.wait_for(1, seconds=30):
            raise Stuck(when=f"{clock.now():%d %B %Y}", why="the bot did not connect to Slack.")

    def settle(self) -> Health:
        """Wait until the bot owes nothing at this instant. Raises Stuck."""
        clock = self.world.clock
        goal, end = clock.now(), time.monotonic() + self.patience
        clock.rate = RATE
        pause(FIRST_LOOK)
        seen: Health | None = None
        while time.monotonic() < end:
            seen = self.product.health()
            if seen and seen.now >= goal and not seen.busy and not self.world.slack.courier.waiting:
                clock.rate = 0.0
                return seen
            if not self.product.running:
                self._fell(f"the bot ended by itself. {self.product.last_words}")
            pause(_until_next_look(seen))
        owed = f"still has {seen.words}" if seen else "does not answer"
        return self._fell(f"after {self.patience:.0f} seconds the bot {owed}.")

    def _fell(self, why: str) -> Health:
        raise Stuck(when=f"{self.world.clock.now():%d %B %Y %H:%M} UTC", why=why)


def _until_next_look(seen: Health | None) -> float:
    """The more is owed, the longer the bot is left to work."""
    owed = seen.due + seen.sending if seen else 0
    return min(max(NEXT_LOOK, EACH_TAKES * owed), LONGEST_PAUSE)
