"""What is amiss with some rooms, in words; private wishes are never among them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.domain import seating_words as words
from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_wishes import Past, Wishes
from bot.domain.sessions import Room


def check_rooms(
    rooms: Sequence[Room],
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
    wishes: Wishes | None = None,
) -> tuple[str, ...]:
    """Say what is amiss with these rooms, after an edit or a draw: one sentence each, none if all is well."""
    gathering = Gathering(
        people=tuple(people),
        rules=rules,
        perspectives=perspectives,
        wishes=wishes or Wishes(),
        past=Past(),
    )
    return (*_placing(rooms, gathering), *most_amiss(rooms, gathering), *amiss(rooms, gathering))


def amiss(rooms: Sequence[Room], gathering: Gathering) -> tuple[str, ...]:
    """Notices room by room: sizes, lived experience, line managers, organisations, hosts."""
    checks: tuple[Callable[[Room, Gathering], Iterator[str]], ...] = (
        size_amiss,
        lay_amiss,
        managers_amiss,
        organisations_amiss,
        hosts_amiss,
    )
    return tuple(said for room in rooms for check in checks for said in check(room, gathering))


def honours(rooms: Sequence[Room], wishes: Wishes) -> bool:
    """Whether every private and hard wish is kept: for asking "are you sure?" without saying why."""
    room_of = {person: room.name for room in rooms for person in room.people}
    apart = all(_places(group, room_of) == len(group & room_of.keys()) for group in wishes.apart)
    kept = all(_places(group, room_of) <= 1 for group in wishes.keep)
    pinned = all(room_of.get(person, room) == room for person, room in wishes.pinned.items())
    elsewhere = all(room_of.get(person) != room for person, room in wishes.elsewhere.items())
    return apart and kept and pinned and elsewhere


def _places(group: frozenset[str], room_of: Mapping[str, str]) -> int:
    return len({room_of[person] for person in group if person in room_of})


def _placing(rooms: Sequence[Room], gathering: Gathering) -> Iterator[str]:
    seats: dict[str, list[str]] = {}
    for room in rooms:
        for person in room.people:
            seats.setdefault(person, []).append(room.name)
    for person, where in seats.items():
        if len(where) > 1 and person in gathering.by_id:
            yield words.twice(gathering.by_id[person].name, where)
    missing = gathering.names(p.id for p in gathering.people if p.id not in seats)
    if missing:
        yield words.nowhere(missing)
    room_of = {person: where[0] for person, where in seats.items()}
    for group in gathering.here(gathering.wishes.keep):
        if _places(group, room_of) > 1:
            yield words.kept_apart_by_edit(gathering.names(group))


def most_amiss(rooms: Sequence[Room], gathering: Gathering) -> Iterator[str]:
    """More rooms than can be opened where people meet, and how many people that leaves without one."""
    most = gathering.rules.most_rooms or len(rooms)
    if rooms[most:]:
        left = sum(room.size for room in rooms[most:])
        yield words.beyond_the_most(len(rooms), most, rooms[most].name, left)


def size_amiss(room: Room, gathering: Gathering) -> Iterator[str]:
    rules = gathering.rules
    if room.size > rules.max_size:
        yield words.too_large(room.name, room.size, rules.max_size)
    if room.size < rules.min_size:
        yield words.too_small(room.name, room.size, rules.min_size)


def lay_amiss(room: Room, gathering: Gathering) -> Iterator[str]:
    """One lay voice alone among professionals, or none where the plan wants one in every room."""
    lay = len(gathering.lay.intersection(room.people))
    if gathering.rules.strategy == "affinity" or gathering.rules.min_lay_per_room < 1:
        return
    if lay == 1 and room.size > 1 and gathering.rules.min_lay_per_room > 1:
        yield words.lone_lay(room.name, gathering.lived)
    if lay == 0 and gathering.lay and gathering.rules.strategy in {"mixed", "home_team"}:
        yield words.no_lay(room.name, gathering.lived)


def managers_amiss(room: Room, gathering: Gathering) -> Iterator[str]:
    if gathering.parts_managers:
        for person in room.people:
            for boss in gathering.bosses.get(person, ()):
                if boss.id in room.people:
                    report = gathering.by_id[person]
                    yield words.with_manager(room.name, report.name, boss.name)


def organisations_amiss(room: Room, gathering: Gathering) -> Iterator[str]:
    if not gathering.parts_organisations:
        return
    here = [gathering.by_id[p] for p in room.people if p in gathering.by_id]
    allowed = gathering.rules.max_same_organisation
    for key, count in Counter(p.organisation.casefold() for p in here).items():
        if count > allowed:
            name = next(p.organisation for p in here if p.organisation.casefold() == key)
            yield words.same_organisation(room.name, count, name, allowed)


def hosts_amiss(room: Room, gathering: Gathering) -> Iterator[str]:
    if room.people and not room.host:
        yield words.no_host(room.name)
    for person, duty in ((room.host, "host"), (room.scribe, "take notes")):
        if person in gathering.by_id and person not in room.people:
            yield words.host_elsewhere(room.name, gathering.by_id[person].name, duty)
