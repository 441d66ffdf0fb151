"""A word with a facilitator: asked for, taken on, done, settled; and whom it must not reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWERED_WITHIN = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True)
class Call:
    """Somebody asked for a word. It never reaches the facilitators in `skips`: it is about them.

    `raised_at` is when the whole team was told that it still waits.
    """

    id: str
    person_id: str
    at: datetime
    text: str = ""
    skips: tuple[str, ...] = ()
    taken_by: str = ""
    taken_at: datetime | None = None
    done_at: datetime | None = None
    settled_at: datetime | None = None
    raised_at: datetime | None = None

    @property
    def answer_by(self) -> datetime:
        """By when an answer was promised."""
        return self.at + ANSWERED_WITHIN

    @property
    def waits(self) -> bool:
        """Neither the one who answers nor the one who asked has said that it is done."""
        return self.done_at is None and self.settled_at is None

    @property
    def over_at(self) -> datetime | None:
        """When it was last said that it is done; none while it waits."""
        return max((at for at in (self.done_at, self.settled_at) if at), default=None)

    @property
    def chased(self) -> bool:
        """Whether the whole team was told that it still waits, and nobody has taken it on since."""
        taken = self.taken_at
        return self.raised_at is not None and (taken is None or taken <= self.raised_at)

    @property
    def taken_in_time(self) -> bool:
        """Whether somebody took it on before the hour that was promised."""
        return self.taken_at is not None and self.taken_at < self.answer_by
