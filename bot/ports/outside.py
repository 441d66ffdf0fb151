"""The questions Convener asks of the outside world: chat, meetings, links and the time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.errors import FacilitationError
from bot.domain.meetings import Meeting, MeetingPlace, MeetingWish, OnlineRoom, Visit
from bot.domain.pace import Pace
from bot.domain.rehearsal import Rehearsed
from bot.voice.message import Message, View

MOMENT = timedelta(seconds=1)


class Refused(Exception):
    """The other side said no, for good: `reason` is a sentence for facilitators, `code` the vendor's word.

    `named` are the addresses it took offence at. They stand in no sentence, for sentences are kept and logged.
    """

    def __init__(self, reason: str, *, code: str = "", named: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.code, self.named = reason, code, tuple(named)


class ComeBack(Exception):
    """Certainly not done; ask again after `wait`, or not before the instant `at`.

    Where we asked too often, `per` is the span of the limit that we met, `of` its name: whatever keeps the same pace
    waits, too.
    """

    def __init__(
        self,
        reason: str,
        *,
        wait: timedelta = MOMENT,
        at: datetime | None = None,
        per: timedelta | None = None,
        of: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.at, self.per, self.of = reason, wait, at, per, of


class Uncertain(Exception):
    """The request left and no clear answer came: it may have been done. Look it up before asking again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Gone(Refused):
    """What we wanted to read or change is no longer there."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was checked: whether it is right, what was seen, and what to do about it."""

    ok: bool
    what: str
    cure: str = ""
    warning: bool = False


class Meetings(Protocol):
    """A place to meet online. What it cannot do, `place` says, and the core asks no more of it.

    Every method may raise Refused, ComeBack (certainly not done) or Uncertain (may have been done).
    """

    @property
    def place(self) -> MeetingPlace:
        """What people call it, and what it does by itself."""

    def paces(self, act: str, *, host: str = "") -> Sequence[Pace]:
        """What one act (a method's name) takes of how often we may ask; a change also of the host's day."""
        ...

    def open(self, wish: MeetingWish) -> Meeting:
        """Make the meeting. Never repeated blindly: after Uncertain, `find` it first."""
        ...

    def find(self, wish: MeetingWish) -> Meeting | None:
        """The meeting made for this wish, by its ref; the earliest one where there are several."""
        ...

    def read(self, meeting_id: str) -> Meeting:
        """The meeting as it is now. Raises Gone."""
        ...

    def assign_rooms(self, meeting_id: str, rooms: Sequence[OnlineRoom]) -> Meeting:
        """Give the whole list of rooms, read it back, and say what was kept. Raises Gone."""
        ...

    def move(self, meeting_id: str, *, starts_at: datetime, minutes: int, zone: str) -> Meeting:
        """Put the meeting at another time. Raises Gone."""
        ...

    def close(self, meeting_id: str) -> None:
        """Remove the meeting; one that is gone already counts as removed."""
        ...

    def visits(self, meeting_id: str, *, since: datetime, until: datetime) -> Sequence[Visit]:
        """Who was in the meeting, for each time it began between these instants and is over. Raises Gone."""
        ...

    def start_link(self, meeting_id: str) -> str:
        """The host's own link, fetched now, for one redirect. Never stored, logged or posted."""
        ...

    def check(self) -> list[Finding]:
        """Whether the account can do what we need of it."""
        ...


@dataclass(frozen=True, kw_only=True)
class MeetingEvent:
    """News from a meeting. `digest` is the same for the same news told twice.

    `instance` is one holding of the meeting, `connection` one joining of it, `same` a mark of connections of one
    person, `room` the breakout room it happened in. Names, telephone numbers and network addresses are not read.
    """

    kind: str
    meeting_id: str
    at: datetime | None
    digest: str
    answer: Mapping[str, str] | None = None
    instance: str = ""
    connection: str = ""
    same: str = ""
    address: str = field(default="", repr=False)
    room: str = ""


class BadSignature(Exception):
    """The sender could not prove who it is."""


class Unreadable(Exception):
    """The body is not what the sender's own rules say."""


