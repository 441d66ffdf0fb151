"""The one way in: a problem goes in, the best seating found within its effort comes out."""

from collections.abc import Sequence
from random import Random

from bot.rooms.chance import chance
from bot.rooms.frame import Frame, Piece, frame, pieces
from bot.rooms.problem import FORBIDDEN, Problem, Seating
from bot.rooms.quotas import marked_quotas, sizes_around
from bot.rooms.search import Table, improve

MOST_ROUNDS, LEAST_ROUNDS, ROUNDS_SHARED, ROUNDS_AT_EASE = 100, 12, 8_000, 200


def seat(problem: Problem) -> Seating:
    """Seat everyone. The same problem and seed give the same seating; raises Infeasible."""
    built = frame(problem)
    luck = chance("seat", problem.seed)
    table = _filled(problem, built, luck)
    improve(
        table,
        _classes(problem, table.pieces),
        _heats(problem),
        luck,
        goal=problem.goal,
        ease=problem.ease,
    )
    return Seating(rooms=tuple(tuple(sorted(room)) for room in table.seated()), cost=table.cost)


def _heats(problem: Problem) -> list[int]:
    """Falling thresholds: fewer where rounds are long, more where only the few ill at ease are tried."""
    rounds = min(MOST_ROUNDS, max(LEAST_ROUNDS, ROUNDS_SHARED // problem.people))
    if problem.ease > -FORBIDDEN:
        rounds = ROUNDS_AT_EASE
    rounds *= problem.effort
    cooling = problem.cold / problem.hot
    return [int(problem.hot * cooling ** (step / rounds)) for step in range(rounds)]


def _filled(problem: Problem, built: Frame, luck: Random) -> Table:
    """Everyone seated: the constrained as framed, each other person where it costs least."""
    every = pieces(problem.people, problem.together)
    table = Table(every, _walled(problem), problem.rooms, problem.leaning)
    index = {piece: at for at, piece in enumerate(every)}
    for room, placed in enumerate(built.rooms):
        for piece in placed:
            table.put(index[piece], room)
    free = [at for at, room in enumerate(table.room_of) if room < 0]
    luck.shuffle(free)
    _fill(problem, built, table, free)
    return table


def _fill(problem: Problem, built: Frame, table: Table, free: Sequence[int]) -> None:
    sizes = sizes_around(built, problem.people)
    quotas = marked_quotas(problem, built, sizes)
    left = {
        True: [quota - marks for quota, marks in zip(quotas, built.marks, strict=True)],
        False: [
            size - quota - (load - marks)
            for size, quota, load, marks in zip(sizes, quotas, built.load, built.marks, strict=True)
        ],
    }
    for piece in free:
        places, row = left[table.pieces[piece][0] in problem.marked], table.costs[piece]
        room = min((r for r, open_places in enumerate(places) if open_places), key=row.__getitem__)
        places[room] -= 1
        table.put(piece, room)


def _walled(problem: Problem) -> list[list[int]]:
    """The weights, with a wall between people who may not share a room."""
    if not problem.apart:
        return problem.weights
    weights = [list(row) for row in problem.weights]
    for group in problem.apart:
        for one in group:
            for other in group - {one}:
                weights[one][other] = FORBIDDEN
    return weights


def _classes(problem: Problem, every: Sequence[Piece]) -> list[list[int]]:
    """Pieces that may change places: as many people, and as many of them marked."""
    classes: dict[tuple[int, int], list[int]] = {}
    for at, piece in enumerate(every):
        if not any(person in problem.fixed for person in piece):
            marks = sum(person in problem.marked for person in piece)
            classes.setdefault((len(piece), marks), []).append(at)
    return list(classes.values())
