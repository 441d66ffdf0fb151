"""Delegates: one person comes for another this time."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Stands(StrEnum):
    """Comes, until it is taken back or whoever was to come cannot."""

    COMES = "comes"
    BACK = "back"
    CANNOT = "cannot"


@dataclass(frozen=True, kw_only=True)
class Delegate:
    """Somebody who comes to one session for somebody else.

    `was` and `theirs` are what the one and the other had answered before, empty for nothing, for when it is undone.
    `guest`: they were brought in for this once, and are not on the roster.
    """

    session_id: str
    person_id: str
    delegate_id: str
    at: datetime
    by: str
    was: str = ""
    theirs: str = ""
    guest: bool = False
    state: Stands = Stands.COMES

    @property
    def id(self) -> str:
        """One for a person at a session: a newer one takes the place of one that was undone."""
        return f"{self.session_id}:{self.person_id}"

    @property
    def comes(self) -> bool:
        return self.state is Stands.COMES

    def ended(self, state: Stands) -> "Delegate":
        return replace(self, state=state)
