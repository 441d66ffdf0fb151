"""What no seating can do better, by code that shares nothing with the engine's own bound.

Meetings t have n(t) people in r(t) rooms. "Even" means that sizes within a meeting differ by one at most.

*Counting.* Even sizes make the fewest pairs, s(s-1)/2 being convex: P in all. At most D pairs can meet
(those who are ever both there; with colleagues parted, not they). So at least P - D repeats.

*Degrees.* The pairs that meet at all are the edges of a graph F, and there are P - |F| repeats. In even
rooms a person meets floor(n/r) - 1 others at each meeting they attend, or one more for m(f+1) people of
a meeting with m larger rooms. So whoever comes seldom has few edges, and those who come often cannot all
find new faces: F's edges are at most half the greatest flow from people to people in which each sends
and receives no more than their degree, an extra place counting against the places there are, and each
pair that is ever both there carries at most one. (F sent along both directions is such a flow.) Without
absences the flow is D or P, and the bound is the counting one.

*Pigeonhole.* Of those at meetings u and t together, two who fall into one cell of (room then, room now)
meet twice. They fill r(u) x r(t) cells, so at least the pairs of the most even filling repeat at t, for
the u that gives most. Summed over t that is a bound on repeats; summed over all pairs u < t, on squares.

*Convexity.* Squares, the sum of c(c-1)/2 over pairs who meet c times, are fewest when P is spread over D
as evenly as may be.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from bot.bench.flow import greatest_flow

Meeting = tuple[frozenset[str], int]
Pair = tuple[str, str]
LARGEST_FLOW = 130


def even_pairs(people: int, cells: int) -> int:
    """The fewest pairs that share a cell."""
    if not cells:
        return 0
    each, more = divmod(people, cells)
    return cells * each * (each - 1) // 2 + more * each


def pair_slots(meetings: Sequence[Meeting]) -> int:
    """P: how many pairs sit together over all meetings, at least."""
    return sum(even_pairs(len(there), rooms) for there, rooms in meetings)


def usable_pairs(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> set[Pair]:
    """D: the pairs who are ever both there and may meet."""
    there = {group for group, _ in meetings}
    pairs = {pair for group in there for pair in combinations(sorted(group), 2)}
    return pairs - set(parted)


def counting(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> int:
    """The fewest repeats by counting alone; true of rooms of any sizes."""
    return max(0, pair_slots(meetings) - len(usable_pairs(meetings, parted)))


def least_repeats(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> int:
    """The fewest repeats of even rooms, by the best of the arguments above."""
    return max(counting(meetings, parted), forced_repeats(meetings), degrees(meetings, parted))


def degrees(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> int:
    """The fewest repeats of even rooms, where some come seldom. Large communities are left to counting."""
    people = sorted({person for there, _ in meetings for person in there})
    if len({there for there, _ in meetings}) == 1 or len(people) > LARGEST_FLOW:
        return 0
    number = {person: at for at, person in enumerate(people)}
    sure, extra, spare = [0] * len(people), [0] * len(people), 0
    for there, rooms in meetings:
        each, more = divmod(len(there), rooms)
        spare += more * (each + 1)
        for person in there:
            sure[number[person]] += max(0, each - 1)
            extra[number[person]] += bool(more)
    edges = [(number[a], number[b]) for a, b in sorted(usable_pairs(meetings, parted))]
    return pair_slots(meetings) - greatest_flow(sure, extra, spare, edges) // 2


def forced_repeats(meetings: Sequence[Meeting]) -> int:
    """The fewest repeats by pigeonhole."""
    return sum(max(forced, default=0) for forced in _forced(meetings))


def least_squares(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> int:
    """The least sum of c(c-1)/2 over pairs who meet c times."""
    spread = even_pairs(pair_slots(meetings), len(usable_pairs(meetings, parted)))
    return max(spread, sum(map(sum, _forced(meetings))))


def _forced(meetings: Sequence[Meeting]) -> Iterator[list[int]]:
    """For each meeting, the repeats that each earlier one forces."""
    for at, (there, rooms) in enumerate(meetings):
        yield [even_pairs(len(there & then), rooms * before) for then, before in meetings[:at]]


def clean_by_algebra(people: int, rooms: int) -> int:
    """How many meetings without a repeat a grid over a finite field gives in so many rooms; 0 for none."""
    columns = -(-people // rooms)
    if not is_prime_power(rooms) or columns > rooms:
        return 0
    return rooms + (people == rooms * rooms)


def is_prime_power(number: int) -> bool:
    """Whether there is a finite field with so many elements."""
    divisor = next((d for d in range(2, number + 1) if number % d == 0), 0)
    while divisor and number % divisor == 0:
        number //= divisor
    return bool(divisor) and number == 1
