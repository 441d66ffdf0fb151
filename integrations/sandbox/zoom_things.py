"""What a Zoom account is made of: hosts, meetings, and what happens while one is live."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Json = dict[str, Any]


def zulu(instant: datetime) -> str:
    """An instant as Zoom writes it: whole seconds, Z."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def uuid_of(*facts: object) -> str:
    """A meeting's uuid: base64, so that some begin with a slash or hold two."""
    return base64.b64encode(hashlib.sha256(repr(facts).encode()).digest()[:16]).decode()


@dataclass(kw_only=True)
class Host:
    """A Zoom account that may hold meetings."""

    id: str
    email: str
    name: str
    licensed: bool = True
    may_schedule: bool = True
    zone: str = "UTC"
    breakout_rooms: bool = True
    assign_when_scheduling: bool = True

    def as_json(self) -> Json:
        first, _, last = self.name.partition(" ")
        names = {"first_name": first, "last_name": last, "display_name": self.name}
        return {
            "id": self.id,
            "email": self.email,
            **names,
            "type": 2 if self.licensed else 1,
            "status": "active",
            "timezone": self.zone,
            "account_id": "sandbox-account",
        }

    def settings_json(self) -> Json:
        rooms = {
            "breakout_room": self.breakout_rooms,
            "breakout_room_schedule": self.assign_when_scheduling,
        }
        return {
            "in_meeting": {**rooms, "waiting_room": True, "e2e_encryption": False},
            "schedule_meeting": {
                "join_before_host": False,
                "use_pmi_for_scheduled_meetings": False,
            },
            "feature": {"meeting_capacity": 100, "large_meeting": False},
        }


@dataclass(kw_only=True)
class Attendee:
    """One join of one person; who comes back is a new attendee."""

    user_id: str
    name: str
    email: str
    joined: datetime
    uuid: str
    internal: bool = False
    guest: bool = False
    phone: str = ""
    left: datetime | None = None
    room: str = ""
    by_hand: bool = False
    member: str = ""  # who it is in Slack, which Zoom does not know


@dataclass(kw_only=True)
class Live:
    """What happens while a meeting runs."""

    uuid: str
    started: datetime
    rooms: list[Json]
    attendees: list[Attendee] = field(default_factory=list)
    open: bool = False
    ended: datetime | None = None
    room_uuids: dict[str, str] = field(default_factory=dict)

    def here(self) -> list[Attendee]:
        return [one for one in self.attendees if one.left is None]


@dataclass(kw_only=True)
class ZoomMeeting:
    """A scheduled meeting, as the host's account keeps it."""

    id: int
    host: Host
    created: datetime
    starts_at: datetime
    kind: int = 2
    topic: str = "Zoom Meeting"
    agenda: str = ""
    minutes: int = 60
    zone: str = "UTC"
    password: str = ""
    settings: Json = field(default_factory=dict)
    tracking_fields: list[Json] = field(default_factory=list)
    recurrence: Json = field(default_factory=dict)
    deleted: bool = False
    live: Live | None = None
    past: list[Live] = field(default_factory=list)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def uuid(self) -> str:
        return self.live.uuid if self.live else uuid_of(self.id, len(self.past))

    @property
    def join_url(self) -> str:
        secret = f"?pwd={self.password}" if self.password else ""
        return f"https://zoom.example.org/j/{self.id}{secret}"

    @property
    def rooms(self) -> list[Json]:
        return list((self.settings.get("breakout_room") or {}).get("rooms") or [])

    def brief(self) -> Json:
        """As a list of meetings tells it: the agenda cut short, no settings."""
        return {
            "uuid": self.uuid,
            "id": self.id,
            "host_id": self.host.id,
            "topic": self.topic,
            "type": self.kind,
            "start_time": zulu(self.starts_at),
            "duration": self.minutes,
            "timezone": self.zone,
            "agenda": self.agenda[:250],
            "created_at": zulu(self.created),
            "join_url": self.join_url,
        }

    def as_json(self, start_url: str) -> Json:
        """As its own page tells it."""
        return {
            **self.brief(),
            "agenda": self.agenda,
            "host_email": self.host.email,
            "status": "started" if self.live else "waiting",
            "start_url": start_url,
            "password": self.password,
            "h323_password": "123456",
            "pstn_password": "123456",
            "encrypted_password": self.password,
            "creation_source": "open_api",
            "pre_schedule": False,
            "settings": self.settings,
            **({"tracking_fields": self.tracking_fields} if self.tracking_fields else {}),
            **({"recurrence": self.recurrence} if self.recurrence else {}),
        }
