"""Rooms after people have left or come, with as few of the others moved as the sizes allow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bot.rooms.problem import FORBIDDEN, Weights


@dataclass(kw_only=True)
class Repair:
    """A seating being mended. `touched` rooms lost someone; only they are brought back to the least.

    `held` people stay where they are. A marked person alone in a room costs `loneliness`. `evenness`
    weighs how level the sizes stay. A newcomer may have a room of their own in `places`, or `friends`
    with whom to share one.
    """

    rooms: list[list[int]]
    weights: Weights
    least: int
    most: int
    marked: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    loneliness: int = 0
    evenness: int = 0
    touched: set[int] = field(default_factory=set)
    places: dict[int, int] = field(default_factory=dict)
    friends: dict[int, frozenset[int]] = field(default_factory=dict)

    def cost(self, people: Sequence[int]) -> int:
        pairs = sum(self.weights[one][other] for one, other in combinations(people, 2))
        marks = sum(person in self.marked for person in people)
        alone = self.loneliness if marks == 1 < len(people) else 0
        return pairs + alone + self.evenness * len(people) ** 2

    def added(self, person: int, room: int) -> int:
        """What it would cost to have the person in the room too."""
        return self.cost([*self.rooms[room], person]) - self.cost(self.rooms[room])

    def move(self, person: int, source: int, target: int) -> None:
        self.rooms[source].remove(person)
        self.rooms[target].append(person)

    def movable(self, room: int) -> Iterator[int]:
        return (person for person in self.rooms[room] if person not in self.held)

    @property
    def short(self) -> list[int]:
        """Touched rooms below their least that still have someone in them."""
        return [room for room in sorted(self.touched) if 0 < len(self.rooms[room]) < self.least]

    def with_space(self) -> list[int]:
        return [room for room, people in enumerate(self.rooms) if 0 < len(people) < self.most]


def seat_newcomers(repair: Repair, newcomers: Sequence[int]) -> None:
    """Seat each newcomer: in a room that is short, else where they fit best, else in a new room."""
    homeless = [one for one in newcomers if not _seat(repair, one)]
    while homeless:
        repair.rooms.append([homeless[0]])
        repair.touched.add(len(repair.rooms) - 1)
        homeless = [one for one in homeless[1:] if not _seat(repair, one)]


def _seat(repair: Repair, person: int) -> bool:
    allowed = _allowed(repair, person)
    asked = _asked_rooms(repair, person, allowed)
    room = _best_room(repair, person, asked or allowed)
    if room is None and asked:
        room = _made_space(repair, asked)
    if room is None:
        return False
    repair.rooms[room].append(person)
    return True


def _allowed(repair: Repair, person: int) -> list[int]:
    """Rooms in use where nobody sits whom the person is to be apart from."""
    return [
        room
        for room, people in enumerate(repair.rooms)
        if people and repair.added(person, room) < FORBIDDEN // 2
    ]


def _asked_rooms(repair: Repair, person: int, allowed: Sequence[int]) -> list[int]:
    """The room that someone is pinned to, or where those sit with whom they must share one."""
    if repair.places.get(person) in allowed:
        return [repair.places[person]]
    friends = repair.friends.get(person, frozenset())
    return [room for room in allowed if friends.intersection(repair.rooms[room])]


def _best_room(repair: Repair, person: int, allowed: Iterable[int]) -> int | None:
    space = [room for room in allowed if len(repair.rooms[room]) < repair.most]
    short = [room for room in space if room in repair.short]
    return min(
        short or space,
        key=lambda room: (repair.added(person, room), len(repair.rooms[room]), room),
        default=None,
    )


def _made_space(repair: Repair, rooms: Sequence[int]) -> int | None:
    """Move one person out of a full room, where that breaks nothing."""
    choices = [
        (_change(repair, person, room, target), room, person, target)
        for room in rooms
        for person in repair.movable(room)
        for target in repair.with_space()
        if target != room
    ]
    change, room, person, target = min(choices, default=(FORBIDDEN, -1, -1, -1))
    if change >= FORBIDDEN // 2:
        return None
    repair.move(person, room, target)
    return room


def _change(repair: Repair, person: int, source: int, target: int) -> int:
    left = [one for one in repair.rooms[source] if one != person]
    return repair.added(person, target) + repair.cost(left) - repair.cost(repair.rooms[source])


def mend_sizes(repair: Repair) -> None:
    """Bring short rooms to their least by the fewest moves: someone comes over, or the room is given up."""
    for room in _given_up(repair):
        _dissolve(repair, room)
    for room in repair.short:
        while len(repair.rooms[room]) < repair.least and _bring_one(repair, room):
            pass


def _given_up(repair: Repair) -> tuple[int, ...]:
    """Which short rooms to dissolve so that the fewest people move; as few as possible."""
    short = repair.short[:10]
    choices = [some for count in range(len(short) + 1) for some in combinations(short, count)]
    return min(choices, key=lambda some: _moves_if(repair, some))


def _moves_if(repair: Repair, dissolved: tuple[int, ...]) -> tuple[int, int, int]:
    """(places still missing, people moved, rooms given up) if these rooms are dissolved."""
    sizes = {room: len(p) for room, p in enumerate(repair.rooms) if p and room not in dissolved}
    leaving = sum(len(repair.rooms[room]) for room in dissolved)
    stuck = any(person in repair.held for room in dissolved for person in repair.rooms[room])
    missing = sum(repair.least - sizes[room] for room in repair.short if room in sizes)
    spare = sum(max(0, size - repair.least) for size in sizes.values())
    space = sum(max(0, repair.most - size) for size in sizes.values())
    brought = max(0, missing - leaving)
    failing = max(0, brought - spare) + max(0, leaving - space) * repair.most
    return failing + stuck * 1000, leaving + min(brought, spare), len(dissolved)


def _dissolve(repair: Repair, room: int) -> None:
    for person in list(repair.rooms[room]):
        others = [one for one in _allowed(repair, person) if one != room]
        target = _best_room(repair, person, others)
        if target is not None:
            repair.move(person, room, target)


def _bring_one(repair: Repair, room: int) -> bool:
    """Bring over whoever costs least, from a room that can spare one; False where nobody can be spared."""
    choices = [
        (_change(repair, person, source, room), -len(people), person, source)
        for source, people in enumerate(repair.rooms)
        if source != room and len(people) > repair.least
        for person in repair.movable(source)
    ]
    change, _, person, source = min(choices, default=(FORBIDDEN, 0, -1, -1))
    if change >= FORBIDDEN // 2:
        return False
    repair.move(person, source, room)
    return True


def best_mend(repair: Repair, room: int) -> list[tuple[int, int, int]]:
    """The fewest moves (person, from, to) that end a loneliness in the room; empty where none do."""
    singles = [
        (change, [(person, source, target)])
        for person, source, target in _single_moves(repair, room)
        if (change := _change(repair, person, source, target)) <= -repair.loneliness // 2
    ]
    if singles:
        return min(singles)[1]
    swaps = [
        (change, [(one, room, other_room), (other, other_room, room)])
        for one, other, other_room in _swaps(repair, room)
        if (change := _swap_change(repair, one, room, other, other_room)) <= -repair.loneliness // 2
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


def _swaps(repair: Repair, room: int) -> Iterator[tuple[int, int, int]]:
    for other_room in range(len(repair.rooms)):
        if other_room != room:
            for one in repair.movable(room):
                for other in repair.movable(other_room):
                    if (one in repair.marked) != (other in repair.marked):
                        yield one, other, other_room


def _swap_change(repair: Repair, one: int, room: int, other: int, other_room: int) -> int:
    mine = [p for p in repair.rooms[room] if p != one] + [other]
    theirs = [p for p in repair.rooms[other_room] if p != other] + [one]
    before = repair.cost(repair.rooms[room]) + repair.cost(repair.rooms[other_room])
    return repair.cost(mine) + repair.cost(theirs) - before
