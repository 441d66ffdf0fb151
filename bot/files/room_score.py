"""What a room plan is worth, counted again from its rooms alone; nothing here draws rooms."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from bot.domain.roster import LAY, Participant
from bot.files.room_rules import PlanRules
from bot.rooms.bounds import least_repeats
from bot.rooms.sizes import legal_counts

Plan = Mapping[str, Any]


def score(plan: Plan, people: Sequence[Participant], rules: PlanRules) -> dict[str, int]:
    """The figures of a plan: repeats beside the fewest there can be, and every wish not met."""
    known = {person.id: person for person in people}
    rooms = [room["people"] for _, turn in _rounds(plan) for room in turn["rooms"]]
    here = [[known[person] for person in room if person in known] for room in rooms]
    voices = [sum(person.role == LAY for person in room) for room in here]
    unavoidable = least_repeats(_meetings(plan))
    parted = least_repeats(_meetings(plan), never=_colleagues_who_never_met(rooms, known))
    return {
        "repeats": _repeats(rooms),
        "repeats_unavoidable": unavoidable,
        # Either proof holds for colleagues parted, so the better one is told.
        "repeats_unavoidable_with_colleagues_parted": max(unavoidable, parted),
        "organisation_pairs": sum(map(_colleagues, here)),
        "lone_lay_rooms": sum(lay == 1 < len(room) for lay, room in zip(voices, here, strict=True)),
        "rooms_without_lay": voices.count(0),
        "manager_pairs": sum(map(_with_manager, here)),
        "hard_violations": sum(_broken(plan, *one, rules) for one in _rounds(plan)),
    }


def _rounds(plan: Plan) -> Iterator[tuple[Plan, Plan]]:
    for session in plan["sessions"]:
        for turn in session["rounds"]:
            yield session, turn


def _repeats(rooms: Sequence[Sequence[str]]) -> int:
    times = Counter(pair for room in rooms for pair in combinations(sorted(room), 2))
    return sum(count - 1 for count in times.values())


def _meetings(plan: Plan) -> list[tuple[frozenset[str], int]]:
    """Who sat in rooms in each round, and in how many."""
    there = [[room["people"] for room in turn["rooms"]] for _, turn in _rounds(plan)]
    return [(frozenset().union(*rooms), len(rooms)) for rooms in there if rooms]


def _colleagues_who_never_met(
    rooms: Sequence[Sequence[str]], known: Mapping[str, Participant]
) -> set[tuple[str, str]]:
    teams: dict[str, list[str]] = {}
    for person in sorted(known):
        teams.setdefault(known[person].organisation.casefold(), []).append(person)
    met = {pair for room in rooms for pair in combinations(sorted(room), 2)}
    return {pair for team in teams.values() for pair in combinations(team, 2)} - met


def _colleagues(room: Sequence[Participant]) -> int:
    teams = Counter(person.organisation.casefold() for person in room)
    return sum(count * (count - 1) // 2 for count in teams.values())


def _with_manager(room: Sequence[Participant]) -> int:
    return sum(one.manages(other) for one in room for other in room if one.id != other.id)


def _broken(plan: Plan, session: Plan, turn: Plan, rules: PlanRules) -> int:
    """How often a round breaks what may never be broken."""
    rooms = [frozenset(room["people"]) for room in turn["rooms"]]
    names = [room["name"] for room in turn["rooms"]]
    wishes = rules.wishes(session["session"])
    seated = [person for room in turn["rooms"] for person in room["people"]]
    misplaced = sum((Counter(session["attending"]) - Counter(seated + turn["unplaced"])).values())
    return (
        misplaced
        + sum((Counter(seated + turn["unplaced"]) - Counter(session["attending"])).values())
        + _sizes_broken([len(room) for room in rooms], plan["size"])
        + sum(len(group & room) > 1 for group in wishes.apart for room in rooms)
        + sum(_parted(group, rooms) for group in wishes.keep)
        + sum(_unpinned(person, name, names, rooms) for person, name in wishes.pinned.items())
    )


def _sizes_broken(sizes: Sequence[int], size: Collection[int]) -> int:
    """Rooms outside the sizes, where the arithmetic leaves a choice."""
    least, most = size
    if not legal_counts(sum(sizes), least, most):
        return 0
    return sum(not least <= one <= most for one in sizes)


def _parted(group: frozenset[str], rooms: Sequence[frozenset[str]]) -> bool:
    return sum(bool(group & room) for room in rooms) > 1


def _unpinned(
    person: str, name: str, names: Sequence[str], rooms: Sequence[frozenset[str]]
) -> bool:
    where = [at for at, room in zip(names, rooms, strict=True) if person in room]
    return bool(where) and [at.casefold() for at in where] != [name.casefold()]
