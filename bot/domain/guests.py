"""Guests from outside: who comes to which session, for which part of it, and what people would like to ask them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import GUEST, Participant


class Standing(StrEnum):
    """How it stands with a guest."""

    INVITED = "invited"
    RELIEVED = "relieved"
    THANKED = "thanked"


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One guest of one session. `slot` is the round of its agenda they come for; empty for all of it.

    `sequence` counts what they were told of the time: a calendar takes only what is newer. `instead_of` is the guest
    in whose place they come.
    """

    id: str
    session_id: str
    slot: str
    name: str
    email: str
    zone: str
    at: datetime
    by: str
    in_slack: bool = False
    state: Standing = Standing.INVITED
    sequence: int = 0
    instead_of: str = ""

    @property
    def comes(self) -> bool:
        return self.state is not Standing.RELIEVED

    @property
    def as_reader(self) -> Participant:
        """How they are written to: somebody of the role that sees nothing of others."""
        return Participant(
            id=self.id,
            name=self.name,
            email=self.email,
            role=GUEST,
            organisation="",
            zone=self.zone,
        )

    def told(self, state: Standing | None = None) -> "Guest":
        """The same guest, about to be told something newer."""
        return replace(self, state=state or self.state, sequence=self.sequence + 1)


@dataclass(frozen=True, kw_only=True)
class GuestQuestion:
    """What somebody would like to ask the guest of a session."""

    id: str
    session_id: str
    person_id: str
    text: str
    at: datetime
