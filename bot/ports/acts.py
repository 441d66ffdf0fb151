"""What participants do with buttons and windows, whichever door they come through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.roster import Participant
from bot.voice.message import View


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A window that somebody sends. `form` names it, `known` is what it carried all along.

    `values` are what was typed and chosen, in the shape in which Slack tells them. `key` is the same for the same
    window sent twice.
    """

    form: str
    known: str
    values: Mapping[str, Any]
    key: str


class Acts(Protocol):
    """Acts of one's own. Each is written down once for the same key, and raises a FacilitationError for what cannot
    be, as it does in Slack.
    """

    def open(self, person: Participant, act: str, value: str) -> View:
        """The window that a button opens; nothing changes by looking."""
        ...

    def opens(self, act: str) -> bool:
        """Whether this button opens a window, rather than doing something at once."""
        ...

    def press(self, person: Participant, act: str, value: str, *, key: str) -> None:
        """Do what a button says."""
        ...

    def send(self, person: Participant, filled: Filled) -> View | None:
        """Take in a window that was filled in; what is said in its place, None where it only closes."""
        ...

    def change(self, person: Participant, act: str, value: str, filled: Filled) -> View:
        """A button within a window that is being filled in: the window as it is then."""
        ...
