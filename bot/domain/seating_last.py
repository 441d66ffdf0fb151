"""The rooms of last time again, with those who are here now."""

from dataclasses import replace

from bot.domain.seating_gathering import Gathering
from bot.domain.seating_repair import repair
from bot.domain.seating_teams import Places


def same_places(gathering: Gathering) -> Places:
    """Everyone back where they sat last time; newcomers and gaps are fitted in with the fewest moves."""
    last = gathering.past.last
    sat = {person for room in last for person in room.people}
    names = {room.name.casefold() for room in last}
    # a room that was not there last time is for the draw to make
    pinned = {p: room for p, room in gathering.wishes.pinned.items() if room.casefold() in names}
    repaired = repair(
        last,
        gathering.people,
        rules=gathering.rules,
        perspectives=gathering.perspectives,
        seed="",
        join=[person.id for person in gathering.people if person.id not in sat],
        wishes=replace(gathering.wishes, pinned=pinned),
    )
    return Places(
        sizes=tuple(room.size for room in repaired.rooms),
        teams=tuple(frozenset(room.people) & gathering.index.keys() for room in last),
        room_of={
            person: frozenset({at})
            for at, room in enumerate(repaired.rooms)
            for person in room.people
        },
    )
