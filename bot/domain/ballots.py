"""Anonymous answers: they lie in an urn without their givers, are counted only several at a time, and are shown so
that no two things shown, taken together, ever speak of fewer people than that.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.roster import LAY

FEWEST = 5  # nothing is ever shown of fewer people, whatever a plan says
OTHERS = "others"


@dataclass(frozen=True, kw_only=True, order=True)
class Ballot:
    """One answer without its giver. `side` says whether lived experience speaks; of free words it is not kept."""

    side: str = ""
    said: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What may be shown of one question: what was said in all, and by each side where that gives nobody away."""

    said: tuple[str, ...] = ()
    lay: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Urn:
    """The answers to one anonymous question, always in the order of their words, never of their coming.

    `counted` may be shown in all; `parted` are those of them that are shown by side, too. `apart` sums up, over every
    count since then, how many the smaller side had in it: see `opened`.
    """

    waiting: tuple[Ballot, ...] = ()
    counted: tuple[Ballot, ...] = ()
    parted: tuple[Ballot, ...] = ()
    apart: int = 0

    def with_ballot(self, ballot: Ballot) -> "Urn":
        """One more lies in it; nothing shown changes."""
        return replace(self, waiting=_in_order([*self.waiting, ballot]))

    def opened(self, least: int) -> "Urn":
        """Count those that wait, if they are enough.

        The sides are shown anew only where the smaller halves of all counts since they last were are none or enough
        people together. Fewer could be worked out: five counted early, of whom two were professionals, and a later
        figure for lived experience to which nobody was added, would give the two away.
        """
        enough = max(least, FEWEST)
        if len(self.waiting) < enough:
            return self
        counted = _in_order([*self.counted, *self.waiting])
        apart = self.apart + min(_of(self.waiting, LAY), _of(self.waiting, OTHERS))
        both = _of(counted, LAY) and _of(counted, OTHERS)
        if both and (apart == 0 or apart >= enough):
            return Urn(counted=counted, parted=counted)
        return Urn(counted=counted, parted=self.parted, apart=apart)

    @property
    def shown(self) -> Shown:
        """All that may leave the urn."""
        return Shown(
            said=tuple(sorted(b.said for b in self.counted)),
            lay=tuple(b.said for b in self.parted if b.side == LAY),
            others=tuple(b.said for b in self.parted if b.side == OTHERS),
        )

    @property
    def words(self) -> str:
        """The urn as text, to be locked away."""
        piles = (self.waiting, self.counted, self.parted)
        written = [[[b.side, b.said] for b in pile] for pile in piles]
        return json.dumps([*written, self.apart])


def urn_from(words: str) -> Urn:
    """The urn that was written so."""
    *piles, apart = json.loads(words)
    waiting, counted, parted = (
        tuple(Ballot(side=side, said=said) for side, said in pile) for pile in piles
    )
    return Urn(waiting=waiting, counted=counted, parted=parted, apart=apart)


def _in_order(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    return tuple(sorted(ballots))


def _of(ballots: Iterable[Ballot], side: str) -> int:
    return sum(1 for ballot in ballots if ballot.side == side)


def roughly(number: int, least: int) -> int:
    """How many have answered, as far as it is told before they are counted: in steps of the fewest that are shown."""
    step = max(least, FEWEST)
    return number // step * step


def mean(numbers: Iterable[int]) -> float | None:
    """The average of answers on a scale; none of nothing."""
    known = list(numbers)
    return sum(known) / len(known) if known else None


@dataclass(frozen=True, kw_only=True)
class Seal:
    """That somebody has answered, as a mark that says neither who nor what: there is no second answer."""

    id: str


@dataclass(frozen=True, kw_only=True)
class LockedUrn:
    """An urn as it is kept: one box for each question, which only this house can open."""

    id: str
    session_id: str
    prompt: str
    locked: str
