"""A series of sessions in which nobody meets anybody twice, where the numbers allow one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_count import nearest_possible, room_counts
from bot.domain.seating_gathering import Gathering
from bot.rooms.grid import Seats, clean_series
from bot.rooms.problem import Problem
from bot.rooms.rows import parted_series
from bot.rooms.wheel import turned_series

Start = tuple[tuple[str, ...], ...]


def clean_sessions(
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
    rooms: int | None = None,
    sessions: int = 18,
    coming: Sequence[Collection[str]] = (),
) -> tuple[Start, ...]:
    """Rooms for one session after another without a repeat, to start draws from; none if there are none.

    There are no more of them than sessions. They hold for the people given, or where some stay away, for
    those who are `coming` to each session.
    """
    gathering = Gathering(people=tuple(people), rules=rules, perspectives=perspectives)
    if not (people and gathering.mixes and rules.vary_from_previous):
        return ()
    there = [gathering.positions(some) for some in coming]
    there = there or [gathering.positions(gathering.index)] * sessions
    counts = [_count(gathering, some, rooms) for some in there]
    found = _series(gathering, there, counts) if counts and counts[0] else ()
    return tuple(tuple(tuple(people[at].id for at in room) for room in seats) for seats in found)


def _count(gathering: Gathering, there: Collection[int], rooms: int | None) -> int:
    """How many rooms a draw would make for these people."""
    if rooms is not None:
        return nearest_possible(len(there), rooms, gathering.rules)
    lay = gathering.positions(gathering.lay).intersection(there)
    return room_counts(len(there), len(lay), gathering.rules)[0] if there else 0


def _series(
    gathering: Gathering, there: Sequence[frozenset[int]], counts: Sequence[int]
) -> tuple[Seats, ...]:
    """A grid with full columns where all come and anybody may meet; else one whose rows are searched for."""
    people, rooms = len(gathering.people), counts[0]
    teams = gathering.organisations
    parts = gathering.parts_organisations and len(teams) < people
    if not parts and all(len(some) == people for some in there):
        series = clean_series(list(chain(*_columns(gathering, rooms))), rooms, len(there))
        if len(series) < len(there):
            series = turned_series(people, rooms, len(there)) or series
        return series
    # A session in another number of rooms is no part of the grid, and its meetings would spoil the rest.
    alike = next((at for at, count in enumerate(counts) if count != rooms), len(counts))
    # A short clean beginning is paid for by the sessions after it; then the search does better alone.
    enough = -(-2 * len(there) // 3)
    if min(alike, rooms) < enough:
        return ()
    groups = _clusters(gathering, teams) if parts else _columns(gathering, rooms)
    series = parted_series(_asked(gathering, rooms), groups, there[:alike])
    return series if len(series) >= enough else ()


def _asked(gathering: Gathering, rooms: int) -> Problem:
    rules = gathering.rules
    return Problem(
        people=len(gathering.people),
        rooms=rooms,
        least=rules.min_size,
        most=rules.max_size,
        weights=[],
        marked=gathering.positions(gathering.lay) if rules.min_lay_per_room else frozenset(),
        company=rules.min_lay_per_room,
    )


def _columns(gathering: Gathering, rooms: int) -> list[list[int]]:
    """Lay people first, so that each room has its share; managers in one column with their people."""
    lay = sorted(gathering.positions(gathering.lay))
    others = sorted(set(range(len(gathering.people))) - set(lay))
    space = [rooms] * (len(gathering.people) // rooms) + [len(gathering.people) % rooms]
    columns: list[list[int]] = [[] for _ in space]
    for one in lay:
        _put(columns, space, [one])
    for cluster in sorted(_clusters(gathering, [[one] for one in others]), key=len, reverse=True):
        _put(columns, space, cluster)
    return columns


def _put(columns: Sequence[list[int]], space: list[int], cluster: Sequence[int]) -> None:
    """Into the first column that takes all of them, else one by one."""
    for at, free in enumerate(space):
        if free >= len(cluster):
            columns[at].extend(cluster)
            space[at] -= len(cluster)
            return
    for one in cluster:
        _put(columns, space, [one])


def _clusters(gathering: Gathering, teams: Iterable[Sequence[int]]) -> list[list[int]]:
    """Teams as they are, but for those of managers and their people, which become one."""
    lead = {person: team[0] for team in teams for person in team}
    pairs = gathering.manager_pairs if gathering.parts_managers else ()
    for boss, report in pairs:
        one, other = gathering.index[boss.id], gathering.index[report.id]
        if one in lead and other in lead and lead[one] != lead[other]:
            new, old = lead[one], lead[other]
            lead = {person: new if head == old else head for person, head in lead.items()}
    clusters: dict[int, list[int]] = {}
    for person, head in lead.items():
        clusters.setdefault(head, []).append(person)
    return list(clusters.values())
