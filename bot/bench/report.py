"""One run of the bench: which targets, in which order, and what is said of them."""

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.bench import beside, puzzles, repairs, series
from bot.bench.figures import Outcome, Run
from bot.bench.ours import digest
from bot.domain.errors import NoSuchThing

Target = Callable[[Run], Iterator[Outcome]]
TARGETS: Mapping[str, Target] = {
    "T1": series.never_illegal,
    "T2": series.least_repeats,
    "T3": series.with_rules,
    "T4": series.clean_months,
    "T5": series.hard_spot,
    "T6": series.large,
    "T7": series.even_spread,
    "T8": repairs.prompt_and_small,
    "T9": puzzles.same_bytes,
    "T10": puzzles.social_golfers,
    "T11": puzzles.diverse_groups,
    "T12": puzzles.against_golfers,
    "TA": series.absent,
    "peers": beside.beside_peers,
}
WIDEST = 100


def chosen(only: str) -> list[str]:
    """The targets named, such as T2,T5; all of them where none is."""
    known = {name.casefold(): name for name in TARGETS}
    asked = [part.strip().casefold() for part in only.split(",") if part.strip()]
    for one in asked:
        if one not in known:
            raise NoSuchThing(what="target", name=one, hint=f"There are {', '.join(TARGETS)}.")
    return [known[one] for one in asked] or list(TARGETS)


def measured(run: Run, only: Sequence[str]) -> list[Outcome]:
    """Run the targets one after another."""
    return [outcome for name in only for outcome in TARGETS[name](run)]


def answer(run: Run, outcomes: Sequence[Outcome]) -> str:
    """The run in one sentence."""
    aimed = [outcome for outcome in outcomes if outcome.held is not None]
    held = sum(bool(outcome.held) for outcome in aimed)
    faults = f"found {len(run.faults)} faults" if run.faults else "found nothing wrong"
    return f"{held} of {len(aimed)} figures hold; the recount of {run.plans} plans {faults}."


def lines(run: Run, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The whole report, no line wider than a hundred columns."""
    yield answer(run, outcomes)
    yield f"{conditions()}; {run.seeds} seeds, the slowest one's seconds."
    yield ""
    yield _row(("", "figure", "median / worst", "target (bound)", "held", "CPU s", "n"))
    for outcome in outcomes:
        seconds = "" if outcome.seconds is None else f"{outcome.seconds:.3f}"
        held = {None: "", True: "yes", False: "NO"}[outcome.held]
        yield _row(
            (
                outcome.target,
                outcome.case,
                outcome.figure,
                outcome.aim,
                held,
                seconds,
                str(outcome.seeds),
            )
        )
        if outcome.note:
            yield f"      {outcome.note}"[:WIDEST]
    yield from (f"FAULT {fault}"[:WIDEST] for fault in run.faults[:20])


def _row(cells: tuple[str, str, str, str, str, str, str]) -> str:
    widths = (5, 34, 20, 21, 4, 7, 3)
    cut = [cell[:width].ljust(width) for cell, width in zip(cells, widths, strict=True)]
    return " ".join(cut).rstrip()[:WIDEST]


def conditions() -> str:
    """Where this was measured: the load tells how far to trust the seconds."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}"


def as_json(run: Run, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "schema": "rooms-bench/1",
        "answer": answer(run, outcomes),
        "conditions": conditions(),
        "digest": digest(1),
        "seeds": run.seeds,
        "plans": run.plans,
        "faults": run.faults,
        "outcomes": [asdict(outcome) for outcome in outcomes],
    }
