"""Another plan for what runs gives sessions other times: those ahead follow it, but for those moved by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.calendar import sessions_of
from bot.domain.errors import Impossible
from bot.domain.programme import LearningPlan, Note
from bot.domain.sessions import Session
from bot.facilitation import moving
from bot.facilitation.setting import Setting
from bot.ports import Memory
from bot.voice import plan_dates as words
from bot.voice.moves import PLAN_CHANGED
from bot.voice.words import local

Change = tuple[Session, Session]


def retimed(setting: Setting, old: LearningPlan, plan: LearningPlan) -> list[Change]:
    """Each session ahead that another plan gives another time or place, as it is and as it would be.

    Raises Impossible (a time that has passed), UnsureHour, Collides: a plan is followed whole or not.
    """
    before, after = (_by_month(setting, each) for each in (old, plan))
    changes = [
        (session, _at(session, after[session.month]))
        for session in setting.sessions()
        if session.starts_at > setting.now and session.month in before and session.month in after
        if _shape(before[session.month]) != _shape(after[session.month])
        and _shape(session) == _shape(before[session.month])
    ]
    for _, new in changes:
        _may_be(setting, new)
    _keep_order(setting, {was.id: new for was, new in changes})
    return changes


def staying(setting: Setting, old: LearningPlan, plan: LearningPlan) -> Iterator[str]:
    """What the plan would have elsewhere, and facilitators have moved: a line each."""
    before, after = (_by_month(setting, each) for each in (old, plan))
    for session in setting.sessions():
        there = session.month in before and session.month in after
        if session.starts_at <= setting.now or not there:
            continue
        planned_anew = _shape(before[session.month]) != _shape(after[session.month])
        if planned_anew and _shape(session) != _shape(before[session.month]):
            yield words.stays(session, setting.place)


def added(setting: Setting, plan: LearningPlan) -> list[Session]:
    """The sessions that only the new plan has. Raises Impossible where one is over already."""
    known = {session.month for session in setting.sessions()}
    for session in filter(setting.is_extra, setting.sessions()):
        if session.month in {one.month for one in plan.sessions}:
            raise Impossible(what=words.session_on(session), why=words.ADDED_BY_HAND)
    new = [s for month, s in _by_month(setting, plan).items() if month not in known]
    for session in new:
        _may_be(setting, session)
    return new


def save(memory: Memory, setting: Setting, changes: Sequence[Change]) -> list[Change]:
    """Write the new times down, all of them before anything follows one."""
    done = [(was, replace(new, moves=was.moves + 1, moved_at=setting.now)) for was, new in changes]
    for _, new in done:
        memory.sessions.save(new)
        memory.notes.save(Note(id=f"moved:{new.id}", text=PLAN_CHANGED))
    return done


def _by_month(setting: Setting, plan: LearningPlan) -> dict[int, Session]:
    return {s.month: s for s in sessions_of(plan, start=setting.programme.start)}


def _shape(session: Session) -> tuple[object, ...]:
    return (session.wall, session.zone, session.mode, session.venue, session.minutes)


def _at(session: Session, planned: Session) -> Session:
    return replace(
        session,
        mode=planned.mode,
        zone=planned.zone,
        wall=planned.wall,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        rule=planned.rule,
        tzdata=planned.tzdata,
        venue=planned.venue,
    )


def _may_be(setting: Setting, new: Session) -> None:
    """Raises Impossible. Hours that clocks skip or repeat were refused when the dates were made."""
    if new.starts_at <= setting.now:
        raise Impossible(what=words.session_on(new), why="that time has passed")


def _keep_order(setting: Setting, changed: dict[str, Session]) -> None:
    """Raises Collides where two sessions would be at one time, or not in the order of their months."""
    then = [changed.get(s.id, s) for s in setting.sessions() if not s.cancelled]
    for one, following in pairwise(then):
        if following.starts_at < one.ends_at:
            when = local(following.starts_at, following.zone)
            raise moving.Collides(month=following.month, title=following.title, when=when)
