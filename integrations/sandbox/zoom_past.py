"""Zoom's paths for meetings that are over: when they were, and who was there."""

from urllib.parse import unquote

from integrations.sandbox.zoom_meetings import ZoomCall
from integrations.sandbox.zoom_refusal import ZoomRefusal, no_meeting
from integrations.sandbox.zoom_things import Attendee, Json, Live, ZoomMeeting, zulu

ONE_PERSON = 2  # Zoom lists nobody where fewer were there


def _past(call: ZoomCall) -> tuple[ZoomMeeting, Live]:
    """The instance a uuid names, or the latest one of a meeting's number."""
    name = unquote(call.parts[0])
    for meeting in call.account.meetings.values():
        for live in reversed(meeting.past):
            if name in (str(meeting.id), live.uuid):
                return meeting, live
    raise no_meeting(name)


def details(call: ZoomCall) -> Json:
    meeting, live = _past(call)
    ended = live.ended or live.started
    return {
        "id": meeting.id,
        "uuid": live.uuid,
        "topic": meeting.topic,
        "type": meeting.kind,
        "host_id": meeting.host.id,
        "user_email": meeting.host.email,
        "user_name": meeting.host.name,
        "start_time": zulu(live.started),
        "end_time": zulu(ended),
        "duration": _minutes((ended - live.started).total_seconds()),
        "total_minutes": _minutes(sum(_seconds(live, one) for one in live.attendees)),
        "participants_count": len(live.attendees),
    }


def _seconds(live: Live, attendee: Attendee) -> float:
    end = attendee.left or live.ended or attendee.joined
    return (end - attendee.joined).total_seconds()


def _minutes(seconds: float) -> int:
    return int(-(-seconds // 60))


def instances(call: ZoomCall) -> Json:
    meeting = call.account.meetings.get(int(call.parts[0])) if call.parts[0].isdigit() else None
    if meeting is None:
        raise no_meeting(call.parts[0])
    return {
        "meetings": [{"uuid": each.uuid, "start_time": zulu(each.started)} for each in meeting.past]
    }


def participants(call: ZoomCall) -> Json:
    """One row for each join; rows carry addresses only where Zoom would tell them."""
    meeting, live = _past(call)
    if not meeting.host.licensed:
        raise ZoomRefusal(400, 200, "Only available for Paid account.")
    rows = [_row(live, one) for one in live.attendees]
    rows = rows if len({row["name"] for row in rows}) >= ONE_PERSON else []
    size = int(call.query.get("page_size", "30"))
    start = int(call.query.get("next_page_token", "").removeprefix("page-") or 0)
    following = f"page-{start + size}" if start + size < len(rows) else ""
    return {
        "page_count": -(-len(rows) // size),
        "page_size": size,
        "total_records": len(rows),
        "next_page_token": following,
        "participants": rows[start : start + size],
    }


def _row(live: Live, attendee: Attendee) -> Json:
    assigned = {each.lower() for room in live.rooms for each in room["participants"]}
    told = attendee.internal or attendee.email.lower() in assigned
    return {
        "id": "",
        "user_id": attendee.user_id,
        "name": attendee.name,
        "user_email": attendee.email if told else "",
        "join_time": zulu(attendee.joined),
        "leave_time": zulu(attendee.left or live.ended or attendee.joined),
        "duration": int(_seconds(live, attendee)),
        "registrant_id": "",
        "failover": False,
        "status": "in_meeting",
        "internal_user": attendee.internal,
    }
