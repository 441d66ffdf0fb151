"""Memory: all that is remembered, asked for by what it is and changed inside one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.domain.answers import Asking, Consent, Reply, Response, Told
from bot.domain.effects import Backlog, Duty, Effect, Owed, State
from bot.domain.errors import FacilitationError
from bot.domain.followup import ActionItem, Branch, Call, Subgroup, Trace
from bot.domain.meetings import MeetingRecord
from bot.domain.presence import Presence
from bot.domain.programme import Note, Programme
from bot.domain.restoring import Restored
from bot.domain.room_wishes import RoomWish
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan, Session
from bot.domain.sightings import Sighting
from bot.domain.stories import Carried, Export, Story

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


class Audit(Protocol):
    """Who did what: lines are added and read, never changed and never removed."""

    def find(self, **equals: object) -> list[Trace]:
        """All lines whose fields have these values, oldest first."""
        ...

    def add(self, line: Trace, /) -> bool:
        """Write one line."""
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

    def newest(self, limit: int, *, states: Sequence[State] = ()) -> list[Effect]:
        """The effects that were owed last, oldest first."""
        ...

    def count(self) -> dict[State, int]:
        """How many effects there are in each state."""
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

    def revive(self, prefix: str, why: str) -> int:
        """Take back a calling off, by the same words it was done with; how many there were."""
        ...

    def put_off(self, key: str, *, not_before: datetime, expires_at: datetime | None) -> None:
        """Move an effect that has not left to another instant."""
        ...

    def release_stale(self, *, only_writer: bool) -> int:
        """Claims whose lease has run out (or all, for a sole writer that has just started) become unknown."""
        ...

    def stuck(self, now: datetime, patience: timedelta, limit: int) -> list[Effect]:
        """What was due, or in doubt, that long ago and is still not settled, oldest first."""
        ...

    def restored(self) -> Restored | None:
        """Since when what is to be said is looked up first, if this memory is a restored backup."""
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


class ForgetList(Protocol):
    """What must stay forgotten even where a backup is restored: kept outside the memory, and without content."""

    def add(self, kind: str, id: str, at: datetime) -> None:
        """From this instant on it is forgotten; written for good before this transaction is."""
        ...

    def keep(self, kind: str, id: str, at: datetime) -> None:
        """From this instant on it may be known again."""
        ...


class Sealed(Protocol):
    """Words that open with a key of their own alone, which is kept outside the memory and its backups."""

    def keep(self, id: str, version: int, text: str) -> None:
        """Keep these words, in place of an earlier version. The id is small letters and a number."""
        ...

    def text(self, id: str) -> str | None:
        """The words; None where there are none, or where their key is gone."""
        ...

    def destroy(self, id: str, at: datetime) -> None:
        """Let nobody read these words any more, from any copy of them, once the transaction has ended well."""
        ...


class Memory(Protocol):
    """All that is remembered, inside one transaction."""

    programmes: Shelf[Programme]
    people: Shelf[Participant]
    sessions: Shelf[Session]
    plans: Plans
    meetings: Shelf[MeetingRecord]
    presences: Shelf[Presence]
    sightings: Shelf[Sighting]
    room_wishes: Shelf[RoomWish]
    replies: Shelf[Reply]
    askings: Shelf[Asking]
    responses: Shelf[Response]
    consents: Shelf[Consent]
    stories: Shelf[Story]
    carried: Shelf[Carried]
    exports: Shelf[Export]
    sealed: Sealed
    told: Shelf[Told]
    actions: Shelf[ActionItem]
    branches: Shelf[Branch]
    subgroups: Shelf[Subgroup]
    calls: Shelf[Call]
    traces: Audit
    notes: Shelf[Note]
    effects: Ledger
    duties: Duties
    inbox: Inbox
    numbers: Numbers
    forget_list: ForgetList


class MemoryAway(FacilitationError):
    """What is remembered cannot be reached at this moment. Try again."""


class Store(Protocol):
    """Memory that outlives us."""

    def begin(self) -> AbstractContextManager[Memory]:
        """One write transaction: all of it or nothing. Inside another one of the same thread it joins that one."""
        ...

    def read(self) -> AbstractContextManager[Memory]:
        """A consistent look without writing. Inside a write transaction of the same thread it joins that one."""
        ...
