"""What an engine counts for Prometheus: calls to Slack and Zoom with how they ended, and its own rounds."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from prometheus_client import Counter, Histogram

from bot.facilitation.heartbeat import IN_ZOOM

R = TypeVar("R")
ENDS = {
    "NotThereYet": "not_there_yet",
    "NeverArrived": "never_arrived",
    "ComeBack": "put_off",
    "Uncertain": "doubtful",
    "Gone": "gone",
    "Unreachable": "unreachable",
    "Refused": "refused",
}
CALLS = Counter(
    "convener_calls", "Calls to Slack and Zoom, and how they ended", ["system", "way", "end"]
)
SECONDS = Histogram("convener_call_seconds", "How long such a call took", ["system", "way"])
WAITS = Histogram(
    "convener_turn_seconds",
    "How long something waits because Slack or Zoom may not be asked more often",
    ["system", "limit"],
    buckets=(0.1, 0.3, 1, 3, 10, 30, 100, 300, 3600, 86400),
)
REFUSALS = Counter(
    "convener_asked_too_often", "Refusals because it was asked too often", ["system", "limit"]
)
ROUNDS = Counter("convener_rounds", "Looks at what is due, duties included")


def measured(carry: Callable[..., R]) -> Callable[..., R]:
    """The same, counted: `way` is call or look_up, `end` is done or what came instead."""

    def counted(desk: Any, claimed: Any) -> R:
        way = "look_up" if claimed.in_doubt else "call"
        system = _system(claimed.effect.kind)
        began, end = time.monotonic(), "done"
        try:
            return carry(desk, claimed)
        except Exception as other:
            end = ENDS.get(type(other).__name__, "fell_over")
            raise
        finally:
            SECONDS.labels(system, way).observe(time.monotonic() - began)
            CALLS.labels(system, way, end).inc()

    return counted


def count_wait(kind: str, limit: str, wait: timedelta) -> None:
    """An effect of this kind is put off until its turn; one that is overtaken, once more."""
    WAITS.labels(_system(kind), limit).observe(wait.total_seconds())


def count_refusal(kind: str, limit: str) -> None:
    """The other side said that it was asked too often."""
    REFUSALS.labels(_system(kind), limit).inc()


def _system(kind: str) -> str:
    return "zoom" if kind in IN_ZOOM else "slack"
