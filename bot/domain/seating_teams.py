"""Rooms that follow who belongs together: organisations, subgroups, or one perspective among its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import seating_words as words
from bot.domain.seating_count import nearest_possible, room_counts
from bot.domain.seating_gathering import Gathering
from bot.rooms.chance import chance
from bot.rooms.sizes import legal_counts, possible_counts, poured, room_sizes
from bot.rooms.teams import Parts, team_rooms


@dataclass(frozen=True, kw_only=True)
class Places:
    """A room for each person to lean to, the sizes that makes, and what to say about it.

    `teams` are those who belong together, for where the sizes cannot be had with whole teams.
    """

    sizes: tuple[int, ...]
    room_of: Mapping[str, frozenset[int]]
    teams: tuple[frozenset[str], ...]
    notices: tuple[str, ...] = ()


def team_places(gathering: Gathering, seed: str) -> Places:
    """Home teams or subgroups: whole teams where the sizes allow, small ones joined and said."""
    subgroups = gathering.rules.strategy == "subgroup"
    return _places(gathering, _subgroups(gathering) if subgroups else _homes(gathering), seed)


def _places(gathering: Gathering, teams: Mapping[str, Sequence[str]], seed: str) -> Places:
    """Rooms for these teams; the one without a name may be split up freely."""
    names, rules = list(teams), gathering.rules
    loose = names.index("") if "" in teams else -1
    parts = team_rooms([len(teams[n]) for n in names], rules.min_size, rules.max_size, loose)
    rooms = sorted(parts, key=lambda room: min(room, key=lambda team: (-room[team], team)))
    dealt = _dealt(gathering, [teams[name] for name in names], rooms, seed)
    return Places(
        sizes=tuple(sum(room.values()) for room in rooms),
        room_of={person: frozenset({room}) for person, room in dealt.items()},
        teams=tuple(frozenset(teams[name]) for name in names if name),
        notices=tuple(_said(gathering, teams, rooms, dealt)),
    )


def _homes(gathering: Gathering) -> dict[str, list[str]]:
    teams: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for person in gathering.people:
        name = spelt.setdefault(person.organisation.casefold(), person.organisation)
        teams.setdefault(name or "no organisation", []).append(person.id)
    return teams


def _subgroups(gathering: Gathering) -> dict[str, list[str]]:
    """Each person in the first subgroup that names them; those in none may sit anywhere."""
    teams: dict[str, list[str]] = {}
    placed: set[str] = set()
    for name, members in gathering.wishes.groups.items():
        here = [p for p in dict.fromkeys(members) if p in gathering.index and p not in placed]
        if here:
            teams[name] = here
            placed.update(here)
    others = [person.id for person in gathering.people if person.id not in placed]
    return {**teams, "": others} if others else teams


def _dealt(
    gathering: Gathering, teams: Sequence[Sequence[str]], rooms: Sequence[Parts], seed: str
) -> dict[str, int]:
    """Give each person of a team one of its rooms; lay people stay two by two where a team is parted."""
    dealt: dict[str, int] = {}
    for team, members in enumerate(teams):
        order = chance("team", seed, team).sample(list(members), k=len(members))
        lay = [person for person in order if person in gathering.lay]
        others = [person for person in order if person not in gathering.lay]
        shares = sorted(
            ((room[team], -at) for at, room in enumerate(rooms) if team in room), reverse=True
        )
        voices = _voices(len(lay), [share for share, _ in shares])
        for (share, minus_at), voice in zip(shares, voices, strict=True):
            taken = [lay.pop() for _ in range(voice)]
            taken += [others.pop() for _ in range(share - voice)]
            dealt.update((person, -minus_at) for person in taken)
    return dealt


def _voices(lay: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Lay people over the rooms of one team: in as many rooms as have two of them, the largest first."""
    open_rooms = max(1, lay // 2)
    while sum(shares[:open_rooms]) < lay:
        open_rooms += 1
    caps = [share if at < open_rooms else 0 for at, share in enumerate(shares)]
    return poured(lay, [0] * len(shares), caps)


def _said(
    gathering: Gathering,
    teams: Mapping[str, Sequence[str]],
    rooms: Sequence[Parts],
    dealt: Mapping[str, int],
) -> Iterator[str]:
    """Which teams are parted, which share a room, and who sits with another team to fill a room."""
    names, rules = list(teams), gathering.rules
    for team, name in enumerate(names):
        mine = [_named(gathering, at) for at, room in enumerate(rooms) if team in room]
        if len(teams[name]) > rules.max_size and name:
            yield words.parted_team(name, len(teams[name]), mine, rules.max_size)
    for at, room in enumerate(rooms):
        lent = [team for team in room if _is_lent(rooms, team, at) and names[team]]
        own = [team for team in room if team not in lent and names[team]]
        if len(own) > 1:
            sizes, joined = [room[team] for team in own], [names[team] for team in own]
            yield words.joined_teams(joined, sizes, _named(gathering, at), rules.min_size)
        if lent:
            guests = [p for team in lent for p in teams[names[team]] if dealt[p] == at]
            yield words.lent(gathering.names(guests), _named(gathering, at), rules.min_size)


def _is_lent(rooms: Sequence[Parts], team: int, at: int) -> bool:
    """Whether these few of a team sit away from the room where most of it is."""
    most = max(room.get(team, 0) for room in rooms)
    return rooms[at][team] < most and rooms[at][team] < max(rooms[at].values())


def _named(gathering: Gathering, at: int) -> str:
    return f"{gathering.word} {at + 1}"


def affinity_places(gathering: Gathering, asked: int | None) -> Places:
    """People with lived experience among themselves, professionals among themselves.

    Where either are too few or too odd a number for rooms of their own, the sides share one and it is said.
    """
    lay = [person.id for person in gathering.people if person.id in gathering.lay]
    sides = [lay, [person.id for person in gathering.people if person.id not in gathering.lay]]
    rules = gathering.rules
    if all(legal_counts(len(side), rules.min_size, rules.max_size) for side in sides if side):
        counts = _shared_counts(gathering, len(sides[0]), len(sides[1]), asked)
        rooms = [
            {number: size}
            for number, side in enumerate(sides)
            if side
            for size in room_sizes(len(side), counts[number])
        ]
    else:
        rooms = list(team_rooms([len(side) for side in sides], rules.min_size, rules.max_size))
    return Places(
        sizes=tuple(sum(room.values()) for room in rooms),
        room_of={
            person: frozenset(at for at, room in enumerate(rooms) if number in room)
            for number, side in enumerate(sides)
            for person in side
        },
        teams=tuple(map(frozenset, sides)),
        notices=tuple(_shared(gathering, rooms)),
    )


def _shared(gathering: Gathering, rooms: Sequence[Parts]) -> Iterator[str]:
    """Rooms where both sides sit."""
    for at, room in enumerate(rooms):
        if len(room) > 1:
            names = [(gathering.lived.many, "all others")[side] for side in room]
            least = gathering.rules.min_size
            yield words.joined_teams(names, list(room.values()), _named(gathering, at), least)


def _shared_counts(
    gathering: Gathering, lay: int, others: int, asked: int | None
) -> tuple[int, int]:
    """Rooms for either side: those that fit best, or that add up to the number asked for."""
    rules = gathering.rules
    best = [room_counts(side, side, rules)[0] if side else 0 for side in (lay, others)]
    if asked is None or not lay or not others:
        side = [
            nearest_possible(n, asked or b, rules) if n else 0
            for n, b in zip((lay, others), best, strict=True)
        ]
        return (side[0], side[1])
    choices = [
        (abs(first - best[0]), first)
        for first in possible_counts(lay, rules.min_size, rules.max_size)
        if asked - first in possible_counts(others, rules.min_size, rules.max_size)
    ]
    first = min(choices, default=(0, best[0]))[1]
    return (first, asked - first if choices else best[1])
