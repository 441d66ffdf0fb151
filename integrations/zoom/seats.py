"""Rooms in Zoom's shape: within its limits, and every address in one room only."""

from collections.abc import Sequence
from typing import Any

from bot.domain.meetings import OnlineRoom
from bot.ports import Refused


def breakout_room(
    rooms: Sequence[OnlineRoom], *, max_rooms: int, max_people: int
) -> dict[str, Any]:
    """The whole list of rooms; an empty list switches them off. Raises Refused beyond Zoom's limits."""
    if not rooms:
        return {"enable": False}
    listed = _without_doubles(rooms)
    _check_names([room["name"] for room in listed], max_rooms)
    people = sum(len(room["participants"]) for room in listed)
    if people > max_people:
        raise Refused(
            f"Zoom places at most {max_people} people ahead of time; these rooms hold {people}."
            " Place the others by hand on the day.",
            code="too_many_people",
        )
    return {"enable": True, "rooms": listed}


def _without_doubles(rooms: Sequence[OnlineRoom]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    return [
        {"name": room.name.strip(), "participants": _new_ones(room.addresses, seen)}
        for room in rooms
    ]


def _new_ones(addresses: Sequence[str], seen: set[str]) -> list[str]:
    kept = []
    for address in filter(None, map(str.strip, addresses)):
        if address.casefold() not in seen:
            seen.add(address.casefold())
            kept.append(address)
    return kept


def _check_names(names: Sequence[str], max_rooms: int) -> None:
    if len(names) > max_rooms:
        raise Refused(
            f"Zoom keeps at most {max_rooms} rooms; the plan has {len(names)}.",
            code="too_many_rooms",
        )
    if "" in names or len({name.casefold() for name in names}) < len(names):
        raise Refused("Every Zoom room needs a name of its own.", code="room_names")
