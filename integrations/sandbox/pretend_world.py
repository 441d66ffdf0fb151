"""The pretend world as far as its switchboard looks at it."""

from typing import Protocol

from bot.domain.roster import Participant
from integrations.sandbox.bell import Bell
from integrations.sandbox.faults import Faults
from integrations.sandbox.people import Person
from integrations.sandbox.record import Record
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.time import MovableClock
from integrations.sandbox.zoom import ZoomStandIn


class PretendWorld(Protocol):
    """One clock, one record, one plan of faults, a Slack, a Zoom, and who lives in them."""

    bell: Bell
    clock: MovableClock
    record: Record
    faults: Faults
    slack: SlackStandIn
    zoom: ZoomStandIn
    participants: dict[str, Participant]

    def person(self, id: str, *, settle: float = 1.0) -> Person: ...
