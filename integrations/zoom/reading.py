"""Zoom's meeting objects and ours: only the fields we read, and never the host's start link."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.meetings import Meeting, MeetingWish, OnlineRoom
from bot.ports import Refused

TOPIC, AGENDA = 200, 2000  # characters
REF = re.compile(r"\s*ref:\s*(\S+)")
FIT_FOR_A_REF = re.compile(r"\S{1,200}")  # the list of meetings shows 250 characters of the agenda


def agenda_of(wish: MeetingWish) -> str:
    """The agenda with our reference first, where even a shortened list still shows it."""
    if not FIT_FOR_A_REF.fullmatch(wish.ref):
        raise Refused("A meeting's reference is one word of at most 200 letters.", code="bad_ref")
    return shortened(f"ref: {wish.ref}\n\n{wish.agenda}".strip(), AGENDA)


def ref_in(agenda: object) -> str:
    """Our reference in a meeting's agenda, or nothing."""
    found = REF.match(agenda) if isinstance(agenda, str) else None
    return found.group(1) if found else ""


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def zulu(instant: datetime) -> str:
    """An instant as Zoom wants it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_in(text: object) -> datetime | None:
    """The instant in one of Zoom's fields; Zoom means UTC where it names no zone."""
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def number_in(value: object) -> str:
    """A meeting's number as text, whether Zoom gave a number or a text."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return ""
    return str(value).strip()


def meeting_in(body: Mapping[str, Any], *, host: str = "") -> Meeting:
    """The meeting as Zoom keeps it. Raises Refused where it cannot be met in any more."""
    settings = _object(body.get("settings"))
    starts_at, join_url = _start(body), body.get("join_url")
    if starts_at is None or not isinstance(join_url, str) or not join_url:
        raise Refused(
            "The meeting has no fixed time or no link any more: somebody changed it in Zoom."
            " Set it back to a single meeting with a date.",
            code="not_a_scheduled_meeting",
        )
    return Meeting(
        id=number_in(body.get("id")),
        ref=ref_in(body.get("agenda")),
        host=str(body.get("host_email") or host),
        join_url=join_url,
        passcode=str(body.get("password") or ""),
        starts_at=starts_at,
        minutes=_minutes(body.get("duration")),
        dial_in=tuple(_numbers(settings.get("global_dial_in_numbers"))),
        rooms=rooms_in(settings.get("breakout_room")),
    )


def rooms_in(kept: object) -> tuple[OnlineRoom, ...]:
    """The rooms Zoom kept; none where it says they are switched off."""
    breakout = _object(kept)
    if not breakout.get("enable"):
        return ()
    return tuple(_room(room) for room in objects(breakout.get("rooms")))


def _room(room: Mapping[str, Any]) -> OnlineRoom:
    people = room.get("participants")
    addresses = people if isinstance(people, list) else []
    return OnlineRoom(name=str(room.get("name") or ""), addresses=tuple(map(str, addresses)))


def _start(body: Mapping[str, Any]) -> datetime | None:
    occurrences = [at for each in objects(body.get("occurrences")) if (at := _starts(each))]
    return _starts(body) or min(occurrences, default=None)


def _starts(body: Mapping[str, Any]) -> datetime | None:
    return instant_in(body.get("start_time"))


def _minutes(duration: object) -> int:
    return duration if isinstance(duration, int) else 0


def _numbers(found: object) -> Iterable[str]:
    for line in objects(found):
        place = ", ".join(
            str(line[key]) for key in ("country_name", "city") if line.get(key)
        ) or str(line.get("country") or "")
        if line.get("number"):
            yield f"{line['number']} ({place})" if place else str(line["number"])


def _object(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def objects(found: object) -> list[Mapping[str, Any]]:
    """The objects in a list; nothing where there is no list."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
