"""Clean series by algebra: people on a grid over a finite field, so that no two meet twice.

Person (x, y) of k columns and q rows sits in room y + t*x at meeting t, counted in the field of q. Two
people of different columns meet at one t only, two of one column never: q meetings without a repeat for
any q that is a prime or a power of one and no smaller than k. Whoever stays away only leaves a hole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product

from bot.rooms.problem import Problem
from bot.rooms.sizes import bounds_for

Seats = tuple[tuple[int, ...], ...]


def clean_series(
    order: Sequence[int], rooms: int, meetings: int | None = None
) -> tuple[Seats, ...]:
    """Meetings in so many rooms in which no two people meet twice; none where the numbers do not allow it.

    As many as asked for, or all there are. People next to each other in `order`, by blocks of `rooms`,
    never meet; so those of whom each room is to have its share stand first.
    """
    columns = [order[at : at + rooms] for at in range(0, len(order), rooms)]
    field = field_of(rooms)
    if field is None or len(columns) > rooms:
        return ()
    turns = range(rooms if meetings is None else min(meetings, rooms))
    series = [_meeting(columns, rooms, field, turn) for turn in turns]
    if len(order) == rooms * rooms and meetings != len(series):
        series.append(tuple(map(tuple, columns)))
    return tuple(series)


def _meeting(columns: Sequence[Sequence[int]], rooms: int, field: "Field", turn: int) -> Seats:
    seats: list[list[int]] = [[] for _ in range(rooms)]
    for number, column in enumerate(columns):
        sums = field.sums[field.times(turn, number)]
        for person, room in zip(column, sums, strict=False):
            seats[room].append(person)
    return tuple(tuple(sorted(room)) for room in seats)


def suits(problem: Problem, seats: Seats, limit: int) -> bool:
    """Whether these seats keep sizes and shares, break nothing, and no pair in them costs the limit."""
    least, most = bounds_for(problem.people, problem.rooms, problem.least, problem.most)
    room_of = {person: at for at, room in enumerate(seats) for person in room}
    marks = [len(problem.marked.intersection(room)) for room in seats]
    return (
        all(least <= len(room) <= most for room in seats)
        and (min(marks) >= problem.company or _level(problem, marks))
        and all(len({room_of[p] for p in group}) == 1 for group in problem.together)
        and all(len({room_of[p] for p in group}) == len(group) for group in problem.apart)
        and all(room_of[person] == room for person, room in problem.fixed.items())
        and all(problem.weights[a][b] < limit for room in seats for a, b in combinations(room, 2))
    )


def _level(problem: Problem, marks: Sequence[int]) -> bool:
    """Whether marked people, too few for company everywhere, are spread as evenly as may be."""
    return not problem.in_company and max(marks) - min(marks) <= 1


@dataclass(frozen=True)
class Field:
    """Adding and multiplying in a field of q elements, named 0 to q-1."""

    prime: int
    degree: int
    powers: tuple[int, ...]

    @cached_property
    def sums(self) -> list[list[int]]:
        """What any two elements add up to: digit by digit, without carrying."""
        sums = [[0]]
        for digit in range(self.degree):
            place = self.prime**digit
            digits = range(0, place * self.prime, place)
            sums = [
                [(high + top) % (place * self.prime) + low for top in digits for low in row]
                for high in digits
                for row in sums
            ]
        return sums

    def add(self, one: int, other: int) -> int:
        return self.sums[one][other]

    def times(self, one: int, other: int) -> int:
        if not one or not other:
            return 0
        logs = self.powers.index(one) + self.powers.index(other)
        return self.powers[logs % len(self.powers)]


@cache
def field_of(size: int) -> Field | None:
    """The field with so many elements, if there is one."""
    prime = next((p for p in range(2, size + 1) if size % p == 0), 0)
    degree = 0
    while prime and prime ** (degree + 1) <= size:
        degree += 1
    if not prime or prime**degree != size:
        return None
    # A root whose powers are all elements but 0; every finite field has one.
    tails = product(range(prime), repeat=degree)
    every = (_powers(prime, tail) for tail in tails)
    return Field(prime, degree, next(powers for powers in every if len(powers) == size - 1))


def _powers(prime: int, tail: Sequence[int]) -> tuple[int, ...]:
    """The powers of x where x**degree is the polynomial `tail`, lowest first, until they come round."""
    found: dict[int, None] = {}
    digits = (1, *[0] * (len(tail) - 1))
    while True:
        name = sum(digit * prime**place for place, digit in enumerate(digits))
        if name in found or name == 0:
            return tuple(found) if name == 1 else ()
        found[name] = None
        top = digits[-1]
        lower = (0, *digits[:-1])
        digits = tuple((low + top * new) % prime for low, new in zip(lower, tail, strict=True))
