"""When an effect may leave, as questions the database can answer about the instant `now`."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import SETTLED, State
from bot.domain.restoring import NEVER_ARRIVED
from bot.domain.urgency import Urgency
from bot.store.columns import DatabaseClock, Instant
from bot.store.statements import among
from bot.store.tables import duty, effect

NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=Instant())
LIMIT: sa.BindParameter[int] = sa.bindparam("limit", type_=sa.Integer())
LEASE: sa.BindParameter[float] = sa.bindparam("lease", type_=sa.Double())
# after a restore: effects up to this id may have been sent since this instant
LOOK_UP_TO: sa.BindParameter[int] = sa.bindparam("look_up_to", type_=sa.BigInteger())
GONE_SINCE: sa.BindParameter[datetime] = sa.bindparam("gone_since", type_=Instant())
BEFORE: sa.BindParameter[datetime] = sa.bindparam("before", type_=Instant())
AFTER: sa.BindParameter[datetime] = sa.bindparam("after_now", type_=Instant())
AWAITED = effect.alias("awaited")

# the effect that this one comes after is settled
SETTLED_FIRST = (
    sa.select(AWAITED.c.id)
    .where(AWAITED.c.key == effect.c.after, among(AWAITED.c.state, sorted(SETTLED)))
    .exists()
)
# nothing holds it back: it comes after nothing, or that is settled, or was waited for long enough
RELEASED = sa.or_(effect.c.after == "", effect.c.hold_until <= NOW, SETTLED_FIRST)
# its time has come, though it may be waiting to be tried again
COME = sa.and_(effect.c.state == State.READY, effect.c.not_before <= NOW, RELEASED)
TO_SEND = sa.and_(COME, effect.c.try_at <= NOW)
# it may have been done, and by now it can be seen whether it was
TO_LOOK_UP = sa.and_(effect.c.state == State.UNKNOWN, effect.c.try_at <= NOW)


def _due() -> sa.Select[int, int]:
    """What is urgent first, and then whose turn came first."""
    # a question for each instead of one "or": the index answers it in order, however much was done, waits or is to come
    asked = (_first(u, may) for u in Urgency for may in (TO_SEND, TO_LOOK_UP))
    either = sa.union_all(*asked).subquery()
    in_order = sa.select(either.c.id, either.c.urgency).order_by(
        either.c.urgency, either.c.try_at, either.c.id
    )
    return in_order.limit(LIMIT)


def _first(urgency: Urgency, may: sa.ColumnElement[bool]) -> sa.Select[int, int, datetime]:
    known = sa.select(effect.c.id, effect.c.urgency, effect.c.try_at)
    these = known.where(effect.c.urgency == sa.literal_column(str(int(urgency))), may)
    return sa.select(these.order_by(effect.c.try_at, effect.c.id).limit(LIMIT).subquery())


def _next_turn() -> sa.Select[datetime]:
    # the index gives the first of each kind at once, however many come after it
    asked = (_next(u, state) for u in Urgency for state in (State.READY, State.UNKNOWN))
    either = sa.union_all(*asked).subquery()
    return sa.select(sa.func.min(either.c.try_at, type_=Instant()))


def _next(urgency: Urgency, state: State) -> sa.Select[datetime]:
    known = sa.select(effect.c.try_at).where(effect.c.state == state, effect.c.try_at > NOW)
    these = known.where(effect.c.urgency == sa.literal_column(str(int(urgency))))
    return sa.select(these.order_by(effect.c.try_at).limit(1).subquery())


def _claim() -> sa.Executable:
    ready = effect.c.state == State.READY
    not_sought = sa.and_(effect.c.id <= LOOK_UP_TO, effect.c.last_error != NEVER_ARRIVED)
    doubted = sa.and_(ready, not_sought)
    may_be_had = sa.or_(TO_SEND, TO_LOOK_UP)
    chosen = sa.update(effect).where(effect.c.id == sa.bindparam("chosen"), may_be_had)
    return chosen.values(
        state=State.SENDING,
        claimed_from=sa.case((doubted, sa.literal(State.UNKNOWN.value)), else_=effect.c.state),
        claimed_at=sa.case((doubted, GONE_SINCE), (ready, NOW), else_=effect.c.claimed_at),
        attempt=effect.c.attempt + 1,
        fence=effect.c.fence + 1,
        lease_until=DatabaseClock(plus=LEASE),
    ).returning(effect)


def _count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions).scalar_subquery()


def _backlog() -> sa.Executable:
    duties_come = _count(duty, duty.c.done_at.is_(None), duty.c.due_at <= NOW)
    hanging = (State.SENDING, State.UNKNOWN, State.DEAD)
    counts = (_count(effect, effect.c.state == state).label(state) for state in hanging)
    return sa.select((_count(effect, COME) + duties_come).label("due"), *counts)


def _stuck() -> sa.Select[Any]:
    """What was due, or is in doubt, since `before` and for no longer than now; what waits for the day is not stuck."""
    late = sa.and_(effect.c.state == State.READY, effect.c.not_before <= BEFORE, RELEASED)
    gone = sa.func.coalesce(effect.c.claimed_at, effect.c.not_before)
    doubted = sa.and_(effect.c.state == State.UNKNOWN, gone <= BEFORE, effect.c.try_at <= AFTER)
    return sa.select(effect).where(sa.or_(late, doubted)).order_by(effect.c.not_before)


OURS = (  # an effect while the claim that we hold is the last one
    effect.c.id == sa.bindparam("its_id"),
    effect.c.fence == sa.bindparam("its_fence"),
    effect.c.state == sa.literal_column(f"'{State.SENDING.value}'"),
)
LEAVES_NO_LINE = sa.delete(effect).where(*OURS)
WAITS = (
    sa.update(effect)
    .where(*OURS)
    .values(
        state=effect.c.claimed_from,
        attempt=effect.c.attempt - 1,
        lease_until=None,
        try_at=sa.bindparam("new_try_at", type_=Instant()),
        last_error=sa.bindparam("new_last_error", type_=effect.c.last_error.type),
    )
)
FOLLOWS = (
    sa.update(effect)
    .where(among(effect.c.state, [State.READY]), effect.c.key == sa.bindparam("its_key"))
    .values(after=sa.bindparam("new_after", type_=effect.c.after.type), hold_until=None)
)


@cache
def concluding(news: tuple[str, ...]) -> sa.Executable:
    """Put together once: that costs as much as asking."""
    fresh = {name: sa.bindparam(f"new_{name}", type_=effect.c[name].type) for name in news}
    return sa.update(effect).where(*OURS).values(lease_until=None, **fresh)


STUCK = _stuck().limit(LIMIT)
DUE = _due()
NEXT_TURN = _next_turn()
CLAIM = _claim()
BACKLOG = _backlog()
