"""What an engine counts for Prometheus: calls to Slack and Zoom with how they ended, and its own rounds."""

import time
from collections.abc import Callable
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
ROUNDS = Counter("convener_rounds", "Looks at what is due, duties included")


def measured(carry: Callable[..., R]) -> Callable[..., R]:
    """The same, counted: `way` is call or look_up, `end` is done or what came instead."""

    def counted(desk: Any, claimed: Any) -> R:
        way = "look_up" if claimed.in_doubt else "call"
        system = "zoom" if claimed.effect.kind in IN_ZOOM else "slack"
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
