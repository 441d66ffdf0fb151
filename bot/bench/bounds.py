"""What no seating can do better, by code that shares nothing with the engine's own bound.

Meetings t have n(t) people in r(t) rooms, of any sizes.

*Counting.* Even sizes make the fewest pairs, s(s-1)/2 being convex: P in all. At most D pairs can meet
(those who are ever both there; with colleagues parted, not they). So at least P - D repeats.

*Groups.* The same holds for the repeats among the people of any group: those of it who are there make the
fewest pairs among themselves when they are spread over the rooms as evenly as may be. Whoever comes seldom
adds many pairs to D and few to P, so leaving some out may prove more. Any group is valid; a good one is
found by letting people go and taking them back, one at a time, beginning with all who come so many times.

*Pigeonhole.* Of those at meetings u and t together, two who fall into one cell of (room then, room now)
meet twice. They fill r(u) x r(t) cells, so at least the pairs of the most even filling repeat at t, for
the u that gives most. Summed over t that is a bound on repeats; summed over all pairs u < t, on squares.

*Convexity.* Squares, the sum of c(c-1)/2 over pairs who meet c times, are fewest when P is spread over D
as evenly as may be.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

Meeting = tuple[frozenset[str], int]
Pair = tuple[str, str]
LARGEST_GROUP = 200


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
    """The fewest repeats by the best of the arguments above."""
    return max(counting(meetings, parted), forced_repeats(meetings), grouped(meetings, parted))


def grouped(meetings: Sequence[Meeting], parted: Collection[Pair] = ()) -> int:
    """The fewest repeats among those who come often. Large communities are left to counting."""
    partners: dict[str, set[str]] = {}
    for one, other in usable_pairs(meetings, parted):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    if len(partners) > LARGEST_GROUP:
        return 0
    times = Counter(person for there, _ in meetings for person in there)
    starts = ({one for one in partners if times[one] >= often} for often in set(times.values()))
    groups = [_settled(meetings, partners, start) for start in starts]
    return max((_among(meetings, partners, group) for group in groups), default=0)


def _settled(
    meetings: Sequence[Meeting], partners: Mapping[str, set[str]], group: set[str]
) -> set[str]:
    """The group after everyone has left it or joined it who proves more so."""
    changed = True
    while changed:
        changed = False
        for person in sorted(partners):
            rest = group - {person}
            free = len(partners[person] & rest) - _brought(meetings, rest, person)
            if free and (free > 0) == (person in group):
                group, changed = group ^ {person}, True
    return group


def _among(meetings: Sequence[Meeting], partners: Mapping[str, set[str]], group: set[str]) -> int:
    """The repeats that counting proves among the people of a group."""
    made = sum(even_pairs(len(there & group), rooms) for there, rooms in meetings)
    return made - sum(len(partners[one] & group) for one in group) // 2


def _brought(meetings: Sequence[Meeting], group: set[str], person: str) -> int:
    """How many pairs more must sit together when this person joins the group."""
    return sum(
        even_pairs(here + 1, rooms) - even_pairs(here, rooms)
        for there, rooms in meetings
        if person in there
        for here in (len(there & group),)
    )


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