class MeetingNews(Protocol):
    """Reads what a meeting place tells us, and checks that it is really them."""

    def read(self, headers: Mapping[str, str], body: bytes) -> MeetingEvent:
        """Raises BadSignature or Unreadable. `answer` is set where the sender waits for one."""
        ...


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as the chat knows them."""

    id: str
    name: str
    email: str = ""
    zone: str = ""
    language: str = ""
    guest: bool = False


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Where a message came to stand."""

    channel: str
    ts: str

    @property
    def mark(self) -> str:
        return f"{self.channel}:{self.ts}"

    @classmethod
    def at(cls, mark: str) -> "Posted":
        channel, _, ts = mark.partition(":")
        return cls(channel=channel, ts=ts)


class Messenger(Protocol):
    """The chat. Every method may raise Refused, ComeBack (certainly not done) or Uncertain (may have been done)."""

    def paces(self, act: str, *, to: str = "") -> Sequence[Pace]:
        """What one act (a method's name) takes of how often we may ask. `to` names whom or where it reaches."""
        ...

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        """Say something to a person (their chat id) or in a channel, marked with our key."""
        ...

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """The message marked with our key, if it stands there. Raises Refused where we may not look."""
        ...

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        """Let a message say something else from now on. Raises Gone."""
        ...

    def remove(self, posted: Posted) -> None:
        """Take a message of ours away; one that is gone already counts as taken away."""
        ...

    def show_home(self, member_id: str, view: View) -> None:
        """Put this page on the person's Home."""
        ...

    def open_channel(
        self, name: str, *, members: Sequence[str], purpose: str, key: str
    ) -> tuple[str, dict[str, str]]:
        """Make a private channel for these people; the id, and who could not be invited and why."""
        ...

    def gather(self, members: Sequence[str]) -> str:
        """A group conversation of up to eight people; asking twice gives the same one."""
        ...

    def member(self, member_id: str) -> Member:
        """The person behind a chat id. Raises Gone."""
        ...

    def look_up(self, email: str, *, team: str | None = None) -> Member | None:
        """The person with this address, if they have an account; `team` asks one workspace alone, "" our own."""
        ...

    def check(self) -> list[Finding]:
        """Whether the app is installed with what it needs."""
        ...


@dataclass(frozen=True, kw_only=True)
class Workers:
    """How many workers have been seen within the last minute."""

    seen: int


class Backups(Protocol):
    """Where whole copies of what is remembered are kept."""

    def make(self, now: datetime) -> int:
        """Write one and let go of those that are old; its bytes. Raises FacilitationError."""
        ...


class Rehearsals(Protocol):
    """Lives the time ahead on a copy of what is remembered, and lets nothing leave."""

    def rehearse(self, until: datetime, session_id: str) -> Rehearsed:
        """All that would happen from now until then if nobody did anything; and what this session would need."""
        ...


class Vault(Protocol):
    """What must not be read from the memory alone: keyed marks, and boxes that only this house can open."""

    def mark(self, purpose: str, text: str) -> str:
        """What this text is known by; the same for the same text, and nobody can turn it back."""
        ...

    def marks(self, purpose: str, text: str) -> Sequence[str]:
        """Everything this text may be known by: by the secret in use, and by earlier ones."""
        ...

    def lock(self, name: str, text: str) -> str:
        """The text in a box with this name on it."""
        ...

    def unlock(self, name: str, locked: str) -> str:
        """What is in the box. Raises WrongKey."""
        ...


class WrongKey(FacilitationError):
    """This was locked with another CONVENER_SECRET_KEY. Give that one back as CONVENER_SECRET_KEY_PREVIOUS."""


class Links(Protocol):
    """Signed links: minted for one purpose and person, read back, and worth nothing elsewhere."""

    def mint(self, purpose: str, facts: Mapping[str, str]) -> str:
        """A token that holds these facts."""
        ...

    def read(self, purpose: str, token: str, *, max_age: timedelta) -> Mapping[str, str]:
        """The facts in a token. Raises BadSignature."""
        ...
