"""How long an engine may look away."""

from datetime import datetime, timedelta

LEAST, SECOND = 0.005, timedelta(seconds=1)


def until(turn: datetime | None, now: datetime, *, longest: float) -> float:
    """Seconds to the instant at which one more may leave.

    It is taken by the programme's clock, which may run faster than ours or be moved: so it is never long.
    """
    if turn is None:
        return longest
    return min(max((turn - now) / SECOND, LEAST), longest)
