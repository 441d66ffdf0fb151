"""How far one step goes, and what is known of a step while it is taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import FacilitationError
from bot.domain.sessions import Session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHORTLY = timedelta(minutes=5)  # so long before a session begins there is something to look at


class NothingAhead(FacilitationError):
    """There is nothing more to come."""


class NoSessionAhead(FacilitationError):
    """There is no session ahead any more."""


class NoSuchStep(FacilitationError):
    """A step goes to the next event, an hour, a day or a session, not to “{to}”."""


STEPS = {
    "event": "To the next event",
    "hour": "An hour on",
    "day": "A day on",
    "session": "To the session",
}


@dataclass
class Stride:
    """One step of the clock: where it goes, how far it came, and what it did."""

    words: str
    began: datetime
    now: datetime
    goal: datetime | None = None
    done: bool = False
    stopped: bool = False
    stuck: str = ""
    did: list[str] = field(default_factory=list)

    def aims(self, goal: datetime) -> None:
        """Go to this instant."""
        self.goal, self.words = goal, f"To {in_words(goal)}"

    def as_json(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "began": self.began.isoformat(),
            "goal": self.goal.isoformat() if self.goal else "",
            "now": self.now.isoformat(),
            "done": self.done,
            "stopped": self.stopped,
            "stuck": self.stuck,
            "did": list(self.did),
        }


def in_words(instant: datetime) -> str:
    return f"{instant:%a} {instant.day} {instant:%B %H:%M} UTC"


def session_goal(now: datetime, sessions: list[Session]) -> datetime:
    """Shortly before the next session, then its start, then its end. Raises NoSessionAhead."""
    ahead = [s for s in sessions if not s.cancelled and s.ends_at > now]
    if not ahead:
        raise NoSessionAhead
    session = min(ahead, key=lambda each: each.starts_at)
    marks = (session.starts_at - SHORTLY, session.starts_at, session.ends_at)
    return next(mark for mark in marks if mark > now)


def goal_of(
    to: str,
    now: datetime,
    *,
    happening: Callable[[], datetime | None],
    sessions: Callable[[], list[Session]],
) -> datetime:
    """The instant a step goes to. Raises NothingAhead, NoSessionAhead."""
    if to == "session":
        return session_goal(now, sessions())
    if to != "event":
        return now + (HOUR if to == "hour" else DAY)
    goal = happening()
    if goal is None:
        raise NothingAhead
    return goal
