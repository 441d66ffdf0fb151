"""Sessions: gatherings with a date, an hour in one city, and the same instant everywhere."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import NaiveTime
from bot.domain.programme import Mode

SET_ASIDE = "set aside"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One gathering of the programme. Rule, city and wall time are kept beside the instant they give.

    `starts_at` and `ends_at` are UTC instants; `ends_at` is the end of the last day.
    `wall` is the local start in `zone`, as YYYY-MM-DDTHH:MM. `state` is planned, cancelled or over.
    `moves` counts how often its time was changed since it was planned, last at the instant `moved_at`. `contents` is
    the month of the plan that it is about, where that is another than its own (0: its own).
    """

    id: str
    month: int
    title: str
    mode: Mode
    zone: str
    wall: str
    starts_at: datetime
    ends_at: datetime
    rule: str = ""
    tzdata: str = ""
    venue: str = ""
    state: str = "planned"
    moves: int = 0
    moved_at: datetime | None = None
    contents: int = 0

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise NaiveTime(field="Session.starts_at")

    @property
    def virtual(self) -> bool:
        return self.mode is Mode.VIRTUAL

    @property
    def room_word(self) -> str:
        """What a room is called there."""
        return "Room" if self.virtual else "Table"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def turn(self) -> str:
        """How the keys end of what is said anew before each time that a session is given."""
        return f"/{self.moves}" if self.moves else ""

    def local_wall(self, zone: str) -> str:
        """The start as a city's clock and calendar show it, YYYY-MM-DDTHH:MM."""
        return f"{self.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"

    def called_off(self) -> "Session":
        return replace(self, state="cancelled")

    def on_again(self) -> "Session":
        return replace(self, state="planned")


@dataclass(frozen=True, kw_only=True)
class Room:
    """Who sits together: a number people can remember, their names, a host and a scribe."""

    name: str
    people: tuple[str, ...]
    host: str = ""
    scribe: str = ""

    @property
    def size(self) -> int:
        return len(self.people)


@dataclass(frozen=True, kw_only=True)
class RoundRooms:
    """Rooms of the rounds that are drawn in their own way, such as home_team: found by list, Zoom keeps one set."""

    way: str
    rooms: tuple[Room, ...]


@dataclass(frozen=True, kw_only=True)
class RoomPlan:
    """The rooms of one session at one version. Every edit makes a new version; undo goes back to an older one.

    `state` is proposed, published, or set aside since the session was moved to another day. `notices` say in words
    what could not be had and why. `others` are the rooms of rounds that are drawn in another way than the session's
    own.
    """

    session_id: str
    version: int
    rooms: tuple[Room, ...]
    pinned: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    state: str = "proposed"
    by: str = ""
    why: str = ""
    at: datetime | None = None
    undoes: int = 0
    others: tuple[RoundRooms, ...] = ()

    def room_of(self, person: str) -> Room | None:
        return next((room for room in self.rooms if person in room.people), None)

    @property
    def seated(self) -> frozenset[str]:
        return frozenset(person for room in self.rooms for person in room.people)
