"""Follow-on work: branches, the subgroups they become, and the actions people take on."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

FORMING, CLOSED, CHANNEL = "forming", "closed", "channel"
BEYOND = "beyond"  # the programme: it went on after its end, by itself
ENOUGH_TAKERS = 3  # "at 3 takers Signe is asked to convene" (domain.md A9)


class Progress(StrEnum):
    """Where an action stands. Proposed: its owner has not yet said yes."""

    PROPOSED = "proposed"
    OPEN = "open"
    ON_ITS_WAY = "on_its_way"
    STUCK = "stuck"
    DONE = "done"
    LET_GO = "let_go"


LEVELS = ("delivery", "planning", "strategic")
ENDED = frozenset({Progress.DONE, Progress.LET_GO})


@dataclass(frozen=True, kw_only=True)
class ActionItem:
    """Something one person took on, by a date where that person lives.

    `artefact` is the key of what it serves in the plan; `tell` is its owner's leave that everyone hears of it.
    `kept_in` is the id of the session around which its owner kept it, or says that it went on beyond the programme.
    """

    id: str
    what: str
    owner: str
    by: str
    at: datetime
    due: date | None = None
    state: Progress = Progress.OPEN
    word: str = ""
    session_id: str = ""
    subgroup_id: str = ""
    source: str = ""
    done_at: datetime | None = None
    told_in: str = ""
    carried: int = 0
    kept_in: str = ""
    level: str = ""
    artefact: str = ""
    branch_id: str = ""
    tell: bool = False

    @property
    def ended(self) -> bool:
        """Whether it is nothing more that we look after."""
        return self.state in ENDED or self.kept_in == BEYOND

    @property
    def went_on(self) -> bool:
        """Whether its owner had it still when the programme ended."""
        return self.kept_in == BEYOND and self.state not in ENDED

    def stands(self, state: Progress, word: str = "", *, at: datetime) -> "ActionItem":
        done = (self.done_at or at) if state is Progress.DONE else None
        return replace(self, state=state, word=word or self.word, done_at=done)


@dataclass(frozen=True, kw_only=True)
class HelpWanted:
    """What would help somebody who is stuck, in their own words, put before everyone with their leave."""

    id: str
    action_id: str
    words: str
    at: datetime
    taken_by: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Branch:
    """An idea someone would like to go further on with a few others."""

    id: str
    idea: str
    by: str
    at: datetime
    session_id: str = ""
    takers: tuple[str, ...] = ()
    subgroup_id: str = ""

    @property
    def ripe(self) -> bool:
        """Enough people want to join for somebody to bring them together."""
        return len(self.takers) >= ENOUGH_TAKERS and not self.subgroup_id

    def joined_by(self, person: str) -> "Branch":
        if person == self.by or person in self.takers:
            return self
        return replace(self, takers=(*self.takers, person))


@dataclass(frozen=True, kw_only=True)
class Subgroup:
    """A few people who go on with something between sessions. `channel` is their place in Slack, once there is one.

    `place` says whether that is a channel. `pulse` is how it goes, as its convenor said at `heard_at`; `asked_at` is
    when they were asked whether it goes on at all.
    """

    id: str
    name: str
    purpose: str
    convenor: str
    members: tuple[str, ...]
    at: datetime
    channel: str = ""
    ends_on: date | None = None
    state: str = FORMING
    branch_id: str = ""
    uninvited: tuple[str, ...] = ()
    came: str = ""
    closed_at: datetime | None = None
    told_in: str = ""
    charter: str = ""
    place: str = ""
    pulse: str = ""
    heard_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether we look after it no more: it is over, or went on by itself beyond the programme."""
        return self.state in {CLOSED, BEYOND}

    @property
    def went_on(self) -> bool:
        return self.state == BEYOND

    def joined_by(self, person: str) -> "Subgroup":
        return replace(self, members=tuple(dict.fromkeys([*self.members, person])))

    def left_by(self, person: str) -> "Subgroup":
        """Without this person, also among those who could not be let in."""
        return replace(
            self,
            members=tuple(p for p in self.members if p != person),
            uninvited=tuple(p for p in self.uninvited if p != person),
        )

    def heard(self, word: str, *, at: datetime) -> "Subgroup":
        """Its convenor says how it goes: whatever was asked is answered."""
        return replace(self, pulse=word, heard_at=at, asked_at=None)

    def closes(self, came: str, *, at: datetime) -> "Subgroup":
        """It is over, with what came of it in its members' words."""
        return replace(self, state=CLOSED, came=came, closed_at=at)


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One line of the audit: who did what to which thing, and when."""

    id: str
    at: datetime
    who: str
    did: str
    about: str
