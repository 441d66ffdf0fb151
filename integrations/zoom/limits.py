"""When Zoom says "too many": how long to stay away."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from bot.ports import ComeBack

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LONGEST = timedelta(minutes=1)
FURTHEST = timedelta(days=2)  # every limit of Zoom's ends within a day; a date beyond is a mistake
A_DAY, A_SECOND = "day", "second"  # the limits' names in what is counted
TOO_FAST = "Zoom is asked too often at once."
TOO_MUCH = "Zoom's limit for today is used up."


def come_back(headers: Mapping[str, str], words: str, *, now: datetime, crowded: int) -> ComeBack:
    """After Zoom's own time where it names one; else next midnight UTC for a daily limit, else ever longer."""
    at = retry_after(headers.get("Retry-After", ""), now)
    if is_daily(headers, words):
        return ComeBack(TOO_MUCH, at=at or next_midnight(now), per=DAY, of=A_DAY)
    if at is None:
        wait = min(timedelta(seconds=2 ** min(crowded, 10)), LONGEST)
        return ComeBack(TOO_FAST, wait=wait, per=SECOND, of=A_SECOND)
    if at - now <= LONGEST:
        return ComeBack(TOO_FAST, wait=at - now, per=SECOND, of=A_SECOND)
    return ComeBack(TOO_FAST, at=at, per=SECOND, of=A_SECOND)


def is_daily(headers: Mapping[str, str], words: str) -> bool:
    return "daily" in f"{headers.get('X-RateLimit-Type', '')} {words}".lower()


def next_midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def retry_after(text: str, now: datetime) -> datetime | None:
    """The instant a Retry-After means, given in seconds, as an HTTP date or an ISO date; None if it means none."""
    try:
        at = _instant(text.strip(), now)
    except (ValueError, OverflowError):
        return None
    return at if now < at <= now + FURTHEST else None


def _instant(text: str, now: datetime) -> datetime:
    if text.isascii() and text.isdigit():
        return now + timedelta(seconds=int(text))
    at = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
