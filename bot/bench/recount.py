"""What a room plan is worth, counted from the roster, the rules and the plan's JSON; no code of the product's."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

Plan = Mapping[str, Any]
Pair = tuple[str, str]
Rooms = list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Person:
    """What a roster says of one person, as far as it counts here."""

    lay: bool
    organisation: str
    address: str
    manager: str
    seated: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the rules say, as far as it may not be broken or is counted."""

    apart: list[list[str]] = field(default_factory=list)
    together: list[list[str]] = field(default_factory=list)
    pinned: list[dict[str, Any]] = field(default_factory=list)
    lay: int = 2
    pairs_lay: bool = False
    seats_facilitators: bool = False


@dataclass(kw_only=True)
class Recount:
    """Everything counted of one plan. `faults` are sentences; a good plan has none."""

    faults: list[str] = field(default_factory=list)
    repeats: int = 0
    squares: int = 0
    clean: int = 0
    gap: int = 0
    most: int = 0
    organisation_pairs: int = 0
    manager_pairs: int = 0
    lone: int = 0
    lone_least: int = 0
    without: int = 0
    without_least: int = 0
    hosted: tuple[int, int] = (0, 0)
    hard: int = 0


def read_people(roster: str) -> dict[str, Person]:
    """Everyone on a roster, by id."""
    return {
        row["person_id"]: Person(
            lay=row["role"] == "lay",
            organisation=row["organisation"].casefold(),
            address=row["email"].casefold(),
            manager=row["line_manager_email"].casefold(),
            seated=row["role"] != "facilitator",
        )
        for row in csv.DictReader(roster.splitlines())
    }


def read_asked(rules: str) -> Asked:
    """The rules of a TOML file; keys may stand above the table or in it."""
    written = tomllib.loads(rules)
    keys = {**written.get("rooms", {}), **{k: v for k, v in written.items() if k != "rooms"}}
    return Asked(
        apart=keys.get("keep_apart", []),
        together=keys.get("keep_together", []),
        pinned=keys.get("pinned", []),
        lay=keys.get("min_lay_per_room", 2),
        pairs_lay=keys.get("when_lay_scarce", "spread") == "pair",
        seats_facilitators=keys.get("seat_facilitators", False),
    )


def recount(
    roster: str, rules: str, plan: Plan, away: Mapping[int, frozenset[str]] | None = None
) -> Recount:
    """Count a plan again from nothing but its rooms."""
    people, asked = read_people(roster), read_asked(rules)
    found = Recount()
    for session in plan["sessions"]:
        _attendance(found, session, people, asked, away)
        for turn in session["rounds"]:
            _placing(found, session, turn, tuple(plan["size"]))
            _wishes(found, session, turn, asked)
            _company(found, turn, people, asked)
            _parts(found, turn)
    _pairs(found, list(_every_round(plan)))
    found.hosted = _hosting(plan)
    return found


def disagreements(found: Recount, score: Mapping[str, int]) -> list[str]:
    """Where a plan's own score is not what was counted."""
    ours = {
        "repeats": found.repeats,
        "organisation_pairs": found.organisation_pairs,
        "lone_lay_rooms": found.lone,
        "rooms_without_lay": found.without,
        "manager_pairs": found.manager_pairs,
        "hard_violations": found.hard,
    }
    said = [
        f"score says {key} {score.get(key)}, counted {count}"
        for key, count in ours.items()
        if score.get(key) != count
    ]
    if score.get("repeats_unavoidable", 0) > found.repeats:
        said.append(f"{score['repeats_unavoidable']} repeats unavoidable, yet {found.repeats} made")
    return said


def refusal_due(
    roster: str, rules: str, away: Mapping[int, frozenset[str]], size: tuple[int, int]
) -> bool:
    """Whether people who are to be apart are both there when there is but one room to sit in."""
    everyone = frozenset(one for one, person in read_people(roster).items() if person.seated)
    gatherings = [everyone, *(everyone - missing for missing in away.values())]
    return any(
        len(there) <= size[1] and len(there.intersection(group)) > 1
        for there in gatherings
        for group in read_asked(rules).apart
    )


def legal(people: int, least: int, most: int) -> bool:
    """Whether so many people can be shared out over rooms of these sizes at all."""
    return any(least * rooms <= people <= most * rooms for rooms in range(1, people + 1))


