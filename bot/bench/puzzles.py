"""Targets by puzzles that others publish: social golfers, diverse groups, and the same bytes every time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from bot.bench.community import Community, strangers
from bot.bench.figures import Outcome, Run, slowest, spoken
from bot.bench.ours import Trial, digest, digest_elsewhere
from bot.rooms.problem import Problem
from bot.rooms.seat import seat

Golfers = tuple[int, int, int]
# Repeats that are still good enough, and the seconds they may take.
SOLVED: Mapping[Golfers, tuple[int, float]] = {
    (5, 3, 7): (0, 1), (5, 5, 6): (0, 1), (6, 6, 3): (0, 1), (7, 7, 8): (0, 1), (8, 8, 9): (0, 1),
    (8, 4, 7): (0, 1), (8, 4, 8): (1, 10), (8, 4, 9): (8, 10), (8, 4, 10): (24, 10),
}  # fmt: skip
# What good-enough-golfers reached on this class of machine, squares or repeats, and its seconds.
MEASURED: Mapping[Golfers, tuple[str, int, float]] = {
    (5, 3, 7): ("squares", 9, 1.6), (5, 5, 6): ("squares", 20, 4.8), (6, 6, 3): ("squares", 0, 1.6),
    (8, 4, 9): ("squares", 17, 9), (8, 4, 10): ("squares", 35, 6), (7, 7, 8): ("squares", 177, 17),
    (10, 6, 11): ("squares", 160, 28), (10, 6, 18): ("repeats", 959, 61),
    (4, 6, 18): ("squares", 1624, 30),
}  # fmt: skip
# The best value seen for each instance, how near counts, and the seconds.
DIVERSE = {
    "RanReal_n120_ss_01": (47351.97, 0.5, 5.0),
    "Geo_n120_ss_01": (101641.49, 0.5, 5.0),
}
GRAIN, EFFORT = 1000, 44


def golfers(run: Run, case: Golfers) -> list[Trial]:
    """Groups of one size for some weeks; nobody has anything in common with anybody."""
    groups, size, weeks = case
    return run.trials(
        Community(
            name=f"golfers {groups}-{size}-{weeks}",
            seed=seed,
            rooms=groups,
            sessions=weeks,
            size=(size, size),
            papers=strangers(groups * size),
        )
        for seed in run.numbers
    )


def social_golfers(run: Run) -> Iterator[Outcome]:
    """T10: known to be solvable; solved, or nearly."""
    for case, (most, limit) in SOLVED.items():
        trials = golfers(run, case)
        met = [trial.found.squares for trial in trials]
        yield Outcome(
            target="T10",
            case="golfers {}-{}-{}".format(*case),
            figure=spoken(met),
            aim=f"<= {most}, < {limit:.0f} s",
            held=max(met) <= most and slowest(trials) < limit,
            seconds=slowest(trials),
            seeds=len(trials),
        )


def against_golfers(run: Run) -> Iterator[Outcome]:
    """T12: never worse than good-enough-golfers was, and twenty times as fast."""
    for case, (kind, theirs, seconds) in MEASURED.items():
        trials = golfers(run, case)
        ours = [getattr(trial.found, kind) for trial in trials]
        faster = seconds / max(slowest(trials), 1e-6)
        yield Outcome(
            target="T12",
            case="{}-{}-{}".format(*case) + f", {kind}",
            figure=spoken(ours),
            aim=f"<= {theirs}, < {seconds / 20:.2f} s",
            held=max(ours) <= theirs and faster >= 20,
            seconds=slowest(trials),
            seeds=len(trials),
            note=f"{faster:.0f}x as fast as the {seconds:g} s measured of it",
        )


def same_bytes(run: Run) -> Iterator[Outcome]:
    """T9: one seed, one plan, however this Python happens to hash."""
    differing = 0
    for seed in run.numbers:
        run.say(f"same bytes, seed {seed}")
        first = digest(seed)
        again = [digest(seed), *(digest_elsewhere(seed, hashing) for hashing in (0, 4711))]
        differing += sum(one != first for one in again)
    yield Outcome(
        target="T9",
        case="same seed, other hashing: bytes",
        figure=f"{differing} differ",
        aim="0",
        held=not differing,
        seeds=run.seeds,
        note="this Python only; run the bench on others and compare the JSON's digest",
    )


def diverse_groups(run: Run) -> Iterator[Outcome]:
    """T11: groups as diverse as can be, by the swap search alone."""
    for name, (best, near, limit) in DIVERSE.items():
        file = run.instances / f"{name}.txt" if run.instances else None
        if file is None or not file.is_file():
            note = "not run: give --mdgp the folder of MDGPLIB's instances"
            yield Outcome(target="T11", case=name, figure="-", aim=f"gap <= {near} %", note=note)
            continue
        values, seconds = zip(*(_grouped(run, file, seed) for seed in run.numbers), strict=True)
        gaps = [100 * (1 - value / best) for value in values]
        yield Outcome(
            target="T11",
            case=name,
            figure=f"{spoken(gaps, 2)} % gap",
            aim=f"<= {near} %, < {limit:.0f} s",
            held=max(gaps) <= near and max(seconds) < limit,
            seconds=max(seconds),
            seeds=run.seeds,
            note=f"best seen {best}",
        )


def _grouped(run: Run, file: Path, seed: int) -> tuple[float, float]:
    """The diversity reached, counted from the file's distances, and the seconds it took."""
    run.say(f"{file.stem}, seed {seed}")
    people, groups, distances = read_distances(file.read_text(encoding="ascii"))
    heat = round(GRAIN * _mean(distances))
    problem = Problem(
        people=people,
        rooms=groups,
        least=people // groups,
        most=people // groups,
        weights=[[-round(GRAIN * one) for one in row] for row in distances],
        seed=f"{seed}",
        effort=EFFORT,
        hot=heat * 4 // 5,
        cold=heat // 10,
    )
    begun = time.process_time()
    rooms = seat(problem).rooms
    return diversity(rooms, distances), time.process_time() - begun


def read_distances(text: str) -> tuple[int, int, list[list[float]]]:
    """People, groups and distances of an MDGPLIB file."""
    head, *lines = text.splitlines()
    people, groups = map(int, head.split()[:2])
    distances = [[0.0] * people for _ in range(people)]
    for line in lines:
        if line.strip():
            one, other, distance = line.split()
            distances[int(one)][int(other)] = distances[int(other)][int(one)] = float(distance)
    return people, groups, distances


def diversity(rooms: Sequence[Sequence[int]], distances: Sequence[Sequence[float]]) -> float:
    """The sum of distances within groups."""
    return sum(distances[one][other] for room in rooms for one, other in combinations(room, 2))


def _mean(distances: Sequence[Sequence[float]]) -> float:
    return sum(map(sum, distances)) / max(1, len(distances) * (len(distances) - 1))
