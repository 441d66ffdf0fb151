"""The load of a month: how many messages and how much answering a plan means for each person of each role."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.civil_time import local_date, notice_instant, prompt_instant
from bot.domain.programme import LearningPlan, Prompt, PromptType, ReminderRules
from bot.domain.roster import FACILITATOR, GUEST
from bot.domain.sessions import Session

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one month brings to each person of one role, besides news of the session itself.

    `messages` counts things due within an hour as one, `fullest` is the day with the most `things`. On the days in
    `crowded` more falls due than a person is told of in one day.
    """

    month: int
    role: str
    messages: int
    minutes: int
    fullest: date
    things: int
    crowded: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that falls due for a person: a question with its minutes, a piece of news, or the day's card."""

    at: datetime
    day: date
    month: int
    minutes: int = 0
    card: bool = False


def loads_of(plan: LearningPlan, sessions: Sequence[Session]) -> tuple[Load, ...]:
    """The load of each month for each role that is asked anything, in a session's own city."""
    roles = [role.key for role in plan.roles if role.perspective != GUEST]
    return tuple(load for role in roles for load in _of_role(plan, sessions, role))


def _of_role(plan: LearningPlan, sessions: Sequence[Session], role: str) -> Iterator[Load]:
    things = [thing for session in sessions for thing in _things(plan, session, role)]
    days: dict[date, list[Thing]] = {}
    for thing in sorted(things, key=lambda each: each.at):
        days.setdefault(thing.day, []).append(thing)
    for session in sessions:
        mine = {d: due for d, due in days.items() if due[0].month == session.month}
        if any(not thing.card for due in mine.values() for thing in due):
            yield _load(session.month, role, mine, plan.reminders.max_messages_per_day)


def _load(month: int, role: str, days: dict[date, list[Thing]], most: int) -> Load:
    told = {day: [thing for thing in due if not thing.card] for day, due in days.items()}
    fullest = max(told, key=lambda day: (len(told[day]), -day.toordinal()))
    return Load(
        month=month,
        role=role,
        messages=sum(_hours(due) for due in told.values()),
        minutes=sum(thing.minutes for due in told.values() for thing in due),
        fullest=fullest,
        things=len(told[fullest]),
        crowded=tuple(day for day, due in sorted(days.items()) if _hours(due) > most),
    )


def _hours(due: Iterable[Thing]) -> int:
    """How many messages these make: what is due within an hour of the first comes together."""
    count, since = 0, None
    for thing in due:
        if since is None or thing.card or thing.at - since >= AN_HOUR:
            count, since = count + 1, thing.at
    return count


def _things(plan: LearningPlan, session: Session, role: str) -> Iterator[Thing]:
    rules = plan.reminders
    for prompt in plan.prompts_of(session.month):
        if prompt.send is not None and prompt.asked and _concerns(prompt, role):
            at = prompt_instant(session, prompt.send, session.zone, rules)
            minutes = 0 if prompt.type is PromptType.NOTICE else prompt.minutes
            yield _thing(session, at, minutes=minutes)
    yield from _cards(session, rules)


def _concerns(prompt: Prompt, role: str) -> bool:
    """Whether everyone of this role is asked; what only some are (hosts, owners of actions) comes on top."""
    circles = {role} if role == FACILITATOR else {role, "all", "attending", "attended"}
    return bool(circles & set(prompt.audience))


def _cards(session: Session, rules: ReminderRules) -> Iterator[Thing]:
    for offset in rules.session_notices:
        if not offset.day_level:
            yield _thing(session, notice_instant(session, offset, session.zone, rules), card=True)


def _thing(session: Session, at: datetime, *, minutes: int = 0, card: bool = False) -> Thing:
    day = local_date(at, session.zone)
    return Thing(at=at, day=day, month=session.month, minutes=minutes, card=card)
