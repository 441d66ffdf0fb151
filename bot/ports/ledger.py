"""What is owed and what falls due: the effect ledger, how often others may be asked, and the duties."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.effects import Backlog, Duty, Effect, Owed, State
from bot.domain.pace import Pace, Turn
from bot.domain.restoring import Restored
from bot.domain.urgency import Urgency


class Ledger(Protocol):
    """Everything that is owed to the world outside, and what became of it."""

    def owe(self, owed: Owed) -> bool:
        """Write it down, unless its key is known; say whether it was new."""
        ...

    def seek(self, key: str) -> Effect | None: ...

    def find(
        self, prefix: str = "", *, kind: str = "", target: str = "", states: Sequence[State] = ()
    ) -> list[Effect]:
        """Effects whose key starts with the prefix, oldest first."""
        ...

    def left_since(self, target: str, instant: datetime) -> list[Effect]:
        """What has left for somebody since then, or may have, oldest first."""
        ...

    def newest(self, limit: int, *, states: Sequence[State] = ()) -> list[Effect]:
        """The effects that were owed last, oldest first."""
        ...

    def count(self) -> dict[State, int]:
        """How many effects there are in each state."""
        ...

    def due(self, now: datetime, limit: int) -> Mapping[int, Urgency]:
        """Ids that may be claimed now: ready and released, or unknown and ready for a look-up.

        What is urgent comes first, and then whose turn came first.
        """
        ...

    def next_turn(self, now: datetime) -> datetime | None:
        """The first instant after now at which one more may leave or be looked up, as far as can be said by now."""
        ...

    def claim(self, id: int, now: datetime, *, lease: timedelta) -> tuple[Effect, State] | None:
        """Take this effect (sending, fence up), with the state it had before; None where it is not to be had."""
        ...

    def done(self, effect: Effect, remote_id: str) -> bool:
        """Under the fence we claimed with; False where another has it now."""
        ...

    def again(self, effect: Effect, at: datetime, why: str) -> bool:
        """Certainly not done: ready again at this instant."""
        ...

    def doubtful(self, effect: Effect, look_at: datetime, why: str) -> bool:
        """It may have been done: unknown, to be looked up at this instant."""
        ...

    def wait(self, effect: Effect, at: datetime, why: str) -> bool:
        """Not begun after all: as it was before it was claimed, to be tried at this instant."""
        ...

    def settle(self, effect: Effect, state: State, why: str) -> bool:
        """Ended without being done: dead, cancelled or expired, with the reason."""
        ...

    def cancel(self, prefix: str, why: str) -> int:
        """Call off all effects that have not left, by the start of their key; how many there were."""
        ...

    def revive(self, prefix: str, why: str) -> int:
        """Take back a calling off or a refusal, by the same words it was done with; how many there were."""
        ...

    def put_off(
        self,
        key: str,
        *,
        not_before: datetime,
        expires_at: datetime | None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Move an effect that has not left to another instant, with other ids where those changed, too."""
        ...

    def leave_no_line(self, target: str) -> None:
        """What is about to bring this person's messages up to date leaves no line here once it is over."""
        ...

    def follow(self, key: str, after: str) -> None:
        """Hold an effect that has not left until that other one is settled; with nothing named, let it go."""
        ...

    def release_stale(self, *, only_writer: bool) -> int:
        """Claims whose lease has run out (or all, for a sole writer that has just started) become unknown."""
        ...

    def stuck(self, now: datetime, patience: timedelta, limit: int) -> list[Effect]:
        """What was due, or in doubt, that long ago and is still not settled, oldest first."""
        ...

    def restored(self) -> Restored | None:
        """Since when what is to be said is looked up first, if this memory is a restored backup."""
        ...

    def backlog(self, now: datetime) -> Backlog: ...


class Paces(Protocol):
    """How often the other side may be asked, counted by all workers together."""

    def take(
        self, now: datetime, wanted: Sequence[Pace], *, urgency: Urgency = Urgency.URGENT
    ) -> Turn | None:
        """All of them or none; where not all are to be had, the instant at which to come again."""
        ...

    def hold(self, now: datetime, paces: Sequence[Pace], until: datetime) -> None:
        """Nobody takes of these before that instant: the other side has said so."""
        ...

    def tidy(self, now: datetime) -> int:
        """Forget the paces of which nothing is spoken for any more; how many there were."""
        ...


class Duties(Protocol):
    """What falls due."""

    def plan(self, duty: Duty) -> None:
        """Write it down; where its key is known and it is not done, take over the new instant and facts."""
        ...

    def due(self, now: datetime, limit: int) -> list[Duty]: ...

    def next_due(self, now: datetime) -> datetime | None:
        """The first instant after now at which something falls due, as far as is known by now."""
        ...

    def done(self, key: str, at: datetime) -> None: ...

    def again(self, key: str, at: datetime) -> None:
        """Look at this duty again at that instant."""
        ...

    def cancel(self, prefix: str) -> int: ...

    def waiting(self) -> list[Duty]:
        """What is still to come, soonest first."""
        ...
