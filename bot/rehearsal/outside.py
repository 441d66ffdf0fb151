"""Doors outside that lead nowhere: they answer as if all went well; what left stands in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.meetings import Meeting, MeetingPlace, MeetingWish, OnlineRoom, Visit
from bot.domain.pace import Pace
from bot.ports import Finding, Mail, Member, Posted
from bot.voice.message import Message, View

NOWHERE = "rehearsed"


@dataclass
class PretendClock:
    """Time goes on when it is told to."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass
class PretendChat:
    """A chat in which everybody has an account, but those in `absent`. Implements the port `Messenger`."""

    absent: frozenset[str] = frozenset()

    def paces(self, act: str, *, to: str = "") -> Sequence[Pace]:
        return ()

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        return Posted(channel=NOWHERE, ts=key)

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """What was in doubt when the rehearsal began has arrived."""
        return Posted(channel=NOWHERE, ts=key)

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        return None

    def remove(self, posted: Posted) -> None:
        return None

    def show_home(self, member_id: str, view: View) -> None:
        return None

    def open_channel(
        self, name: str, *, members: Sequence[str], purpose: str, key: str
    ) -> tuple[str, dict[str, str]]:
        return f"{NOWHERE}-{key}", {}

    def gather(self, members: Sequence[str]) -> str:
        return f"{NOWHERE}-{'-'.join(sorted(members))}"

    def member(self, member_id: str) -> Member:
        return Member(id=member_id, name=member_id)

    def look_up(self, email: str, *, team: str | None = None) -> Member | None:
        return None if email.casefold() in self.absent else Member(id=f"{NOWHERE}-{email}", name="")

    def check(self) -> list[Finding]:
        return []


@dataclass
class PretendMeetings:
    """A place that makes every meeting and keeps every room. Implements the port `Meetings`."""

    began: datetime
    place: MeetingPlace
    known: dict[str, Meeting] = field(default_factory=dict)

    def paces(self, act: str, *, host: str = "") -> Sequence[Pace]:
        return ()

    def open(self, wish: MeetingWish) -> Meeting:
        number = f"{len(self.known) + 1:011}"
        self.known[number] = Meeting(
            id=number, ref=wish.ref, host=wish.host, join_url=f"https://{NOWHERE}.invalid/j/{number}",
            passcode="", starts_at=wish.starts_at, minutes=wish.minutes, rooms=(),
        )  # fmt: skip
        return self.known[number]

    def find(self, wish: MeetingWish) -> Meeting | None:
        return self.open(wish)

    def read(self, meeting_id: str) -> Meeting:
        return self._one(meeting_id)

    def assign_rooms(self, meeting_id: str, rooms: Sequence[OnlineRoom]) -> Meeting:
        self.known[meeting_id] = replace(self._one(meeting_id), rooms=tuple(rooms))
        return self.known[meeting_id]

    def move(self, meeting_id: str, *, starts_at: datetime, minutes: int, zone: str) -> Meeting:
        self.known[meeting_id] = replace(
            self._one(meeting_id), starts_at=starts_at, minutes=minutes
        )
        return self.known[meeting_id]

    def close(self, meeting_id: str) -> None:
        return None

    def visits(self, meeting_id: str, *, since: datetime, until: datetime) -> Sequence[Visit]:
        return ()

    def start_link(self, meeting_id: str) -> str:
        return ""

    def check(self) -> list[Finding]:
        return []

    def _one(self, meeting_id: str) -> Meeting:
        """One that was made before the rehearsal began is as good as one made in it."""
        nameless = Meeting(
            id=meeting_id,
            ref="",
            host="",
            join_url="",
            passcode="",
            starts_at=self.began,
            minutes=0,
        )
        return self.known.get(meeting_id, nameless)


class PretendPost:
    """A mail server that takes everything. Implements the port `PostOffice`."""

    def send(self, mail: Mail, *, key: str) -> str:
        return key

    def check(self) -> list[Finding]:
        return []
