"""The sample community for tests about rooms, and a second pair of eyes that shares no code with the draw."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from bot.domain.roster import Participant
from bot.domain.sessions import Room

ROSTER = Path(__file__).parent.parent / "bot/files/sample/roster.csv"
PERSPECTIVES = {
    "lay": "lay",
    "clinician": "professional",
    "executive": "professional",
    "coach": "professional",
    "researcher": "professional",
    "facilitator": "facilitation",
}


def roster() -> list[Participant]:
    """All 63 people of the sample roster."""
    with ROSTER.open(encoding="utf-8", newline="") as file:
        return [
            Participant(
                id=row["person_id"],
                name=row["display_name"],
                email=row["email"],
                zoom_email=row["zoom_email"],
                role=row["role"],
                organisation=row["organisation"],
                zone=row["time_zone"],
                language=row["language"],
                access_needs=row["access_needs"],
                line_manager=row["line_manager_email"],
            )
            for row in csv.DictReader(file)
        ]


def to_be_seated() -> list[Participant]:
    """The 59 who are not facilitators."""
    return [person for person in roster() if person.role != "facilitator"]


def many(count: int) -> list[Participant]:
    """As many people as asked: the sample's, and then their likes over and over."""
    sample = to_be_seated()
    people = []
    for number in range(count):
        like, again = sample[number % len(sample)], number // len(sample)
        ending = f"-{again}" if again else ""
        people.append(
            Participant(
                id=like.id + ending,
                name=like.name + ending,
                email=ending + like.email,
                role=like.role,
                organisation=like.organisation,
                zone=like.zone,
                language=like.language,
                line_manager=ending + like.line_manager if like.line_manager else "",
            )
        )
    return people


def sizes(rooms: Iterable[Room]) -> list[int]:
    """Room sizes, largest first."""
    return sorted((len(room.people) for room in rooms), reverse=True)


def seated(rooms: Iterable[Room]) -> list[str]:
    return sorted(person for room in rooms for person in room.people)


def ids(people: Iterable[Participant]) -> list[str]:
    return sorted(person.id for person in people)


def lay_by_room(rooms: Iterable[Room], people: Iterable[Participant]) -> list[int]:
    """How many with lived experience sit in each room, fewest first."""
    lay = {person.id for person in people if person.role == "lay"}
    return sorted(len(lay.intersection(room.people)) for room in rooms)


def most_colleagues(rooms: Iterable[Room], people: Iterable[Participant]) -> int:
    """The most people of one organisation in any room."""
    home = {person.id: person.organisation for person in people}
    return max(max(Counter(home[p] for p in room.people).values()) for room in rooms)


def boss_pairs(rooms: Iterable[Room], people: Iterable[Participant]) -> int:
    """How many sit with their line manager."""
    by_address = {person.email.lower(): person.id for person in people}
    boss = {p.id: by_address.get(p.line_manager.lower()) for p in people if p.line_manager}
    return sum(boss.get(person) in room.people for room in rooms for person in room.people)


def pairs(rooms: Iterable[Room]) -> Counter[tuple[str, str]]:
    return Counter(pair for room in rooms for pair in combinations(sorted(room.people), 2))


def repeats(sessions: Sequence[Sequence[Room]]) -> int:
    """Encounters after the first, over all sessions."""
    met: Counter[tuple[str, str]] = Counter()
    for rooms in sessions:
        met.update(pairs(rooms))
    return sum(count - 1 for count in met.values())


def has_legal_split(count: int) -> bool:
    """Whether rooms of 5 to 8 can hold exactly so many, by trying."""
    return any(5 * rooms <= count <= 8 * rooms for rooms in range(1, count + 1))
