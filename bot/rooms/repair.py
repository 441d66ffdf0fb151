"""Rooms after people have left or come, with as few of the others moved as the sizes allow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bot.rooms.problem import FORBIDDEN, Weights

NOBODY: frozenset[int] = frozenset()


@dataclass(kw_only=True)
class Repair:
    """A seating being mended. `touched` rooms lost someone; only they are brought back to the least.

    `held` people stay where they are. A marked person alone in a room costs `loneliness`. `evenness`
    weighs how level the sizes stay. A newcomer may have a room of their own in `places`. Those who share
    a room with one of their `friends` only move along with them. `shunned` is a room that someone would
    rather not be in. `settled` are those who were moved for such a wish.
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
    shunned: dict[int, int] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)

    def cost(self, people: Sequence[int]) -> int:
        pairs = sum(self.weights[one][other] for one, other in combinations(people, 2))
        return pairs + self._whole(len(people), self.marks(people))

    def marks(self, people: Iterable[int]) -> int:
        """How many of them are marked."""
        return sum(person in self.marked for person in people)

    def _whole(self, size: int, marks: int) -> int:
        """What a room costs for its size and for a marked person alone in it."""
        return (self.loneliness if marks == 1 < size else 0) + self.evenness * size * size

    def added(self, person: int, room: int) -> int:
        """What it would cost to have the person in the room too."""
        return self.borne(person, self.rooms[room])

    def borne(self, person: int, others: Sequence[int]) -> int:
        """What the person costs beside these others."""
        size, marks = len(others), self.marks(others)
        whole = self._whole(size + 1, marks + (person in self.marked)) - self._whole(size, marks)
        return sum(map(self.weights[person].__getitem__, others)) + whole

    def change(self, person: int, source: int, target: int) -> int:
        """What it would cost to have the person there instead of here, wishes included."""
        left = [one for one in self.rooms[source] if one != person]
        leaning = self.leaning(person, target) - self.leaning(person, source)
        return self.added(person, target) - self.borne(person, left) + leaning

    def leaning(self, person: int, room: int) -> int:
        """What speaks for or against this very room: friends there, or a wish to be elsewhere."""
        if person not in self.friends and person not in self.shunned:
            return 0
        company = len(self.friends.get(person, NOBODY).intersection(self.rooms[room]))
        return FORBIDDEN * ((self.shunned.get(person) == room) - company)

    def move(self, person: int, source: int, target: int) -> None:
        self.rooms[source].remove(person)
        self.rooms[target].append(person)

    def movable(self, room: int) -> Iterator[int]:
        """Those who can be moved by themselves."""
        return (unit[0] for unit in self.units(room) if len(unit) == 1)

    def units(self, room: int) -> Iterator[tuple[int, ...]]:
        """Those who can be moved: each alone, or all together who are kept together."""
        seen: set[int] = set()
        for person in self.rooms[room]:
            mates = self.friends.get(person, NOBODY)
            unit = (person, *(p for p in self.rooms[room] if p in mates))
            if person not in seen and self.held.isdisjoint(unit):
                yield unit
            seen.update(unit)

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
        fresh = len(repair.rooms) - 1
        repair.touched.add(fresh)
        homeless = [one for one in homeless[1:] if not _seat(repair, one)]
        _fill(repair, fresh, newcomers)


def _fill(repair: Repair, fresh: int, newcomers: Sequence[int]) -> None:
    """Let other newcomers sit in a new room, too: nobody has told them of a room yet."""
    for room, people in enumerate(repair.rooms):
        for person in [p for p in people if p in newcomers and room != fresh]:
            bound = person in repair.places or person in repair.friends
            fits = len(people) > repair.least > len(repair.rooms[fresh])
            if fits and not bound and fresh in _allowed(repair, (person,)):
                repair.move(person, room, fresh)


def _seat(repair: Repair, person: int) -> bool:
    allowed = _allowed(repair, (person,))
    asked = _asked_rooms(repair, person, allowed)
    room = _best_room(repair, (person,), asked or allowed)
    if room is None and asked:
        room = _made_space(repair, asked)
    if room is None:
        return False
    repair.rooms[room].append(person)
    return True


