"""A Zoom meeting while it runs: people come and go, the host opens rooms, and not everybody lands in theirs."""

import itertools
import secrets
from collections.abc import Iterable
from datetime import datetime

from integrations.sandbox.zoom_account import Account
from integrations.sandbox.zoom_news import News
from integrations.sandbox.zoom_refusal import no_meeting
from integrations.sandbox.zoom_things import Attendee, Json, Live, ZoomMeeting, zulu

HELPLINE = "+1 555 01"


class NotRunning(AssertionError):
    """The meeting is not running, or the person is not in it."""


class Stage:
    """The live side of an account: what hosts and guests do in Zoom's own program."""

    def __init__(self, account: Account, news: News) -> None:
        self.account, self.news = account, news
        self.ids = itertools.count(16_778_240, 1024)

    def _meeting(self, meeting_id: int | str) -> ZoomMeeting:
        meeting = self.account.meetings.get(int(meeting_id))
        if meeting is None or meeting.deleted:
            raise no_meeting(meeting_id)
        return meeting

    def _live(self, meeting_id: int | str) -> tuple[ZoomMeeting, Live]:
        meeting = self._meeting(meeting_id)
        if meeting.live is None:
            raise NotRunning(f"meeting {meeting_id} has not been started")
        return meeting, meeting.live

    def start(self, meeting_id: int | str) -> Live:
        """The host opens the meeting; the rooms assigned until now are the ones it will know."""
        meeting = self._meeting(meeting_id)
        if meeting.live is None:
            now = self.account.clock.now()
            meeting.live = Live(uuid=meeting.uuid, started=now, rooms=meeting.rooms)
            self._rings(meeting)
            self.news.tell("meeting.started", self._brief(meeting, meeting.live))
        return meeting.live

    def end(self, meeting_id: int | str) -> None:
        """The host ends it for everybody."""
        meeting, live = self._live(meeting_id)
        for one in live.here():
            self._leave(meeting, live, one, "host ended the meeting")
        live.ended = self.account.clock.now()
        meeting.past.append(live)
        ended = {**self._brief(meeting, live), "end_time": zulu(live.ended)}
        meeting.live = None
        self._rings(meeting)
        self.news.tell("meeting.ended", ended)

    def join(
        self,
        meeting_id: int | str,
        name: str,
        *,
        email: str = "",
        guest: bool = False,
        phone: bool = False,
        member: str = "",
    ) -> Attendee:
        """Somebody comes in: signed in with `email`, as a guest, or dialling in. The host's coming starts it."""
        meeting = self._meeting(meeting_id)
        if email.lower() == meeting.host.email:
            self.start(meeting_id)
        meeting, live = self._live(meeting_id)
        attendee = Attendee(
            user_id=str(next(self.ids)),
            name=name,
            email="" if guest or phone else email,
            joined=self.account.clock.now(),
            uuid=secrets.token_hex(8).upper(),
            internal=email.lower() in self.account.hosts,
            guest=guest,
            member=member,
            phone=f"{HELPLINE}{len(live.attendees) % 100:02d}" if phone else "",
        )
        live.attendees.append(attendee)
        self._tell(meeting, live, attendee, "joined", attendee.joined)
        return attendee

    def leave(self, meeting_id: int | str, attendee: Attendee) -> None:
        """Somebody goes, or their line breaks."""
        meeting, live = self._live(meeting_id)
        if attendee.left is not None:
            raise NotRunning(f"{attendee.name} is not in the meeting")
        self._leave(meeting, live, attendee, "left the meeting")

    def _leave(self, meeting: ZoomMeeting, live: Live, attendee: Attendee, why: str) -> None:
        if attendee.room:
            self._leave_room(meeting, live, attendee)
        attendee.left = self.account.clock.now()
        self._tell(meeting, live, attendee, "left", attendee.left, leave_reason=why)

    def open_rooms(self, meeting_id: int | str) -> tuple[list[Attendee], list[Attendee]]:
        """The host recovers the assigned rooms and opens them: who was placed, and who must be placed by hand.

        Only those who are there at this instant, signed in with the very address that was assigned, are placed.
        """
        meeting, live = self._live(meeting_id)
        if not live.rooms:
            raise NotRunning("no rooms were assigned beforehand")
        live.open = True
        self._rings(meeting)
        for attendee in live.here():
            room = self.assigned(live, attendee)
            if room:
                self._enter_room(meeting, live, attendee, room)
        placed = [one for one in live.here() if one.room]
        left_over = [one for one in live.here() if not one.room]
        return placed, left_over

    def assigned(self, live: Live, attendee: Attendee) -> str:
        """The room Zoom would place this person in by itself, if any: guests and callers have no address."""
        for room in live.rooms:
            if attendee.email.lower() in (each.lower() for each in room["participants"]):
                return str(room["name"])
        return ""

    def place(self, meeting_id: int | str, attendee: Attendee, room: str) -> None:
        """The host puts somebody into a room by hand."""
        meeting, live = self._live(meeting_id)
        if not live.open or room not in (each["name"] for each in live.rooms):
            raise NotRunning(f"there is no open room {room}")
        if attendee.room:
            self._leave_room(meeting, live, attendee)
        attendee.by_hand = True
        self._enter_room(meeting, live, attendee, room)

    def close_rooms(self, meeting_id: int | str) -> None:
        """Everybody comes back to the main room."""
        meeting, live = self._live(meeting_id)
        for attendee in live.here():
            if attendee.room:
                self._leave_room(meeting, live, attendee)
        live.open = False
        self._rings(meeting)

    def attend(
        self,
        meeting_id: int | str,
        people: Iterable[tuple[str, str]],
    ) -> list[Attendee]:
        """The host and all these people (name, address) come in."""
        host = self._meeting(meeting_id).host
        self.join(meeting_id, host.name, email=host.email)
        return [self.join(meeting_id, name, email=email) for name, email in people]

    def _enter_room(self, meeting: ZoomMeeting, live: Live, attendee: Attendee, room: str) -> None:
        attendee.room = room
        live.room_uuids.setdefault(room, secrets.token_urlsafe(16))
        now = self.account.clock.now()
        self._tell(meeting, live, attendee, "joined", now, room=room)

    def _leave_room(self, meeting: ZoomMeeting, live: Live, attendee: Attendee) -> None:
        room, attendee.room = attendee.room, ""
        now = self.account.clock.now()
        self._tell(meeting, live, attendee, "left", now, room=room, leave_reason="left the room")

    def _tell(
        self,
        meeting: ZoomMeeting,
        live: Live,
        attendee: Attendee,
        what: str,
        at: datetime,
        *,
        room: str = "",
        leave_reason: str = "",
    ) -> None:
        self._rings(meeting)
        person = self._person(live, attendee)
        person["join_time" if what == "joined" else "leave_time"] = zulu(at)
        if leave_reason:
            person["leave_reason"] = leave_reason
        where: Json = {}
        if room:
            where["breakout_room_uuid"] = live.room_uuids[room]
            person["parent_user_id"] = attendee.user_id
        thing = {**self._brief(meeting, live), **where, "participant": person}
        self.news.tell(f"meeting.participant_{what}{'_breakout_room' if room else ''}", thing)

    def _rings(self, meeting: ZoomMeeting) -> None:
        self.account.bell.ring("zoom", [str(meeting.id)])

    def _person(self, live: Live, attendee: Attendee) -> Json:
        """Addresses of outsiders are told only where they were assigned to a room beforehand."""
        told = attendee.internal or bool(self.assigned(live, attendee))
        return {
            "user_id": attendee.user_id,
            "user_name": attendee.name,
            "participant_uuid": attendee.uuid,
            "email": attendee.email if told else "",
            **({"phone_number": attendee.phone} if attendee.phone else {}),
        }

    def _brief(self, meeting: ZoomMeeting, live: Live) -> Json:
        return {
            "id": str(meeting.id),
            "uuid": live.uuid,
            "host_id": meeting.host.id,
            "topic": meeting.topic,
            "type": meeting.kind,
            "start_time": zulu(live.started),
            "timezone": meeting.zone,
            "duration": meeting.minutes,
        }
