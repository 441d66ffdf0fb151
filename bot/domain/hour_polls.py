"""The group decides its hours: ways to hold the sessions ahead are put to everybody, and what they say is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ballots import FEWEST
from bot.domain.civil_time import wall_instant

NOW, FIXED, SEASONAL, ROTATION = "now", "fixed", "seasonal", "rotation"  # the ways there are


class Says(StrEnum):
    """What somebody says of one way."""

    WORKS = "works"
    HARD = "hard"
    CANNOT = "cannot"


class PollState(StrEnum):
    """Open to answers, closed and undecided, or decided: a way was taken, or the hours were kept."""

    OPEN = "open"
    CLOSED = "closed"
    TAKEN = "taken"
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Hour:
    """When a way holds one session: a local time of one city, YYYY-MM-DDTHH:MM. `moves` is how often the session had
    been moved when this was asked, and `minutes` how long it was.
    """

    session_id: str
    moves: int
    wall: str
    zone: str
    minutes: int

    @property
    def starts_at(self) -> datetime:
        return wall_instant(self.wall, self.zone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to hold the sessions ahead. `worst` is what it asks of the worst-off place over the whole programme,
    `total` of all places together, sessions that have been included; `anchors` are hours such as 16:00 Europe/London.
    """

    key: str
    hours: tuple[Hour, ...]
    worst: int
    total: int
    anchors: tuple[str, ...] = ()

    @property
    def starts(self) -> tuple[datetime, ...]:
        return tuple(hour.starts_at for hour in self.hours)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many said what of one way."""

    key: str
    works: int = 0
    hard: int = 0
    cannot: int = 0


@dataclass(frozen=True, kw_only=True)
class HourPoll:
    """One asking of the group. `counts` are the numbers when it closed; `why` is the reason of who decided."""

    id: str
    ways: tuple[Way, ...]
    word: str
    by: str
    at: datetime
    closes_at: datetime
    state: PollState = PollState.OPEN
    answered: int = 0
    counts: tuple[Count, ...] = ()
    taken: str = ""
    why: str = ""
    decided_by: str = ""

    def way(self, key: str) -> Way | None:
        return next((one for one in self.ways if one.key == key), None)

    @property
    def undecided(self) -> bool:
        return self.state in {PollState.OPEN, PollState.CLOSED}

    @property
    def ranked(self) -> list[Way]:
        """The ways, the one ahead first: it shuts out fewest, then is hard for fewest, then asks least of the worst-off
        place, then of all together.
        """
        counts = {one.key: one for one in self.counts}

        def rank(way: Way) -> tuple[int, ...]:
            said = counts.get(way.key) or Count(key=way.key)
            return said.cannot, said.hard, way.worst, way.total

        return sorted(self.ways, key=rank)


@dataclass(frozen=True, kw_only=True)
class HourVote:
    """What one person says of each way, by its key, and what makes it hard; `noted_by` wrote it down for them."""

    id: str
    poll_id: str
    person_id: str
    at: datetime
    said: dict[str, str] = field(default_factory=dict)
    hard: str = ""
    noted_by: str = ""


def vote_id(poll_id: str, person_id: str) -> str:
    return f"{poll_id}:{person_id}"


def counted(ways: Iterable[Way], votes: Sequence[HourVote]) -> tuple[Count, ...]:
    """How many said what of each way."""
    return tuple(
        Count(
            key=way.key, **{says: sum(v.said.get(way.key) == says for v in votes) for says in Says}
        )
        for way in ways
    )


def shown_to_all(count: Count, least: int) -> tuple[int, ...]:
    """The numbers of a way that everyone may read: for whom it works, is hard, and cannot; nobody, or enough people.

    Where one of the three would give somebody away, the last two are one number; where that does not help, there is
    none. How many answered in all is not said of a way, so that nothing that is hidden can be worked out.
    """
    for numbers in (
        (count.works, count.hard, count.cannot),
        (count.works, count.hard + count.cannot),
    ):
        if all(number == 0 or number >= max(least, FEWEST) for number in numbers):
            return numbers
    return ()