def _allowed(repair: Repair, unit: Sequence[int]) -> list[int]:
    """Rooms in use where nobody sits whom one of them is to be apart from."""
    return [
        room
        for room, people in enumerate(repair.rooms)
        if people and all(repair.added(person, room) < FORBIDDEN // 2 for person in unit)
    ]


def _asked_rooms(repair: Repair, person: int, allowed: Sequence[int]) -> list[int]:
    """The room that someone is pinned to, or where those sit with whom they must share one."""
    if repair.places.get(person) in allowed:
        return [repair.places[person]]
    friends = repair.friends.get(person, NOBODY)
    return [room for room in allowed if friends.intersection(repair.rooms[room])]


def _best_room(repair: Repair, unit: Sequence[int], allowed: Iterable[int]) -> int | None:
    """Where the fewest others have to move afterwards, then where they fit best."""
    space = [room for room in allowed if len(repair.rooms[room]) + len(unit) <= repair.most]
    moves = _moves_afterwards(repair, unit, space)
    return min(
        space,
        key=lambda room: (
            moves[room],
            sum(repair.added(p, room) + repair.leaning(p, room) for p in unit),
            len(repair.rooms[room]),
            room,
        ),
        default=None,
    )


def _moves_afterwards(
    repair: Repair, unit: Sequence[int], space: Sequence[int]
) -> dict[int, tuple[int, int, int]]:
    """For each room, how far the short rooms are from mended once the unit sits there."""
    short = set(repair.short)
    if not short:
        return dict.fromkeys(space, (0, 0, 0))
    found: dict[int, tuple[int, int, int]] = {}
    for room in space:
        # where nobody is missing, one room is like another
        like = room if room in short else -1
        if like not in found:
            repair.rooms[room].extend(unit)
            found[like] = _moves_if(repair, _given_up(repair))
            del repair.rooms[room][-len(unit) :]
    return {room: found[room if room in short else -1] for room in space}


def _made_space(repair: Repair, rooms: Sequence[int]) -> int | None:
    """Move one person out of a full room, where that breaks nothing."""
    choices = [
        (repair.change(person, room, target), room, person, target)
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


def mend_sizes(repair: Repair) -> None:
    """Bring short rooms to their least by the fewest moves: someone comes over, or the room is given up."""
    for room in _given_up(repair):
        _dissolve(repair, room)
    for room in repair.short:
        while len(repair.rooms[room]) < repair.least and _bring_one(repair, room):
            pass


def _given_up(repair: Repair) -> tuple[int, ...]:
    """Which rooms to dissolve so that the fewest people move; as few as possible, short ones where those will do."""
    short = repair.short[:10]
    choices = [some for count in range(len(short) + 1) for some in combinations(short, count)]
    best = min(choices, key=lambda some: _moves_if(repair, some))
    if not _moves_if(repair, best)[0]:
        return best
    others = [room for room, people in enumerate(repair.rooms) if people and room not in short]
    wider = [best, *((*some, other) for some in {(), best} for other in others)]
    return min(wider, key=lambda some: _moves_if(repair, some))


def _moves_if(repair: Repair, dissolved: tuple[int, ...]) -> tuple[int, int, int]:
    """(places still missing, people moved, rooms given up) if these rooms are dissolved."""
    sizes = {room: len(p) for room, p in enumerate(repair.rooms) if p and room not in dissolved}
    leaving = sum(len(repair.rooms[room]) for room in dissolved)
    stuck = any(person in repair.held for room in dissolved for person in repair.rooms[room])
    missing = sum(repair.least - sizes[room] for room in repair.short if room in sizes)
    spare = sum(_spare(repair, room) for room, size in sizes.items() if size > repair.least)
    space = sum(max(0, repair.most - size) for size in sizes.values())
    brought = max(0, missing - leaving)
    failing = max(0, brought - spare) + max(0, leaving - space) * repair.most
    return failing + stuck * 1000, leaving + min(brought, spare), len(dissolved)


def _spare(repair: Repair, room: int) -> int:
    """How many could be brought over from here, one by one."""
    people = repair.rooms[room]
    free = sum(p not in repair.held and p not in repair.friends for p in people)
    return min(len(people) - repair.least, free)


def _dissolve(repair: Repair, room: int) -> None:
    """Seat everybody elsewhere; those who are kept together stay so."""
    repair.touched.add(room)
    for unit in sorted(repair.units(room), key=len, reverse=True):
        repair.rooms[room] = [one for one in repair.rooms[room] if one not in unit]
        others = [one for one in _allowed(repair, unit) if one != room]
        target = _best_room(repair, unit, others)
        repair.rooms[room if target is None else target].extend(unit)


def _bring_one(repair: Repair, room: int) -> bool:
    """Bring over whoever costs least, from a room that can spare one; False where nobody can be spared."""
    choices = [
        (repair.change(person, source, room), -len(people), person, source)
        for source, people in enumerate(repair.rooms)
        if source != room and len(people) > repair.least
        for person in repair.movable(source)
    ]
    change, _, person, source = min(choices, default=(FORBIDDEN, 0, -1, -1))
    if change >= FORBIDDEN // 2:
        return False
    repair.move(person, source, room)
    return True
