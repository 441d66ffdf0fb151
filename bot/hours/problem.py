"""What a choice of hours is asked for, in plain integers: dates, the hours each offers, what each costs each place."""

from collections.abc import Sequence
from dataclasses import dataclass

Costs = tuple[int, ...]  # what one hour costs, a number for each place (and what else is counted)


class NothingLeft(Exception):
    """Some date offers no hour at all."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Dates that offer the very same hours: the cost of each hour, and how many such dates there are."""

    hours: tuple[Costs, ...]
    dates: int

    def fewer(self, hours: Sequence[Costs]) -> "Kind":
        """The same dates with only some of their hours."""
        return Kind(hours=tuple(hours), dates=self.dates)


def kinds_of(dates: Sequence[Sequence[Costs]]) -> list[Kind]:
    """The kinds of dates there are; those of which there are fewest come first.

    An hour that costs no place less than another one does, and some place more, is in no best choice.
    """
    counted: dict[tuple[Costs, ...], int] = {}
    for offered in dates:
        if not offered:
            raise NothingLeft
        hours = undominated(offered)
        counted[hours] = counted.get(hours, 0) + 1
    kinds = [Kind(hours=hours, dates=count) for hours, count in counted.items()]
    return sorted(kinds, key=lambda kind: (kind.dates, kind.hours))


def undominated(hours: Sequence[Costs]) -> tuple[Costs, ...]:
    """The hours worth a thought, each cost once, in order."""
    unique = sorted(set(hours))
    return tuple(one for one in unique if not any(_beats(other, one) for other in unique))


def _beats(one: Costs, other: Costs) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def added(one: Costs, other: Costs) -> Costs:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def dot(weights: Sequence[int], costs: Sequence[int]) -> int:
    return sum(w * c for w, c in zip(weights, costs, strict=True))
