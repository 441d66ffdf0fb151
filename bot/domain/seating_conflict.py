"""What may not be broken, and the fewest wishes that cannot all be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from bot.domain.errors import NoSuchThing
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_wishes import ImpossibleRooms
from bot.domain.seating_words import bound_in_words
from bot.rooms.frame import feasible
from bot.rooms.problem import Problem

SMALL_SETS_TRIED = 3_000


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
    return any(feasible(bare_problem(gathering, rooms, bounds, "")) for rooms in counts)


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
    """First drop what is not needed for the conflict, then look for a smaller one among all."""
    needed = list(bounds)
    for bound in bounds:
        without = [other for other in needed if other is not bound]
        if not possible(gathering, counts, without):
            needed = without
    for size in range(1, min(len(needed), 4)):
        for some in islice(combinations(bounds, size), SMALL_SETS_TRIED):
            if not possible(gathering, counts, some):
                return list(some)
    return needed
