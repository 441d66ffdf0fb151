"""The questions Convener asks of the outside world, and the desk that carries whoever answers them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.domain.answers import Asking, Consent, Reply, Response, Told
from bot.domain.effects import Backlog, Duty, Effect, Owed, State
from bot.domain.followup import ActionItem, Branch, Call, Subgroup, Trace
from bot.domain.meetings import Meeting, MeetingRecord, MeetingWish, OnlineRoom
from bot.domain.programme import LearningPlan, Note, Programme
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan, Session
from bot.voice.message import Message, View

MOMENT = timedelta(seconds=1)


class Refused(Exception):
    """The other side said no, for good: `reason` is a sentence for facilitators, `code` the vendor's word."""

    def __init__(self, reason: str, *, code: str = "") -> None:
        super().__init__(reason)
        self.reason, self.code = reason, code


class ComeBack(Exception):
    """Certainly not done; ask again after `wait`, or not before the instant `at`."""

    def __init__(
        self, reason: str, *, wait: timedelta = MOMENT, at: datetime | None = None
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.at = reason, wait, at


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
    """A place to meet online with rooms assigned ahead of time.

    Every method may raise Refused, ComeBack (certainly not done) or Uncertain (may have been done).
    """

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

    def start_link(self, meeting_id: str) -> str:
        """The host's own link, fetched now, for one redirect. Never stored, logged or posted."""
        ...

    def check(self) -> list[Finding]:
        """Whether the account can do what we need of it."""
        ...


@dataclass(frozen=True, kw_only=True)
class MeetingEvent:
    """News from a meeting. `digest` is the same for the same news told twice."""

    kind: str
    meeting_id: str
    at: datetime | None
    digest: str
    answer: Mapping[str, str] | None = None


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

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        """Say something to a person (their chat id) or in a channel, marked with our key."""
        ...

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """The message marked with our key, if it stands there. Raises Refused where we may not look."""
        ...

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        """Let a message say something else from now on. Raises Gone."""
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

    def look_up(self, email: str) -> Member | None:
        """The person with this address, if they have an account."""
        ...

    def check(self) -> list[Finding]:
        """Whether the app is installed with what it needs."""
        ...


class Links(Protocol):
    """Signed links: minted for one purpose and person, read back, and worth nothing elsewhere."""

    def mint(self, purpose: str, facts: Mapping[str, str]) -> str:
        """A token that holds these facts."""
        ...

    def read(self, purpose: str, token: str, *, max_age: timedelta) -> Mapping[str, str]:
        """The facts in a token. Raises BadSignature."""
        ...


Json = Mapping[str, Any]


T = TypeVar("T")


class Shelf(Protocol[T]):
    """Where one kind of thing is kept, by its id. What is found comes back in the order of its ids."""

    def get(self, id: str, /) -> T:
        """The thing with this id. Raises NoSuchThing."""
        ...

    def seek(self, id: str, /) -> T | None:
        """The thing with this id, if there is one."""
        ...

    def find(self, **equals: object) -> list[T]:
        """All things whose fields have these values; a list or tuple means any of them."""
        ...

    def save(self, thing: T, /) -> None:
        """Keep the thing, in place of an older one with its id."""
        ...

    def add(self, thing: T, /) -> bool:
        """Keep the thing if its id is new; say whether it was."""
        ...

    def remove(self, id: str, /) -> None:
        """Forget the thing."""
        ...


class Plans(Protocol):
    """Room plans, every version of them."""

    def latest(self, session_id: str) -> RoomPlan | None: ...

    def published(self, session_id: str) -> RoomPlan | None:
        """The newest version that people were told about."""
        ...

    def version(self, session_id: str, version: int) -> RoomPlan: ...

    def versions(self, session_id: str) -> list[RoomPlan]: ...

    def add(self, plan: RoomPlan) -> None:
        """Keep a new version. Raises ChangedMeanwhile where that version is taken."""
        ...


class Ledger(Protocol):
    """Everything that is owed to the world outside, and what became of it."""

    def owe(self, owed: Owed) -> bool:
        """Write it down, unless its key is known; say whether it was new."""
        ...

    def seek(self, key: str) -> Effect | None: ...

    def find(
        self, prefix: str = "", *, kind: str = "", target: str = "", states: Sequence[State] = ()
    ) -> list[Effect]:
        """Effects whose key starts with the prefix, oldest first."""
        ...

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids that may be claimed now: ready and released, or unknown and ready for a look-up. Oldest promise first."""
        ...

    def claim(self, id: int, now: datetime, *, lease: timedelta) -> tuple[Effect, State] | None:
        """Take this effect (sending, fence up), with the state it had before; None where it is not to be had."""
        ...

    def done(self, effect: Effect, remote_id: str) -> bool:
        """Under the fence we claimed with; False where another has it now."""
        ...

    def again(self, effect: Effect, at: datetime, why: str) -> bool:
        """Certainly not done: ready again at this instant."""
        ...

    def doubtful(self, effect: Effect, look_at: datetime, why: str) -> bool:
        """It may have been done: unknown, to be looked up at this instant."""
        ...

    def settle(self, effect: Effect, state: State, why: str) -> bool:
        """Ended without being done: dead, cancelled or expired, with the reason."""
        ...

    def cancel(self, prefix: str, why: str) -> int:
        """Call off all effects that have not left, by the start of their key; how many there were."""
        ...

    def put_off(self, key: str, *, not_before: datetime, expires_at: datetime | None) -> None:
        """Move an effect that has not left to another instant."""
        ...

    def release_stale(self, *, only_writer: bool) -> int:
        """Claims whose lease has run out (or all, for a sole writer that has just started) become unknown."""
        ...

    def backlog(self, now: datetime) -> Backlog: ...


class Duties(Protocol):
    """What falls due."""

    def plan(self, duty: Duty) -> None:
        """Write it down; where its key is known and it is not done, take over the new instant and facts."""
        ...

    def due(self, now: datetime, limit: int) -> list[Duty]: ...

    def done(self, key: str, at: datetime) -> None: ...

    def again(self, key: str, at: datetime) -> None:
        """Look at this duty again at that instant."""
        ...

    def cancel(self, prefix: str) -> int: ...

    def waiting(self) -> list[Duty]:
        """What is still to come, soonest first."""
        ...


class Inbox(Protocol):
    """Gestures that were taken already, each with the answer it got."""

    def answer_to(self, gesture: str) -> Json | None: ...

    def keep(self, gesture: str, answer: Json, at: datetime) -> None:
        """Raises AlreadyTaken where another took the same gesture meanwhile."""
        ...


class AlreadyTaken(Exception):
    """Another process took the same gesture in the same moment."""


class Numbers(Protocol):
    """Counts that never give the same number twice."""

    def next(self, name: str) -> int: ...


class Memory(Protocol):
    """All that is remembered, inside one transaction."""

    programmes: Shelf[Programme]
    people: Shelf[Participant]
    sessions: Shelf[Session]
    plans: Plans
    meetings: Shelf[MeetingRecord]
    replies: Shelf[Reply]
    askings: Shelf[Asking]
    responses: Shelf[Response]
    consents: Shelf[Consent]
    told: Shelf[Told]
    actions: Shelf[ActionItem]
    branches: Shelf[Branch]
    subgroups: Shelf[Subgroup]
    calls: Shelf[Call]
    traces: Shelf[Trace]
    notes: Shelf[Note]
    effects: Ledger
    duties: Duties
    inbox: Inbox
    numbers: Numbers


class Store(Protocol):
    """Memory that outlives us."""

    def begin(self) -> AbstractContextManager[Memory]:
        """One write transaction: all of it or nothing. Inside another one of the same thread it joins that one."""
        ...

    def read(self) -> AbstractContextManager[Memory]:
        """A consistent look without writing. Inside a write transaction of the same thread it joins that one."""
        ...


@dataclass(frozen=True, kw_only=True)
class House:
    """What an installation decides for its community."""

    name: str = "Learning community"
    language: str = "en"
    default_zone: str = "UTC"
    channel: str = ""
    publish_by_hand: bool = True
    seat_unanswered: bool = True
    facilitators: tuple[str, ...] = ()
    zoom_hosts: tuple[str, ...] = ()
    max_rooms: int = 50
    max_preassigned: int = 200
    public_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything a use case may ask for. Handed in, never reached for."""

    store: Store
    clock: Clock
    messenger: Messenger
    meetings: Meetings
    news: MeetingNews
    links: Links
    house: House
    read_plan: Callable[[str], LearningPlan]
    wake: Callable[[], None] = lambda: None
