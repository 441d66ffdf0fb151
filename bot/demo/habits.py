"""How the pretend people are: drawn by the seed, once for each person and each occasion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.roster import Participant

YES, PART, UNSURE, NO, SILENT = "yes", "part", "unsure", "no", ""
ONE_IN_SEVEN = 1 / 7
OTHERS = (YES,) * 68 + (PART,) * 9 + (UNSURE,) * 9 + (SILENT,) * 14  # of those who do not say no
MARKS = (timedelta(hours=2, minutes=40), timedelta(hours=12, minutes=40), timedelta(hours=17, minutes=40),
         timedelta(hours=21, minutes=40))  # fmt: skip  # people look at their messages a few times a day


@dataclass(frozen=True, kw_only=True)
class Intentions:
    """Who means to come to one session, who will say so late, and who stays away after rooms are published."""

    replies: Mapping[str, str]
    late: frozenset[str]
    cancels: frozenset[str]
    stays_away: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Habits:
    """The people's ways, by one seed. `absence` is the share that does not come, 0 where nothing was asked for."""

    seed: int
    absence: float = 0.0
    _drawn: dict[int, Intentions] = field(default_factory=dict)

    def chance(self, *of: object) -> Random:
        """Chance that belongs to these things alone."""
        return Random(":".join(map(str, (self.seed, *of))))  # noqa: S311 - to be repeated, not secret

    def intentions(self, month: int, people: Sequence[Participant]) -> Intentions:
        """What everyone means to do about one session; the shares are exact."""
        if month not in self._drawn:
            self._drawn[month] = self._draw(month, people)
        return self._drawn[month]

    def _draw(self, month: int, people: Sequence[Participant]) -> Intentions:
        chance = self.chance("session", month)
        everyone = sorted(p.id for p in people)
        chance.shuffle(everyone)
        noes = round(len(everyone) * (self.absence / 2 or ONE_IN_SEVEN))
        away = round(len(everyone) * self.absence / 2)
        rest = everyone[noes:]
        replies = dict.fromkeys(everyone[:noes], NO) | {p: chance.choice(OTHERS) for p in rest}
        missing = [p for p in rest if replies[p] in {YES, PART}][:away]
        return Intentions(
            replies=replies,
            late=frozenset(p for p in everyone if replies[p] and chance.random() < 0.2),
            cancels=frozenset(missing[::2]),
            stays_away=frozenset(missing[1::2]),
        )

    def looks_at(self, instant: datetime, *of: object, days: int = 0) -> datetime:
        """When somebody next looks at their messages, at the first or second chance, or days later."""
        chance = self.chance("looks", *of)
        marks = list(_marks(instant + timedelta(days=days, minutes=20), 2))
        return marks[chance.random() < 0.3]

    def sometimes(self, share: float, *of: object) -> bool:
        return self.chance("sometimes", *of).random() < share

    def some(self, people: Iterable[str], number: int, *of: object) -> list[str]:
        """So many of these people, if there are so many."""
        everyone = sorted(people)
        return self.chance("some", *of).sample(everyone, k=min(number, len(everyone)))


def _marks(instant: datetime, number: int) -> list[datetime]:
    """The next few of the day's hours at which people look at their messages."""
    midnight = datetime(*instant.astimezone(UTC).timetuple()[:3], tzinfo=UTC)
    every = [midnight + timedelta(days=day) + mark for day in range(number + 1) for mark in MARKS]
    return [each for each in every if each >= instant][:number]
