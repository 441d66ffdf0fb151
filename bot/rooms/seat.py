"""The one way in: a problem goes in, the best seating found within its effort comes out."""

from collections.abc import Sequence
from operator import sub
from random import Random

from bot.rooms.chance import chance
from bot.rooms.frame import Frame, Piece, frame, pieces
from bot.rooms.problem import FORBIDDEN, Problem, Seating
from bot.rooms.quotas import marked_quotas, sizes_around
from bot.rooms.search import Table, improve

LEAST_ROUNDS, MOST_ROUNDS, ROUNDS_AT_EASE = 12, 300, 600
# Rounds are as many as so many tries a person allow; a round tries everyone against their whole class.
TRIES, TRIES_AT_EASE = 7_000, 10_000


def seat(problem: Problem) -> Seating:
    """Seat everyone. The same problem and seed give the same seating; raises Infeasible."""
    built = frame(problem)
    luck = chance("seat", problem.seed)
    table = _filled(problem, built, luck)
    classes = _classes(problem, table.pieces)
    improve(
        table,
        classes,
        _heats(problem, classes),
        luck,
        goal=problem.goal,
        ease=problem.ease,
        tries=_tries(problem, classes),
    )
    return Seating(rooms=tuple(tuple(sorted(room)) for room in table.seated()), cost=table.cost)


def _heats(problem: Problem, classes: Sequence[Sequence[int]]) -> list[int]:
    """Evenly falling thresholds: fewer where rounds are long, more where only the few ill at ease are tried."""
    hot, cold = problem.hot, problem.cold
    tries = sum(len(members) ** 2 for members in classes)
    rounds = min(MOST_ROUNDS, max(LEAST_ROUNDS, TRIES * problem.people // max(1, tries)))
    if problem.ease > -FORBIDDEN:
        rounds = ROUNDS_AT_EASE
    rounds *= problem.effort
    return [hot - (hot - cold) * at // rounds for at in range(rounds)]


def _tries(problem: Problem, classes: Sequence[Sequence[int]]) -> int:
    """As many as there may be; fewer where only those ill at ease are tried, should they be many."""
    if problem.ease > -FORBIDDEN:
        return TRIES_AT_EASE * problem.people * problem.effort
    return len(_heats(problem, classes)) * sum(len(members) ** 2 for members in classes) + 1


def _filled(problem: Problem, built: Frame, luck: Random) -> Table:
    """Everyone seated: the constrained as framed, each other person where it costs least."""
    every = pieces(problem.people, problem.together)
    table = Table(every, _walled(problem), problem.rooms, problem.leaning)
    index = {piece: at for at, piece in enumerate(every)}
    room_of = [-1] * len(every)
    for room, placed in enumerate(built.rooms):
        for piece in placed:
            room_of[index[piece]] = room
    free = [at for at, room in enumerate(room_of) if room < 0]
    luck.shuffle(free)
    table.seat_all(room_of, free, _places(problem, built, every))
    return table


def _places(problem: Problem, built: Frame, every: Sequence[Piece]) -> list[dict[int, int]]:
    """The places left by room for each piece: some are for marked people, the others for the rest."""
    sizes = sizes_around(built, problem.people)
    quotas = marked_quotas(problem, built, sizes)
    marked = map(sub, quotas, built.marks)
    others = map(sub, map(sub, sizes, quotas), map(sub, built.load, built.marks))
    for_marked, for_others = (
        {room: count for room, count in enumerate(counts) if count} for counts in (marked, others)
    )
    return [for_marked if piece[0] in problem.marked else for_others for piece in every]


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
