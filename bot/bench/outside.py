"""Peers that others wrote, used where they are installed: a constraint solver and an anti-clustering library."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from multiprocessing import get_context
from random import Random
from typing import Any

from bot.bench.bounds import Meeting
from bot.bench.peers import History, PeerPlan, Rooms, Way, series

SECONDS_A_MEETING, LONGEST = 5 / 18, 20
DISTANT = 100


def constraint_solver(people: list[str], sizes: list[int], met: History, luck: Random) -> Rooms:
    """One meeting as a model for CP-SAT, one worker, some seconds' worth: the least sum of earlier meetings."""
    cp = import_module("ortools.sat.python.cp_model")
    model, solver = cp.CpModel(), cp.CpSolver()
    sits = {
        (person, room): model.new_bool_var("") for person in people for room in range(len(sizes))
    }
    for person in people:
        model.add_exactly_one(sits[person, room] for room in range(len(sizes)))
    for room, size in enumerate(sizes):
        model.add(sum(sits[person, room] for person in people) == size)
    model.minimize(
        sum(_together(model, sits, pair, len(sizes), met) for pair in _known(people, met))
    )
    # Counted in work done, so that a busy machine does not make it a worse peer.
    solver.parameters.max_deterministic_time = SECONDS_A_MEETING
    solver.parameters.max_time_in_seconds = LONGEST
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = luck.randrange(1 << 30)
    _hint(model, sits, people, sizes, luck)
    if solver.solve(model) not in (cp.OPTIMAL, cp.FEASIBLE):
        return _dealt(luck.sample(people, len(people)), sizes)
    return [[p for p in people if solver.value(sits[p, room])] for room in range(len(sizes))]


def _known(people: list[str], met: History) -> list[tuple[str, str]]:
    return [pair for pair in combinations(people, 2) if met.get(pair)]


def _together(
    model: Any, sits: dict[tuple[str, int], Any], pair: tuple[str, str], rooms: int, met: History
) -> Any:
    """The cost of a pair: as often as they have met, if they share a room."""
    shared = model.new_bool_var("")
    for room in range(rooms):
        model.add_bool_or(~sits[pair[0], room], ~sits[pair[1], room], shared)
    return met[pair] * shared


def _hint(
    model: Any,
    sits: dict[tuple[str, int], Any],
    people: list[str],
    sizes: list[int],
    luck: Random,
) -> None:
    for room, members in enumerate(_dealt(luck.sample(people, len(people)), sizes)):
        for person in people:
            model.add_hint(sits[person, room], person in members)


def _dealt(order: list[str], sizes: list[int]) -> Rooms:
    dealt = iter(order)
    return [[next(dealt) for _ in range(size)] for size in sizes]


def anti_clustering(people: list[str], sizes: list[int], met: History, luck: Random) -> Rooms:
    """One meeting as diverse groups: people are the more alike the more often they have met."""
    library, arrays = import_module("anti_clustering"), import_module("numpy")
    apart = arrays.full((len(people), len(people)), float(DISTANT))
    place = {person: at for at, person in enumerate(people)}
    for one, other in _known(people, met):
        apart[place[one], place[other]] -= met[one, other]
        apart[place[other], place[one]] -= met[one, other]
    arrays.fill_diagonal(apart, 0.0)
    solver = library.ExchangeHeuristicAntiClustering(random_seed=luck.randrange(1 << 30))
    alike = solver._solve(apart, len(sizes))  # its public way takes tables of features only
    rooms: Rooms = []
    for at, person in enumerate(people):
        mates = next((r for r in rooms if alike[place[r[0]]][at]), None)
        rooms.append([person]) if mates is None else mates.append(person)
    return _evened([*rooms, *([] for _ in sizes[len(rooms) :])], sizes)


def _evened(rooms: Rooms, sizes: list[int]) -> Rooms:
    """Rooms of the sizes asked for: the library keeps them only roughly."""
    rooms = sorted(rooms, key=len, reverse=True)
    over = [person for room, size in zip(rooms, sizes, strict=True) for person in room[size:]]
    return [
        room[:size] + [over.pop() for _ in range(size - len(room))]
        for room, size in zip(rooms, sizes, strict=True)
    ]


OUTSIDE: dict[str, tuple[str, Way]] = {
    "CP-SAT": ("ortools", constraint_solver),
    "anti-clustering": ("anti_clustering", anti_clustering),
}


def installed(present: Callable[[str], Any] = find_spec) -> tuple[list[str], list[str]]:
    """The outside peers that can be used here, and those that cannot."""
    here = [name for name, (module, _) in OUTSIDE.items() if present(module)]
    return here, [name for name in OUTSIDE if name not in here]


def apart(name: str, meetings: Sequence[Meeting], seed: int) -> PeerPlan | None:
    """What an outside peer makes of a series, in a process of its own; None where that broke down.

    The two libraries do not always bear each other in one process.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(series, OUTSIDE[name][1], meetings, seed).result()
        except BrokenProcessPool:
            return None
