"""What may not be broken, and the fewest wishes that cannot all be kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.errors import NoSuchThing
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_wishes import ImpossibleRooms, merged
from bot.domain.seating_words import bound_in_words
from bot.rooms.frame import feasible
from bot.rooms.problem import Problem

TRIES, PATIENCE = 400_000, 50_000


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One wish that may not be broken: `kind` is apart, keep or pinned; `room` counts from 0."""

    kind: str
    people: frozenset[str]
    room: int = -1


def bounds_of(gathering: Gathering) -> tuple[Bound, ...]:
    """Every wish about people who are here, in the order given."""
    wishes = gathering.wishes
    return (
        *(Bound(kind="keep", people=group) for group in gathering.here(wishes.keep)),
        *(Bound(kind="apart", people=group) for group in gathering.here(wishes.apart)),
        *(
            Bound(kind="pinned", people=frozenset({person}), room=room_number(room, gathering) - 1)
            for person, room in wishes.pinned.items()
            if person in gathering.index
        ),
    )


def room_number(name: str, gathering: Gathering) -> int:
    """The number in a room's name: 3 of "Room 3"."""
    word, _, number = name.strip().rpartition(" ")
    if word.casefold() != gathering.word.casefold() or not number.isdecimal() or int(number) < 1:
        raise NoSuchThing(
            what="room",
            name=name,
            hint=f"Write {gathering.word} and a number, as {gathering.word} 2.",
        )
    return int(number)


def bare_problem(gathering: Gathering, rooms: int, bounds: Sequence[Bound], seed: str) -> Problem:
    """The problem with nothing in it but what may not be broken."""
    groups = {
        kind: tuple(gathering.positions(b.people) for b in bounds if b.kind == kind)
        for kind in ("keep", "apart")
    }
    return Problem(
        people=len(gathering.people),
        rooms=rooms,
        least=gathering.rules.min_size,
        most=gathering.rules.max_size,
        weights=[],
        together=groups["keep"],
        apart=groups["apart"],
        fixed={gathering.index[p]: b.room for b in bounds if b.kind == "pinned" for p in b.people},
        seed=seed,
    )


def possible(gathering: Gathering, counts: Sequence[int], bounds: Sequence[Bound]) -> bool:
    """Whether some number of rooms keeps all of these."""
    if _plainly_impossible(gathering, counts, bounds):
        return False
    return any(feasible(bare_problem(gathering, rooms, bounds, "")) for rooms in counts)


def _plainly_impossible(
    gathering: Gathering, counts: Sequence[int], bounds: Sequence[Bound]
) -> bool:
    """Whether those kept together are too many, are apart as well, or are to sit in two rooms at once."""
    most = max(gathering.rules.max_size, -(-len(gathering.people) // min(counts)))
    together = merged(bound.people for bound in bounds if bound.kind == "keep")
    apart = [bound.people for bound in bounds if bound.kind == "apart"]
    room_of = {p: bound.room for bound in bounds if bound.kind == "pinned" for p in bound.people}
    return any(
        len(group) > most
        or len({room_of[person] for person in group if person in room_of}) > 1
        or any(len(group & foes) > 1 for foes in apart)
        for group in together
    )


def refuse(gathering: Gathering, counts: Sequence[int], bounds: Sequence[Bound]) -> ImpossibleRooms:
    """Name the fewest wishes that cannot all be kept in any of these numbers of rooms."""
    fewest = _fewest(gathering, counts, list(bounds))
    people = sorted(frozenset().union(*(bound.people for bound in fewest)), key=gathering.index.get)  # type: ignore[arg-type]
    said = "; ".join(_in_words(gathering, bound, counts) for bound in fewest)
    return ImpossibleRooms(
        wishes=said, people=tuple(people), kinds=tuple(bound.kind for bound in fewest)
    )


def _in_words(gathering: Gathering, bound: Bound, counts: Sequence[int]) -> str:
    return bound_in_words(
        bound.kind,
        gathering.names(bound.people),
        f"{gathering.word} {bound.room + 1}",
        most=gathering.rules.max_size,
        rooms=max(counts),
    )


def _fewest(gathering: Gathering, counts: Sequence[int], bounds: list[Bound]) -> list[Bound]:
    """The smallest set of wishes that cannot all be kept, as far as the tries allow.

    First what is not needed for the conflict is dropped. A smaller conflict would share a wish with each
    cure, that is, with all that must be let go of to keep the rest; so only such sets are tried.
    """
    everything = frozenset(range(len(bounds)))
    tries = TRIES // (len(gathering.people) * len(counts))

    def kept(some: Iterable[int]) -> bool:
        nonlocal tries
        tries -= 1
        return possible(gathering, counts, [bounds[at] for at in sorted(some)])

    needed = _needed(kept, frozenset(), everything)
    cures: list[frozenset[int]] = []
    search = _Sharing(most=len(needed) - 1)
    while tries > 0 and (some := search.fewest(cures)) is not None:
        if not kept(some):
            needed = some
            break
        cures.append(everything - _grown(kept, some, everything - some))
    return [bounds[at] for at in sorted(needed)]


Kept = Callable[[Iterable[int]], bool]


def _needed(kept: Kept, base: frozenset[int], some: frozenset[int]) -> frozenset[int]:
    """Of these, which conflict with the base, not one of them to spare: halves first."""
    if len(some) < 2:
        return some
    first, second = _halves(some)
    late = _needed(kept, base | first, second) if kept(base | first) else frozenset()
    early = _needed(kept, base | late, first) if kept(base | late) else frozenset()
    return early | late


def _grown(kept: Kept, base: frozenset[int], more: frozenset[int]) -> frozenset[int]:
    """The base with as many more as can be kept, taken by halves."""
    if not more or kept(base | more):
        return base | more
    if len(more) == 1:
        return base
    first, second = _halves(more)
    return _grown(kept, _grown(kept, base, first), second)


def _halves(some: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    order = sorted(some)
    return frozenset(order[: len(order) // 2]), frozenset(order[len(order) // 2 :])


@dataclass
class _Sharing:
    """Looks for the fewest wishes that share one with every cure, trying small sets first."""

    most: int
    size: int = 1
    patience: int = PATIENCE

    def fewest(self, cures: Sequence[frozenset[int]]) -> frozenset[int] | None:
        """None where there are none so few, or where looking for them takes too long."""
        while self.size <= self.most and self.patience > 0:
            found = self._within(sorted(cures, key=len), self.size)
            if found is not None:
                return found
            self.size += 1
        return None

    def _within(self, cures: Sequence[frozenset[int]], size: int) -> frozenset[int] | None:
        if not cures:
            return frozenset()
        self.patience -= 1
        if self.patience <= 0 or _apart(cures) > size:
            return None
        for at in sorted(cures[0]):
            found = self._within([cure for cure in cures if at not in cure], size - 1)
            if found is not None:
                return found | {at}
        return None


def _apart(cures: Sequence[frozenset[int]]) -> int:
    """How many of these have nothing in common, so that each takes a wish of its own."""
    seen: set[int] = set()
    count = 0
    for cure in cures:
        if seen.isdisjoint(cure):
            seen |= cure
            count += 1
    return count
