"""What no seating can do better: a proved least number of repeats. Shares no code with the search.

Two people repeat each time they share a room after the first. Over meetings t with n people in r rooms:

1. Any people who come to a meeting make at least P pairs among themselves, P being the pairs of their most
   even spread over its rooms, since s(s-1)/2 is convex. That is true of rooms of any sizes.
2. Pick any group H. At most D of its pairs can ever meet: those who are both there at some meeting. A
   first encounter is no repeat, and each pair has one at most. So H alone has at least sum P(H) - D(H)
   repeats. H may be everyone; leaving out those who come seldom often proves more, as they bring many
   pairs to D and few to P. Whichever group is taken, the number holds, so the search for it proves nothing.
3. Whoever sat together in meeting u sits in one of r(u) rooms; in meeting t they fall into r(t) rooms.
   Those in both meetings fill r(u) x r(t) cells, and pairs in one cell repeat: at least M(t), the pairs
   of the most even filling, for the u that gives most. Summed over t, that many repeats there are as well.
"""

from collections.abc import Collection, Sequence

Meeting = tuple[frozenset[str], int]
Pair = tuple[str, str]
# Beyond so many people repeats can be had without, and leaving people out would take seconds.
LARGEST = 300


def least_repeats(meetings: Sequence[Meeting], never: Collection[Pair] = ()) -> int:
    """The fewest repeats there can be, for meetings given as (who is there, number of rooms).

    `never` are pairs who do not meet at all, whoever else may.
    """
    forced = (_forced(meetings, at) for at in range(len(meetings)))
    return max(sum(forced), _counted(meetings, never))


def _even_pairs(people: int, cells: int) -> int:
    """The fewest pairs that so many people in so many cells can make."""
    small, larger = divmod(people, cells) if cells else (0, 0)
    return (cells - larger) * small * (small - 1) // 2 + larger * (small + 1) * small // 2


def _forced(meetings: Sequence[Meeting], at: int) -> int:
    there, rooms = meetings[at]
    earlier = meetings[:at]
    return max(
        (_even_pairs(len(there & then), rooms * before) for then, before in earlier), default=0
    )


def _counted(meetings: Sequence[Meeting], never: Collection[Pair]) -> int:
    """The repeats that counting proves of everyone, or of the group that is left when it proves more.

    One at a time, whoever holds the number down most is left out: more of the pairs who may meet are
    theirs than of the pairs that must be made.
    """
    partners = _partners(meetings, never)
    group = (1 << len(partners)) - 1
    rooms = [count for _, count in meetings]
    heads = [len(there) for there, _ in meetings]
    meets = [[at for at, (there, _) in enumerate(meetings) if one in there] for one in partners]
    may = list(partners.values())
    proved = sum(map(_even_pairs, heads, rooms)) - sum(some.bit_count() for some in may) // 2
    left = set(range(len(may))) if len(may) <= LARGEST else set()
    while left:
        # The last of h people in r rooms makes (h - 1) // r pairs, where they are spread most evenly.
        made = [(head - 1) // count for head, count in zip(heads, rooms, strict=True)]
        more, person = max(
            ((may[one] & group).bit_count() - sum(made[at] for at in meets[one]), one)
            for one in left
        )
        if more <= 0:
            break
        proved += more
        left.remove(person)
        group ^= 1 << person
        for at in meets[person]:
            heads[at] -= 1
    return max(0, proved)


def _partners(meetings: Sequence[Meeting], never: Collection[Pair]) -> dict[str, int]:
    """With whom each person is ever there and may meet, one bit for each of the others."""
    people = sorted(frozenset().union(*(there for there, _ in meetings)))
    bit = {person: 1 << at for at, person in enumerate(people)}
    partners = dict.fromkeys(people, 0)
    for there in {there for there, _ in meetings}:
        together = sum(bit[person] for person in there)
        for person in there:
            partners[person] |= together
    for person in people:
        partners[person] &= ~bit[person]
    for one, other in never:
        if one in bit and other in bit:
            partners[one] &= ~bit[other]
            partners[other] &= ~bit[one]
    return partners
