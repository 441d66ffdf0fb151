"""The calls that leave for Zoom: a meeting made, moved, closed, its rooms set, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.effects import Effect
from bot.domain.meetings import Meeting, MeetingWish, OnlineRoom
from bot.domain.pace import Pace
from bot.facilitation.steps import Outcome, once_more
from bot.ports import Desk, Refused


@dataclass(frozen=True, kw_only=True)
class OpenMeeting:
    """The one online meeting of a session."""

    wish: MeetingWish

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.meetings.paces("find" if look else "open", host=self.wish.host)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return met(desk.meetings.open(self.wish))

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        meeting = desk.meetings.find(self.wish)
        return met(meeting) if meeting else None


def met(meeting: Meeting) -> Outcome:
    return Outcome(mark=meeting.id, meeting=meeting)


@dataclass(frozen=True, kw_only=True)
class CloseMeeting:
    """No meeting any more. Doing it twice changes nothing."""

    meeting_id: str

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.meetings.paces("close")

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        desk.meetings.close(self.meeting_id)
        return Outcome(mark=self.meeting_id)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


@dataclass(frozen=True, kw_only=True)
class AssignRooms:
    """The whole list of rooms, read back. Doing it twice changes nothing."""

    meeting_id: str
    host: str
    rooms: Sequence[OnlineRoom]

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.meetings.paces("assign_rooms", host=self.host)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return met(desk.meetings.assign_rooms(self.meeting_id, self.rooms))

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


@dataclass(frozen=True, kw_only=True)
class ReadVisits:
    """Who was in a meeting that is over. A no of Zoom's is an answer: then it is told by hand."""

    meeting_id: str
    since: datetime
    until: datetime

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.meetings.paces("visits")

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        try:
            visits = desk.meetings.visits(self.meeting_id, since=self.since, until=self.until)
        except Refused as no:
            return Outcome(mark=self.meeting_id, troubles={no.code: no.reason})
        return Outcome(mark=self.meeting_id, visits=visits)

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)
