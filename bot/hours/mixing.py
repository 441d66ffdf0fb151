"""The best that mixing hours in any proportion could do, and the weights on places that prove it.

If a date could be held a third at this hour and two thirds at that one, the least worst place would be a linear
program. Its answer is never above the true one. The weights it comes with are only a hint: rounded to whole numbers,
they are used where arithmetic on integers confirms them, so that no rounding of floating point can prove a falsehood.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.hours.problem import Costs, Kind, dot

SCALE = 1_000
_NEVER = 5_000  # turns: far above what any of these programs takes
_TINY = 1e-9
_NUDGE = 1e-7  # keeps ties apart, so that the simplex never goes round in circles


@dataclass(frozen=True, kw_only=True)
class Mix:
    """Whole-numbered weights on what is counted, and how often each hour of each kind is taken, in fractions."""

    weights: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]


def mix(kinds: Sequence[Kind], start: Costs, limits: Costs, *, last_alone: bool = False) -> Mix:
    """Mix hours so that the most by which a sum exceeds its limit is least; `start` is spent already.

    With `last_alone` the sums keep within their limits and only the last one counts as far as it goes.
    """
    counted = len(start)
    heads = [float(s - limit) for s, limit in zip(start, limits, strict=True)]
    heads += [float(kind.dates) for kind in kinds]
    rows = [
        [*(-float(c) for c in hour), *(float(at == k) for at in range(len(kinds))), 0.0]
        for k, kind in enumerate(kinds)
        for hour in kind.hours
    ]
    norm = [float(not last_alone or at == counted - 1) for at in range(counted)]
    rows.append([*norm, *(0.0 for _ in kinds), 1.0])
    weights, prices = _simplex(rows, heads)
    shares, at = [], 0
    for kind in kinds:
        shares.append(tuple(prices[at : at + len(kind.hours)]))
        at += len(kind.hours)
    return Mix(
        weights=tuple(max(0, round(w * SCALE)) for w in weights[:counted]), shares=tuple(shares)
    )


def proved(kinds: Sequence[Kind], weights: Sequence[int]) -> int:
    """What every choice of hours costs at least, when each place's sum is counted with these weights."""
    return sum(kind.dates * min(dot(weights, hour) for hour in kind.hours) for kind in kinds)


def _simplex(rows: list[list[float]], heads: Sequence[float]) -> tuple[list[float], list[float]]:
    """Maximise heads.x where rows[i][:-1].x <= rows[i][-1] and x >= 0: x, and the price of each row."""
    width = len(heads)
    table = [[*row[:-1], row[-1] + _NUDGE * (at + 1) / len(rows)] for at, row in enumerate(rows)]
    goal = [*(-head for head in heads), 0.0]
    outside, inside = list(range(width)), [width + at for at in range(len(rows))]
    for _ in range(_NEVER):
        enters = min(range(width), key=goal.__getitem__)
        if goal[enters] >= -_TINY:
            break
        ratios = [
            (row[-1] / row[enters], at) for at, row in enumerate(table) if row[enters] > _TINY
        ]
        if not ratios:
            break
        leaves = min(ratios)[1]
        goal = _pivot(table, goal, leaves, enters)
        outside[enters], inside[leaves] = inside[leaves], outside[enters]
    found, prices = [0.0] * width, [0.0] * len(rows)
    for at, name in enumerate(inside):
        if name < width:
            found[name] = table[at][-1]
    for at, name in enumerate(outside):
        if name >= width:
            prices[name - width] = max(0.0, goal[at])
    return found, prices


def _pivot(table: list[list[float]], goal: list[float], leaves: int, enters: int) -> list[float]:
    row = table[leaves]
    pivot = row[enters]
    row = [cell / pivot for cell in row]
    row[enters] = 1 / pivot
    table[leaves] = row
    for at, other in enumerate(table):
        if at != leaves and other[enters]:
            table[at] = _cleared(other, row, enters, pivot)
    return _cleared(goal, row, enters, pivot)


def _cleared(other: list[float], row: list[float], enters: int, pivot: float) -> list[float]:
    factor = other[enters]
    cleared = [x - factor * y for x, y in zip(other, row, strict=True)]
    cleared[enters] = -factor / pivot
    return cleared
