"""Who takes part: people, their organisation, their city's time, and what they bring."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

LAY, FACILITATOR, GUEST = "lay", "facilitator", "guest"
FEWER = "fewer"  # takes part, and wants as few messages as can be
PAUSED = "paused"  # wants none for a while
LEFT, ERASED = "left", "erased"  # of somebody erased a nameless row stays, so that counts stay
ONCE = "once"  # comes to one session for somebody else, and is asked nothing beside it


class Missing(StrEnum):
    """What becomes of people who are not on a new roster any more."""

    ASK = "ask"
    LEFT = "left"
    KEEP = "keep"


@dataclass(frozen=True, kw_only=True)
class Participant:
    """One person of the community, as the roster and the person describe them."""

    id: str
    name: str
    email: str
    role: str
    organisation: str
    zone: str
    zoom_email: str = ""
    title: str = ""
    language: str = "en"
    slack_guest: bool = False
    access_needs: str = ""
    line_manager: str = ""
    slack_id: str = ""
    standing: str = "invited"

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def facilitates(self) -> bool:
        return self.role == FACILITATOR

    @property
    def is_lay(self) -> bool:
        return self.role == LAY

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def wants_messages(self) -> bool:
        """Silence is consent to be asked; "later", "not for me", a pause and leaving are not."""
        return self.standing in {"invited", "active", FEWER}

    @property
    def hears_of_sessions(self) -> bool:
        """The same, and whoever comes for somebody else this once."""
        return self.wants_messages or self.standing == ONCE

    @property
    def has_left(self) -> bool:
        """Whether they take no part any more: nothing of others reaches them."""
        return self.standing in {LEFT, ERASED}

    @property
    def erased(self) -> bool:
        """Whether nothing but a nameless row is left of them."""
        return self.standing == ERASED

    def manages(self, other: "Participant") -> bool:
        """Whether this person is the line manager of the other, by address."""
        return bool(other.line_manager) and other.line_manager.casefold() == self.email.casefold()
