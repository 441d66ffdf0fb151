"""Everything a pretend person can reach: the community, the world, the agenda, the diary and the day's post."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.demo.agenda import Agenda
from bot.demo.almanac import Gathering
from bot.demo.community import Community
from bot.demo.diary import Diary
from bot.demo.habits import Habits, Intentions
from bot.demo.hands import Hands
from bot.demo.letters import Ledger, Postbox
from bot.demo.lives import ByHand, Lives, OutOfReach
from bot.demo.product import Product
from bot.domain.sessions import RoomPlan
from bot.store.sql_store import SqlStore
from integrations.sandbox.world import World

LATER = timedelta(minutes=10)  # so much later people try again what could not be done


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where the pretend months are played."""

    community: Community
    world: World
    product: Product
    agenda: Agenda
    diary: Diary
    habits: Habits
    postbox: Postbox
    books: SqlStore
    lives: Lives = field(default_factory=Lives)

    @property
    def link(self) -> str:
        """Where everybody meets; empty where that is Zoom."""
        return self.product.link

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def hands(self, person: str) -> Hands:
        """The hands of somebody who acts by themselves. Raises ByHand, OutOfReach."""
        if not self.lives.pretended(person):
            raise ByHand
        if "slack" in self.world.faults.is_down or not self.product.running:
            raise OutOfReach
        return Hands(self.world, self.postbox, self.diary, person)

    def session(self, month: int | None) -> Gathering | None:
        """The session of that month, if it is one that is lived through."""
        return next((g for g in self.community.sessions if g.month == month), None)

    def intentions(self, month: int) -> Intentions:
        return self.habits.intentions(month, self.community.seatable)

    def later(self, at: datetime, act: Callable[..., object], *facts: object) -> None:
        """Plan something for somebody; what lies behind us is done at once."""
        self.agenda.plan(max(at, self.now), partial(self._lives, act, *facts))

    def _lives(self, act: Callable[..., object], *facts: object) -> None:
        if not self.lives.on:
            return
        try:
            act(*facts)
        except OutOfReach:
            self.later(self.now + LATER, act, *facts)
        except ByHand:
            return

    def rooms(self, month: int) -> RoomPlan | None:
        """The rooms of a session as the bot's database holds them now: those that were told, else those proposed."""
        with self.books.read() as memory:
            id = f"s{month:02}"
            return memory.plans.published(id) or memory.plans.latest(id)

    def name(self, person: str) -> str:
        known = self.community.people.get(person)
        return known.name if known else person


def stage_of(
    community: Community,
    world: World,
    product: Product,
    *,
    seed: int = 1,
    absence: float = 0.0,
    agenda: Agenda | None = None,
    lives: Lives | None = None,
) -> Stage:
    """A stage with nothing on its agenda yet; its books are the bot's own database."""
    return Stage(
        community=community, world=world, product=product, agenda=agenda or Agenda(),
        diary=Diary(), habits=Habits(seed=seed, absence=absence), lives=lives or Lives(),
        postbox=Postbox(world, Ledger(product.database_url)),
        books=SqlStore(product.database_url, story_keys=product.story_keys),
    )  # fmt: skip
