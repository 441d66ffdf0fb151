"""How often Zoom lets itself be asked: by the second for the account, by the day for each host."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.pace import Pace
from integrations.zoom.limits import A_DAY, DAY, SECOND, next_midnight

CHANGES_A_DAY = 100  # meetings made and changed, for each host, until 00:00 UTC
LIGHT, MEDIUM = "light", "medium"
PER_SECOND: Mapping[str, Mapping[str, int]] = {
    "free": {LIGHT: 4, MEDIUM: 2},
    "pro": {LIGHT: 30, MEDIUM: 20},
    "business": {LIGHT: 80, MEDIUM: 60},
}
# the requests behind each act, as often as each is made when nothing goes wrong
REQUESTS: Mapping[str, tuple[str, ...]] = {
    "open": (LIGHT,),
    "find": (MEDIUM, LIGHT),
    "read": (LIGHT,),
    "assign_rooms": (LIGHT, LIGHT),
    "move": (LIGHT, LIGHT),
    "close": (LIGHT,),
    "visits": (MEDIUM, MEDIUM),
}
CHANGES = frozenset({"open", "assign_rooms", "move"})


def paces(account: str, plan: str, act: str, *, host: str, now: datetime) -> Sequence[Pace]:
    """What one act for a meeting of this host takes."""
    return tuple(_paces(account, plan, act, host.strip().casefold(), now))


def _paces(account: str, plan: str, act: str, host: str, now: datetime) -> Iterator[Pace]:
    for weight, calls in Counter(REQUESTS[act]).items():
        yield _by_the_second(f"zoom:{account}", weight, PER_SECOND[plan][weight], calls)
    if act in CHANGES:
        ends = next_midnight(now)
        key = f"zoom:{account}:{host}:{ends - DAY:%Y-%m-%d}"
        # within its day the whole burst is to be had, and nothing comes back
        yield Pace(key=key, of=A_DAY, every=DAY, burst=CHANGES_A_DAY, per=DAY, ends=ends)


def _by_the_second(account: str, weight: str, most: int, calls: int) -> Pace:
    burst = max(most // 3, 1)
    return Pace(
        key=f"{account}:{weight}",
        of=weight,
        every=SECOND / (most - burst),
        burst=burst,
        spare=burst // 3,
        calls=calls,
        per=SECOND,
    )
