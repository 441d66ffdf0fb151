"""Stories: each stays its teller's own, goes as far as they let it, and can be taken back at any time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

NEAR = ("private", "facilitators", "room")  # as far as a story goes by being told
# further only once its teller has said so again; until then, and if they do not, only so far
FAR = {"organisation": "facilitators", "community": "room"}
SCOPES = (*NEAR, *FAR)
SIGNED = ("name", "first", "none")  # from most to least
OUTSIDE = "outside"  # what a second consent is about: exports, and use beyond the community


class Way(StrEnum):
    """How a story was told: written, aloud and noted by somebody with leave, or as a link to a recording."""

    TEXT = "text"
    ALOUD = "aloud"
    LINK = "link"


class StoryState(StrEnum):
    """Waiting for its teller's yes to what somebody noted, told, or gone: taken back."""

    WAITING = "waiting"
    TOLD = "told"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story, without its words: they are kept under a key of their own.

    `wish` is how far its teller would let it go, `scope_at` how far it goes. `asking` is the prompt it answers, empty
    where nobody asked. `let_in` are people who joined the teller's room later, and whom the teller agreed to.
    """

    id: str
    person_id: str
    told_at: datetime
    session_id: str = ""
    asking: str = ""
    way: Way = Way.TEXT
    noted_by: str = ""
    wish: str = "room"
    signed: str = "name"
    version: int = 1
    state: StoryState = StoryState.TOLD
    let_in: tuple[str, ...] = ()
    further_at: datetime | None = None
    outside_at: datetime | None = None
    gone_at: datetime | None = None

    @property
    def gone(self) -> bool:
        return self.state is StoryState.GONE

    @property
    def told(self) -> bool:
        return self.state is StoryState.TOLD

    def scope_at(self, now: datetime) -> str:
        """How far it goes now: far only once its teller has said so again."""
        if not self.told:
            return "private"
        far = self.further_at is not None and self.further_at <= now
        return self.wish if far else FAR.get(self.wish, self.wish)

    @property
    def may_ask_further(self) -> bool:
        """Whether its teller wished it to go further, and has not been heard on that a second time."""
        return self.told and self.wish in FAR and self.further_at is None

    @property
    def may_go_outside(self) -> bool:
        """Whether its teller said, a second time, that it may be exported or used beyond the community."""
        return self.told and self.outside_at is not None

    def reflected(self, now: datetime, days: int) -> bool:
        """Whether its teller has had the time to think about it."""
        return now >= self.told_at + timedelta(days=days)

    def let_further(self, at: datetime) -> "Story":
        return replace(self, further_at=at)

    def kept_near(self) -> "Story":
        return replace(self, wish=FAR.get(self.wish, self.wish), further_at=None)

    def taken_back(self, at: datetime) -> "Story":
        """What is left of it: that there was one, and when."""
        return Story(
            id=self.id,
            person_id=self.person_id,
            told_at=self.told_at,
            session_id=self.session_id,
            asking=self.asking,
            wish="private",
            signed="none",
            state=StoryState.GONE,
            gone_at=at,
        )


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Where a story's words went: a message (by the key of its effect), a synthesis or an export (by its id).

    `readers` is how many people it reached.
    """

    id: str
    story_id: str
    kind: str
    ref: str
    readers: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file that was made of what people said: what it was called, who made it, and when."""

    id: str
    name: str
    by: str
    at: datetime
