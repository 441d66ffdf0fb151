"""Who has met whom in a room: month by month, over the lines between organisations, and who never has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.domain.roster import Participant

Pair = tuple[str, str]
Rooms = Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class MonthOfEncounters:
    """One session: how many pairs met for the first time, how many again, and how far across organisations.

    `across` counts the pairs of different organisations who have met until then, of `possible` that there are.
    """

    session: int
    people: int
    first: int
    again: int
    across: int
    possible: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nobody of another organisation to meet."""
        return self.across / self.possible if self.possible else 1.0


@dataclass(frozen=True, kw_only=True)
class Encounters:
    """The encounters of a whole programme: how often each pair met who met at all, and the pairs who never did."""

    months: tuple[MonthOfEncounters, ...]
    times: Mapping[Pair, int]
    never: tuple[Pair, ...]

    @property
    def met(self) -> int:
        return len(self.times)

    @property
    def most(self) -> int:
        """How often the two met who met most often."""
        return max(self.times.values(), default=0)

    def never_met(self, person: str) -> list[str]:
        """Whom this person has never been in a room with."""
        return [
            other for pair in self.never for other in pair if person in pair and other != person
        ]


def encounters(
    sessions: Mapping[int, Sequence[Rooms]], people: Iterable[Participant]
) -> Encounters:
    """Count the encounters of these sessions, given as rooms of people's ids for each round.

    Two who share a room in several rounds of one session meet once there. Only people given are counted.
    """
    known = {person.id: person for person in people}
    across = {pair for pair in combinations(sorted(known), 2) if _across(pair, known)}
    times: Counter[Pair] = Counter()
    months = []
    for number, rounds in sorted(sessions.items()):
        pairs = {pair for rooms in rounds for pair in _pairs(rooms) if known.keys() >= set(pair)}
        first = sum(not times[pair] for pair in pairs)
        times.update(pairs)
        there = {person for rooms in rounds for room in rooms for person in room} & known.keys()
        met = sum(pair in across for pair in times)
        months.append(MonthOfEncounters(
            session=number, people=len(there), first=first, again=len(pairs) - first, across=met, possible=len(across)
        ))  # fmt: skip
    never = (pair for pair in combinations(sorted(known), 2) if not times[pair])
    by_name = sorted(never, key=lambda pair: [known[one].name.casefold() for one in pair])
    return Encounters(months=tuple(months), times=+times, never=tuple(by_name))


def _pairs(rooms: Rooms) -> Iterable[Pair]:
    return (pair for room in rooms for pair in combinations(sorted(room), 2))


def _across(pair: Pair, known: Mapping[str, Participant]) -> bool:
    one, other = (known[person].organisation.casefold() for person in pair)
    return one != other


def between_organisations(
    times: Mapping[Pair, int], people: Iterable[Participant]
) -> Mapping[str, Mapping[str, float]]:
    """For each organisation and each other one, the share of their pairs of people who have met, from 0 to 1."""
    home = {person.id: person.organisation for person in people}
    size, pairs = Counter(home.values()), Counter[tuple[str, str]]()
    for one, other in times:
        pairs[home[one], home[other]] += 1
        if home[one] != home[other]:
            pairs[home[other], home[one]] += 1
    names = sorted(name for name in size if name)
    return {a: {b: pairs[a, b] / _possible(a, b, size) for b in names} for a in names}


def _possible(one: str, other: str, size: Counter[str]) -> int:
    within = size[one] * (size[one] - 1) // 2
    return max(within if one == other else size[one] * size[other], 1)
