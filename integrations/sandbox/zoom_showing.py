"""The pretend Zoom as JSON for a page: hosts, meetings, rooms, who is in them, and the webhooks on their way."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from bot.domain.roster import Participant
from integrations.sandbox.pretend_world import PretendWorld
from integrations.sandbox.time import iso
from integrations.sandbox.zoom_live import Stage
from integrations.sandbox.zoom_news import Webhook
from integrations.sandbox.zoom_things import Attendee, Host, Json, Live, ZoomMeeting

SCHEDULED, LIVE, OVER = "scheduled", "live", "over"
SIGNED_IN, GUEST, BY_TELEPHONE = "signed in", "guest", "by telephone"
NEWEST_WEBHOOKS = 50


def zoom(world: PretendWorld) -> Json:
    """Everything there is in Zoom."""
    account = world.zoom.account
    with account.lock:
        meetings = [each for each in account.meetings.values() if not each.deleted]
        told = {
            "hosts": [host(each) for each in account.hosts.values()],
            "meetings": [meeting(world, each) for each in meetings],
        }
        webhooks = islice(reversed(world.zoom.news.log.copy()), NEWEST_WEBHOOKS)
        return {**told, "webhooks": [_webhook(each, account.meetings) for each in webhooks]}


def host(one: Host) -> Json:
    """A host, and the two settings without which Zoom silently drops rooms."""
    settings = {
        "breakout_rooms": one.breakout_rooms,
        "assign_when_scheduling": one.assign_when_scheduling,
    }
    return {**one.as_json(), **settings}


def meeting(world: PretendWorld, one: ZoomMeeting) -> Json:
    """A meeting: when, whose, which rooms Zoom has kept, and what happens in it."""
    known = members(world.participants)
    return {
        "id": one.id,
        "topic": one.topic,
        "starts_at": iso(one.starts_at),
        "minutes": one.minutes,
        "host": one.host.email,
        "join_url": one.join_url,
        "state": state(one, world.clock.now()),
        "rooms": [_room(each, known, world.participants) for each in one.rooms],
        "live": _live(world.zoom.stage, one.live, known) if one.live else None,
        "past": [_past(each) for each in one.past],
    }


def state(one: ZoomMeeting, now: datetime) -> str:
    if one.live is not None:
        return LIVE
    return OVER if one.past or one.ends_at < now else SCHEDULED


def members(participants: Mapping[str, Participant]) -> dict[str, str]:
    """Whose every address on the roster is, by Slack id."""
    return {
        address.casefold(): member
        for member, one in participants.items()
        for address in (one.email, one.zoom_email)
        if address
    }


def _room(room: Json, known: Mapping[str, str], participants: Mapping[str, Participant]) -> Json:
    people = []
    for email in room.get("participants") or ():
        member = known.get(email.casefold(), "")
        name = participants[member].name if member else ""
        people.append({"email": email, "name": name, "id": member})
    return {"name": room["name"], "people": people}


def _live(stage: Stage, live: Live, known: Mapping[str, str]) -> Json:
    here = live.here()
    return {
        "started": iso(live.started),
        "rooms_open": live.open,
        "here": [_attendee(stage, live, each, known) for each in here],
        "gone": len(live.attendees) - len(here),
    }


def _attendee(stage: Stage, live: Live, one: Attendee, known: Mapping[str, str]) -> Json:
    return {
        "id": one.user_id,
        "name": one.name,
        "email": one.email,
        "how": BY_TELEPHONE if one.phone else SIGNED_IN if one.email else GUEST,
        "room": one.room,
        "assigned": stage.assigned(live, one),
        "by_hand": one.by_hand,
        "since": iso(one.joined),
        "member": one.member or known.get(one.email.casefold(), ""),
    }


def _past(live: Live) -> Json:
    """Who came back in between is counted once."""
    ended = live.ended or live.started
    return {"started": iso(live.started), "ended": iso(ended), "people": _people(live.attendees)}


def _people(attendees: Iterable[Attendee]) -> int:
    return len({(one.name, one.email) for one in attendees})


def _webhook(one: Webhook, meetings: Mapping[int, ZoomMeeting]) -> Json:
    thing = one.body["payload"]["object"]
    number = str(thing.get("id", ""))
    about = meetings.get(int(number)) if number.isdigit() else None
    return {
        "at": iso(one.at),
        "event": one.body["event"],
        "meeting": about.id if about else None,
        "who": thing.get("participant", {}).get("user_name", ""),
        "room": _room_name(about, thing.get("breakout_room_uuid", "")) if about else "",
        "status": one.status,
        "ok": one.ok,
        "attempt": max(one.attempt, 0),
        "waiting": one.waiting,
    }


def _room_name(about: ZoomMeeting, uuid: str) -> str:
    instances = [*([about.live] if about.live else ()), *about.past]
    names: dict[str, str] = {
        known: name for live in instances for name, known in live.room_uuids.items()
    }
    return names.get(str(uuid), "")
