"""Every way to choose hours that keeps all sums within their limits, date after date; ways of equal sums are one.

What a way has spent so far is one long integer with a field for each sum, so that a whole row of sums is added, and
compared with all its limits, in one step of arithmetic. A field holds how much more was spent than the dates so far
cost at least, and its limit is what may be spent more in all: nothing that can still be kept within its limits is lost.

A weighing of the sums is one more field, and throws out ways that no single sum would. Which weighings to look at is
learned on the way: some way is asked whether mixed hours could still bring it home, and where they cannot, the weights
that prove it are turned on all the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.hours.mixing import mix
from bot.hours.problem import Costs, Kind, added, dot
from bot.rooms.chance import chance

WIDTH = (
    20_000  # ways kept a date; where there are more, the search no longer proves that there is none
)
ASKING = 5_000  # asking whether a way can come home takes as long as so many additions
FIELDS = 30  # weighings learned
ENOUGH = 4  # ways asked in turn without learning anything
FEW = 300  # ways that are quicker carried on than asked


@dataclass(frozen=True, kw_only=True)
class Found:
    """The sums of the ways that keep the limits, and whether these are all."""

    sums: tuple[Costs, ...]
    all: bool


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What may be spent in a field above what the dates cost at least, and how much its unit is."""

    room: int
    unit: int


@dataclass(kw_only=True)
class Effort:
    """How many additions may still be made: counted, never timed, so that the same question has the same answer."""

    left: int


