"""Mail: the road to people without Slack."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.outside import Finding


@dataclass(frozen=True, kw_only=True)
class Event:
    """An entry for somebody's calendar. The same `uid` with a higher `sequence` takes the place of an older one.

    Instants are shown in `zone`. `off`: it does not take place, or they are not awaited there any more.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    title: str
    where: str = ""
    off: bool = False


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one reader, in plain words. `fewer` is the address of the page that ends such mail."""

    to: str
    name: str
    subject: str
    text: str
    fewer: str = ""
    event: Event | None = None


class PostOffice(Protocol):
    """Takes mail. Every method may raise Refused, ComeBack (certainly not sent) or Uncertain (may have been sent)."""

    def send(self, mail: Mail, *, key: str) -> str:
        """Send it; the mark it carries, which is the same for the same key."""
        ...

    def check(self) -> list[Finding]:
        """Whether the mail server lets us in, without sending anything."""
        ...
