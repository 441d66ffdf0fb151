"""Everything a pretend person can reach: the community, the world, the agenda, the diary and the day's post."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.demo.agenda import Agenda
from bot.demo.almanac import Gathering
from bot.demo.community import Community
from bot.demo.diary import Diary
from bot.demo.habits import Habits, Intentions
from bot.demo.hands import Hands
from bot.demo.letters import Postbox
from bot.demo.product import Product
from bot.domain.sessions import RoomPlan
from bot.store.sql_store import SqlStore
from integrations.sandbox.world import World


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

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def hands(self, person: str) -> Hands:
        return Hands(self.world, self.postbox, self.diary, person)

    def session(self, month: int | None) -> Gathering | None:
        """The session of that month, if it is one that is lived through."""
        return next((g for g in self.community.sessions if g.month == month), None)

    def intentions(self, month: int) -> Intentions:
        return self.habits.intentions(month, self.community.seatable)

    def later(self, at: datetime, act: Callable[..., object], *facts: object) -> None:
        """Plan something for somebody; what lies behind us is done at once."""
        self.agenda.plan(max(at, self.now), partial(_quietly, act, *facts))

    def rooms(self, month: int) -> RoomPlan | None:
        """The rooms of a session as the bot's database holds them now: those that were told, else those proposed."""
        with self.books.read() as memory:
            id = f"s{month:02}"
            return memory.plans.published(id) or memory.plans.latest(id)

    def name(self, person: str) -> str:
        known = self.community.people.get(person)
        return known.name if known else person


def _quietly(act: Callable[..., object], *facts: object) -> None:
    act(*facts)
