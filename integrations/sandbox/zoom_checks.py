"""What Zoom takes as a meeting's body, written by hand from its published rules for the fields we could send."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

MAX_ROOMS, MAX_PLACED = 50, 200
ADDRESS = re.compile(r"[^@\s;]+@[^@\s;]+\.[^@\s;]+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
Found = list[dict[str, str]]
Check = Callable[[str, Any, Found], None]
ZONES = frozenset(available_timezones())


def _say(found: Found, field: str, message: str) -> None:
    found.append({"field": field, "message": message})


def text(most: int = 0) -> Check:
    def check(field: str, value: Any, found: Found) -> None:
        if not isinstance(value, str):
            _say(found, field, "Must be a string.")
        elif most and len(value) > most:
            _say(found, field, f"The length must be less than or equal to {most}.")

    return check


def flag(field: str, value: Any, found: Found) -> None:
    if not isinstance(value, bool):
        _say(found, field, "Must be a boolean.")


def whole(low: int, high: int) -> Check:
    def check(field: str, value: Any, found: Found) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            _say(found, field, f"Must be a number between {low} and {high}.")

    return check


def one_of(*values: object) -> Check:
    def check(field: str, value: Any, found: Found) -> None:
        if value not in values or isinstance(value, bool):
            _say(found, field, f"Invalid value, should be one of {list(values)}.")

    return check


def instant(field: str, value: Any, found: Found) -> None:
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        _say(found, field, "Invalid format, should be yyyy-MM-ddTHH:mm:ss or yyyy-MM-ddTHH:mm:ssZ.")


def zone(field: str, value: Any, found: Found) -> None:
    if value not in ZONES:
        _say(found, field, "Invalid timezone.")


def addresses(field: str, value: Any, found: Found) -> None:
    """Alternative hosts: one string, with semicolons."""
    if not isinstance(value, str) or any(
        not ADDRESS.fullmatch(each.strip()) for each in value.split(";") if each.strip()
    ):
        _say(found, field, "Must be e-mail addresses in one string, separated by semicolons.")


def people(field: str, value: Any, found: Found) -> None:
    fine = isinstance(value, list) and all(
        isinstance(each, dict) and ADDRESS.fullmatch(str(each.get("email", ""))) for each in value
    )
    if not fine:
        _say(found, field, "Must be a list of objects with an email.")


def fields(field: str, value: Any, found: Found) -> None:
    fine = isinstance(value, list) and all(
        isinstance(each, dict) and isinstance(each.get("field"), str) for each in value
    )
    if not fine:
        _say(found, field, "Must be a list of objects with a field and a value.")


def table(shape: Mapping[str, Check]) -> Check:
    def check(field: str, value: Any, found: Found) -> None:
        if not isinstance(value, dict):
            _say(found, field, "Must be an object.")
            return
        for name, given in value.items():
            path = f"{field}.{name}" if field else name
            if name in shape:
                shape[name](path, given, found)
            else:
                _say(found, path, "Unknown field.")

    return check


def rooms(field: str, value: Any, found: Found) -> None:
    """Zoom's schema sets no limits here; these are the ones its clients have."""
    if not isinstance(value, list):
        _say(found, field, "Must be a list.")
        return
    for number, room in enumerate(value):
        _ROOM(f"{field}[{number}]", room, found)
    if len(value) > MAX_ROOMS:
        _say(found, field, f"At most {MAX_ROOMS} rooms.")
    placed = [each for room in value if isinstance(room, dict) for each in _listed(room)]
    if len(placed) > MAX_PLACED:
        _say(found, field, f"At most {MAX_PLACED} participants can be assigned beforehand.")


def _listed(room: Mapping[str, Any]) -> list[Any]:
    given = room.get("participants")
    return given if isinstance(given, list) else []


def _participants(field: str, value: Any, found: Found) -> None:
    if not isinstance(value, list):
        _say(found, field, "Must be a list.")
        return
    for number, each in enumerate(value):
        if not isinstance(each, str) or not ADDRESS.fullmatch(each):
            _say(found, f"{field}[{number}]", "Must be an e-mail address.")


def _ready(field: str, value: Any, found: Found) -> None:
    """Fields we never send; they are taken as they come."""


_ROOM = table({"name": text(), "participants": _participants})
SETTINGS: dict[str, Check] = {
    "alternative_hosts": addresses,
    "alternative_hosts_email_notification": flag,
    "allow_multiple_devices": flag,
    "approval_type": one_of(0, 1, 2),
    "audio": one_of("both", "telephony", "voip", "thirdParty"),
    "authentication_exception": people,
    "authentication_option": text(),
    "authentication_domains": text(),
    "auto_recording": one_of("local", "cloud", "none"),
    "breakout_room": table({"enable": flag, "rooms": rooms}),
    "calendar_type": one_of(1, 2),
    "close_registration": flag,
    "contact_email": text(),
    "contact_name": text(),
    "continuous_meeting_chat": _ready,
    "email_notification": flag,
    "encryption_type": one_of("enhanced_encryption", "e2ee"),
    "focus_mode": flag,
    "global_dial_in_countries": _ready,
    "host_video": flag,
    "jbh_time": one_of(0, 5, 10, 15),
    "join_before_host": flag,
    "language_interpretation": _ready,
    "meeting_authentication": flag,
    "meeting_invitees": people,
    "mute_upon_entry": flag,
    "participant_video": flag,
    "private_meeting": flag,
    "push_change_to_calendar": flag,
    "registrants_confirmation_email": flag,
    "registrants_email_notification": flag,
    "registration_type": one_of(1, 2, 3),
    "show_share_button": flag,
    "use_pmi": flag,
    "waiting_room": flag,
    "watermark": flag,
}
RECURRENCE: dict[str, Check] = {
    "type": one_of(1, 2, 3),
    "repeat_interval": whole(1, 90),
    "weekly_days": text(),
    "monthly_day": whole(1, 31),
    "monthly_week": one_of(-1, 1, 2, 3, 4),
    "monthly_week_day": whole(1, 7),
    "end_times": whole(1, 60),
    "end_date_time": instant,
}
BODY = table(
    {
        "topic": text(200),
        "agenda": text(2000),
        "type": one_of(1, 2, 3, 8, 10),
        "start_time": instant,
        "timezone": zone,
        "duration": whole(1, 1440),
        "password": text(10),
        "default_password": flag,
        "pre_schedule": flag,
        "schedule_for": text(),
        "template_id": text(),
        "recurrence": table(RECURRENCE),
        "settings": table(SETTINGS),
        "tracking_fields": fields,
    }
)


def body_errors(body: Any) -> Found:
    """Everything Zoom would refuse in this body, as it would say it."""
    found: Found = []
    BODY("", body, found)
    if isinstance(body, dict) and "recurrence" in body and body.get("type") != 8:
        _say(found, "recurrence", "Only for a meeting of type 8.")
    return found


def oddities(body: Mapping[str, Any]) -> list[str]:
    """What Zoom would take although nobody could want it."""
    settings = body.get("settings") or {}
    assigned = (settings.get("breakout_room") or {}).get("rooms") or []
    names = [str(room.get("name")) for room in assigned]
    placed = [str(each).casefold() for room in assigned for each in room.get("participants") or []]
    found = []
    if body.get("type", 2) not in (1, 2):
        found.append("a series keeps one list of rooms for all its meetings")
    if len(set(names)) < len(names):
        found.append("two breakout rooms of the same name")
    if len(set(placed)) < len(placed):
        found.append("one address in two places")
    if assigned and settings.get("encryption_type") == "e2ee":
        found.append("end-to-end encryption switches assigned rooms off")
    return found
