"""A session's agenda as facilitators changed it: how long each stretch lasts, in which order, and who leads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import FacilitationError
from bot.domain.held import fitted
from bot.domain.programme import LearningPlan, PlannedSession, Round

SHORTEST, LONGEST = 1, 480  # minutes


class DoesNotFit(FacilitationError):
    """Nothing was changed. {day}the stretches last {minutes} minutes now, and there are {there}: {cure}."""


class NotThatLong(FacilitationError):
    """Nothing was changed. “{title}” cannot last {minutes} minutes: give each stretch 1 to 480 whole minutes."""


class OtherStretches(FacilitationError):
    """Nothing was changed: the plan's agenda has become another one meanwhile. Open it once more, and try again."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One stretch of an agenda: the plan's round of that key, its minutes, and the id of who leads it."""

    key: str
    minutes: int
    owner: str = ""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The agenda of one session, in its order. The plan itself stays as it is; `version` counts the changes."""

    session_id: str
    month: int
    blocks: tuple[Block, ...]
    by: str
    at: datetime
    version: int = 1


def with_agendas(plan: LearningPlan, agendas: Iterable[Agenda]) -> LearningPlan:
    """The plan as it is lived: each session with its changed agenda, where that still is about the same stretches."""
    by_month = {agenda.month: agenda for agenda in agendas}
    if not by_month:
        return plan
    return replace(
        plan, sessions=tuple(_session(one, by_month.get(one.month)) for one in plan.sessions)
    )


def _session(planned: PlannedSession, agenda: Agenda | None) -> PlannedSession:
    if agenda is None or {b.key for b in agenda.blocks} != {r.key for r in planned.rounds}:
        return planned
    rounds, whole = changed(planned.rounds, agenda.blocks), sum(r.minutes for r in planned.rounds)
    if planned.days == 1 and sum(one.minutes for one in rounds) != whole:
        rounds = fitted(rounds, whole)  # the session was made shorter or longer since
    return replace(planned, rounds=rounds)


def changed(rounds: Sequence[Round], blocks: Sequence[Block]) -> tuple[Round, ...]:
    """The rounds in the order of these blocks, each as long as its block and with its owner."""
    known = {one.key: one for one in rounds}
    return tuple(replace(known[b.key], minutes=b.minutes, owner=b.owner) for b in blocks)


def check(before: Sequence[Round], after: Sequence[Block]) -> None:
    """Whether these blocks may take the place of those rounds. Raises NotThatLong, DoesNotFit, OtherStretches.

    Each day lasts as long as before: when a session ends was told to everybody, and is changed by moving it.
    """
    if {one.key for one in before} != {block.key for block in after} or len(before) != len(after):
        raise OtherStretches
    titles = {one.key: one.title for one in before}
    for block in after:
        if not SHORTEST <= block.minutes <= LONGEST:
            raise NotThatLong(title=titles[block.key], minutes=block.minutes)
    several = len({one.day for one in before}) > 1
    for day in sorted({one.day for one in before}):
        _check_day(day, before, after, several=several)


def _check_day(day: int, before: Sequence[Round], after: Sequence[Block], *, several: bool) -> None:
    mine = {one.key for one in before if one.day == day}
    there = sum(one.minutes for one in before if one.day == day)
    minutes = sum(block.minutes for block in after if block.key in mine)
    if minutes != there:
        cure = f"take away {minutes - there}" if minutes > there else f"add {there - minutes}"
        on = f"On day {day} " if several else ""
        raise DoesNotFit(day=on, minutes=minutes, there=there, cure=cure)
