"""Swaps between rooms, tried by a falling threshold and kept on a table of what each move would cost."""

from collections.abc import Sequence
from math import log
from random import Random

from bot.rooms.frame import Piece
from bot.rooms.problem import Weights

GRAIN = 1024
# Negative logarithms of even steps, as integers: the same on every machine.
DRAWS = tuple(int(-log((step + 0.5) / 509) * GRAIN) for step in range(509))


class Table:
    """Pieces in rooms, and for each piece what its company in each room would cost."""

    def __init__(
        self, pieces: Sequence[Piece], weights: Weights, rooms: int, leaning: Weights
    ) -> None:
        self.pieces, self.rooms = pieces, rooms
        self.weights = weights if all(len(p) == 1 for p in pieces) else _contracted(pieces, weights)
        self.leaning = [
            [sum(column) for column in zip(*(leaning[p] for p in piece), strict=True)]
            if leaning
            else [0] * rooms
            for piece in pieces
        ]
        self.room_of = [-1] * len(pieces)
        self.costs = [list(row) for row in self.leaning]

    def put(self, piece: int, room: int) -> None:
        self.room_of[piece] = room
        for row, weight in zip(self.costs, self.weights[piece], strict=True):
            if weight:
                row[room] += weight

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
        both = zip(self.costs, self.leaning, self.room_of, strict=True)
        doubled: int = sum(row[room] + lean[room] for row, lean, room in both)
        return doubled // 2

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
) -> None:
    """Swap pieces of one class between rooms, cooling down, and leave the best seating found.

    `heats` are the thresholds of the rounds; in a round every piece that is ill at ease is tried against
    its whole class.
    """
    cost = best = table.cost
    kept = list(table.room_of)
    order = [(piece, members) for members in classes if len(members) > 1 for piece in members]
    for heat in heats:
        if best <= goal:
            break
        luck.shuffle(order)
        cost += _sweep(table, order, heat, ease, luck.randrange(len(DRAWS)))
        if cost < best:
            best, kept = cost, list(table.room_of)
    _restore(table, kept)


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
        draw = (draw + 1) % len(DRAWS)
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


def _restore(table: Table, kept: Sequence[int]) -> None:
    for row, lean in zip(table.costs, table.leaning, strict=True):
        row[:] = lean
    for piece, room in enumerate(kept):
        table.put(piece, room)
