"""What goes wrong once must not stop the work."""

from collections.abc import Callable

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
