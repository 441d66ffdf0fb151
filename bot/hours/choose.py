"""One hour for every date: the worst place as well off as can be, then the least in all, then the evenest.

First the least worst place: mixing hours proves that it cannot be below some number; from there upward a whole
search either finds a choice or proves that there is none. Then, at that worst place, the least total; among all
choices of that total, the evenest; among those, the one whose worst single date is mildest. Where a search would take
too long it keeps some ways only: what it finds then holds, and what is proved is said beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.hours.mixing import Mix, mix, proved
from bot.hours.problem import Costs, Kind, added, dot, kinds_of, undominated
from bot.hours.search import Effort, Search

WHOLE = 400_000  # additions for what is to be proved: half a second
NEAR = 60_000  # additions for a good choice where that is too few
ROUNDED = 1_000  # ways kept where most dates are settled by rounding the best mix
RAISES = (0, 1, 3, 7, 15, 31, 63, 127, 255)  # how far above its bound a total is looked for
ROUGHLY = (3, 31, 255)  # the same, near the best mix

Taken = list[list[int]]  # how often each hour of each kind is taken


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The hour of each date, by its place among the hours offered, and what is proved of it.

    No choice has a worst place below `worst_bound`, nor, with a worst place as good as this one's, a weighed total
    below `total_bound`. `evenest` is whether every choice as good in both was looked at. `weights` on the places prove
    most of the bound: by them every date's cheapest hour costs what no choice can go below.
    """

    hours: tuple[int, ...]
    sums: Costs
    worst_bound: int
    total_bound: int
    evenest: bool
    weights: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class _Best:
    """The best ways found, what none can go below, and whether all as good were looked at."""

    taken: Taken
    sums: Costs
    bound: int
    all: bool


def choose(dates: Sequence[Sequence[Costs]], people: Sequence[int]) -> Choice:
    """An hour for every date. `dates[d][h]` is what hour h of date d costs each place, `people` how many live there.

    People count in the total and in how even it is; the worst place is what any one person there bears.
    Raises NothingLeft where a date offers no hour.
    """
    kinds = kinds_of(dates)
    least, weights = _least_worst(kinds, len(people))
    counted = [_with_total(kind, people) for kind in kinds]
    best = _least_total(counted, people, least)
    best = _mildest(counted, best)
    return Choice(
        hours=tuple(_handed_out(dates, kinds, best.taken)),
        sums=best.sums[:-1],
        worst_bound=least.bound,
        total_bound=best.bound,
        evenest=best.all,
        weights=weights,
    )


