"""What goes wrong once must not stop the work."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger("convener.engine")


def guarded(act: Callable[[], object]) -> bool:
    """Whether the act said yes. A fall is logged; the row it was about stays and is taken up again."""
    try:
        return bool(act())
    except Exception as fall:
        log.error(
            "engine fell over", action="engine_failed", fault=type(fall).__name__, exc_info=fall
        )
        return False


class Outage:
    """Says once that something cannot be done, however often it is tried, and once that it can again."""

    def __init__(self, of: str) -> None:
        self._of, self._lasts = of, False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: object, fall: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(fall, Exception):
            return False
        if not self._lasts:
            fault = type(fall).__name__
            log.error("interrupted", action=f"{self._of}_interrupted", fault=fault, exc_info=fall)
        self._lasts = True
        return True

    def is_over(self) -> None:
        if self._lasts:
            log.info("resumed", action=f"{self._of}_resumed")
        self._lasts = False
