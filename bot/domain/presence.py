"""Who was really there, and in which room: what a session was, beside what was planned."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Whether somebody was at a session, as far as it is known.

    `room` is the name of the room they really sat in, empty where that is not known. `source` is who says so:
    host, facilitator or zoom; `by` is the person who wrote it down, empty for zoom.
    """

    session_id: str
    person_id: str
    was_there: bool
    at: datetime
    room: str = ""
    source: str = "facilitator"
    by: str = ""

    @property
    def id(self) -> str:
        return f"{self.session_id}:{self.person_id}"
