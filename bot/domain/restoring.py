"""After a backup was restored: what may have been said since it was made is looked up before it is said."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

NOTE = "restored"  # the note that keeps it in the database
NEVER_ARRIVED = "looked up: it never arrived"

# a call that left just before the restore may land this much later (slack: 30 s; a meeting in Zoom's list: 90 s)
LANDED = timedelta(seconds=90)
# people and duties may ask for a while for what was asked for in the days that are lost
MARGIN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """Reconcile-all mode: everything first said from `at` to `until`, and every effect the backup knew, is looked up.

    `since` is when the backup was made; `newest` is the last effect it knew.
    """

    since: datetime
    at: datetime
    until: datetime
    newest: int

    @classmethod
    def now(cls, *, since: datetime, at: datetime, newest: int) -> "Restored":
        return cls(since=since, at=at, until=at + max(MARGIN, at - since), newest=newest)

    def holds(self, now: datetime) -> bool:
        """Whether what is new, too, may stand there already."""
        return now <= self.until

    def too_early(self, now: datetime) -> bool:
        """Whether a call that left just before the restore may still land."""
        return self.at <= now < self.at + LANDED

    @property
    def text(self) -> str:
        """As it is kept in a note."""
        told = {name: getattr(self, name).isoformat() for name in ("since", "at", "until")}
        return json.dumps(told | {"newest": self.newest})

    @classmethod
    def read(cls, text: str) -> "Restored":
        told = json.loads(text)
        instants = {name: datetime.fromisoformat(told[name]) for name in ("since", "at", "until")}
        return cls(**instants, newest=int(told["newest"]))
