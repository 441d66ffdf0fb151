"""Other ways to seat the same people in rooms of the same sizes: chance, greedy, and a plain swap climb."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from bot.bench.bounds import Meeting

Rooms = list[list[str]]
History = Counter[tuple[str, str]]
Way = Callable[[list[str], list[int], History, Random], Rooms]
PATIENCE = 40


@dataclass(frozen=True, kw_only=True)
class PeerPlan:
    """What a peer made of a series: its rounds, repeats and squares, and the seconds it took."""

    rounds: list[Rooms]
    repeats: int
    squares: int
    seconds: float


def series(way: Way, meetings: Sequence[Meeting], seed: int) -> PeerPlan:
    """Seat one meeting after another, each knowing those before it."""
    luck, met, rounds = Random(f"peer {seed}"), Counter[tuple[str, str]](), []
    begun = time.process_time()
    for there, rooms in meetings:
        seats = way(sorted(there), even_sizes(len(there), rooms), met, luck)
        rounds.append(seats)
        met.update(pair for room in seats for pair in combinations(sorted(room), 2))
    return PeerPlan(
        rounds=rounds,
        repeats=sum(count - 1 for count in met.values()),
        squares=sum(count * (count - 1) // 2 for count in met.values()),
        seconds=time.process_time() - begun,
    )


def even_sizes(people: int, rooms: int) -> list[int]:
    """Sizes that differ by one at most, larger first."""
    each, more = divmod(people, rooms)
    return [each + 1] * more + [each] * (rooms - more)


def by_chance(people: list[str], sizes: list[int], met: History, luck: Random) -> Rooms:
    """Shuffle and deal."""
    dealt = iter(luck.sample(people, len(people)))
    return [[next(dealt) for _ in range(size)] for size in sizes]


def greedily(people: list[str], sizes: list[int], met: History, luck: Random) -> Rooms:
    """Each in turn into the open room where they have met the fewest."""
    rooms: Rooms = [[] for _ in sizes]
    for person in luck.sample(people, len(people)):
        open_rooms = [at for at, size in enumerate(sizes) if len(rooms[at]) < size]
        best = min(open_rooms, key=lambda at: (_met(person, rooms[at], met), len(rooms[at])))
        rooms[best].append(person)
    return rooms


def climbing(people: list[str], sizes: list[int], met: History, luck: Random) -> Rooms:
    """Swap any two people where that lowers the sum of earlier meetings, until no swap does."""
    rooms = by_chance(people, sizes, met, luck)
    for _ in range(PATIENCE):
        if not _climbed(rooms, met):
            break
    return rooms


def _climbed(rooms: Rooms, met: History) -> bool:
    """One round of trying every pair of places; whether anything got better."""
    better = False
    for here, there in combinations(rooms, 2):
        for mine in range(len(here)):
            for theirs in range(len(there)):
                if _gain(here, mine, there, theirs, met) > 0:
                    here[mine], there[theirs] = there[theirs], here[mine]
                    better = True
    return better


def _gain(here: list[str], mine: int, there: list[str], theirs: int, met: History) -> int:
    one, other = here[mine], there[theirs]
    mates, others = [p for p in here if p != one], [p for p in there if p != other]
    now = _met(one, mates, met) + _met(other, others, met)
    return now - _met(one, others, met) - _met(other, mates, met)


def _met(person: str, room: Sequence[str], met: History) -> int:
    return sum(met.get((person, o) if person < o else (o, person), 0) for o in room)


OWN: dict[str, Way] = {"random": by_chance, "greedy": greedily, "swap climb": climbing}
