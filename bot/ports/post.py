"""Mail: the road to people without Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports.outside import Finding


@dataclass(frozen=True, kw_only=True)
class Event:
    """An entry for somebody's calendar. The same `uid` with a higher `sequence` takes the place of an older one.

    Instants are shown in `zone`. `off`: it does not take place, or they are not awaited there any more. `answer` is
    what its reader said of coming: yes, part, unsure, no, or nothing. `rings` is how long before it their device
    does. `at` is when it last changed.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    title: str
    where: str = ""
    off: bool = False
    details: str = ""
    link: str = ""
    answer: str = ""
    rings: timedelta | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """All that stands in one person's calendar, under one name."""

    name: str
    events: Sequence[Event]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one reader, in plain words. `fewer` is the address of the page that ends such mail."""

    to: str
    name: str
    subject: str
    text: str
    fewer: str = ""
    event: Event | None = None


class FeedWriter(Protocol):
    """Writes calendars in the form that calendar programs read."""

    def __call__(self, feed: Feed, now: datetime) -> bytes:
        """The file, as of this instant."""
        ...


class PostOffice(Protocol):
    """Takes mail. Every method may raise Refused, ComeBack (certainly not sent) or Uncertain (may have been sent)."""

    def send(self, mail: Mail, *, key: str) -> str:
        """Send it; the mark it carries, which is the same for the same key."""
        ...

    def check(self) -> list[Finding]:
        """Whether the mail server lets us in, without sending anything."""
        ...
