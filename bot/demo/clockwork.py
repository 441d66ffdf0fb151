"""Moves the pretend time from one happening to the next, and waits each time until the bot has caught up."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

from bot.demo.agenda import Agenda
from bot.demo.product import Health, Product, pause
from bot.demo.wish import Stuck
from integrations.sandbox.courier import Courier
from integrations.sandbox.world import World

RATE = 30.0  # seconds that pass in the pretend world for each real one, so that waits of the bot's come to an end
PATIENCE_SECONDS = 90.0
REST_SECONDS = 2.0  # so long the bot may work before anybody asks after it
NEXT_LOOK, EACH_TAKES, LONGEST_PAUSE = 0.004, 0.004, 0.25  # looking on costs the bot time, too
WHILE_BEHIND = timedelta(minutes=15)
A_STRIDE = timedelta(seconds=2)  # what may not be asked more often goes by so many seconds' worth
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
            self.settle(among_others=True)
            step()

    def next(self, now: datetime) -> datetime | None:
        """When the bot or somebody next has something to do."""
        known_at, seen = self._seen
        if seen is None or known_at != self.world.bell.serial:  # much may have happened since
            seen = self.product.health()
        ahead = (self._ahead(seen), self.agenda.next)
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

    def settle(self, *, among_others: bool = False) -> Health | None:
        """Wait until the bot owes nothing at this instant; what it says then, None where it is left behind.

        What it may only do a little later is waited for by going there at once; `among_others`: unless somebody else
        has something to do before. Raises Stuck.
        """
        goal, began = self.world.clock.now(), time.monotonic()
        seen: Health | None = None
        while (waited := time.monotonic() - began) < self.patience:
            seen = self._looked()
            if seen and seen.now >= goal and self._is_done(seen, among_others):
                return self._settled(seen)
            if not self.product.running:
                self._fell(f"the bot ended by itself. {self.product.last_words}")
            if self.heed(waited):
                return self._settled(None)
            self._go_on(seen)
        owed = f"still has {seen.words}" if seen else "does not answer"
        self._fell(f"after {self.patience:.0f} seconds the bot {owed}.")

    @property
    def _couriers(self) -> tuple[Courier, Courier]:
        return self.world.slack.courier, self.world.zoom.news.courier

    def _looked(self) -> Health | None:
        """What the bot says once it has heard all that is on its way, and done all that it can by now."""
        for courier in self._couriers:
            courier.rest(REST_SECONDS)
        return self.product.health(rest=REST_SECONDS)

    def _is_done(self, seen: Health, among_others: bool) -> bool:
        if not seen.busy and not any(courier.waiting for courier in self._couriers):
            return True
        ahead = self._ahead(seen)
        if not seen.rested or ahead is None:
            return False
        others = self.agenda.next if among_others else None
        return (others is not None and others <= ahead) or ahead > seen.now + WHILE_BEHIND

    def _ahead(self, seen: Health | None) -> datetime | None:
        """When something that was begun can go on."""
        instants = (seen.next if seen else None, *(courier.next for courier in self._couriers))
        return min((each for each in instants if each), default=None)

    def _go_on(self, seen: Health | None) -> None:
        """To the next instant at which something can be done; where nobody knows one, time passes meanwhile."""
        clock, ahead = self.world.clock, self._ahead(seen)
        if seen and seen.rested and ahead and not self.world.faults.is_down:
            clock.set(max(ahead, seen.now + A_STRIDE))
            return
        clock.rate = RATE
        pause(_until_next_look(seen))

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
