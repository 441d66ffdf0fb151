"""When a programme ends, step by step: what is open is asked about, people part, and what is left closes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.programme import PlannedSession, Prompt, When
from bot.domain.sessions import Session

# kinds of what people read: what becomes of what they have in hand; what is open, to facilitators; and the goodbye
ASKED, OPEN, FAREWELL = "ending-asked", "ending-open", "farewell"
ASK = timedelta(days=7)  # before the last session: time for somebody else's yes
EVE = timedelta(days=2)
PARTING = (
    3  # days after the last session at least, and one after the last question that belongs to it
)
PATIENCE = timedelta(days=14)  # in which whoever was asked may answer
LAST_DAYS = 5  # from the farewell, and from the plan's own last question about actions, until what is open closes
ANEW = timedelta(days=3)  # from a question that came late until the farewell


@dataclass(frozen=True, kw_only=True)
class Moments:
    """The instants of one ending, each the earliest at which that step is done; people read at their own hour."""

    ask: datetime
    eve: datetime
    farewell: datetime
    close: datetime


def moments(last: Session, prompts: Iterable[Prompt], asked: datetime | None) -> Moments:
    """The steps around the last session, with all that is asked around it. `asked` is when people were asked what
    becomes of what they have in hand, where they were: who is asked late, as when a later session was called off, has
    as much time as anybody.
    """
    ask = last.starts_at - ASK
    since, after = asked or ask, [p for p in prompts if p.send and not p.send.before]
    own = _last_of([p for p in after if p.when is When.POST]) + 1
    farewell = max(last.ends_at + timedelta(days=max(PARTING, own)), since + ANEW)
    check = last.ends_at + timedelta(days=_last_of([p for p in after if _about_actions(p)]))
    close = max(
        last.ends_at + PATIENCE,
        since + PATIENCE,
        *(at + timedelta(days=LAST_DAYS) for at in (farewell, check)),
    )
    return Moments(ask=ask, eve=last.starts_at - EVE, farewell=farewell, close=close)


def _last_of(prompts: Iterable[Prompt]) -> int:
    return max((p.send.days for p in prompts if p.send), default=0)


def _about_actions(prompt: Prompt) -> bool:
    return "action_owner" in prompt.audience and prompt.when is not When.FOLLOW


def to_follow(planned: PlannedSession) -> list[Prompt]:
    """What is still asked long after the last session, by the plan."""
    return [p for p in planned.prompts if p.when is When.FOLLOW and p.send and p.asked]
