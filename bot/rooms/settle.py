"""Wishes that rooms do not keep any more: kept again by moving the fewest people."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from bot.rooms.problem import FORBIDDEN
from bot.rooms.repair import NOBODY, Repair

Unit = tuple[int, ...]
Step = tuple[tuple[Unit, int, int], ...]  # who, from which room, to which
NEAREST = 3


def settle(repair: Repair) -> bool:
    """Keep every wish that can be kept; one move where sizes allow it, else two who change places.

    False where a wish is left that could not be.
    """
    while hurt := _hurt(repair):
        step = _best_step(repair, _movable(repair, hurt))
        if step is None:
            return False
        for unit, source, target in step:
            for person in unit:
                repair.move(person, source, target)
            repair.settled.update(unit)
    return True


def _hurt(repair: Repair) -> set[int]:
    """Those for whom, or beside whom, a wish is not kept."""
    seats = {person: room for room, people in enumerate(repair.rooms) for person in people}
    hurt = {person for person, room in repair.shunned.items() if seats.get(person) == room}
    for person, friends in repair.friends.items():
        if person in seats and any(seats.get(p, seats[person]) != seats[person] for p in friends):
            hurt.add(person)
    for people in repair.rooms:
        for one, other in combinations(people, 2):
            if repair.weights[one][other] >= FORBIDDEN // 2:
                hurt |= {one, other}
    return hurt


def _movable(repair: Repair, hurt: set[int]) -> list[tuple[Unit, int]]:
    """Those of them who could be moved, with whom they move along and their room."""
    return [
        (unit, room)
        for room in range(len(repair.rooms))
        if not hurt.isdisjoint(repair.rooms[room])
        for unit in repair.units(room)
        if not hurt.isdisjoint(unit)
    ]


def _best_step(repair: Repair, hurt: Sequence[tuple[Unit, int]]) -> Step | None:
    """The step that keeps most wishes for the people it moves, then the one that costs least."""
    singles = [
        ((unit, room, target),)
        for unit, room in hurt
        for target in _others(repair, room)
        if _fits(repair, {room: -len(unit), target: len(unit)})
    ]
    best = _best(repair, singles)
    if best and sum(len(unit) for unit, _, _ in best) == 1:
        return best
    swaps = [
        ((unit, room, target), (other, target, room))
        for unit, room in hurt
        for target in _others(repair, room)
        for other in _partners(repair, target, len(unit))
        if _fits(repair, {room: len(other) - len(unit), target: len(unit) - len(other)})
    ]
    return _best(repair, [*([best] if best else []), *swaps]) or _best(
        repair, list(_in_a_row(repair, hurt))
    )


def _partners(repair: Repair, room: int, size: int) -> Iterator[Unit]:
    """Those who could change places with so many people."""
    yield from repair.units(room)
    if size > 1:
        yield from combinations(repair.movable(room), size)


def _in_a_row(repair: Repair, hurt: Sequence[tuple[Unit, int]]) -> Iterator[Step]:
    """Someone moves on to a third room, or comes from there, where nobody can change places."""
    costs = _costs(repair)
    wished = [
        (change, unit, room, target)
        for unit, room in hurt
        for target in _others(repair, room)
        if (change := _change(repair, costs, ((unit, room, target),))) <= -FORBIDDEN // 2
    ]
    for _, unit, room, target in sorted(wished)[:NEAREST]:
        first = (unit, room, target)
        for third in set(_others(repair, room)) - {target}:
            for other in repair.units(target):
                if _fits(
                    repair, {room: -len(unit), target: len(unit) - len(other), third: len(other)}
                ):
                    yield first, (other, target, third)
            for other in repair.units(third):
                if _fits(
                    repair, {room: len(other) - len(unit), target: len(unit), third: -len(other)}
                ):
                    yield first, (other, third, room)


def _others(repair: Repair, room: int) -> Iterator[int]:
    return (at for at, people in enumerate(repair.rooms) if people and at != room)


def _fits(repair: Repair, changes: Mapping[int, int]) -> bool:
    """Whether no room grows too large or becomes too small by it."""
    sizes = ((len(repair.rooms[room]), change) for room, change in changes.items())
    return all(
        (change >= 0 or size + change >= repair.least)
        and (change <= 0 or size + change <= repair.most)
        for size, change in sizes
    )


def _best(repair: Repair, steps: Sequence[Step]) -> Step | None:
    """The most wishes kept for each person moved; nothing where none is won."""
    priced, costs = [], _costs(repair)
    for step in steps:
        change = _change(repair, costs, step)
        won = -round(change / FORBIDDEN)
        if won > 0:
            moved = sum(len(unit) for unit, _, _ in step)
            priced.append((moved / won, moved, change, step))
    return min(priced)[3] if priced else None


def _costs(repair: Repair) -> list[int]:
    """What each room costs now."""
    return [_whole(repair, room, people) for room, people in enumerate(repair.rooms)]


def _change(repair: Repair, costs: Sequence[int], step: Step) -> int:
    """What the step would cost; each wish that it keeps takes one FORBIDDEN off."""
    rooms = {room: repair.rooms[room] for _, *both in step for room in both}
    for unit, source, target in step:
        rooms[source] = [person for person in rooms[source] if person not in unit]
        rooms[target] = [*rooms[target], *unit]
    return sum(_whole(repair, room, people) - costs[room] for room, people in rooms.items())


def _whole(repair: Repair, room: int, people: Sequence[int]) -> int:
    """The cost of these people in this very room, their wishes included."""
    wishes = 0
    for person in people:
        if person in repair.shunned or person in repair.friends:
            friends = len(repair.friends.get(person, NOBODY).intersection(people))
            wishes += 2 * (repair.shunned.get(person) == room) - friends
    return repair.cost(people) + wishes * FORBIDDEN // 2
