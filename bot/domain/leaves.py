"""Leave for wider use: an author lets an answer that was meant for fewer stand in what everyone reads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import FEWER, Participant

NEARER = frozenset(
    {"organisation", "room", "subgroup", "facilitators"}
)  # may be asked to go further


class LeaveState(StrEnum):
    """Open counts as no. Lapsed: yes was said to words that were changed since."""

    OPEN = "open"
    UNNAMED = "unnamed"
    NAMED = "named"
    NO = "no"
    BACK = "back"
    LAPSED = "lapsed"


GIVEN = frozenset({LeaveState.UNNAMED, LeaveState.NAMED})
SIGNED: Mapping[LeaveState, str] = {LeaveState.UNNAMED: "none", LeaveState.NAMED: "name"}


@dataclass(frozen=True, kw_only=True)
class Leave:
    """What the author of one answer was asked, by whom, and what they said. `id` is the answer's.

    `version` is that of the answer's words which they were asked about, or said yes to.
    """

    id: str
    session_id: str
    person_id: str
    by: str
    at: datetime
    version: int
    state: LeaveState = LeaveState.OPEN
    said_at: datetime | None = None

    @property
    def given(self) -> bool:
        return self.state in GIVEN

    def said(self, state: LeaveState, *, version: int, at: datetime) -> "Leave":
        """What the author says now; a no after a yes takes it back."""
        back = state is LeaveState.NO and self.state in GIVEN | {LeaveState.BACK}
        return replace(self, state=LeaveState.BACK if back else state, version=version, said_at=at)

    def of_other_words(self) -> "Leave":
        """A yes was to the words as they were."""
        return replace(self, state=LeaveState.LAPSED) if self.given else self


def may_be_asked(author: Participant | None, before: Leave | None) -> bool:
    """Once for an answer; once more where its words have changed since a yes. A no is not asked about again."""
    if author is None or not author.wants_messages or author.standing == FEWER:
        return False
    return before is None or before.state is LeaveState.LAPSED
