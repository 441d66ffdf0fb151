"""Parts in a session that go round: who keeps time, takes notes, notices and welcomes, asked and never told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import Participant
from bot.rooms.chance import chance


class Part(StrEnum):
    """A room has a host, who keeps time, and a scribe; a whole session a welcomer and a noticer."""

    HOST = "host"
    SCRIBE = "scribe"
    WELCOMER = "welcomer"
    NOTICER = "noticer"


IN_ROOMS = frozenset({Part.HOST, Part.SCRIBE})


class TurnState(StrEnum):
    """Asked, a yes, a no, or a yes that was given back."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    BACK = "back"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person asked for one part of one session. `room` is the name of the room, where a part belongs to one.

    `at` is when they hear of it; `by` the facilitator who asked them, if one did.
    """

    id: str
    session_id: str
    part: Part
    person_id: str
    at: datetime
    room: str = ""
    by: str = ""
    state: TurnState = TurnState.ASKED

    @property
    def refused(self) -> bool:
        """Whether they would rather not, this time."""
        return self.state in {TurnState.NO, TurnState.BACK}

    def says(self, state: TurnState) -> "Turn":
        return replace(self, state=state)


def turn_id(session_id: str, part: Part, person: str) -> str:
    return f"{session_id}:{part}:{person}"


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """In which months each person had a part, and when each was asked last; by person id."""

    had: Mapping[str, tuple[int, ...]]
    asked: Mapping[str, int]

    def order(self, people: Iterable[Participant], seed: str) -> list[Participant]:
        """Whoever had a part longest ago comes first, then whoever was asked longest ago, whatever they answered.

        Who they are and what they bring counts for nothing. Those who are alike are drawn, and drawn anew each time.
        """
        return sorted(people, key=lambda person: self._place(person.id, seed))

    def _place(self, person: str, seed: str) -> tuple[int, int, int, int]:
        had = self.had.get(person, ())
        last, drawn = max(had, default=0), chance("part", seed, person).getrandbits(32)
        return last, self.asked.get(person, 0), len(had), drawn
