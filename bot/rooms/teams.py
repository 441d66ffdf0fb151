"""Rooms for teams that stay together: whole teams where sizes allow, small ones joined, none torn needlessly."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rooms.sizes import legal_counts, nearest_count, room_sizes

TRIES = 20_000
Parts = dict[int, int]


def team_rooms(teams: Sequence[int], least: int, most: int, loose: int = -1) -> tuple[Parts, ...]:
    """Rooms as counts of people by team. The team `loose`, if any, may be split up freely.

    A team that fits has a room. A larger one has several. A smaller one joins others, and where that
    leaves a room below its least, rooms that can spare someone lend to it.
    """
    whole, small = _chunks(teams, least, most, loose)
    search = _Joining(least=least, most=most, rooms=[{team: size} for team, size in whole])
    search.join(sorted(small, key=lambda chunk: (-chunk[1], chunk[0])))
    rooms = search.best
    _lend(rooms, least, loose)
    _give_up(rooms, least, most)
    return tuple(room for room in rooms if room)


def _chunks(
    teams: Sequence[int], least: int, most: int, loose: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    whole: list[tuple[int, int]] = []
    small: list[tuple[int, int]] = []
    for team, size in enumerate(teams):
        parts: Sequence[int] = (size,) if size else ()
        if size > most:
            counts = legal_counts(size, least, most)
            parts = room_sizes(size, counts[0] if counts else nearest_count(size, least, most))
        elif team == loose and size < least:
            parts = (1,) * size
        for part in parts:
            (whole if part >= least else small).append((team, part))
    return whole, small


@dataclass
class _Joining:
    """Tries the ways small teams can share rooms and keeps the one that parts the fewest people."""

    least: int
    most: int
    rooms: list[Parts]
    tries: int = TRIES
    best: list[Parts] = field(default_factory=list)
    best_cost: tuple[int, ...] = ()

    def join(self, small: Sequence[tuple[int, int]]) -> None:
        if not small:
            self._weigh()
            return
        (team, size), rest = small[0], small[1:]
        for room in self._choices(team, size):
            self.tries -= 1
            room[team] = room.get(team, 0) + size
            self.join(rest)
            room[team] -= size
            if not room[team]:
                del room[team]
            if self.tries <= 0 and self.best_cost:
                return
        self.rooms.append({team: size})
        self.join(rest)
        self.rooms.pop()

    def _choices(self, team: int, size: int) -> list[Parts]:
        """Rooms with space, one of each likeness, those that would be best filled first."""
        alike: dict[tuple[bool, int, int], Parts] = {}
        for room in self.rooms:
            total = sum(room.values())
            if total + size <= self.most:
                alike.setdefault((total >= self.least, -total, room.get(team, 0)), room)
        return [room for _, room in sorted(alike.items(), key=lambda found: found[0])]

    def _weigh(self) -> None:
        totals = [sum(room.values()) for room in self.rooms]
        missing = sum(max(0, self.least - total) for total in totals)
        spare = sum(max(0, total - self.least) for total in totals)
        sharing = sum(len(room) for room in self.rooms if len(room) > 1)
        cost = (max(0, missing - spare), missing, sharing, len(self.rooms))
        if not self.best_cost or cost < self.best_cost:
            self.best_cost, self.best = cost, [dict(room) for room in self.rooms]


def _lend(rooms: list[Parts], least: int, loose: int) -> None:
    """Fill rooms below their least, one person at a time, from the largest that can spare one."""
    for room in rooms:
        while sum(room.values()) < least:
            lenders = [one for one in rooms if one is not room and sum(one.values()) > least]
            if not lenders:
                return
            lender = max(
                lenders, key=lambda one: (loose in one, _known(one, room), sum(one.values()))
            )
            team = (
                loose if loose in lender else max(lender, key=lambda t: (t in room, lender[t], -t))
            )
            lender[team] -= 1
            if not lender[team]:
                del lender[team]
            room[team] = room.get(team, 0) + 1


def _give_up(rooms: list[Parts], least: int, most: int) -> None:
    """Where nobody can be lent any more, part the smallest room over the others, two by two."""
    while short := [room for room in rooms if 0 < sum(room.values()) < least]:
        given = min(short, key=lambda room: sum(room.values()))
        others = [room for room in rooms if room is not given and room]
        if sum(most - sum(room.values()) for room in others) < sum(given.values()):
            return
        for team in [team for team, count in given.items() for _ in range(count)]:
            space = [room for room in others if sum(room.values()) < most]
            host = min(space, key=lambda room: (room.get(team) != 1, sum(room.values())))
            host[team] = host.get(team, 0) + 1
        given.clear()


def _known(lender: Parts, room: Parts) -> bool:
    """Whether someone of the lender's already sits there, so that nobody is lent alone."""
    return any(team in room for team in lender)
