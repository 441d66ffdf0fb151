"""How often something may be asked for: a few at once, then one after another, never more than is allowed.

The arithmetic is the generic cell rate algorithm: one instant for each pace says how far ahead it is spoken for.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# the clocks of several machines differ a little; a clock that shows so much less was set back
CLOCKS_DIFFER = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """At most `burst` at once, and from then on one in `every`; this act takes `calls` of them.

    `spare` of the burst are left to what is urgent. `per` is the span that the other side counts over.
    Where the count begins anew at an instant, that is `ends`, and the key is good until then. `of` names the limit
    itself, which many keys may share.
    """

    key: str
    of: str = ""
    every: timedelta
    burst: int = 1
    spare: int = 0
    calls: int = 1
    per: timedelta = timedelta(minutes=1)
    ends: datetime | None = None

    @property
    def cost(self) -> timedelta:
        """How far ahead this act speaks for the pace."""
        return self.every * self.calls

    def room(self, *, urgent: bool) -> timedelta:
        """How far ahead it may be spoken for."""
        free = self.burst if urgent else max(self.burst - self.spare, 1)
        return self.every * max(free, self.calls)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The instant at which to come again, and the limit that is waited for."""

    at: datetime
    of: str


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Until when a pace is spoken for, as it was at an instant."""

    until: datetime
    at: datetime

    def seen(self, now: datetime) -> "Spent":
        """The same for a clock that may have been set back since: as much is spoken for, from now on."""
        back = self.at - now
        if back <= CLOCKS_DIFFER:
            return Spent(until=self.until, at=max(self.at, now))
        return Spent(until=self.until - back, at=now)

    def after(self, pace: Pace, now: datetime) -> "Spent":
        """What it is once the act has been taken."""
        return Spent(until=max(self.until, now) + pace.cost, at=max(self.at, now))


def unspent(now: datetime) -> Spent:
    """A pace of which nothing is known yet."""
    return Spent(until=now, at=now)


def free_at(pace: Pace, spent: Spent, now: datetime, *, urgent: bool) -> datetime:
    """The instant at which the act may be taken: now, or later."""
    ready = max(spent.until, now) + pace.cost - pace.room(urgent=urgent)
    if pace.ends is not None:
        ready = min(ready, pace.ends)
    return max(ready, now)
