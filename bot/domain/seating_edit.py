"""Changes a facilitator makes by hand; nothing is refused but what makes no sense."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.errors import NoSuchThing
from bot.domain.sessions import Room


def swap(rooms: Sequence[Room], one: str, other: str) -> tuple[Room, ...]:
    """Let two people change places. Each takes the other's part as host or scribe along with the seat."""
    names = {one: other, other: one}
    _room_of(rooms, one)
    _room_of(rooms, other)
    return tuple(
        replace(
            room,
            people=tuple(names.get(person, person) for person in room.people),
            host=names.get(room.host, room.host),
            scribe=names.get(room.scribe, room.scribe),
        )
        if not {one, other} <= set(room.people)
        else room
        for room in rooms
    )


def move(rooms: Sequence[Room], person: str, to_room: str) -> tuple[Room, ...]:
    """Let someone sit in another room; parts they had as host or scribe fall to whoever is asked next."""
    source = _room_of(rooms, person)
    target = _named(rooms, to_room)
    if source.name == target.name:
        return tuple(rooms)
    changed = {
        source.name: without(source, person),
        target.name: replace(target, people=(*target.people, person)),
    }
    return tuple(changed.get(room.name, room) for room in rooms)


def without(room: Room, person: str) -> Room:
    """The room when someone has left it."""
    return replace(
        room,
        people=tuple(other for other in room.people if other != person),
        host="" if room.host == person else room.host,
        scribe="" if room.scribe == person else room.scribe,
    )


def _room_of(rooms: Sequence[Room], person: str) -> Room:
    for room in rooms:
        if person in room.people:
            return room
    raise NoSuchThing(what="person in these rooms", name=person, hint="Seat them first.")


def _named(rooms: Sequence[Room], name: str) -> Room:
    for room in rooms:
        if room.name.casefold() == name.strip().casefold():
            return room
    raise NoSuchThing(what="room", name=name, hint=f"There are {', '.join(r.name for r in rooms)}.")
