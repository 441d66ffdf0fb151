"""Private wishes about rooms: told to facilitators and to whoever asked, never shown in any notice."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WishKind(StrEnum):
    """What is wished: never to share a room, always to share one, or another room this time."""

    APART = "apart"
    TOGETHER = "together"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True)
class RoomWish:
    """One wish about who shares a room. No reason is kept, for none is asked.

    `by` is who asked: one of the people, or a facilitator. `session_id` is empty where it holds for every session;
    `room` is the one somebody would rather not be in (elsewhere).
    """

    id: str
    kind: WishKind
    people: tuple[str, ...]
    by: str
    at: datetime
    session_id: str = ""
    room: str = ""
