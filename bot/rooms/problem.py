"""What a seating is asked for, in plain integers, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Weights = list[list[int]]
FORBIDDEN = 10**12


class Infeasible(Exception):
    """No seating keeps everything that may not be broken."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """People 0..n-1 to be shared out over rooms 0..r-1 at the least total weight.

    `weights[a][b]` is the cost of a and b sharing a room: symmetric, zero on the diagonal, negative
    where company is wished. `marked` people are shared out by quota: level over all rooms, or with
    `in_company` never fewer than `company` in a room that has any. `together`, `apart` and `fixed`
    (person to room) are never broken. `sizes` fixes each room's places, else they are as even as may
    be. `leaning[person][room]` is what it costs to seat someone there, whoever else does.

    The search takes swaps that cost about `hot` at first and about `cold` at last: from one large thing
    down to the small ones. It ends at a cost of `goal`, and does not move those whose company costs
    `ease` or less for their own sake. `effort` multiplies its rounds; it is never a time.
    """

    people: int
    rooms: int
    least: int
    most: int
    weights: Weights
    marked: frozenset[int] = frozenset()
    company: int = 0
    in_company: bool = False
    together: tuple[frozenset[int], ...] = ()
    apart: tuple[frozenset[int], ...] = ()
    fixed: Mapping[int, int] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()
    leaning: Weights = field(default_factory=list)
    seed: str = ""
    effort: int = 1
    hot: int = 1_200
    cold: int = 100
    goal: int = -FORBIDDEN
    ease: int = -FORBIDDEN


@dataclass(frozen=True, kw_only=True)
class Seating:
    """Who sits where: one tuple of people a room, in the order of the rooms, and the weight it costs."""

    rooms: tuple[tuple[int, ...], ...]
    cost: int
