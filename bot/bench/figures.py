"""Figures beside what was aimed at, as one run gathers them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.bench.community import Community
from bot.bench.ours import Trial, drawn

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One line of the table: a figure by its median and worst, and whether the worst holds what was aimed at.

    `held` is None where a line only informs, or could not be run.
    """

    target: str
    case: str
    figure: str
    aim: str = ""
    held: bool | None = None
    seconds: float | None = None
    seeds: int = 1
    note: str = ""


@dataclass(kw_only=True)
class Run:
    """What was asked of this run, and the faults found on the way."""

    seeds: int = 5
    quick: bool = False
    instances: Path | None = None
    say: Say = lambda words: None
    faults: list[str] = field(default_factory=list)
    plans: int = 0

    @property
    def numbers(self) -> range:
        return range(1, self.seeds + 1)

    def trial(self, community: Community) -> Trial:
        """Draw and recount a community; faults are remembered."""
        self.say(f"{community.name}, seed {community.seed}")
        made = drawn(community)
        self.plans += 1
        self.faults.extend(made.faults)
        return made

    def trials(self, communities: Iterable[Community]) -> list[Trial]:
        return [self.trial(one) for one in communities]


def spoken(values: Sequence[float], digits: int = 0) -> str:
    """A figure over the seeds: its median and its worst, where higher is worse; one number if they are alike."""
    middle, worst = f"{median(values):.{digits}f}", f"{max(values):.{digits}f}"
    return middle if middle == worst else f"{middle} / {worst}"


def spoken_low(values: Sequence[float]) -> str:
    """The same, where lower is worse."""
    middle, worst = f"{median(values):.0f}", f"{min(values):.0f}"
    return middle if middle == worst else f"{middle} / {worst}"


def slowest(trials: Sequence[Trial]) -> float:
    """The most processor seconds that any of them took."""
    return max((trial.seconds for trial in trials), default=0.0)
