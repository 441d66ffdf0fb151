"""Who has met whom in a room: month by month, over the lines between organisations, and who never has."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import comb

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
    people: tuple[Participant, ...] = field(repr=False)

    @cached_property
    def never(self) -> tuple[Pair, ...]:
        """The pairs who never met, by their names; of a thousand people that is half a million, so only when asked."""
        name = {person.id: person.name.casefold() for person in self.people}
        pairs = (pair for pair in combinations(sorted(name), 2) if pair not in self.times)
        return tuple(sorted(pairs, key=lambda pair: [name[one] for one in pair]))

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
    possible = _pairs_across(known.values())
    times: Counter[Pair] = Counter()
    months, met = [], 0
    for number, rounds in sorted(sessions.items()):
        pairs = {pair for rooms in rounds for pair in _pairs(rooms) if known.keys() >= set(pair)}
        new = [pair for pair in pairs if not times[pair]]
        met += sum(_across(pair, known) for pair in new)
        times.update(pairs)
        there = {person for rooms in rounds for room in rooms for person in room} & known.keys()
        months.append(MonthOfEncounters(
            session=number, people=len(there), first=len(new), again=len(pairs) - len(new),
            across=met, possible=possible,
        ))  # fmt: skip
    return Encounters(months=tuple(months), times=+times, people=tuple(known.values()))


def _pairs_across(people: Collection[Participant]) -> int:
    """How many pairs of people from different organisations there are."""
    size = Counter(person.organisation.casefold() for person in people)
    return comb(len(people), 2) - sum(comb(number, 2) for number in size.values())


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
