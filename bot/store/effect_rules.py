"""When an effect may leave, as questions the database can answer about the instant `now`."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import SETTLED, State
from bot.domain.restoring import NEVER_ARRIVED
from bot.store.columns import DatabaseClock, Instant
from bot.store.tables import duty, effect

NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=Instant())
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
    .where(AWAITED.c.key == effect.c.after, AWAITED.c.state.in_(sorted(SETTLED)))
    .exists()
)
# nothing holds it back: it comes after nothing, or that is settled, or was waited for long enough
RELEASED = sa.or_(effect.c.after == "", effect.c.hold_until <= NOW, SETTLED_FIRST)
# its time has come, though it may be waiting to be tried again
COME = sa.and_(effect.c.state == State.READY, effect.c.not_before <= NOW, RELEASED)
TO_SEND = sa.and_(COME, effect.c.try_at <= NOW)
# it may have been done, and by now it can be seen whether it was
TO_LOOK_UP = sa.and_(effect.c.state == State.UNKNOWN, effect.c.try_at <= NOW)


def _due() -> sa.Select[int]:
    # two questions instead of one "or": each is answered by the index, however much was done before
    known = sa.select(effect.c.id, effect.c.not_before)
    either = sa.union_all(known.where(TO_SEND), known.where(TO_LOOK_UP)).subquery()
    return sa.select(either.c.id).order_by(either.c.not_before, either.c.id)


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


STUCK = _stuck().limit(sa.bindparam("limit", type_=sa.Integer()))
DUE = _due().limit(sa.bindparam("limit", type_=sa.Integer()))
CLAIM = _claim()
BACKLOG = _backlog()
