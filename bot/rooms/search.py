"""Swaps between rooms, tried by a falling threshold and kept on a table of what each move would cost."""

from collections.abc import Sequence
from itertools import accumulate, islice
from random import Random

from bot.rooms.frame import Piece
from bot.rooms.problem import Weights

GRAIN, STEPS = 1024, 509
# Rooms weighed for one place where nobody leans to any; more than Zoom's two hundred people make.
MOST_LOOKED_AT = 40
# How far draws go beyond the threshold: few go far, as heat has it. In integers, the same on every machine.
DRAWS = tuple(accumulate(GRAIN // (STEPS - step) for step in range(STEPS)))


class Table:
    """Pieces in rooms, and for each piece what its company in each room would cost."""

    def __init__(
        self, pieces: Sequence[Piece], weights: Weights, rooms: int, leaning: Weights
    ) -> None:
        self.pieces, self.rooms = pieces, rooms
        self.weights = weights if all(len(p) == 1 for p in pieces) else _contracted(pieces, weights)
        self.leaning = [
            [sum(leaning[person][room] for person in piece) if leaning else 0 for piece in pieces]
            for room in range(rooms if leaning else 1)
        ] * (1 if leaning else rooms)
        self.looked_at = rooms if leaning else MOST_LOOKED_AT
        self.room_of = [-1] * len(pieces)
        self.costs: Weights = []

    def seat_all(
        self,
        room_of: Sequence[int],
        free: Sequence[int] = (),
        places: Sequence[dict[int, int]] = (),
    ) -> None:
        """Put every piece into its room, then each free one where it costs least, as far as there are places.

        `places` are those left by room, for each piece; pieces of one class share them.
        """
        self.room_of = list(room_of)
        rooms: list[list[int]] = [[] for _ in range(self.rooms)]
        for piece, room in enumerate(room_of):
            if room >= 0:
                rooms[room].append(piece)
        for piece in free:
            room = self._cheapest(piece, rooms, places[piece])
            self.room_of[piece] = room
            rooms[room].append(piece)
        columns = (
            map(sum, zip(leans, *(self.weights[piece] for piece in there), strict=True))
            for leans, there in zip(self.leaning, rooms, strict=True)
        )
        self.costs = list(map(list, zip(*columns, strict=True)))

    def _cheapest(self, piece: int, rooms: Sequence[Sequence[int]], left: dict[int, int]) -> int:
        """Take a place for the piece where its company costs least, of the next rooms that have one."""
        company = self.weights[piece].__getitem__
        _, room = min(
            (self.leaning[room][piece] + sum(map(company, rooms[room])), room)
            for room in islice(left, self.looked_at)
        )
        places = left.pop(room) - 1
        if places:
            # Behind all others, so that rooms fill alike.
            left[room] = places
        return room

    def swap(self, one: int, other: int) -> None:
        here, there = self.room_of[one], self.room_of[other]
        self.room_of[one], self.room_of[other] = there, here
        for row, mine, theirs in zip(
            self.costs, self.weights[one], self.weights[other], strict=True
        ):
            if mine != theirs:
                row[here] += theirs - mine
                row[there] += mine - theirs

    @property
    def cost(self) -> int:
        # Every pair is counted from both sides; a leaning only once, so it is added once more.
        own = sum(row[room] for row, room in zip(self.costs, self.room_of, strict=True))
        leans = sum(self.leaning[room][piece] for piece, room in enumerate(self.room_of))
        return (own + leans) // 2

    def seated(self) -> list[list[int]]:
        rooms: list[list[int]] = [[] for _ in range(self.rooms)]
        for piece, room in zip(self.pieces, self.room_of, strict=True):
            rooms[room].extend(piece)
        return rooms


def _contracted(pieces: Sequence[Piece], weights: Weights) -> Weights:
    return [
        [0 if one is other else sum(weights[a][b] for a in one for b in other) for other in pieces]
        for one in pieces
    ]


def improve(
    table: Table,
    classes: Sequence[Sequence[int]],
    heats: Sequence[int],
    luck: Random,
    *,
    goal: int,
    ease: int,
    tries: int,
) -> None:
    """Swap pieces of one class between rooms, cooling down, and leave the best seating found.

    `heats` are the thresholds of the rounds; in a round every piece that is ill at ease is tried against
    its whole class. It ends where nobody is. It cools by the round, and quicker where so many are ill at ease that
    more than `tries` would be tried in all.
    """
    cost = best = table.cost
    kept = list(table.room_of)
    drawn = [list(members) for members in classes if len(members) > 1]
    at = spent = 0
    while at < len(heats):
        order = _ill_at_ease(table, drawn, ease, luck)
        if best <= goal or not order:
            break
        cost += _sweep(table, order, heats[at], ease, luck.randrange(STEPS))
        if cost < best:
            best, kept = cost, list(table.room_of)
        spent += sum(len(members) for _, members in order)
        at = max(at + 1, spent * len(heats) // tries)
    if kept != table.room_of:
        table.seat_all(kept)


def _ill_at_ease(
    table: Table, classes: Sequence[list[int]], ease: int, luck: Random
) -> list[tuple[int, Sequence[int]]]:
    """Whom to move in this round and whom to try them against, begun anew lest two swap for ever."""
    costs, room_of = table.costs, table.room_of
    order: list[tuple[int, Sequence[int]]] = []
    for members in classes:
        turn = luck.randrange(len(members))
        turned = members[turn:] + members[:turn]
        order += ((piece, turned) for piece in members if costs[piece][room_of[piece]] > ease)
    luck.shuffle(order)
    return order


def _sweep(
    table: Table, order: Sequence[tuple[int, Sequence[int]]], heat: int, ease: int, draw: int
) -> int:
    """One round: each piece takes the first swap under the threshold of its draw; returns the change."""
    costs, room_of, change = table.costs, table.room_of, 0
    for piece, members in order:
        here, row, weights = room_of[piece], costs[piece], table.weights[piece]
        mine = row[here]
        if mine <= ease:
            continue
        draw = (draw + 1) % STEPS
        limit = mine + heat * DRAWS[draw] // GRAIN
        for other in members:
            there = room_of[other]
            if there == here:
                continue
            their = costs[other]
            step = row[there] + their[here] - their[there] - 2 * weights[other]
            if step < limit:
                change += step - mine
                table.swap(piece, other)
                break
    return change
