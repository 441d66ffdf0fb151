"""How many rooms a number of people makes, and how large each is."""

from collections.abc import Sequence
from heapq import heapify, heapreplace


def room_sizes(people: int, rooms: int) -> tuple[int, ...]:
    """Share people out over rooms as evenly as possible, larger rooms first."""
    small, larger = divmod(people, rooms)
    return (small + 1,) * larger + (small,) * (rooms - larger)


def legal_counts(people: int, least: int, most: int) -> range:
    """Every number of rooms that keeps each room between the least and the most.

    Empty for the awkward numbers: with 5 to 8 these are 1, 2, 3, 4 and 9.
    """
    return range(max(1, -(-people // most)), people // least + 1)


def nearest_count(people: int, least: int, most: int) -> int:
    """The number of rooms that misses the wished sizes by the fewest places; rather small than large."""
    fewer, more = max(1, people // most), max(1, -(-people // most))
    return min((more, fewer), key=lambda rooms: _missed(people, rooms, least, most))


def possible_counts(people: int, least: int, most: int) -> range:
    """The legal numbers of rooms, or the one number that comes nearest."""
    legal = legal_counts(people, least, most)
    if legal:
        return legal
    nearest = nearest_count(people, least, most)
    return range(nearest, nearest + 1)


def bounds_for(people: int, rooms: int, least: int, most: int) -> tuple[int, int]:
    """The least and the most of a room, widened only where so many rooms cannot keep them."""
    sizes = room_sizes(people, rooms)
    return min(least, sizes[-1]), max(most, sizes[0])


def poured(total: int, floors: Sequence[int], caps: Sequence[int]) -> tuple[int, ...]:
    """Share a total out over vessels as level as their floors and caps allow; earlier ones fill first."""
    levels = list(floors)
    heap = [(level, index) for index, level in enumerate(levels) if level < caps[index]]
    heapify(heap)
    for _ in range(total - sum(levels)):
        level, index = heap[0]
        levels[index] = level + 1
        # A full vessel sinks to the bottom of the heap; the caller's totals always fit.
        heapreplace(heap, (level + 1 if level + 1 < caps[index] else 1 << 60, index))
    return tuple(levels)


def _missed(people: int, rooms: int, least: int, most: int) -> int:
    return sum(max(0, least - size, size - most) for size in room_sizes(people, rooms))
