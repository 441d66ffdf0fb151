"""The levers behind the sandbox's page: steps of the clock, the bot's process, who acts alone, a new beginning."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from bot.demo.backstage import Backstage
from bot.demo.community import Community
from bot.demo.sandbox import AS_IN_LIFE, Sandbox
from bot.demo.strides import STEPS, NoSuchStep, Stride
from bot.demo.village import Village
from bot.demo.walk import Walk
from bot.demo.wish import Stuck
from bot.domain.errors import FacilitationError

FASTEST = 24 * 3600.0  # a day in a second: the bot keeps up with no more
OPENING = "The sandbox is being opened."
STEPPING = "A step is being taken."
STARTING = "The bot is being started."
BEGINNING = "Everything begins again."


class Busy(FacilitationError):
    """{what} Wait a moment."""


class Levers:
    """What may be pulled besides what people do themselves. Methods return at once; `changed` is called on news.

    Work that takes time is done in one thread; what it comes to is told by `state`. Until the sandbox is open, and
    while it begins again, only who is played by hand can be said.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.epoch = sandbox, 1
        self.changed: Callable[[], None] = _nobody_listens
        self._rate = AS_IN_LIFE
        self._guard, self._halt = threading.RLock(), threading.Event()
        self._stride: Stride | None = None
        self._doing, self._trouble, self._seen = "" if sandbox.is_open else OPENING, "", ""
        self._village = Village(sandbox)
        self._backstage = Backstage(self._look, fell=self._fell)

    @property
    def switchboard(self) -> str:
        """Where the pretend world's own paths are."""
        return self.sandbox.world.switchboard.url

    @property
    def bot(self) -> str:
        """Where the bot's own paths are."""
        return self.sandbox.product.url

    @property
    def community(self) -> Community:
        return self.sandbox.community

    def step(self, to: str) -> None:
        """Let time pass to the next "event", for an "hour" or a "day", or to the "session". Raises Busy, NoSuchStep."""
        if to not in STEPS:
            raise NoSuchStep(to=to)
        self._opened()
        with self._guard:
            if self._doing:
                raise Busy(what=self._doing)
            self._halt.clear()
            self._trouble = ""
            self._doing, now = STEPPING, self.sandbox.world.clock.now()
            self._stride = Stride(words=STEPS[to], began=now, now=now)
            self._backstage.wants(partial(self._step, to, self._stride))
        self._news()

    def stop(self) -> None:
        """End the step that is being taken."""
        self._halt.set()

    def play(self, rate: float = AS_IN_LIFE) -> None:
        """Let time run by itself, so many seconds in each real one. A step that is being taken comes first."""
        with self._guard:
            self._rate = min(max(rate, 0.0), FASTEST)
            if not self._doing:
                self.sandbox.world.clock.rate = self._rate
        self._news()

    def pause(self) -> None:
        """Let time stand still."""
        self.play(0.0)

    def kill(self) -> None:
        """End the bot as a power cut would. Raises Busy while a new world is made."""
        self._not_while_beginning()
        self.sandbox.product.kill()
        self._news()

    def start(self) -> None:
        """Start the bot again, unless it runs. Raises Busy while a new world is made."""
        with self._guard:
            self._not_while_beginning()
            if self.sandbox.product.running or self._doing == STARTING:
                return
            self._halt.set()  # without the bot no step gets on
            self._backstage.wants(self._start, alone=True)
            self._doing = STARTING
        self._news()

    def others(self, on: bool) -> None:
        """Let the pretend people live by themselves, or not."""
        self._village.lives.on = on
        self._village.keep()
        self._news()

    def mine(self, person: str) -> None:
        """From now on nobody else acts for this person, by their id in the roster."""
        lives = self._village.lives
        if person in self.community.people and person not in lives.by_hand:
            lives.by_hand = lives.by_hand | {person}
            self._village.keep()
            self._news()

    def begin_again(self) -> None:
        """Forget all that happened: a new world with the same people, on its first day. Raises Busy."""
        with self._guard:
            self._not_while_beginning()
            self._halt.set()
            self._backstage.wants(self._begin_again, alone=True)
            self._doing = BEGINNING
            self.sandbox.product.kill()  # what is being done ends sooner
        self._news()

    def state(self) -> dict[str, Any]:
        """What the levers say, as JSON has it."""
        lives, stride = self._village.lives, self._stride
        return {
            "epoch": self.epoch,
            "bot": self._bot_state(),
            "rate": self._rate,
            "others": lives.on,
            "mine": sorted(lives.by_hand),
            "step": stride.as_json() if stride else None,
            "doing": self._doing,
            "trouble": self._trouble,
        }

    def _bot_state(self) -> str:
        if self._doing in {OPENING, STARTING, BEGINNING}:
            return "starting"
        return "running" if self.sandbox.product.running else "down"

    def close(self) -> None:
        """End what is being done. The sandbox itself stays open."""
        self._halt.set()
        self._backstage.close()
        self._village.leave()

    def _not_while_beginning(self) -> None:
        self._opened()
        if self._doing in {OPENING, BEGINNING}:
            raise Busy(what=self._doing)

    def _step(self, to: str, stride: Stride) -> None:
        walk = Walk(self.sandbox, self._village, stride, halted=self._halt.is_set, told=self._news)
        walk.take(to)
        stride.done = True
        self._over(STEPPING)

    def _start(self) -> None:
        if self._stride and not self._stride.done:  # it had not begun yet
            self._stride.stopped = self._stride.done = True
        with self._telling_trouble():
            self.sandbox.start()
        self._over(STARTING)

    def _begin_again(self) -> None:
        self._stride = None
        with self._telling_trouble():
            self._village.leave()
            self.sandbox.anew()
            self._village, self._rate = Village(self.sandbox), AS_IN_LIFE
            self.epoch += 1
        self._over(BEGINNING)

    @contextmanager
    def _telling_trouble(self) -> Iterator[None]:
        self._trouble = ""
        try:
            yield
        except Stuck as stuck:
            self._trouble = f"The bot does not start: {stuck.facts['why']}"
        except FacilitationError as trouble:
            self._trouble = trouble.message

    def _over(self, what: str) -> None:
        with self._guard:
            self.sandbox.world.clock.rate = self._rate
            if self._doing == what:
                self._doing = ""
        self._news()

    def _fell(self) -> None:
        """A fault of the sandbox's own: whatever was being done is over."""
        self._trouble = (
            "Something in the sandbox itself did not work. Try once more, or begin again."
        )
        if self._stride and not self._stride.done:
            self._stride.stuck, self._stride.done = self._trouble, True
        self._over(self._doing)

    def _look(self) -> None:
        """People live along with the clock, and a bot that ended by itself is seen."""
        self._opened()
        if self._doing == OPENING:
            return
        self._village.hear()
        self._village.act(unless=lambda: self._backstage.wanted)
        if self._bot_state() != self._seen:
            self._news()

    def _opened(self) -> None:
        """See whether the sandbox has been opened meanwhile."""
        if self._doing == OPENING and self.sandbox.is_open:
            self._over(OPENING)

    def _news(self) -> None:
        self._seen = self._bot_state()
        self.changed()


def _nobody_listens() -> None:
    """Until a page sets `changed`, nobody listens."""
