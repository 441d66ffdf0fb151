"""What a stage sees in the tables: whether the bot still has something to do, and when it will have again."""

from datetime import datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import State
from bot.store.duties import STILL_TO_DO
from bot.store.effect_rules import NOW, TO_LOOK_UP, TO_SEND
from bot.store.memory import SqlMemory
from bot.store.places import place_of
from bot.store.tables import duty, effect

WRITTEN = {  # another value once anything was written by others
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_current_snapshot()::text",
}
WAITS = effect.c.state.in_([sa.literal_column(f"'{s}'") for s in (State.READY, State.UNKNOWN)])
TURN = sa.case((effect.c.try_at > effect.c.not_before, effect.c.try_at), else_=effect.c.not_before)
LET_GO = sa.and_(WAITS, effect.c.after != "")  # some day, even if what it comes after never is done


def _any(table: sa.Table, *conditions: Any) -> sa.Exists:
    return sa.select(sa.literal_column("1")).select_from(table).where(*conditions).exists()


def _first(instant: Any, *conditions: Any) -> sa.Select[datetime]:
    return sa.select(sa.func.min(instant, type_=NOW.type)).where(*conditions)


AT_WORK = (
    _any(duty, STILL_TO_DO, duty.c.due_at <= NOW),
    _any(effect, effect.c.state == sa.literal_column(f"'{State.SENDING}'")),
)
BUSY = sa.select(sa.or_(*AT_WORK, _any(effect, TO_SEND), _any(effect, TO_LOOK_UP)))
HELD = sa.select(sa.or_(*AT_WORK))  # a restored backup sends nothing for a while
TRIED_AGAIN = _first(effect.c.try_at, WAITS, effect.c.not_before <= NOW, effect.c.try_at > NOW)
TO_COME = sa.union_all(
    _first(duty.c.due_at, STILL_TO_DO, duty.c.due_at > NOW),
    _first(TURN, WAITS, TURN > NOW),
    _first(effect.c.hold_until, LET_GO, effect.c.hold_until > NOW),
)


class Lookout:
    """Looks again and again over one connection, which costs the bot as little as can be.

    While nothing was written and the clock stands still, what was seen last holds.
    """

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(place_of(url), isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()
        self._cursor = self._connection.connection.cursor()
        self._written = WRITTEN[self._engine.dialect.name]
        self._seen: tuple[object, bool] = (None, False)
        self._turn = Lock()  # two people may press at once, and both wait for what follows

    def anything_due(self, now: datetime) -> bool:
        """Whether the bot still has something to do, or has it in hand."""
        with self._turn:
            # asked first: what is written while we look makes us look again
            moment = (now, self._cursor.execute(self._written).fetchone())
            if self._seen[0] != moment:
                mode = SqlMemory(self._connection, lambda *_: None).effects.restored()
                question = HELD if mode and mode.too_early(now) else BUSY
                busy = self._connection.execute(question, {"now": now}).scalar_one()
                self._seen = (moment, bool(busy))
            return self._seen[1]

    def next_try(self, now: datetime) -> datetime | None:
        """When the first call that has to wait a little for Slack or Zoom may be made."""
        with self._turn:
            return self._connection.execute(TRIED_AGAIN, {"now": now}).scalar_one()

    def next_instant(self, now: datetime) -> datetime | None:
        """When something falls due again, or can be waited for no longer."""
        with self._turn:
            found = self._connection.execute(TO_COME, {"now": now}).scalars().all()
        return min((instant for instant in found if instant), default=None)

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()
