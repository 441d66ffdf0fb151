"""Targets for whole series of sessions: legality, repeats, squares, clean months, large communities, absences."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.bench import bounds
from bot.bench.community import Community, absences, lively, plain
from bot.bench.figures import Outcome, Run, slowest, spoken, spoken_low
from bot.bench.ours import Trial, participants
from bot.bench.recount import legal, refusal_due
from bot.domain.programme import RoomRules
from bot.domain.seating import ImpossibleRooms, clean_sessions
from bot.domain.seating_count import room_counts
from bot.files.room_plans import read_room_rules

ROOMS = {24: 4, 45: 8, 60: 10, 120: 20, 300: 50, 1000: 167}
COMMUNITIES = (9, 17, 24, 33, 45, 60, 120, 200)
LARGEST = 1000


def series(people: int, seed: int, *, full: bool, rooms: int | None) -> Community:
    """Eighteen sessions of a plain community."""
    kind = "full" if full else "mix"
    made = plain(people, seed=seed, full=full)
    return Community(name=f"{kind} N={people}", seed=seed, rooms=rooms, papers=made)


def never_illegal(run: Run) -> Iterator[Outcome]:
    """T1: sizes and hard rules, everywhere."""
    broken = [n for n in range(1, LARGEST + 1) if not _count_is_legal(n)]
    yield Outcome(
        target="T1",
        case=f"number of rooms, N=1..{LARGEST}",
        figure=f"{len(broken)} illegal",
        aim="0",
        held=not broken,
    )
    sizes = (*range(1, 41), 50) if run.quick else (*range(1, 81), 97, 150, 233, 400, 700, LARGEST)
    yield _hard(run, f"2 sessions, {len(sizes)} sizes, lively", _one_of_each(sizes))
    for share in (0.0, 0.2, 0.35):
        people = COMMUNITIES[:5] if run.quick else COMMUNITIES
        asked = (_lively(n, seed, share) for n in people for seed in run.numbers)
        yield _hard(run, f"N=9..{people[-1]}, {share:.0%} absent, lively", asked)
    rounds = (_lively(n, seed, 0.2, rounds=3) for n in (24, 45, 60) for seed in run.numbers)
    yield _hard(run, "N=24..60 x3 rounds, 20% absent", rounds)


def _count_is_legal(people: int) -> bool:
    """Whether the number of rooms chosen first keeps sizes of 5 to 8, where any number does."""
    rooms = room_counts(people, int(0.3 * people), RoomRules())[0]
    return rooms * 5 <= people <= rooms * 8 or not legal(people, 5, 8)


def _one_of_each(sizes: Sequence[int]) -> Iterator[Community]:
    for people in sizes:
        yield Community(
            name=f"lively N={people}", seed=people, sessions=2, papers=lively(people, seed=people)
        )


def _lively(people: int, seed: int, share: float, rounds: int = 1) -> Community:
    return Community(
        name=f"lively N={people} {share:.0%} absent x{rounds}",
        seed=seed,
        rounds=rounds,
        away=absences(people, share=share, seed=seed) if share else {},
        papers=lively(people, seed=seed),
    )


def _hard(run: Run, case: str, asked: Iterable[Community]) -> Outcome:
    drawn = [_drawn_or_refused(run, community) for community in asked]
    trials = [trial for trial in drawn if trial]
    hard = sum(trial.found.hard for trial in trials)
    faults = sum(len(trial.faults) for trial in trials)
    lone = sum(trial.found.lone - trial.found.lone_least for trial in trials)
    without = sum(trial.found.without - trial.found.without_least for trial in trials)
    managers = sum(trial.found.manager_pairs for trial in trials)
    return Outcome(
        target="T1",
        case=case,
        figure=f"{hard} broken, {faults} faults",
        aim="0",
        held=not hard and not faults,
        seconds=slowest(trials),
        seeds=len({trial.community.seed for trial in trials}),
        note=f"{len(trials)} plans, {drawn.count(None)} rightly refused; beyond need {lone} "
        f"lone-lay, {without} zero-lay; {managers} manager pairs",
    )


def _drawn_or_refused(run: Run, community: Community) -> Trial | None:
    """The plan, or None where wishes were refused that indeed cannot be kept."""
    try:
        return run.trial(community)
    except ImpossibleRooms:
        papers = community.papers
        if not refusal_due(papers.roster, papers.rules, community.away, community.size):
            run.faults.append(f"{community.name}, seed {community.seed}: refused without need")
        return None


def least_repeats(run: Run) -> Iterator[Outcome]:
    """T2: nothing but new faces; exactly the counting bound."""
    for people in (24, 45, 60):
        trials = run.trials(
            series(people, seed, full=False, rooms=ROOMS[people]) for seed in run.numbers
        )
        bound = bounds.least_repeats(trials[0].meetings)
        exact = all(trial.found.repeats == bound for trial in trials)
        yield _line("T2", f"repeats, N={people}", trials, f"= {bound}, < 1 s", exact, 1.0)


def with_rules(run: Run) -> Iterator[Outcome]:
    """T3: colleagues parted and lay voices by quota; half a percent over the bound."""
    for people in (24, 45, 60):
        trials = _full(run, people, ROOMS[people])
        bound = bounds.least_repeats(trials[0].meetings, trials[0].colleagues)
        near = all(_company_kept(t) and t.found.repeats <= 1.005 * bound for t in trials)
        aim = f"<= {1.005 * bound:.0f} ({bound}), < 2 s"
        yield _line("T3", f"repeats, N={people} full", trials, aim, near, 2.0)


def _full(run: Run, people: int, rooms: int) -> list[Trial]:
    return run.trials(series(people, seed, full=True, rooms=rooms) for seed in run.numbers)


def _company_kept(trial: Trial) -> bool:
    """No colleagues together, nobody lay alone, no more rooms without lay voices than must be."""
    found = trial.found
    return not found.organisation_pairs and not found.lone and found.without == found.without_least


def _line(
    target: str, case: str, trials: Sequence[Trial], aim: str, near: bool, limit: float
) -> Outcome:
    seconds = slowest(trials)
    return Outcome(
        target=target,
        case=case,
        figure=spoken([trial.found.repeats for trial in trials]),
        aim=aim,
        held=near and seconds < limit,
        seconds=seconds,
        seeds=len(trials),
        note=_company(trials),
    )


def _company(trials: Sequence[Trial]) -> str:
    """What else was counted, at its worst."""
    clashes = max(trial.found.organisation_pairs for trial in trials)
    lone = max(trial.found.lone for trial in trials)
    without = max(trial.found.without - trial.found.without_least for trial in trials)
    gap = min(trial.found.gap for trial in trials)
    most = max(trial.found.most for trial in trials)
    hosts = max(trial.found.hosted[1] for trial in trials)
    asked = "full" in trials[0].community.name
    company = f"org {clashes}, lone {lone}, zero-lay +{without}, " if asked else ""
    return f"{company}gap {gap}, most {most}, hosts <= {hosts}"


def clean_months(run: Run) -> Iterator[Outcome]:
    """T4: as many months without a repeat as a finite field gives."""
    many = (95, 120, 200) if run.quick else (95, 96, 100, 120, 137, 150, 200, 256, 300, 400)
    for people, rooms in ((60, 11), (45, 9), *((n, _field_rooms(n)) for n in many)):
        trials = run.trials(series(people, seed, full=False, rooms=rooms) for seed in run.numbers)
        due = min(18, bounds.clean_by_algebra(people, rooms))
        clean = [trial.found.clean for trial in trials]
        spent = max(_algebra_seconds(trial.community) for trial in trials)
        yield Outcome(
            target="T4",
            case=f"clean months, N={people} R={rooms}",
            figure=spoken_low(clean),
            aim=f">= {due}, < 5 ms",
            held=min(clean) >= due and spent < 0.005,
            seconds=slowest(trials),
            seeds=len(trials),
            note=f"algebra alone {spent * 1000:.1f} ms",
        )


def _field_rooms(people: int) -> int:
    """The fewest rooms, eighteen or more, that are legal and the size of a finite field."""
    legal_counts = range(max(18, -(-people // 8)), people // 5 + 1)
    return next(rooms for rooms in legal_counts if bounds.clean_by_algebra(people, rooms) >= 18)


def _algebra_seconds(community: Community) -> float:
    people, rules = participants(community), read_room_rules(community.rules).rooms
    begun = time.process_time()
    clean_sessions(people, rules=rules, perspectives={}, rooms=community.rooms)
    return time.process_time() - begun


def hard_spot(run: Run) -> Iterator[Outcome]:
    """T5: a hundred and twenty people with every rule; any number of rooms will do, the best one counts."""
    tried = {rooms: _full(run, 120, rooms) for rooms in ((24,) if run.quick else (20, 23, 24))}
    best = min(tried, key=lambda rooms: max(trial.found.repeats for trial in tried[rooms]))
    for rooms, trials in tried.items():
        near = all(_company_kept(t) and t.found.repeats <= 60 for t in trials)
        line = _line("T5", f"repeats, N=120 full R={rooms}", trials, "<= 60, < 5 s", near, 5.0)
        yield line if rooms == best else replace(line, held=None, aim="another R")


def large(run: Run) -> Iterator[Outcome]:
    """T6: the largest communities with every rule met."""
    for people in (300,) if run.quick else (300, LARGEST):
        trials = _full(run, people, ROOMS[people])
        near = all(_company_kept(t) and not t.found.repeats for t in trials)
        yield _line("T6", f"repeats, N={people} full", trials, "0, < 2 s", near, 2.0)


def even_spread(run: Run) -> Iterator[Outcome]:
    """T7: repeats spread evenly over the pairs, by the sum of their squares."""
    for people, full, share in ((24, False, 3), (24, True, 3), (45, True, 6), (60, True, 6)):
        trials = run.trials(
            series(people, seed, full=full, rooms=ROOMS[people]) for seed in run.numbers
        )
        parted = trials[0].colleagues if full else ()
        bound = bounds.least_squares(trials[0].meetings, parted)
        over = [100 * (trial.found.squares / bound - 1) for trial in trials]
        yield Outcome(
            target="T7",
            case=f"squares, N={people} {'full' if full else 'mix'}",
            figure=spoken([trial.found.squares for trial in trials]),
            aim=f"<= {bound * (1 + share / 100):.0f} ({bound} +{share}%)",
            held=max(over) <= share,
            seconds=slowest(trials),
            seeds=len(trials),
            note=f"{spoken(over, 1)} % over the bound",
        )


def absent(run: Run) -> Iterator[Outcome]:
    """TA: a fifth to a third away each month, known only then, rooms cut anew each time."""
    for people, limit in ((24, 1.02), (45, 1.02), (60, 1.15)):
        for share in (0.2, 0.25, 0.35):
            yield _absent(run, people, share, limit, near=6)
    for share in (0.2, 0.35):
        yield _absent(run, 60, share, 1.15, near=7)


def _absent(run: Run, people: int, share: float, limit: float, *, near: int) -> Outcome:
    trials = run.trials(_thinned(people, seed, share, near) for seed in run.numbers)
    least = [trial.bound for trial in trials]
    made = [trial.found.repeats for trial in trials]
    over = [_ratio(*pair) for pair in zip(made, least, strict=True)]
    counted = [bounds.counting(trial.meetings) for trial in trials]
    older = [_ratio(*pair) for pair in zip(made, counted, strict=True)]
    slots = [bounds.pair_slots(trial.meetings) for trial in trials]
    excess = [
        100 * (repeats - bound) / slot
        for repeats, bound, slot in zip(made, least, slots, strict=True)
    ]
    return Outcome(
        target="TA",
        case=f"E/bound, N={people}, {share:.0%} away, near {near}",
        figure=spoken(over, 3),
        aim=f"<= {limit}",
        held=max(over) <= limit,
        seconds=slowest(trials),
        seeds=len(trials),
        note=f"E {spoken(made)}, bound {spoken(least)} (counting alone {spoken(counted)}: "
        f"{spoken(older, 2)}); over by {spoken(excess, 1)} % of pairs",
    )


def _thinned(people: int, seed: int, share: float, near: int) -> Community:
    """A community with absences, its rooms as near to a size as the numbers allow."""
    papers = plain(people, seed=seed, more=(f"target_size = {near}",))
    away = absences(people, share=share, seed=seed)
    return Community(name=f"mix N={people} {share:.0%} away", seed=seed, away=away, papers=papers)


def _ratio(repeats: int, bound: int) -> float:
    return repeats / bound if bound else float(1 + repeats)
