"""Clean series by turning a wheel: one meeting is searched for, the others follow from it.

People stand on rings of as many places as there are meetings, and the few left over at the hub. From one
meeting to the next each ring turns by one place, and whoever comes to stand where another stood takes
their room. Two pairs that can be turned into each other are of one kind. If in the first meeting no two
pairs are of one kind, none is wholly at the hub and none comes round halfway, nobody meets twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from bot.rooms.chance import chance
from bot.rooms.grid import Seats
from bot.rooms.sizes import room_sizes

# The kind of all pairs that may never meet.
NEVER = 0
TRIES, STIRRED = 6_000, 40
# Beyond so many people a search of one meeting after another finds clean series by itself.
LARGEST = 64


def turned_series(people: int, rooms: int, meetings: int) -> tuple[Seats, ...]:
    """So many meetings in which no two people meet twice; none where none is found within the effort."""
    sizes = room_sizes(people, rooms)
    made = sum(size * (size - 1) // 2 for size in sizes)
    if meetings < 2 or people > LARGEST or made * meetings > people * (people - 1) // 2:
        return ()
    first = _first_meeting(sizes, _kinds(people, meetings), chance("wheel", sizes, meetings))
    return tuple(_turned(first, people, meetings, turn) for turn in range(meetings) if first)


def _kinds(people: int, places: int) -> list[list[int]]:
    """The kind of each pair, as a number."""
    numbers: dict[tuple[int, int, int], int] = {}
    kinds = [[NEVER] * people for _ in range(people)]
    for one, other in combinations(range(people), 2):
        kind = _kind(one, other, people, places)
        if kind:
            kinds[one][other] = kinds[other][one] = numbers.setdefault(kind, len(numbers) + 1)
    return kinds


def _kind(one: int, other: int, people: int, places: int) -> tuple[int, int, int] | None:
    """Both rings and how far apart they stand; for one at the hub, the hub's and the ring."""
    hub = people // places * places
    ring, place = divmod(one, places)
    if other >= hub:
        return (ring, other, 0) if one < hub else None
    other_ring, other_place = divmod(other, places)
    apart = (other_place - place) % places
    if ring != other_ring:
        return ring, other_ring, apart
    return (ring, ring, min(apart, places - apart)) if 2 * apart != places else None


@dataclass(kw_only=True)
class _Meeting:
    """A meeting in which pairs of one kind are still to be parted."""

    rooms: list[list[int]]
    kinds: Sequence[Sequence[int]]
    used: list[int]
    doubled: int = 0

    def count(self, person: int, room: int, step: int) -> None:
        """Add the person's pairs in the room, or with a step of -1 take them off."""
        row, used = self.kinds[person], self.used
        for other in self.rooms[room]:
            if other != person:
                kind = row[other]
                self.doubled += (used[kind] > 0) if step > 0 else -(used[kind] > 1)
                used[kind] += step

    def swap(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Let two people of different rooms, given as room and chair, change places."""
        for room, chair in (one, other):
            self.count(self.rooms[room][chair], room, -1)
        here, there = self.rooms[one[0]], self.rooms[other[0]]
        here[one[1]], there[other[1]] = there[other[1]], here[one[1]]
        for room, chair in (one, other):
            self.count(self.rooms[room][chair], room, 1)


def _first_meeting(
    sizes: Sequence[int], kinds: Sequence[Sequence[int]], luck: Random
) -> list[list[int]]:
    """Swap people, now and then for the worse, until no two pairs are of one kind; empty if they remain."""
    meeting = _dealt(sizes, kinds, luck)
    chairs = [(room, chair) for room, size in enumerate(sizes) for chair in range(size)]
    for _ in range(TRIES):
        if not meeting.doubled:
            return meeting.rooms
        one, other = luck.choice(chairs), luck.choice(chairs)
        before = meeting.doubled
        if one[0] != other[0]:
            meeting.swap(one, other)
        worse = meeting.doubled - before
        if worse > 1 or (worse == 1 and luck.randrange(STIRRED)):
            meeting.swap(one, other)
    return []


def _dealt(sizes: Sequence[int], kinds: Sequence[Sequence[int]], luck: Random) -> _Meeting:
    order = iter(luck.sample(range(len(kinds)), len(kinds)))
    rooms = [[next(order) for _ in range(size)] for size in sizes]
    used = [0] * (1 + max(map(max, kinds)))
    # As if they had met before: each further time counts.
    used[NEVER] = 1
    meeting = _Meeting(rooms=rooms, kinds=kinds, used=used)
    for one, other in (pair for room in rooms for pair in combinations(room, 2)):
        meeting.doubled += used[kinds[one][other]] > 0
        used[kinds[one][other]] += 1
    return meeting


def _turned(first: Sequence[Sequence[int]], people: int, places: int, turn: int) -> Seats:
    hub = people // places * places

    def after(person: int) -> int:
        ring, place = divmod(person, places)
        return ring * places + (place + turn) % places if person < hub else person

    return tuple(tuple(sorted(map(after, room))) for room in first)
