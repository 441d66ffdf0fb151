"""Zoom's paths for meetings: making, reading, listing, changing and removing them."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations.sandbox.record import Call
from integrations.sandbox.zoom_account import DROP, REFUSE, Account
from integrations.sandbox.zoom_checks import body_errors, oddities
from integrations.sandbox.zoom_refusal import ZoomRefusal, invalid
from integrations.sandbox.zoom_things import Host, Json, ZoomMeeting

MAX_PAGE = 300
DEFAULTS: Json = {
    "host_video": False,
    "participant_video": False,
    "join_before_host": False,
    "jbh_time": 0,
    "mute_upon_entry": False,
    "watermark": False,
    "use_pmi": False,
    "approval_type": 2,
    "audio": "both",
    "auto_recording": "none",
    "alternative_hosts": "",
    "alternative_hosts_email_notification": True,
    "waiting_room": True,
    "meeting_authentication": False,
    "registrants_confirmation_email": True,
    "registrants_email_notification": True,
    "encryption_type": "enhanced_encryption",
    "global_dial_in_countries": ["US"],
    "global_dial_in_numbers": [
        {
            "country": "US",
            "country_name": "US",
            "city": "New York",
            "number": "+1 555 0100",
            "type": "toll",
        }
    ],
}


@dataclass(kw_only=True)
class ZoomCall:
    """A call that passed the door."""

    account: Account
    record: Call
    parts: list[str]
    query: Mapping[str, str]
    body: Any


def create(call: ZoomCall) -> Json:
    account, host = call.account, call.account.host(call.parts[0])
    account.spend_day(host)
    body = _checked(call)
    if not host.may_schedule:
        raise ZoomRefusal(400, 3161, "Your user account is not allowed meeting hosting.")
    now = account.clock.now().astimezone(UTC).replace(microsecond=0)
    meeting = ZoomMeeting(
        id=account.new_id(), host=host, created=now, starts_at=now, zone=host.zone
    )
    if body.get("default_password", True):
        meeting.password = secrets.token_hex(3)
    meeting.settings = {**DEFAULTS, "breakout_room": {"enable": False}}
    change(account, meeting, body)
    account.meetings[meeting.id] = meeting
    _mark(call, meeting)
    return meeting.as_json(account.start_url(meeting))


def _checked(call: ZoomCall) -> Json:
    """The body, if Zoom would take it. Raises 400/300."""
    errors = body_errors(call.body)
    if errors:
        raise invalid(errors)
    body: Json = call.body
    call.record.violations += oddities(body)
    return body


def _mark(call: ZoomCall, meeting: ZoomMeeting) -> None:
    call.record.target = str(meeting.id)
    call.record.person = meeting.host.email


def change(account: Account, meeting: ZoomMeeting, body: Json) -> None:
    """Let a meeting be what this body says; what it does not say stays."""
    meeting.kind = body.get("type", meeting.kind)
    meeting.topic = body.get("topic", meeting.topic) or meeting.topic
    meeting.agenda = body.get("agenda", meeting.agenda)
    meeting.minutes = body.get("duration", meeting.minutes)
    meeting.zone = body.get("timezone", meeting.zone)
    meeting.password = body.get("password", meeting.password)
    meeting.recurrence = body.get("recurrence", meeting.recurrence)
    meeting.tracking_fields = body.get("tracking_fields", meeting.tracking_fields)
    settings = dict(body.get("settings") or {})
    _check_alternatives(account, str(settings.get("alternative_hosts", "")))
    if "breakout_room" in settings:
        settings["breakout_room"] = kept_rooms(account, meeting.host, settings["breakout_room"])
    meeting.settings = {**meeting.settings, **settings}
    if meeting.settings.get("waiting_room"):
        meeting.settings["join_before_host"] = False
    if meeting.settings.get("encryption_type") == "e2ee":
        meeting.settings["breakout_room"] = {"enable": False}
    if "start_time" in body:
        meeting.starts_at = _begin(account, meeting, body["start_time"])


def _check_alternatives(account: Account, addresses: str) -> None:
    """Only licensed hosts of the same account may stand in; one who may not makes the whole call fail."""
    for address in (each.strip().lower() for each in addresses.split(";") if each.strip()):
        host = account.hosts.get(address)
        if host is None or not host.licensed:
            field = "settings.alternative_hosts"
            errors = [{"field": field, "message": f"No such licensed user: {address}."}]
            raise invalid(errors, ours=False)


def _begin(account: Account, meeting: ZoomMeeting, text: str) -> datetime:
    """When it begins: a time in the past silently becomes now, or stays as it was on a change."""
    naive = datetime.fromisoformat(text.removesuffix("Z"))
    zone = UTC if text.endswith("Z") else ZoneInfo(meeting.zone)
    instant = naive.replace(tzinfo=zone).astimezone(UTC)
    now = account.clock.now().astimezone(UTC).replace(microsecond=0)
    if instant >= now:
        return instant
    return meeting.starts_at if meeting.id in account.meetings else now


def kept_rooms(account: Account, host: Host, wish: Json) -> Json:
    """What Zoom keeps of the rooms it was given; nothing at all, silently, if the host may not assign them."""
    if not (wish.get("enable") and host.breakout_rooms and host.assign_when_scheduling):
        return {"enable": False}
    rooms = [
        {"name": room.get("name", ""), "participants": list(room.get("participants") or [])}
        for room in wish.get("rooms") or []
    ]
    unknown = _unknown(account, rooms)
    if unknown and account.unknown_addresses == REFUSE:
        field = "settings.breakout_room.rooms.participants"
        errors = [{"field": field, "message": f"No such user: {each}."} for each in unknown]
        raise invalid(errors, ours=False)
    if account.unknown_addresses == DROP:
        for room in rooms:
            room["participants"] = [each for each in room["participants"] if each not in unknown]
    return {"enable": True, "rooms": rooms}


def _unknown(account: Account, rooms: list[Json]) -> list[str]:
    known = {each.lower() for each in account.addresses} | set(account.hosts)
    if not account.addresses:
        return []
    return [each for room in rooms for each in room["participants"] if each.lower() not in known]


def read(call: ZoomCall) -> Json:
    meeting = call.account.meeting(call.parts[0])
    _mark(call, meeting)
    return meeting.as_json(call.account.start_url(meeting))


def update(call: ZoomCall) -> None:
    meeting = call.account.meeting(call.parts[0])
    _mark(call, meeting)
    call.account.spend_day(meeting.host)
    change(call.account, meeting, _checked(call))


def delete(call: ZoomCall) -> None:
    meeting = call.account.meeting(call.parts[0])
    _mark(call, meeting)
    if meeting.live is not None:
        raise ZoomRefusal(400, 3002, "Can not delete a meeting that is in progress.")
    meeting.deleted = True


def set_status(call: ZoomCall) -> None:
    """Bring a removed meeting back, or end one that runs."""
    action = call.body.get("action") if isinstance(call.body, dict) else None
    name = call.parts[0]
    meeting = call.account.meetings.get(int(name)) if name.isdigit() else None
    if meeting is None or action not in ("recover", "end"):
        raise ZoomRefusal(404, 3001, f"Meeting does not exist: {name}.")
    _mark(call, meeting)
    if action == "recover":
        meeting.deleted = False
    elif meeting.live is not None:
        meeting.live.ended = call.account.clock.now()
        meeting.past.append(meeting.live)
        meeting.live = None


def listing(call: ZoomCall) -> Json:
    account, host = call.account, call.account.host(call.parts[0])
    kind = call.query.get("type", "scheduled")
    if kind not in _KINDS:
        raise invalid([{"field": "type", "message": "Invalid value."}])
    now = account.clock.now()
    found = [
        meeting
        for meeting in account.meetings.values()
        if meeting.host is host
        and not meeting.deleted
        and meeting.created + account.list_lag <= now
        and _KINDS[kind](meeting, now)
    ]
    found.sort(key=lambda meeting: (meeting.starts_at, meeting.id))
    return _paged(call, [meeting.brief() for meeting in found])


def _paged(call: ZoomCall, found: list[Json]) -> Json:
    size = _number(call, "page_size", 30)
    if not 1 <= size <= MAX_PAGE:
        raise invalid([{"field": "page_size", "message": f"Must be between 1 and {MAX_PAGE}."}])
    token = call.query.get("next_page_token", "")
    start = int(token.removeprefix("page-")) if token else 0
    following = f"page-{start + size}" if start + size < len(found) else ""
    return {
        "page_count": -(-len(found) // size),
        "page_number": start // size + 1,
        "page_size": size,
        "total_records": len(found),
        "next_page_token": following,
        "meetings": found[start : start + size],
    }


def _number(call: ZoomCall, name: str, default: int) -> int:
    given = call.query.get(name, "")
    if given and not given.isdigit():
        raise invalid([{"field": name, "message": "Must be a number."}])
    return int(given) if given else default


def _not_over(meeting: ZoomMeeting, now: datetime) -> bool:
    return meeting.live is not None or meeting.ends_at >= now


_KINDS: dict[str, Callable[[ZoomMeeting, datetime], bool]] = {
    "scheduled": lambda meeting, now: meeting.live is None,
    "live": lambda meeting, now: meeting.live is not None,
    "upcoming": _not_over,
    "upcoming_meetings": _not_over,
    "previous_meetings": lambda meeting, now: bool(meeting.past),
}


def host(call: ZoomCall) -> Json:
    return call.account.host(call.parts[0]).as_json()


def host_settings(call: ZoomCall) -> Json:
    return call.account.host(call.parts[0]).settings_json()
