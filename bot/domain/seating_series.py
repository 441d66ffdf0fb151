"""A series of sessions in which nobody meets anybody twice, where the numbers allow one."""

from collections.abc import Mapping, Sequence

from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_count import nearest_possible, room_counts
from bot.domain.seating_gathering import Gathering
from bot.rooms.grid import clean_series
from bot.rooms.wheel import turned_series

Start = tuple[tuple[str, ...], ...]


def clean_sessions(
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
    rooms: int | None = None,
    sessions: int = 18,
) -> tuple[Start, ...]:
    """Rooms for one session after another without a repeat, to start draws from; none if there are none.

    There are no more of them than sessions. They hold for the very same people each time. Where colleagues
    are to be parted there are none: on a grid everyone meets, and colleagues too.
    """
    gathering = Gathering(people=tuple(people), rules=rules, perspectives=perspectives)
    if not (people and gathering.mixes and rules.vary_from_previous) or _parted(gathering):
        return ()
    best = room_counts(len(people), len(gathering.lay), rules)[0]
    count = best if rooms is None else nearest_possible(len(people), rooms, rules)
    ids = [person.id for person in people]
    series = clean_series(_order(gathering, count), count, sessions)
    if len(series) < sessions:
        series = turned_series(len(people), count, sessions) or series
    return tuple(tuple(tuple(ids[p] for p in room) for room in seats) for seats in series)


def _parted(gathering: Gathering) -> bool:
    homes = {person.organisation.casefold() for person in gathering.people}
    return gathering.parts_organisations and len(homes) < len(gathering.people)


def _order(gathering: Gathering, rooms: int) -> list[int]:
    """Lay people first, so that each room has its share; managers in one column with their people."""
    lay = sorted(gathering.positions(gathering.lay))
    others = sorted(set(range(len(gathering.people))) - set(lay))
    space = [rooms] * (len(gathering.people) // rooms) + [len(gathering.people) % rooms]
    columns: list[list[int]] = [[] for _ in space]
    for one in lay:
        _put(columns, space, [one])
    for cluster in sorted(_clusters(gathering, others), key=len, reverse=True):
        _put(columns, space, cluster)
    return [person for column in columns for person in column]


def _put(columns: Sequence[list[int]], space: list[int], cluster: Sequence[int]) -> None:
    """Into the first column that takes all of them, else one by one."""
    for at, free in enumerate(space):
        if free >= len(cluster):
            columns[at].extend(cluster)
            space[at] -= len(cluster)
            return
    for one in cluster:
        _put(columns, space, [one])


def _clusters(gathering: Gathering, people: Sequence[int]) -> list[list[int]]:
    """People with their managers, and theirs."""
    lead = {person: person for person in people}
    pairs = gathering.manager_pairs if gathering.parts_managers else ()
    for boss, report in pairs:
        one, other = gathering.index[boss.id], gathering.index[report.id]
        if one in lead and other in lead:
            new, old = lead[one], lead[other]
            lead = {person: new if head == old else head for person, head in lead.items()}
    clusters: dict[int, list[int]] = {}
    for person, head in lead.items():
        clusters.setdefault(head, []).append(person)
    return list(clusters.values())
