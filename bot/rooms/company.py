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
            yield from _of_marked(repair, other, room)
        if len(repair.rooms[room]) > repair.least and len(people) < repair.most:
            yield from _of_marked(repair, room, other)


def _of_marked(repair: Repair, source: int, target: int) -> Iterator[tuple[int, int, int]]:
    """A marked person's moves there, where fewer are alone afterwards: a gain may be of another kind."""
    if _fewer_alone(repair, source, target):
        marked = (person for person in repair.movable(source) if person in repair.marked)
        yield from ((person, source, target) for person in marked)


def _fewer_alone(repair: Repair, source: int, target: int) -> bool:
    """Whether one marked person more there, and one fewer here, leaves fewer of them alone."""
    here, there = (repair.marks(repair.rooms[room]) for room in (source, target))
    return (here == 2) + (there == 0) < (here == 1) + (there == 1)


def _swaps(repair: Repair, room: int) -> Iterator[tuple[int, int, int, int]]:
    """What each change of places would cost: (change, one, other, the other's room)."""
    left = {one: _without(repair, room, one) for one in repair.movable(room)}
    eased = {one: repair.borne(one, mine) for one, mine in left.items()}
    for other_room in range(len(repair.rooms)):
        eases = [_fewer_alone(repair, *both) for both in ((other_room, room), (room, other_room))]
        for other in repair.movable(other_room) if other_room != room and any(eases) else ():
            theirs = _without(repair, other_room, other)
            stays = repair.borne(other, theirs)
            for one, mine in left.items():
                goes = one in repair.marked
                wanted = repair.shunned.get(one) != other_room and repair.shunned.get(other) != room
                if goes != (other in repair.marked) and eases[goes] and wanted:
                    here = repair.borne(other, mine) - eased[one]
                    yield here + repair.borne(one, theirs) - stays, one, other, other_room


def _without(repair: Repair, room: int, person: int) -> list[int]:
    return [p for p in repair.rooms[room] if p != person]