def _least_worst(kinds: Sequence[Kind], places: int) -> tuple[_Best, tuple[int, ...]]:
    """The least worst place, and the weights on places that prove most of it."""
    nothing, effort = (0,) * places, Effort(left=WHOLE)
    best = mix(kinds, nothing, nothing)
    bound = -(-proved(kinds, best.weights) // max(1, sum(best.weights)))
    while True:
        limits = (bound,) * places
        search = _search(kinds, limits, best, effort)
        found = search.run()
        if found.sums:
            return _first(search, found.sums, bound), best.weights
        if not found.all:
            break
        bound += 1
    worst = bound
    while not (near := _near(kinds, best, (worst,) * places)):
        worst += 1
    looser = (_near(kinds, best, (less,) * places, free=1) for less in range(bound, worst))
    near = next(filter(None, looser), near)
    return _Best(taken=near[1], sums=near[0], bound=bound, all=False), best.weights


def _search(kinds: Sequence[Kind], limits: Costs, best: Mix, effort: Effort) -> Search:
    start = (0,) * len(limits)
    return Search(kinds=kinds, limits=limits, start=start, weighings=[best.weights], effort=effort)


def _first(search: Search, sums: Sequence[Costs], bound: int) -> _Best:
    return _Best(taken=search.way_back(sums[0]), sums=sums[0], bound=bound, all=True)


def _near(
    kinds: Sequence[Kind], best: Mix, limits: Costs, *, free: int = 0
) -> tuple[Costs, Taken] | None:
    """A choice within the limits near the best mix: its shares rounded down, and a search among the dates left.

    So many dates of each share are left `free` besides: more to search through, and more that can be found.
    """
    settled = [[max(0, int(share) - free) for share in shares] for shares in best.shares]
    rest = [
        Kind(hours=kind.hours, dates=max(0, kind.dates - sum(some)))
        for kind, some in zip(kinds, settled, strict=True)
    ]
    search = Search(
        kinds=rest,
        limits=limits,
        start=_spent(kinds, settled, len(limits)),
        weighings=[best.weights],
        width=ROUNDED,
        effort=Effort(left=NEAR),
    )
    found = search.run()
    if not found.sums:
        return None
    sums = min(found.sums, key=lambda one: (one[-1], one))
    return sums, [_both(*pair) for pair in zip(settled, search.way_back(sums), strict=True)]


def _both(some: list[int], others: list[int]) -> list[int]:
    return [a + b for a, b in zip(some, others, strict=True)]


def _spent(kinds: Sequence[Kind], taken: Taken, places: int) -> Costs:
    sums = (0,) * places
    for kind, some in zip(kinds, taken, strict=True):
        for hour, count in zip(kind.hours, some, strict=True):
            sums = added(sums, tuple(count * cost for cost in hour))
    return sums


def _with_total(kind: Kind, people: Sequence[int]) -> Kind:
    """The same hours with what they cost everybody as one more sum."""
    return Kind(hours=tuple((*hour, dot(people, hour)) for hour in kind.hours), dates=kind.dates)


def _least_total(kinds: Sequence[Kind], people: Sequence[int], least: _Best) -> _Best:
    """The least total at this worst place, and the evenest of the choices that have it."""
    worst, effort = (max(least.sums),) * len(people), Effort(left=WHOLE)
    best = mix(kinds, (0,) * (len(people) + 1), (*worst, 0), last_alone=True)
    bound = _total_bound(kinds, best, worst)
    for raised in RAISES:
        limits = (*worst, bound + raised)
        search = _search(kinds, limits, best, effort)
        found = search.run()
        if found.sums:
            sums = min(found.sums, key=lambda one: (one[-1], _unevenness(one, people), one))
            lowest = sums[-1] if found.all else bound
            return _Best(taken=search.way_back(sums), sums=sums, bound=lowest, all=found.all)
        if not found.all:
            break
        bound += raised + 1
    sums = (*least.sums, dot(people, least.sums))
    for raised in ROUGHLY:
        if near := _near(kinds, best, (*worst, bound + raised)):
            return _Best(taken=near[1], sums=near[0], bound=bound, all=False)
    return _Best(taken=least.taken, sums=sums, bound=bound, all=False)


def _total_bound(kinds: Sequence[Kind], best: Mix, worst: Costs) -> int:
    """What the total cannot go below while no place goes above the worst."""
    *places, total = best.weights
    over = proved(kinds, best.weights) - dot(places, worst)
    return max(0, -(-over // total)) if total else 0


def _unevenness(sums: Costs, people: Sequence[int]) -> int:
    return sum(n * s * s for n, s in zip(people, sums, strict=False))


def _mildest(kinds: Sequence[Kind], best: _Best) -> _Best:
    """A choice as good, reached without an hour worse than need be for any place."""
    for most in sorted({max(hour[:-1]) for kind in kinds for hour in kind.hours}):
        milder = [kind.fewer([h for h in kind.hours if max(h[:-1]) <= most]) for kind in kinds]
        if not all(kind.hours for kind in milder):
            continue
        start = (0,) * len(best.sums)
        search = Search(kinds=milder, limits=best.sums, start=start, effort=Effort(left=NEAR))
        found = search.run()
        if found.sums:
            sums = found.sums[0]
            taken = zip(kinds, milder, search.way_back(sums), strict=True)
            return replace(best, taken=[_among(*three) for three in taken], sums=sums)
    return best


def _among(kind: Kind, milder: Kind, taken: list[int]) -> list[int]:
    """How often each hour of a kind is taken, where only some of them were on offer."""
    often = dict(zip(milder.hours, taken, strict=True))
    return [often.get(hour, 0) for hour in kind.hours]


def _handed_out(
    dates: Sequence[Sequence[Costs]], kinds: Sequence[Kind], taken: Taken
) -> Iterator[int]:
    """The hour of each date: those that a kind takes in turn come round as evenly as their numbers let them."""
    turns = {kind.hours: _in_turn(kind, some) for kind, some in zip(kinds, taken, strict=True)}
    for offered in dates:
        yield list(offered).index(next(turns[undominated(offered)]))


def _in_turn(kind: Kind, often: Sequence[int]) -> Iterator[Costs]:
    given = [0] * len(often)
    for turn in range(1, kind.dates + 1):
        behind = [count * turn - kind.dates * had for count, had in zip(often, given, strict=True)]
        due = behind.index(max(behind))
        given[due] += 1
        yield kind.hours[due]
