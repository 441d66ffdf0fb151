"""What is owed to the world outside and what became of it. Leases run on the database's clock, all else on ours."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.effects import SETTLED, Backlog, Effect, Owed, State
from bot.domain.restoring import Restored
from bot.domain.urgency import Urgency, urgency_of
from bot.store.at_hand import Known
from bot.store.columns import DatabaseClock, Instant, is_sqlite
from bot.store.effect_rules import (
    BACKLOG,
    CLAIM,
    DUE,
    FOLLOWS,
    LEAVES_NO_LINE,
    NEXT_TURN,
    STUCK,
    WAITS,
    concluding,
)
from bot.store.restored import to_look_up_first
from bot.store.shape import Shape
from bot.store.statements import among, end_of, insert_new, starts_with
from bot.store.tables import effect

EFFECT, OWED = Shape(Effect), Shape(Owed)
NOT_TRIED = {
    "state": State.READY,
    "attempt": 0,
    "fence": 0,
    "claimed_from": "",
    "remote_id": "",
    "last_error": "",
}
MAY_HAVE_LEFT = (State.DONE, State.SENDING, State.UNKNOWN)
BY_KEY = sa.select(effect).where(effect.c.key == sa.bindparam("wanted"))
REFRESHES = ("edit", "home")  # they bring up to date what stands there
NO_LINE = "no_line"
ENDED_UNDONE = SETTLED - {State.DONE}
OVER = SETTLED - {State.DEAD}  # what was refused stays, for somebody must look at it
OnOwed = Callable[[int, Owed], object]

_SINCE: sa.BindParameter[datetime] = sa.bindparam("since", type_=Instant())
LEFT_SINCE = (
    sa.select(effect)
    .where(effect.c.target == sa.bindparam("target"), among(effect.c.state, MAY_HAVE_LEFT))
    .where(effect.c.claimed_at >= _SINCE)
    .order_by(effect.c.id)
)


@cache
def _asked_for(given: tuple[str, ...], states: tuple[State, ...]) -> sa.Select[Any]:
    """Put together once: that costs as much as asking."""
    conditions: dict[str, ColumnElement[bool]] = {
        "kind": effect.c.kind == sa.bindparam("kind"),
        "target": effect.c.target == sa.bindparam("target"),
        "prefix": effect.c.key >= sa.bindparam("prefix"),
        "end": effect.c.key < sa.bindparam("end"),
    }
    wanted = sa.select(effect).where(*(conditions[name] for name in given))
    return (wanted.where(among(effect.c.state, states)) if states else wanted).order_by(effect.c.id)


class SqlLedger:
    """The ledger within one transaction; `on_owed` hears of each effect that is new.

    `mode` tells since when it is restored. `done` are effects at hand that are done: nothing changes them any more.
    """

    def __init__(
        self,
        connection: sa.Connection,
        on_owed: OnOwed,
        mode: Callable[[], Restored | None],
        done: Known[Effect],
    ) -> None:
        self._connection, self._on_owed = connection, on_owed
        self._restored, self._done = mode, done

    def owe(self, owed: Owed) -> bool:
        """Write it down, unless its key is known; say whether it was new."""
        ours = {"try_at": owed.not_before, "urgency": urgency_of(owed.kind)}
        row = OWED.row(owed) | NOT_TRIED | ours
        statement = insert_new(effect, "key", "id", self._connection.dialect.name)
        id = self._connection.execute(statement, row).scalar_one_or_none()
        if id is None:
            return False
        self._on_owed(id, owed)
        return True

    def seek(self, key: str) -> Effect | None:
        """The effect with this key, if it was ever owed."""
        if (known := self._done.things.get(key)) is not None:
            return known
        row = self._connection.execute(BY_KEY, {"wanted": key}).mappings().one_or_none()
        found = None if row is None else EFFECT.thing(row)
        if found and found.state is State.DONE:
            self._done.keep({key: found})
        return found

    def find(
        self, prefix: str = "", *, kind: str = "", target: str = "", states: Sequence[State] = ()
    ) -> list[Effect]:
        """Effects whose key starts with the prefix, oldest first."""
        facts = {"kind": kind, "target": target, "prefix": prefix, "end": end_of(prefix) or ""}
        given = {name: value for name, value in facts.items() if value}
        query = _asked_for(tuple(given), tuple(states))
        return [EFFECT.thing(row) for row in self._connection.execute(query, given).mappings()]

    def left_since(self, target: str, instant: datetime) -> list[Effect]:
        """What has left for somebody since then, or may have, oldest first."""
        wanted = {"target": target, "since": instant}
        rows = self._connection.execute(LEFT_SINCE, wanted).mappings()
        return [EFFECT.thing(row) for row in rows]

    def newest(self, limit: int, *, states: Sequence[State] = ()) -> list[Effect]:
        """The effects that were owed last, oldest first."""
        wanted = [among(effect.c.state, states)] if states else []
        query = sa.select(effect).where(*wanted).order_by(effect.c.id.desc()).limit(limit)
        return self._read(query)[::-1] if limit > 0 else []

    def count(self) -> dict[State, int]:
        """How many effects there are in each state, without a look at each."""
        query = sa.select(effect.c.state, sa.func.count()).group_by(effect.c.state)
        found = {State(state): number for state, number in self._connection.execute(query)}
        return {state: found.get(state, 0) for state in State}

    def _read(self, query: sa.Select[Any]) -> list[Effect]:
        return [EFFECT.thing(row) for row in self._connection.execute(query).mappings()]

    def due(self, now: datetime, limit: int) -> dict[int, Urgency]:
        """What may be claimed now: what is urgent first, and then whose turn came first.

        Nothing while a call may land from before a restore.
        """
        found = self._connection.execute(DUE, {"now": now, "limit": limit}).all()
        if found and (mode := self.restored()) and mode.too_early(now):
            return {}
        return {id: Urgency(urgency) for id, urgency in found}

    def next_turn(self, now: datetime) -> datetime | None:
        """The first instant after now at which one more may leave or be looked up, as far as can be said by now."""
        return self._connection.execute(NEXT_TURN, {"now": now}).scalar_one()

    def claim(self, id: int, now: datetime, *, lease: timedelta) -> tuple[Effect, State] | None:
        """Take this effect, with the state it had before; None where it is not to be had.

        A look-up (from unknown) keeps `claimed_at`, the instant at which the call itself left. After a restore what
        is ready counts as unknown, and as gone when the backup was made, until it has been looked up.
        """
        mode = self.restored()
        if mode and mode.too_early(now):
            return None
        wanted = {"chosen": id, "now": now, "lease": lease / timedelta(seconds=1)}
        wanted |= to_look_up_first(mode, now)
        row = self._connection.execute(CLAIM, wanted).mappings().one_or_none()
        return None if row is None else (EFFECT.thing(row), State(row["claimed_from"]))

    def done(self, effect: Effect, remote_id: str) -> bool:
        """It was done, and is known there by this id; False where another has claimed it meanwhile."""
        return self._conclude(effect, state=State.DONE, remote_id=remote_id)

    def again(self, effect: Effect, at: datetime, why: str) -> bool:
        """Certainly not done: ready again at this instant."""
        return self._conclude(effect, state=State.READY, try_at=at, last_error=why)

    def doubtful(self, effect: Effect, look_at: datetime, why: str) -> bool:
        """It may have been done: unknown, to be looked up at this instant."""
        return self._conclude(effect, state=State.UNKNOWN, try_at=look_at, last_error=why)

    def wait(self, effect: Effect, at: datetime, why: str) -> bool:
        """Not begun after all: as it was before it was claimed, to be tried at this instant."""
        news = {"new_try_at": at, "new_last_error": why}
        return self._connection.execute(WAITS, _its(effect) | news).rowcount == 1

    def settle(self, effect: Effect, state: State, why: str) -> bool:
        """Ended without being done: dead, cancelled or expired, with the reason."""
        if state not in ENDED_UNDONE:
            raise ValueError(f"{state} is not an end without being done")
        return self._conclude(effect, state=state, last_error=why)

    def _conclude(self, claimed: Effect, **news: object) -> bool:
        if news["state"] in OVER and claimed.payload.get(NO_LINE):
            return self._connection.execute(LEAVES_NO_LINE, _its(claimed)).rowcount == 1
        fresh = {f"new_{name}": value for name, value in news.items()}
        statement = concluding(tuple(news))
        return self._connection.execute(statement, _its(claimed) | fresh).rowcount == 1

    def leave_no_line(self, target: str) -> None:
        """What is about to bring this person's messages up to date leaves no line here once it is over.

        Its line would say to the second when somebody answered without a name.
        """
        waiting = (effect.c.target == target, among(effect.c.kind, REFRESHES))
        found = self._read(sa.select(effect).where(*waiting, effect.c.state == State.READY))
        for each in found:
            marked = sa.update(effect).where(effect.c.id == each.id)
            self._connection.execute(marked.values(payload={**each.payload, NO_LINE: True}))

    def cancel(self, prefix: str, why: str) -> int:
        """Call off the effects that have not left, by the start of their key; how many there were.

        One that may have been done stays: whether it was must still be found out.
        """
        waiting = (effect.c.state == State.READY, starts_with(effect.c.key, prefix))
        statement = sa.update(effect).where(*waiting)
        called_off = statement.values(state=State.CANCELLED, last_error=why)
        return self._connection.execute(called_off).rowcount

    def revive(self, prefix: str, why: str) -> int:
        """Take back a calling off or a refusal, by the same words it was done with; how many there were."""
        ended = (among(effect.c.state, [State.CANCELLED, State.DEAD]), effect.c.last_error == why)
        statement = sa.update(effect).where(*ended, starts_with(effect.c.key, prefix))
        waiting = statement.values(state=State.READY, last_error="")
        return self._connection.execute(waiting).rowcount

    def put_off(
        self,
        key: str,
        *,
        not_before: datetime,
        expires_at: datetime | None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Move an effect that has not left to another instant; it is tried from then on."""
        waiting = (effect.c.state == State.READY, effect.c.key == key)
        moved: dict[str, Any] = {
            "not_before": not_before,
            "try_at": not_before,
            "expires_at": expires_at,
        }
        moved |= {"payload": dict(payload)} if payload is not None else {}
        self._connection.execute(sa.update(effect).where(*waiting).values(moved))

    def follow(self, key: str, after: str) -> None:
        """Hold an effect that has not left until that other one is settled; with nothing named, let it go."""
        self._connection.execute(FOLLOWS, {"its_key": key, "new_after": after})

    def release_stale(self, *, only_writer: bool) -> int:
        """Claims whose lease has run out become unknown; how many there were.

        On SQLite a sole writer that has just started gives up all of them: nobody else can be sending.
        """
        abandoned = effect.c.state == State.SENDING
        if not (only_writer and is_sqlite(self._connection.dialect)):
            abandoned = sa.and_(abandoned, effect.c.lease_until < DatabaseClock())
        statement = sa.update(effect).where(abandoned)
        released = statement.values(
            state=State.UNKNOWN, try_at=effect.c.claimed_at, lease_until=None
        )
        return self._connection.execute(released).rowcount

    def stuck(self, now: datetime, patience: timedelta, limit: int) -> list[Effect]:
        """What was due, or in doubt, that long ago and is still not settled; what waits for the day is not stuck."""
        moments = {"now": now, "before": now - patience, "after_now": now + patience}
        rows = self._connection.execute(STUCK, moments | {"limit": limit}).mappings()
        return [EFFECT.thing(row) for row in rows]

    def restored(self) -> Restored | None:
        """Since when what is to be said is looked up first, if this is a restored backup."""
        return self._mode

    @cached_property
    def _mode(self) -> Restored | None:
        """Read once in a transaction: a restore happens between them, with nobody connected."""
        return self._restored()

    def backlog(self, now: datetime) -> Backlog:
        """How much is owed at this moment: effects and duties whose time has come, and what hangs."""
        row = self._connection.execute(BACKLOG, {"now": now}).one()
        return Backlog(**row._mapping)


def _its(claimed: Effect) -> dict[str, Any]:
    """The effect and the fence under which it was claimed."""
    return {"its_id": claimed.id, "its_fence": claimed.fence}
