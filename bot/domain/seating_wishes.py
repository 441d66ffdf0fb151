"""What one drawing of rooms is given, and what it gives back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from bot.domain.errors import FacilitationError
from bot.domain.sessions import Room

Pair = frozenset[str]


class ImpossibleRooms(FacilitationError):
    """These cannot all be kept: {wishes}. Let go of one of them, then draw the rooms again."""

    @property
    def private(self) -> bool:
        """Whether it speaks of people who are not to meet, which no plan that others read may tell."""
        return "apart" in str(self.facts.get("kinds"))


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What people and facilitators ask of the rooms, by person id. `apart` is private: no notice tells it.

    Nobody of an `apart` group shares a room with another of it; a `keep` group shares one; `pinned` gives
    a person the name of their room. `groups` are for subgroup rooms: a name and its people. `spared` are
    asked neither to host nor to take notes. `elsewhere` gives a person the name of the room that they sit
    in and would rather not be in; it is private, too.
    """

    apart: tuple[frozenset[str], ...] = ()
    keep: tuple[frozenset[str], ...] = ()
    pinned: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spared: frozenset[str] = frozenset()
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def merged(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Groups that share somebody as one: friends of friends are friends."""
    whole: list[frozenset[str]] = []
    for group in groups:
        met = [one for one in whole if one & group]
        whole = [one for one in whole if not one & group]
        whole.append(group.union(*met))
    return whole


@dataclass(frozen=True, kw_only=True)
class Past:
    """What a fair draw remembers: who has met whom, how long ago, and who has served.

    `ago` counts sessions back: 1 means last time. `last` are the rooms of the latest session,
    `later` those who are expected each time from now on, as far as that is known.
    """

    times: Mapping[Pair, int] = field(default_factory=dict)
    ago: Mapping[Pair, int] = field(default_factory=dict)
    hosted: Mapping[str, int] = field(default_factory=dict)
    noted: Mapping[str, int] = field(default_factory=dict)
    last: tuple[Room, ...] = ()
    later: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, earlier: Sequence[Sequence[Room]]) -> "Past":
        """Remember these sessions' rooms, given from the first to the latest."""
        past = _Tally()
        for back, rooms in zip(range(len(earlier), 0, -1), earlier, strict=True):
            for room in rooms:
                past.add(room, back)
        last = tuple(earlier[-1]) if earlier else ()
        return cls(times=past.times, ago=past.ago, hosted=past.hosted, noted=past.noted, last=last)


@lru_cache(maxsize=4096)
def _pairs(people: tuple[str, ...]) -> tuple[Pair, ...]:
    """Kept, since each session of a series looks at all rooms before it again."""
    return tuple(map(frozenset, combinations(people, 2)))


class _Tally:
    def __init__(self) -> None:
        self.times: dict[Pair, int] = {}
        self.ago: dict[Pair, int] = {}
        self.hosted: dict[str, int] = {}
        self.noted: dict[str, int] = {}

    def add(self, room: Room, back: int) -> None:
        for pair in _pairs(room.people):
            self.times[pair] = self.times.get(pair, 0) + 1
            self.ago[pair] = back
        for person, count in ((room.host, self.hosted), (room.scribe, self.noted)):
            if person:
                count[person] = count.get(person, 0) + 1


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Rooms as drawn. `notices` say what could not be had and why; `reasons` hold one line a room."""

    rooms: tuple[Room, ...]
    notices: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Move:
    """Someone changes room. An empty `from_room` is a newcomer, an empty `to_room` someone who leaves."""

    person: str
    from_room: str
    to_room: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """Rooms after people left or came: as few others moved as the sizes allow.

    `moves` names every change of place, of those who leave and come too, each with its why. `gone` are
    the names of rooms that were given up. `parts` are those of the notices that say who hosts or takes
    notes now.
    """

    rooms: tuple[Room, ...]
    moves: tuple[Move, ...] = ()
    notices: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