@dataclass(kw_only=True)
class Search:
    """A search among kinds of dates, with what was spent before they began."""

    kinds: Sequence[Kind]
    limits: Costs
    start: Costs
    weighings: Sequence[tuple[int, ...]] = ()
    effort: Effort
    width: int = WIDTH
    all: bool = True
    size: int = 0
    fields: int = 0
    budget: int = 0
    guard: int = 0
    spends: list[list[int]] = field(default_factory=list)
    floors: list[list[int]] = field(default_factory=list)
    layers: list[tuple[int, int, set[int]]] = field(default_factory=list)

    def run(self) -> Found:
        """All ways, or as many as the width lets through."""
        ways = {0} if self._prepare() else set()
        self.layers = [(-1, self.fields, ways)]
        left = [kind.dates for kind in self.kinds]
        for kind in [k for k, one in enumerate(self.kinds) for _ in range(one.dates)]:
            ways = self._onward(kind, ways)
            left[kind] -= 1
            fields = self.fields
            if any(left) and len(ways) > FEW and self.effort.left > 0:
                ways = self._learned(ways, left)
            ways = self._narrowed(ways)
            self.layers.append((kind, fields, ways))
            if not ways:
                break
        return Found(sums=tuple(sorted(map(self._sums, ways))), all=self.all)

    def _prepare(self) -> bool:
        """A field for every sum and every weighing; False where some limit cannot be kept at all."""
        counted = len(self.limits)
        self.spends = [[0] * len(kind.hours) for kind in self.kinds]
        rooms = [limit - s for limit, s in zip(self.limits, self.start, strict=True)]
        self.size = max(1, max(rooms)).bit_length() + 2
        each = [tuple(int(at == one) for at in range(counted)) for one in range(counted)]
        return all(
            self._open(weights, dot(weights, rooms), [kind.dates for kind in self.kinds])
            for weights in (*each, *self.weighings)
        )

    def _open(self, weights: tuple[int, ...], room: int, left: Sequence[int]) -> Opened | None:
        """One more field: what hours spend there above the least, in units that fit, and what may be spent.

        None where even the least is too much.
        """
        costs = [[dot(weights, hour) for hour in kind.hours] for kind in self.kinds]
        floors = [min(some) for some in costs]
        room -= sum(count * floor for count, floor in zip(left, floors, strict=True))
        if room < 0:
            return None
        # rounding both down to the unit throws out no way that keeps the limit
        unit = -(-(room + 1) // ((1 << (self.size - 1)) - 2))
        limit, shift = room // unit, self.size * self.fields
        for spent, some, floor in zip(self.spends, costs, floors, strict=True):
            for at, cost in enumerate(some):
                spent[at] |= min((cost - floor) // unit, limit + 1) << shift
        self.floors.append(floors)
        self.budget |= limit << shift
        self.guard |= 1 << (shift + self.size - 1)
        self.fields += 1
        return Opened(room=room, unit=unit)

    def _onward(self, kind: int, ways: set[int]) -> set[int]:
        """Every way with every hour of one more date, as far as the limits let it."""
        guard, most = self.guard, self.guard + self.budget
        further: set[int] = set()
        for spent in self.spends[kind]:
            if (most - spent) & guard == guard:
                self.effort.left -= len(ways)
                further.update(
                    [sum_ for way in ways if (most - (sum_ := way + spent)) & guard == guard]
                )
        return further

    def _narrowed(self, ways: set[int]) -> set[int]:
        """No more ways than can be carried on: those that spend least by the first weighing, and some by lot."""
        width = self.width if self.effort.left > 0 else FEW
        if len(ways) <= width:
            return ways
        self.all = False
        shift, mask = self.size * len(self.limits), (1 << self.size) - 1
        ranked = sorted(ways, key=lambda way: ((way >> shift) & mask, way))
        half = width // 2
        return {*ranked[:half], *chance("hours", len(ways)).sample(ranked[half:], half)}

    def _sums(self, way: int) -> Costs:
        """What a way has spent at the end, start and floors included."""
        base = self.start
        for k, kind in enumerate(self.kinds):
            base = added(base, tuple(kind.dates * f[k] for f in self.floors[: len(base)]))
        return added(base, self._over(way))

    def _over(self, way: int) -> Costs:
        """What a way has spent on each sum above the floors."""
        mask = (1 << self.size) - 1
        return tuple((way >> (self.size * at)) & mask for at in range(len(self.limits)))

    def _learned(self, ways: set[int], left: Sequence[int]) -> set[int]:
        """The ways that are left when weighings that prove some of them hopeless are turned on all."""
        asked, draw = 0, chance("hours", self.fields, len(ways))
        rest = [
            Kind(hours=kind.hours, dates=count)
            for kind, count in zip(self.kinds, left, strict=True)
            if count
        ]
        listed = sorted(ways)
        while listed and asked < ENOUGH and self.fields < len(self.limits) + FIELDS:
            self.effort.left -= ASKING
            spent = self._spent(draw.choice(listed), left)
            weights = mix(rest, spent, self.limits).weights
            least = sum(
                kind.dates * min(dot(weights, hour) for hour in kind.hours) for kind in rest
            )
            if dot(weights, spent) + least <= dot(weights, self.limits):
                asked += 1
                continue
            asked, listed = 0, self._turned(weights, listed, left)
        return set(listed)

    def _spent(self, way: int, left: Sequence[int]) -> Costs:
        """What a way has really spent, up to the dates that are left."""
        base = self.start
        for k, kind in enumerate(self.kinds):
            done = kind.dates - left[k]
            base = added(base, tuple(done * f[k] for f in self.floors[: len(base)]))
        return added(base, self._over(way))

    def _turned(self, weights: tuple[int, ...], ways: list[int], left: Sequence[int]) -> list[int]:
        """The ways that a weighing leaves, with its field."""
        heavy = [(at * self.size, w) for at, w in enumerate(weights) if w]
        mask = (1 << self.size) - 1
        over = [sum(((way >> shift) & mask) * w for shift, w in heavy) for way in ways]
        least = min(over)
        room = dot(weights, self.limits) - dot(weights, self._spent(0, left)) - least
        shift = self.size * self.fields
        opened = self._open(weights, room, left)
        if opened is None:
            return []
        return [
            way | ((spent - least) // opened.unit) << shift
            for way, spent in zip(ways, over, strict=True)
            if spent - least <= opened.room
        ]

    def way_back(self, sums: Costs) -> list[list[int]]:
        """The hours that lead to these sums, read from the last date to the first."""
        taken = [[0] * len(kind.hours) for kind in self.kinds]
        way = next(way for way in self.layers[-1][2] if self._sums(way) == sums)
        for at in range(len(self.layers) - 1, 0, -1):
            kind, fields, _ = self.layers[at]
            mask = (1 << (self.size * fields)) - 1
            before, reached = self.layers[at - 1][2], way & mask
            steps: Iterable[tuple[int, int]] = enumerate(self.spends[kind])
            hour, way = next(
                (hour, reached - (spent & mask))
                for hour, spent in steps
                if reached - (spent & mask) in before
            )
            taken[kind][hour] += 1
        return taken
