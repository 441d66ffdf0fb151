"""What somebody asks of the demo."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import FacilitationError


class CannotPlay(FacilitationError):
    """The pretend community cannot begin: {why}"""


class Stuck(FacilitationError):
    """The pretend community stopped on {when}: {why}"""


LINK = "https://meet.example.org/PretendCommunity"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which pretend community lives through which months, and what goes wrong on the way.

    `absence`: share of people who do not come; half of them say so before rooms are published, half stay away after.
    `faults`: share of outgoing calls that are refused, or done and then reset. `restarts`: how often the bot is killed.
    `link`: the one at which everybody meets, in place of the pretend Zoom.
    `database`: the address of an empty database, in place of a file of the run's own.
    """

    roster: Path | None = None
    plan: Path | None = None
    from_month: int = 2
    months: int = 1
    seed: int = 1
    absence: float = 0.0
    faults: float = 0.0
    restarts: int = 0
    report: Path | None = None
    page: Path | None = None
    keep: bool = False
    database: str = ""
    link: str = ""
