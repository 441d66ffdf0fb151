"""What no drawing of one session can do better, given who has met: a proved least number of pairs who meet again.

Shares no code with the search. Two arguments, and the better one counts:

1. Those who sat in one room of an earlier session have all met. If k of them come now, they fall into r rooms, and
   the fewest pairs that k people in r rooms can make meet again. Rooms of one session share nobody, so they add up.
2. Somebody in a room of s sits with s - 1 others. If only u of those who come are new to them, at least s - 1 - u
   are not. Each pair is counted by both, so half of the sum is unavoidable, rounded up.
"""

from collections.abc import Collection, Sequence
from itertools import chain


def least_again(
    coming: Collection[str], rooms: int, smallest: int, earlier: Sequence[Sequence[Collection[str]]]
) -> int:
    """The fewest pairs of those coming who meet again in so many rooms of at least `smallest` people.

    `earlier` holds the rooms of each earlier session, as the people who were in them.
    """
    here = [
        [len(there) for room in session if (there := set(room) & set(coming))]
        for session in earlier
    ]
    by_rooms = max(
        (sum(_fewest_pairs(count, rooms) for count in counts) for counts in here), default=0
    )
    return max(by_rooms, _by_people(coming, smallest, earlier))


def _fewest_pairs(people: int, rooms: int) -> int:
    """The pairs that so many people make when they are spread over the rooms as evenly as can be."""
    each, more = divmod(people, rooms)
    return (rooms - more) * each * (each - 1) // 2 + more * (each + 1) * each // 2


def _by_people(
    coming: Collection[str], smallest: int, earlier: Sequence[Sequence[Collection[str]]]
) -> int:
    known: dict[str, set[str]] = {person: set() for person in coming}
    for room in chain.from_iterable(earlier):
        here = known.keys() & set(room)
        for person in here:
            known[person] |= here
    new = {person: len(known) - len(met | {person}) for person, met in known.items()}
    return -(-sum(max(0, smallest - 1 - unmet) for unmet in new.values()) // 2)
