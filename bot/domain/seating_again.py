"""How many of those who share a room have met before, beside the fewest that any rooms could do with."""

from collections.abc import Sequence
from itertools import chain, combinations

from bot.domain.sessions import Room
from bot.rooms.again import least_again


def met_again(rooms: Sequence[Room], earlier: Sequence[Sequence[Room]]) -> tuple[int, int]:
    """Pairs who share a room not for the first time, and how many of them no drawing of so many rooms avoids."""
    met = set(chain.from_iterable(_pairs(room) for session in earlier for room in session))
    again = sum(pair in met for room in rooms for pair in _pairs(room))
    coming = {person for room in rooms for person in room.people}
    least = min((room.size for room in rooms), default=0)
    before = [[room.people for room in session] for session in earlier]
    return again, least_again(coming, len(rooms), least, before) if again else 0


def _pairs(room: Room) -> list[tuple[str, str]]:
    return list(combinations(sorted(room.people), 2))
