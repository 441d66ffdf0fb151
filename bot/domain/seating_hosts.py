"""Who keeps time and who takes notes in each room: the coach first, then in turn."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.seating_gathering import Gathering
from bot.domain.sessions import Room
from bot.rooms.chance import chance


def with_hosts(rooms: Sequence[Room], gathering: Gathering, seed: str) -> tuple[Room, ...]:
    """Give every room a host and a scribe of its own; lay people take their turn like everyone."""
    return tuple(appointed(room, gathering, seed) for room in rooms)


def appointed(room: Room, gathering: Gathering, seed: str) -> Room:
    """The room with its host and scribe; those who still sit in it keep their part."""
    turn = _turns(room, seed)
    willing = [p for p in room.people if p not in gathering.wishes.spared]
    host = room.host if room.host in room.people else _host(willing, room, gathering, turn)
    scribe = room.scribe if room.scribe in room.people and room.scribe != host else ""
    if not scribe:
        scribe = _scribe([p for p in willing if p != host], gathering, turn)
    return replace(room, host=host, scribe=scribe)


def _turns(room: Room, seed: str) -> dict[str, int]:
    """A drawn order for those who have served equally often; the same whoever else is in the room."""
    return {person: chance("turn", seed, person).getrandbits(32) for person in room.people}


def _host(willing: Sequence[str], room: Room, gathering: Gathering, turn: dict[str, int]) -> str:
    """Whoever the plan asks first, then who has hosted least; never the scribe while another will do."""
    hosted, first = gathering.past.hosted, gathering.rules.room_host
    others = [p for p in willing if p != room.scribe] or willing
    return min(
        others,
        key=lambda p: (gathering.by_id[p].role != first, hosted.get(p, 0), turn[p]),
        default="",
    )


def _scribe(willing: Sequence[str], gathering: Gathering, turn: dict[str, int]) -> str:
    past = gathering.past
    return min(
        willing,
        key=lambda p: (past.noted.get(p, 0), past.hosted.get(p, 0), turn[p]),
        default="",
    )
