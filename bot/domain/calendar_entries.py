"""What stands in somebody's calendar of a session: how often it has changed, and when it last did."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One session as one person's calendar was last given it.

    `mark` is a digest of all it said; `sequence` rises whenever that is another one; `at` is when it last rose.
    """

    session_id: str
    person_id: str
    mark: str
    sequence: int
    at: datetime

    @property
    def id(self) -> str:
        return f"{self.session_id}:{self.person_id}"
