"""Communities nobody has seen, and a count of their rooms that shares no code with what draws them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from bot.domain.roster import Participant

ROLES = ("lay", "lay", "clinician", "clinician", "executive", "coach")
SIZES = ((5, 8), (5, 8), (3, 4), (4, 6), (6, 9))
NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@st.composite
def communities(draw: st.DrawFn, least: int = 1, most: int = 45) -> list[Participant]:
    """Any number of people of some roles and organisations; some share a login, some have their manager here."""
    count = draw(st.integers(least, most))
    luck = draw(st.randoms(use_true_random=False))
    homes = draw(st.sampled_from([1, 3, 9]))
    shared = draw(st.sampled_from([0, 0, 0.2, 1]))
    roles = draw(st.sampled_from([ROLES, ROLES, ("lay",), ("clinician", "coach"), ROLES[2:]]))
    return [
        Participant(
            id=f"p{at}",
            name=f"Name{at}",
            email=f"p{at}@example.org",
            zoom_email=f"z{luck.randrange(1 + count // 6)}@example.org"
            if luck.random() < shared
            else "",
            role=luck.choice(roles),
            organisation=f"Org {luck.randrange(homes)}",
            zone="Europe/London",
            line_manager=f"p{luck.randrange(at)}@example.org" if at and luck.random() < 0.3 else "",
        )
        for at in range(count)
    ]


@st.composite
def asked(draw: st.DrawFn, people: Sequence[Participant], sessions: int) -> dict[str, Any]:
    """Wishes that may not be broken; now and then they contradict each other."""
    luck = draw(st.randoms(use_true_random=False))
    ids = [person.id for person in people]
    some = min(len(ids), 3)

    def groups(count: int) -> list[list[str]]:
        return [luck.sample(ids, k=luck.randint(2, some)) for _ in range(count)] if some > 1 else []

    pins = {(luck.randint(1, sessions), luck.choice(ids)) for _ in range(draw(st.integers(0, 3)))}
    return {
        "keep_apart": groups(draw(st.integers(0, 1 + len(ids) // 6))),
        "keep_together": groups(draw(st.integers(0, 1 + len(ids) // 12))),
        "pinned": [
            {"session": session, "person": person, "room": f"Room {luck.randint(1, 3)}"}
            for session, person in sorted(pins)
        ],
    }


def in_toml(wishes: Mapping[str, Any], **rooms: object) -> str:
    """Wishes and room rules as a rules file says them."""
    lists = [f"{key} = {wishes[key]}" for key in ("keep_apart", "keep_together")]
    pins = ", ".join(
        f'{{session = {pin["session"]}, person = "{pin["person"]}", room = "{pin["room"]}"}}'
        for pin in wishes["pinned"]
    )
    values = [
        f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for key, value in rooms.items()
    ]
    return "\n".join([*lists, f"pinned = [{pins}]", "[rooms]", *values])


def legal(people: int, least: int, most: int) -> list[int]:
    """The numbers of rooms that keep the sizes, by trying."""
    return [rooms for rooms in range(1, people + 1) if least * rooms <= people <= most * rooms]


def broken(
    turn: Mapping[str, Any], session: int, wishes: Mapping[str, Any], size: Sequence[int]
) -> list[str]:
    """Every hard rule that the rooms of a round do not keep, in words."""
    rooms = {room["name"]: set(room["people"]) for room in turn["rooms"]}
    sizes = [len(people) for people in rooms.values()]
    found = []
    if legal(sum(sizes), *size) and not all(size[0] <= one <= size[1] for one in sizes):
        found.append(f"sizes {sizes}")
    for group in wishes["keep_apart"]:
        found += [f"apart {group}" for people in rooms.values() if len(people & set(group)) > 1]
    for group in wishes["keep_together"]:
        if sum(bool(people & set(group)) for people in rooms.values()) > 1:
            found.append(f"together {group}")
    for pin in wishes["pinned"]:
        where = [name for name, people in rooms.items() if pin["person"] in people]
        if pin["session"] == session and where and where != [pin["room"]]:
            found.append(f"pinned {pin}")
    return found


def faults(
    plan: Mapping[str, Any], people: Sequence[Participant], wishes: Mapping[str, Any]
) -> list[str]:
    """All that is wrong with a plan; nothing is, in a good one."""
    known = {person.id: person for person in people}
    found = []
    for session in plan["sessions"]:
        for turn in session["rounds"]:
            seated = [person for room in turn["rooms"] for person in room["people"]]
            if sorted(seated + turn["unplaced"]) != sorted(session["attending"]):
                found.append("somebody sits twice, nowhere, or uninvited")
            if turn["unplaced"] and not turn["notices"]:
                found.append("unplaced, and not a word")
            found += broken(turn, session["session"], wishes, plan["size"])
            found += _odd_sizes(turn, len(seated), plan["size"])
            found += [f"parts in {room}" for room in turn["rooms"] if not _has_parts(room)]
            found += [f"login {group}" for group in _parted_logins(turn, known)]
            found += [f"untrue: {said}" for said in turn["notices"] if not _true(said, turn, known)]
    found += [
        f"score of {key}"
        for key, count in counted(plan, known).items()
        if plan["score"][key] != count
    ]
    if plan["score"]["repeats_unavoidable"] > plan["score"]["repeats"]:
        found.append("fewer repeats than can be")
    return found


def _odd_sizes(turn: Mapping[str, Any], people: int, size: Sequence[int]) -> Iterator[str]:
    if people and not legal(people, *size) and not turn["notices"]:
        yield f"{people} people, and not a word"


def _has_parts(room: Mapping[str, Any]) -> bool:
    parts = {room["host"], room["scribe"]}
    return (
        parts == {*room["people"], ""}
        if len(room["people"]) == 1
        else (len(parts) == 2 and parts <= set(room["people"]))
    )


def _parted_logins(
    turn: Mapping[str, Any], known: Mapping[str, Participant]
) -> Iterator[list[str]]:
    """People of one login in several rooms, of whom nothing is said."""
    logins: dict[str, dict[str, str]] = {}
    for room in turn["rooms"]:
        for person in room["people"]:
            logins.setdefault(known[person].zoom_email, {})[person] = room["name"]
    for login, room_of in logins.items():
        told = any("by hand" in said for said in turn["notices"])
        if login and len(set(room_of.values())) > 1 and not told:
            yield sorted(room_of)


def counted(plan: Mapping[str, Any], known: Mapping[str, Participant]) -> dict[str, int]:
    """The figures of a plan, from its rooms alone."""
    met: Counter[tuple[str, str]] = Counter()
    lay, colleagues, managers = [], 0, 0
    for session in plan["sessions"]:
        for turn in session["rounds"]:
            for room in turn["rooms"]:
                here = [known[person] for person in room["people"]]
                lay.append((sum(person.role == "lay" for person in here), len(here)))
                met.update(combinations(sorted(room["people"]), 2))
                for one, other in combinations(here, 2):
                    colleagues += one.organisation == other.organisation
                    managers += one.line_manager == other.email
                    managers += other.line_manager == one.email
    return {
        "repeats": sum(times - 1 for times in met.values()),
        "organisation_pairs": colleagues,
        "manager_pairs": managers,
        "lone_lay_rooms": sum(voices == 1 < size for voices, size in lay),
        "rooms_without_lay": sum(voices == 0 for voices, _ in lay),
        "hard_violations": 0,
    }


def _true(said: str, turn: Mapping[str, Any], known: Mapping[str, Participant]) -> bool:
    """Whether what a notice says in numbers is so; words without numbers are believed."""
    rooms = {room["name"]: [known[person] for person in room["people"]] for room in turn["rooms"]}
    lay = {name: sum(person.role == "lay" for person in here) for name, here in rooms.items()}
    people = sum(map(len, rooms.values()))
    if found := re.match(r"Only (\w+) (?:people|person) (?:is|are) coming", said):
        return NUMBERS.index(found[1]) == people
    if found := re.match(r"(\d+) people do not divide .* rooms? of ([\d and]+)\.$", said):
        sizes = sorted(map(int, re.findall(r"\d+", found[2])))
        return int(found[1]) == people and sizes == sorted(map(len, rooms.values()))
    if found := re.match(r"(Room \d+) has (only one person|nobody) with lived experience", said):
        return lay.get(found[1]) == (found[2] != "nobody")
    if found := re.match(r"(\d+) (?:person|people) with lived experience over", said):
        return int(found[1]) == sum(lay.values())
    if said.startswith("Nobody with lived experience"):
        return not any(lay.values())
    if found := re.match(r"(Room \d+): (\w+) sits with their line manager, (\w+)\.", said):
        return {found[2], found[3]} <= {person.name for person in rooms.get(found[1], [])}
    if found := re.match(r"(.*) (?:both|all) sign in to Zoom", said):
        names = set(re.findall(r"Name\d+", found[1]))
        return any(names <= {person.name for person in here} for here in rooms.values())
    return not (rooms and said.startswith(("No rooms were drawn", "Nobody is to be seated")))


def can_be_kept(
    people: int, size: Sequence[int], wishes: Sequence[tuple[str, tuple[Any, ...]]]
) -> bool:
    """Whether rooms exist that keep all of these (kind, people) wishes: every seating is tried. For small numbers."""
    counts = legal(people, *size)
    foes = {
        pair for kind, group in wishes if kind == "apart" for pair in combinations(sorted(group), 2)
    }
    mates = [set(group) for kind, group in wishes if kind == "keep"]
    pins = [group for kind, group in wishes if kind == "pinned"]
    return any(_seats(people, rooms, size, foes, mates, pins) for rooms in counts)


def _seats(
    people: int,
    count: int,
    size: Sequence[int],
    foes: set[tuple[Any, ...]],
    mates: Sequence[set[int]],
    pins: Sequence[tuple[Any, ...]],
) -> bool:
    rooms: list[list[int]] = [[] for _ in range(count)]
    where = dict(pins)
    if len(where) < len(set(pins)) or any(not 0 <= room < count for room in where.values()):
        return False
    bound = sorted({p for pair in foes for p in pair} | set().union(*mates) | set(where))
    free = people - len(bound)

    def placed(at: int) -> bool:
        missing = sum(max(0, size[0] - len(room)) for room in rooms)
        space = sum(size[1] - len(room) for room in rooms)
        if at == len(bound):
            return missing <= free <= space
        person = bound[at]
        for number, room in enumerate(rooms):
            if (
                where.get(person, number) == number
                and len(room) < size[1]
                and all((min(person, one), max(person, one)) not in foes for one in room)
                and all(mates_here(group, person, number) for group in mates)
            ):
                room.append(person)
                if placed(at + 1):
                    return True
                room.pop()
        return False

    def mates_here(group: set[int], person: int, number: int) -> bool:
        elsewhere = {p for at, room in enumerate(rooms) if at != number for p in room}
        return person not in group or not elsewhere & group

    return placed(0)
