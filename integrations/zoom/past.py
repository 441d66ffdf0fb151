"""Meetings that are over: when they were held, and who was there as far as Zoom tells."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.domain.meetings import Visit
from bot.ports import ComeBack, Json, Refused
from integrations.zoom.client import ZoomClient
from integrations.zoom.reading import instant_in, number_in, objects

PAGE, PAGES = 300, 20
NOT_WORKED_OUT = timedelta(minutes=20)


def visits_of(
    zoom: ZoomClient, meeting_id: str, *, since: datetime, until: datetime
) -> tuple[Visit, ...]:
    """Everybody's comings and goings, for each time the meeting began between these instants and is over."""
    held = zoom.get(f"/past_meetings/{quote(meeting_id, safe='')}/instances")
    found: list[Visit] = []
    for one in objects(held.get("meetings")):
        begun, uuid = instant_in(one.get("start_time")), number_in(one.get("uuid"))
        if begun and uuid and since <= begun <= until:
            found += _visits(zoom, uuid, begun)
    return tuple(found)


def in_path(uuid: str) -> str:
    """A meeting's uuid as Zoom wants it in a path: coded twice where it begins with a slash or holds two."""
    once = quote(uuid, safe="")
    return quote(once, safe="") if uuid.startswith("/") or "//" in uuid else once


def _visits(zoom: ZoomClient, uuid: str, begun: datetime) -> Iterator[Visit]:
    rows = list(_rows(zoom, uuid))
    if rows and not any(row.get("duration") for row in rows):
        raise ComeBack("Zoom has not worked out yet how long people stayed.", wait=NOT_WORKED_OUT)
    for row in rows:
        came, went = instant_in(row.get("join_time")), instant_in(row.get("leave_time"))
        if came and went and came <= went:
            yield Visit(
                instance=uuid,
                held_from=begun,
                connection=number_in(row.get("user_id")) or f"at {came.isoformat()}",
                came=came,
                went=went,
                address=_address(row),
            )


def _address(row: Mapping[str, Any]) -> str:
    told = row.get("user_email")
    return told.strip() if isinstance(told, str) else ""


def _rows(zoom: ZoomClient, uuid: str) -> Iterator[Json]:
    query: dict[str, str | int] = {"page_size": PAGE}
    for _ in range(PAGES):
        page = zoom.get(f"/past_meetings/{in_path(uuid)}/participants", **query)
        yield from objects(page.get("participants"))
        mark = page.get("next_page_token")
        if not mark or mark == query.get("next_page_token"):
            return
        query["next_page_token"] = str(mark)
    raise Refused("More people were in the meeting than can be looked through.", code="too_many")