def least_lay(lay: int, rooms: int, *, pairs: bool) -> tuple[int, int]:
    """The fewest rooms with one lay voice, and with none.

    In pairs: nobody sits alone, so at most lay // 2 rooms have any. Spread: one voice to each room
    first, so fewer than two a room leave 2 x rooms - lay of them with one.
    """
    if pairs and lay > 1:
        return 0, max(0, rooms - lay // 2)
    if lay >= rooms:
        return max(0, 2 * rooms - lay), 0
    return lay, rooms - lay


def _attendance(
    found: Recount,
    session: Plan,
    people: Mapping[str, Person],
    asked: Asked,
    away: Mapping[int, frozenset[str]] | None,
) -> None:
    missing = (away or {}).get(session["session"], frozenset())
    due = {
        one
        for one, person in people.items()
        if one not in missing and (person.seated or asked.seats_facilitators)
    }
    if Counter(session["attending"]) != Counter(due):
        found.faults.append(f"session {session['session']}: those attending are not those expected")


def _placing(found: Recount, session: Plan, turn: Plan, size: tuple[int, int]) -> None:
    """Everyone attending in exactly one room or among the unplaced, rooms of legal sizes."""
    rooms: Rooms = [room["people"] for room in turn["rooms"]]
    where = f"session {session['session']}.{turn['round']}"
    places = Counter([person for room in rooms for person in room] + turn["unplaced"])
    due: Counter[str] = Counter(session["attending"])
    wrong = sum((places - due).values()) + sum((due - places).values())
    sizes = [len(room) for room in rooms]
    if legal(sum(sizes), *size):
        wrong += sum(not size[0] <= one <= size[1] for one in sizes)
    elif not turn["notices"]:
        found.faults.append(f"{where}: rooms of {sizes} and not a word said")
    if turn["unplaced"] and not turn["notices"]:
        found.faults.append(f"{where}: someone unplaced and not a word said")
    if wrong:
        found.faults.append(f"{where}: {wrong} people or rooms out of place")
    found.hard += wrong


def _wishes(found: Recount, session: Plan, turn: Plan, asked: Asked) -> None:
    where = {person: room["name"] for room in turn["rooms"] for person in room["people"]}
    broken = 0
    for group in asked.apart:
        shared = Counter(where[person] for person in group if person in where)
        broken += sum(count > 1 for count in shared.values())
    for group in asked.together:
        broken += len({where[person] for person in group if person in where}) > 1
    for pin in asked.pinned:
        if pin["session"] == session["session"] and pin["person"] in where:
            broken += where[pin["person"]].casefold() != pin["room"].casefold()
    if broken:
        found.faults.append(f"session {session['session']}: {broken} wishes broken")
    found.hard += broken


def _company(found: Recount, turn: Plan, people: Mapping[str, Person], asked: Asked) -> None:
    """Lay voices, colleagues and managers, room by room."""
    rooms: Rooms = [room["people"] for room in turn["rooms"]]
    voices = [sum(people[person].lay for person in room) for room in rooms]
    found.lone += sum(lay == 1 < len(room) for lay, room in zip(voices, rooms, strict=True))
    found.without += voices.count(0)
    lone, without = least_lay(sum(voices), len(rooms), pairs=asked.pairs_lay)
    found.lone_least += lone
    found.without_least += without
    for room in rooms:
        for one, other in combinations([people[person] for person in room], 2):
            found.organisation_pairs += one.organisation == other.organisation
            found.manager_pairs += bool(one.manager) and one.manager == other.address
            found.manager_pairs += bool(other.manager) and other.manager == one.address


def _parts(found: Recount, turn: Plan) -> None:
    for room in turn["rooms"]:
        parts = [room["host"], room["scribe"]][: len(room["people"])]
        if len(set(parts)) < len(parts) or not set(parts) <= set(room["people"]):
            found.faults.append(f"{room['name']} has no host and scribe of its own")


def _every_round(plan: Plan) -> Iterator[Rooms]:
    for session in plan["sessions"]:
        for turn in session["rounds"]:
            yield [room["people"] for room in turn["rooms"]]


def _pairs(found: Recount, rounds: Sequence[Rooms]) -> None:
    """Repeats, their squares, clean rounds at the start, the shortest gap, the most meetings."""
    met: dict[Pair, list[int]] = {}
    for at, rooms in enumerate(rounds):
        for room in rooms:
            for pair in combinations(sorted(room), 2):
                met.setdefault(pair, []).append(at)
    found.repeats = sum(len(times) - 1 for times in met.values())
    found.squares = sum(len(times) * (len(times) - 1) // 2 for times in met.values())
    found.clean = min((times[1] for times in met.values() if len(times) > 1), default=len(rounds))
    gaps = [b - a for times in met.values() for a, b in pairwise(times)]
    found.gap = min(gaps, default=0)
    found.most = max(map(len, met.values()), default=0)


def _hosting(plan: Plan) -> tuple[int, int]:
    """How often whoever hosts least and most does so, of everyone who ever sat in a room."""
    hosts: Counter[str] = Counter()
    for session in plan["sessions"]:
        for turn in session["rounds"]:
            for room in turn["rooms"]:
                hosts.update(dict.fromkeys(room["people"], 0))
                hosts[room["host"]] += 1
    return min(hosts.values(), default=0), max(hosts.values(), default=0)
