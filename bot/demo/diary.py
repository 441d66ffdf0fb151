"""What the pretend people did, in their own words and at their own hour: the other half of what the checks compare."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.habits import PART, YES
from bot.domain.followup import ActionItem
from bot.domain.roster import FEWER
from bot.domain.sessions import Room


@dataclass(frozen=True, kw_only=True)
class Said:
    """Somebody said whether they come, and the bot took it."""

    at: datetime
    person: str
    month: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Somebody answered a question, and the bot took it. `asking` is the question's id in the bot's own books."""

    at: datetime
    person: str
    asking: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Did:
    """Something that was done in plain sight: for the transcript. `choice` is what was chosen of several."""

    at: datetime
    person: str
    what: str
    month: int | None = None
    choice: str = ""


@dataclass
class Diary:
    """The record of one run from the people's side."""

    said: list[Said] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    did: list[Did] = field(default_factory=list)
    acted: list[tuple[datetime, str]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)  # titles of artefacts, once for each time
    closed: list[str] = field(default_factory=list)  # subgroups, by their names
    told: dict[int, datetime] = field(default_factory=dict)
    stood: list[tuple[datetime, str, str]] = field(default_factory=list)
    present: dict[int, set[str]] = field(default_factory=dict)
    kept: dict[tuple[int, str], datetime] = field(default_factory=dict)  # rooms whose keeper told
    came: dict[tuple[int, str], tuple[datetime, bool]] = field(default_factory=dict)
    moved: list[tuple[int, str]] = field(default_factory=list)
    started: dict[int, str] = field(default_factory=dict)
    placed: dict[int, tuple[int, int]] = field(default_factory=dict)
    accepted: dict[str, datetime] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    untaken: list[str] = field(default_factory=list)
    repeats: int = 0

    def notes(
        self, at: datetime, person: str, what: str, month: int | None = None, choice: str = ""
    ) -> None:
        self.did.append(Did(at=at, person=person, what=what, month=month, choice=choice))

    def answers(self, at: datetime, person: str, asking: str, text: str) -> None:
        self.answered.append(Answered(at=at, person=person, asking=asking, text=text))

    def reply(self, month: int, person: str, by: datetime | None = None) -> str:
        """What somebody had last said about coming; empty for silence."""
        mine = [s for s in self.said if s.month == month and s.person == person]
        before = [s.answer for s in mine if by is None or s.at <= by]
        return before[-1] if before else ""

    def wants_messages(self, person: str, by: datetime) -> bool:
        """Whether somebody had not said "later" or "not for me" by then."""
        mine = [stand for at, who, stand in self.stood if who == person and at <= by]
        return not mine or mine[-1] in {"active", FEWER}

    def wants_fewer(self, person: str, by: datetime) -> bool:
        """Whether somebody had asked for fewer messages by then."""
        mine = [stand for at, who, stand in self.stood if who == person and at <= by]
        return bool(mine) and mine[-1] == FEWER

    def keeps(self, at: datetime, month: int, room: Room, here: Collection[str]) -> None:
        """Somebody told who was in a room, and the bot took it."""
        self.kept[month, room.name] = at
        self.came |= {(month, person): (at, person in here) for person in room.people}

    def was_there(self, month: int, person: str, by: datetime) -> bool | None:
        """What had been told by then of whether somebody came; None where nobody had."""
        at, came = self.came.get((month, person), (by, None))
        return came if at <= by else None

    def missed(self, month: int, person: str, by: datetime) -> bool:
        """Whether it had been told by then that somebody was away who had said that they come."""
        said_yes = self.reply(month, person, by) in {YES, PART}
        return said_yes and self.was_there(month, person, by) is False

    def taken_on(self, action: ActionItem) -> datetime | None:
        """Since when an action is its owner's: at once for one's own, else since they said yes."""
        return action.at if action.by == action.owner else self.accepted.get(action.id)

    def acts_of(self, person: str) -> Iterable[datetime]:
        return (at for at, who in self.acted if who == person)
