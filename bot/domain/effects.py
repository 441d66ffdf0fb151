"""Effects: what is owed to the world outside, each with a key of its own so that it happens once."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    READY = "ready"
    SENDING = "sending"
    UNKNOWN = "unknown"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


SETTLED = frozenset({State.DONE, State.DEAD, State.CANCELLED, State.EXPIRED})


class Late(StrEnum):
    """What to do with an effect whose time has passed by much: send it, send it with a sorry, or let it go."""

    SEND = "send"
    SORRY = "sorry"
    SKIP = "skip"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One call that must leave for Slack or Zoom, written down before it is made.

    `key` is a business key and unique. `payload` holds ids, never words: words are found when it is sent.
    `not_before` and `expires_at` are instants of the programme's clock.
    `after` names another effect that must be settled first, `hold_until` says how long that is waited for.
    """

    key: str
    kind: str
    target: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    not_before: datetime
    expires_at: datetime | None = None
    late: Late = Late.SEND
    after: str = ""
    hold_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Effect(Owed):
    """An owed call with what has become of it.

    `try_at` is when it may be tried (again): back-off, a rate limit, a look-up that must settle.
    `fence` counts the claims; only the latest claimant may say what became of it.
    `claimed_at` is when the call last left (programme's clock).
    """

    id: int
    state: State
    attempt: int = 0
    fence: int = 0
    try_at: datetime
    claimed_at: datetime | None = None
    remote_id: str = ""
    last_error: str = ""


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """How much is owed at this moment."""

    due: int = 0
    sending: int = 0
    unknown: int = 0
    dead: int = 0


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that falls due: a kind, the ids it is about, and the instant. Safe to run twice."""

    key: str
    kind: str
    facts: dict[str, str] = field(default_factory=dict)
    due_at: datetime
    done_at: datetime | None = None
