"""Meetings where one link stands: everyone joins by it, and what happens in there is done and told by people."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.meetings import Meeting, MeetingPlace, MeetingWish, OnlineRoom, Visit
from bot.domain.pace import Pace
from bot.ports import Finding, Refused


class FixedLink:
    """One link as the place of all meetings. Implements the port `Meetings`.

    Nothing is made, kept or removed there: the link stands, whoever asks. The time of a meeting and its rooms are
    known to nobody but us, so what is read back holds neither.
    """

    def __init__(
        self, *, link: str, name: str, dial_in: str = "", people_choose: bool = False
    ) -> None:
        self._link, self._dial_in = link, (dial_in,) if dial_in else ()
        self._place = MeetingPlace(
            name=name,
            makes_meetings=False,
            places_people=False,
            tells_presence=False,
            people_choose=people_choose,
        )

    @property
    def place(self) -> MeetingPlace:
        """What people call it; it does nothing by itself."""
        return self._place

    def paces(self, act: str, *, host: str = "") -> Sequence[Pace]:
        """Nothing is asked of anybody, so nothing is asked too often."""
        return ()

    def open(self, wish: MeetingWish) -> Meeting:
        """The place as it stands, under this wish's own reference."""
        return self.read(wish.ref)

    def find(self, wish: MeetingWish) -> Meeting | None:
        """The same: it stands before anybody asks for it."""
        return self.read(wish.ref)

    def read(self, meeting_id: str) -> Meeting:
        """The place as it stands, for the meeting of this reference."""
        return Meeting(
            id=meeting_id,
            ref=meeting_id,
            host="",
            join_url=self._link,
            passcode="",
            dial_in=self._dial_in,
        )

    def assign_rooms(self, meeting_id: str, rooms: Sequence[OnlineRoom]) -> Meeting:
        """No room is kept: people make them by hand."""
        return self.read(meeting_id)

    def move(self, meeting_id: str, *, starts_at: datetime, minutes: int, zone: str) -> Meeting:
        """The link holds at any hour."""
        return self.read(meeting_id)

    def close(self, meeting_id: str) -> None:
        """The link stands for the sessions to come, so there is nothing to remove."""

    def visits(self, meeting_id: str, *, since: datetime, until: datetime) -> Sequence[Visit]:
        """Raises Refused: that nobody tells who came does not mean that nobody did."""
        raise Refused(f"{self._place.name} does not tell us who came.", code="tells_nobody")

    def start_link(self, meeting_id: str) -> str:
        """Whoever opens the meeting comes by the same link as everyone."""
        return self._link

    def check(self) -> list[Finding]:
        """What is left to people; whether the link opens is not tried, for nothing is called."""
        return [
            Finding(
                ok=True,
                what=f"Sessions meet on {self._place.name}, by one link that stands: open it once yourself. "
                "Rooms are opened and people noted by hand.",
            )
        ]
