"""What no seating can do better: a proved least number of repeats. Shares no code with the search.

Two people repeat each time they share a room after the first. Over meetings t with n people in r rooms:

1. A meeting makes at least P pairs, P being the pairs of the most even sizes, since s(s-1)/2 is convex.
2. Whoever sat together in meeting u sits in one of r(u) rooms; in meeting t they fall into r(t) rooms.
   Those in both meetings fill r(u) x r(t) cells, and pairs in one cell repeat: at least M(t), the pairs
   of the most even filling, for the u that gives most.
3. A meeting gives at most P - M(t) pairs their first encounter, and all meetings together at most D,
   the pairs who are ever both there. Every pair that is no first encounter is a repeat, so there are at
   least sum P - min(D, sum (P - M)). Rooms less even than assumed only add pairs of the second kind.
"""

from collections.abc import Sequence


def least_repeats(meetings: Sequence[tuple[frozenset[str], int]], never: int = 0) -> int:
    """The fewest repeats there can be, for meetings given as (who is there, number of rooms).

    `never` is how many of the pairs who are ever both there do not meet at all.
    """
    pairs = [_even_pairs(len(there), rooms) for there, rooms in meetings]
    forced = [_forced(meetings, at) for at in range(len(meetings))]
    first = sum(made - kept for made, kept in zip(pairs, forced, strict=True))
    return sum(pairs) - min(first, _meeting_pairs([there for there, _ in meetings]) - never)


def _even_pairs(people: int, cells: int) -> int:
    """The fewest pairs that so many people in so many cells can make."""
    small, larger = divmod(people, cells) if cells else (0, 0)
    return (cells - larger) * small * (small - 1) // 2 + larger * (small + 1) * small // 2


def _forced(meetings: Sequence[tuple[frozenset[str], int]], at: int) -> int:
    there, rooms = meetings[at]
    earlier = meetings[:at]
    return max(
        (_even_pairs(len(there & then), rooms * before) for then, before in earlier), default=0
    )


def _meeting_pairs(attendances: Sequence[frozenset[str]]) -> int:
    """How many pairs are both there at least once."""
    distinct = set(attendances)
    if len(distinct) == 1:
        people = len(next(iter(distinct)))
        return people * (people - 1) // 2
    met: dict[str, set[str]] = {}
    for there in distinct:
        for person in there:
            met.setdefault(person, set()).update(there)
    return sum(len(others) - 1 for others in met.values()) // 2
