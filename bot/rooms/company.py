"""Company for somebody who would be the only one of their kind in a room."""

from collections.abc import Iterator

from bot.rooms.repair import Repair


def best_mend(repair: Repair, room: int) -> list[tuple[int, int, int]]:
    """The fewest moves (person, from, to) that end a loneliness in the room; empty where none do."""
    singles = [
        (change, [(person, source, target)])
        for person, source, target in _single_moves(repair, room)
        if (change := repair.change(person, source, target)) <= -repair.loneliness // 2
    ]
    if singles:
        return min(singles)[1]
    swaps = [
        (change, [(one, room, other_room), (other, other_room, room)])
        for change, one, other, other_room in _swaps(repair, room)
        if change <= -repair.loneliness // 2
    ]
    return min(swaps, default=(0, []))[1]


def _single_moves(repair: Repair, room: int) -> Iterator[tuple[int, int, int]]:
    for other, people in enumerate(repair.rooms):
        if other == room or not people:
            continue
        if len(people) > repair.least and len(repair.rooms[room]) < repair.most:
            yield from ((person, other, room) for person in repair.movable(other))
        if len(repair.rooms[room]) > repair.least and len(people) < repair.most:
            yield from ((person, room, other) for person in repair.movable(room))


def _swaps(repair: Repair, room: int) -> Iterator[tuple[int, int, int, int]]:
    """What each change of places would cost: (change, one, other, the other's room)."""
    left = {one: _without(repair, room, one) for one in repair.movable(room)}
    eased = {one: repair.borne(one, mine) for one, mine in left.items()}
    for other_room in range(len(repair.rooms)):
        for other in repair.movable(other_room) if other_room != room else ():
            theirs = _without(repair, other_room, other)
            stays = repair.borne(other, theirs)
            for one, mine in left.items():
                if (one in repair.marked) != (other in repair.marked):
                    here = repair.borne(other, mine) - eased[one]
                    yield here + repair.borne(one, theirs) - stays, one, other, other_room


def _without(repair: Repair, room: int, person: int) -> list[int]:
    return [p for p in repair.rooms[room] if p != person]
