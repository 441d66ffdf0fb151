"""Places to meet online, as far as the community needs to know them.

A host's start link is never one of these facts.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class MeetingPlace:
    """Where a community meets online: what people call it, and what it does by itself.

    `makes_meetings`: a new one for each time, held by an account of ours; else one link stands for all of them.
    `places_people`: into the rooms it was given ahead. `tells_presence`: who came, while it is on and afterwards.
    `people_choose`: a room themselves, where nobody is placed.
    """

    name: str = "Zoom"
    makes_meetings: bool = True
    places_people: bool = True
    tells_presence: bool = True
    people_choose: bool = False


ZOOM = MeetingPlace()


@dataclass(frozen=True, kw_only=True)
class MeetingWish:
    """What a session asks of a meeting place.

    `ref` is ours and unique: it finds the meeting again after a lost reply.
    """

    ref: str
    host: str
    topic: str
    starts_at: datetime
    minutes: int
    zone: str
    agenda: str = ""


@dataclass(frozen=True, kw_only=True)
class OnlineRoom:
    """One breakout room: its name and the addresses that are to be placed in it."""

    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One joining of a meeting that is over. `instance` is one holding of it, begun at `held_from`."""

    instance: str
    held_from: datetime
    connection: str
    came: datetime
    went: datetime
    address: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """An online meeting as it was read back. `rooms` is what the other side kept, not what we sent.

    `starts_at` is None, and `minutes` are 0, where the place keeps no time.
    """

    id: str
    ref: str
    host: str
    join_url: str
    passcode: str
    starts_at: datetime | None = None
    minutes: int = 0
    dial_in: tuple[str, ...] = ()
    rooms: tuple[OnlineRoom, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeetingRecord:
    """What we keep of a session's meeting: how to join it and what became of its rooms.

    `state` is made, sent, confirmed, without_rooms or gone. `rooms_mark` names the room plan version last sent.
    `unplaced` are (person id, why) pairs in words: people the host must place by hand.
    """

    session_id: str
    meeting_id: str
    host: str
    join_url: str
    passcode: str
    dial_in: tuple[str, ...] = ()
    state: str = "made"
    rooms_mark: str = ""
    sent: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    trouble: str = ""

    @classmethod
    def of(cls, session_id: str, meeting: Meeting) -> "MeetingRecord":
        """What is kept of a meeting that was made just now."""
        return cls(
            session_id=session_id,
            meeting_id=meeting.id,
            host=meeting.host,
            join_url=meeting.join_url,
            passcode=meeting.passcode,
            dial_in=meeting.dial_in,
        )


@dataclass(frozen=True, kw_only=True)
class SmallMeeting:
    """A meeting of a subgroup's own, as one of it asked for it. `state` is wanted, made, refused or gone."""

    id: str
    subgroup_id: str
    by: str
    at: datetime
    starts_at: datetime
    minutes: int
    zone: str
    host: str
    state: str = "wanted"
    meeting_id: str = ""
    join_url: str = ""
    passcode: str = ""
    dial_in: tuple[str, ...] = ()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def stands(self) -> bool:
        """Whether it is to take place."""
        return self.state in {"wanted", "made"}
