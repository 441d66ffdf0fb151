"""What somebody held who leaves or is away: a list for the facilitators, each thing passed on with a yes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Held(StrEnum):
    """What somebody may have in hand. The first four are passed on to a person; the rest follow by themselves."""

    ACTION = "action"
    SUBGROUP = "subgroup"
    LOOP = "loop"
    CALL = "call"
    ROOM = "room"
    NOTES = "notes"
    LEAD = "lead"
    STORY = "story"
    PART = "part"


PASSED_ON = frozenset({Held.ACTION, Held.SUBGROUP, Held.LOOP, Held.CALL})


class Passing(StrEnum):
    """Open: with nobody yet. Asked: somebody may say yes. Taken: they did. Back: whoever held it has it again."""

    OPEN = "open"
    ASKED = "asked"
    TAKEN = "taken"
    BACK = "back"


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One thing that somebody held. `about` is its id; a room's is its session's and its name.

    `asked` is who was asked to take it on, `asked_by` the facilitator who asked; `turn` counts who was asked.
    """

    id: str
    person_id: str
    kind: Held
    about: str
    at: datetime
    by: str
    state: Passing = Passing.OPEN
    asked: str = ""
    asked_by: str = ""
    turn: int = 0

    @property
    def waits(self) -> bool:
        """Whether somebody has still to take it on."""
        return self.kind in PASSED_ON and self.state in {Passing.OPEN, Passing.ASKED}

    @property
    def under_way(self) -> bool:
        """Whether it is not settled, whatever it is."""
        return self.state in {Passing.OPEN, Passing.ASKED}

    @property
    def own(self) -> bool:
        """Whether whoever has it asks for themselves: it stays theirs until somebody says yes."""
        return self.asked_by == self.person_id

    def asking(self, person: str, by: str) -> "HandOver":
        return replace(self, state=Passing.ASKED, asked=person, asked_by=by, turn=self.turn + 1)

    def refused(self) -> "HandOver":
        if self.own:
            return replace(self, state=Passing.BACK)
        return replace(self, state=Passing.OPEN, asked="", asked_by="")

    def taken_by(self, person: str) -> "HandOver":
        return replace(self, state=Passing.TAKEN, asked=person)

    def back(self) -> "HandOver":
        return replace(self, state=Passing.BACK, asked="", asked_by="")


def room_id(session_id: str, room: str) -> str:
    return f"{session_id}|{room}"


def room_of(about: str) -> tuple[str, str]:
    """The session and the name of a room."""
    session, _, room = about.partition("|")
    return session, room
