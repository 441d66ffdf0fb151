"""Memory: all that is remembered, asked for by what it is and changed inside one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.domain.agendas import Agenda
from bot.domain.agreed import Agreed, Remark
from bot.domain.answers import Asking, Consent, Reply, Response, Told
from bot.domain.artefacts import Writing
from bot.domain.ballots import LockedUrn, Seal
from bot.domain.bundles import Bundled
from bot.domain.calendar_entries import CalendarEntry
from bot.domain.calls import Call
from bot.domain.delegates import Delegate
from bot.domain.errors import FacilitationError
from bot.domain.followup import ActionItem, Branch, HelpWanted, Subgroup, Trace
from bot.domain.guests import Guest, GuestQuestion
from bot.domain.hand_over import HandOver
from bot.domain.hour_polls import HourPoll, HourVote
from bot.domain.leaves import Leave
from bot.domain.meetings import MeetingRecord, SmallMeeting
from bot.domain.parts import Turn
from bot.domain.presence import Presence
from bot.domain.programme import Note, Programme
from bot.domain.prompt_changes import PromptChange
from bot.domain.references import Reference
from bot.domain.room_wishes import RoomWish
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan, Session
from bot.domain.sightings import Sighting
from bot.domain.stories import Carried, Export, Story
from bot.domain.synthesis import CheckBack, Loop, Synthesis, Theme
from bot.ports.ledger import Duties, Ledger, Paces

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
    small_meetings: Shelf[SmallMeeting]
    presences: Shelf[Presence]
    sightings: Shelf[Sighting]
    room_wishes: Shelf[RoomWish]
    replies: Shelf[Reply]
    prompt_changes: Shelf[PromptChange]
    askings: Shelf[Asking]
    bundled: Shelf[Bundled]
    responses: Shelf[Response]
    seals: Shelf[Seal]
    urns: Shelf[LockedUrn]
    consents: Shelf[Consent]
    stories: Shelf[Story]
    carried: Shelf[Carried]
    exports: Shelf[Export]
    sealed: Sealed
    told: Shelf[Told]
    themes: Shelf[Theme]
    syntheses: Shelf[Synthesis]
    check_backs: Shelf[CheckBack]
    leaves: Shelf[Leave]
    loops: Shelf[Loop]
    agreed: Shelf[Agreed]
    remarks: Shelf[Remark]
    references: Shelf[Reference]
    writings: Shelf[Writing]
    actions: Shelf[ActionItem]
    branches: Shelf[Branch]
    subgroups: Shelf[Subgroup]
    help_wanted: Shelf[HelpWanted]
    calls: Shelf[Call]
    hand_overs: Shelf[HandOver]
    turns: Shelf[Turn]
    delegates: Shelf[Delegate]
    agendas: Shelf[Agenda]
    hour_polls: Shelf[HourPoll]
    hour_votes: Shelf[HourVote]
    calendar_entries: Shelf[CalendarEntry]
    guests: Shelf[Guest]
    guest_questions: Shelf[GuestQuestion]
    traces: Audit
    notes: Shelf[Note]
    effects: Ledger
    paces: Paces
    duties: Duties
    inbox: Inbox
    numbers: Numbers
    forget_list: ForgetList

    def givers(self, session_id: str, prompts: Sequence[str]) -> dict[str, str]:
        """Whose each answer to these questions of a session is, by its id: who spoke, without the words."""
        ...

    def erase(self, person_id: str) -> bool:
        """Empty all that is somebody's, and leave what others' counts rest on; whether there was anything."""
        ...

    def erase_rest(self) -> None:
        """With everybody erased: what stood there of the group."""
        ...

    def remove_older(self, kind: str, before: datetime) -> int:
        """Remove what is older: inbox, troubles or sightings. How many things that were."""
        ...

    def unsaid(self, before: datetime) -> list[str]:
        """The ids of notes of words that were offered back before this instant, and never taken."""
        ...


class MemoryAway(FacilitationError):
    """What is remembered cannot be reached at this moment. Try again."""


class Store(Protocol):
    """Memory that outlives us. `trouble` says why nothing could be kept when it was last tried; it is empty else."""

    trouble: str

    def begin(self) -> AbstractContextManager[Memory]:
        """One write transaction: all of it or nothing. Inside another one of the same thread it joins that one."""
        ...

    def read(self) -> AbstractContextManager[Memory]:
        """A consistent look without writing. Inside a write transaction of the same thread it joins that one."""
        ...
