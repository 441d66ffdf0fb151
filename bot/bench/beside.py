"""The engine beside its peers: the same people, the same rooms, the same run."""

from collections.abc import Iterator, Sequence
from statistics import median

from bot.bench import bounds
from bot.bench.figures import Outcome, Run, slowest, spoken
from bot.bench.outside import OUTSIDE, apart, installed
from bot.bench.peers import OWN, PeerPlan
from bot.bench.peers import series as peer_series
from bot.bench.series import ROOMS, series


def beside_peers(run: Run) -> Iterator[Outcome]:
    """Repeats and squares Q over eighteen sessions where only new faces count, ours and theirs."""
    outside, missing = installed()
    for name in missing:
        note = f"not run: {OUTSIDE[name][0]} is not installed here"
        yield Outcome(target="peers", case=name, figure="-", note=note, seeds=0)
    for people in (24, 60) if run.quick else (24, 45, 60, 120):
        yield from _of_one_size(run, people, outside)


def _of_one_size(run: Run, people: int, outside: Sequence[str]) -> Iterator[Outcome]:
    ours = run.trials(series(people, seed, full=False, rooms=ROOMS[people]) for seed in run.numbers)
    meetings, case = ours[0].meetings, f"N={people} mix"
    bound = f"{bounds.least_repeats(meetings)} Q {bounds.least_squares(meetings)}"
    met = [one.found.repeats for one in ours], [one.found.squares for one in ours]
    yield _line(f"{case}: ours", met, bound, slowest(ours))
    for name, way in OWN.items():
        run.say(f"{name}, N={people}")
        plans = [peer_series(way, meetings, seed) for seed in run.numbers]
        yield _peer(run, f"{case}: {name}", meetings, plans, bound)
    for name in outside:
        run.say(f"{name}, N={people}")
        plan = apart(name, meetings, 1)
        if plan:
            yield _peer(run, f"{case}: {name}", meetings, [plan], bound)
        else:
            yield Outcome(target="peers", case=f"{case}: {name}", figure="broke down", seeds=0)


def _peer(
    run: Run,
    case: str,
    meetings: Sequence[bounds.Meeting],
    plans: Sequence[PeerPlan],
    bound: str,
) -> Outcome:
    _check(run, case, meetings, plans)
    met = [plan.repeats for plan in plans], [plan.squares for plan in plans]
    return _line(case, met, bound, max(plan.seconds for plan in plans))


def _line(
    case: str, met: tuple[Sequence[int], Sequence[int]], bound: str, seconds: float
) -> Outcome:
    repeats, squares = met
    return Outcome(
        target="peers",
        case=case,
        figure=f"{spoken(repeats)} Q {median(squares):.0f}",
        aim=f"(bound {bound})",
        seconds=seconds,
        seeds=len(repeats),
    )


def _check(
    run: Run, name: str, meetings: Sequence[bounds.Meeting], plans: Sequence[PeerPlan]
) -> None:
    """A peer that loses people or beats a proved bound shows that something here is wrong."""
    bound = bounds.least_repeats(meetings)
    for plan in plans:
        for rooms, (there, count) in zip(plan.rounds, meetings, strict=True):
            if sorted(p for room in rooms for p in room) != sorted(there) or len(rooms) != count:
                run.faults.append(f"{name} seated others than those there")
        if plan.repeats < bound:
            run.faults.append(f"{name} made {plan.repeats} repeats where {bound} were proved least")
