"""Who takes part, for facilitators: a line for each person, and one person's own page."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.roster import Participant
from bot.voice.words import city, count, spelled

ANSWERS = {
    "yes": "yes",
    "part": "part of it",
    "unsure": "not sure",
    "no": "no",
    "": "no answer yet",
}
STANDINGS = {
    "invited": "takes part",
    "active": "takes part",
    "fewer": "takes part, with fewer messages",
    "later": "later",
    "declined": "not for them",
    "paused": "pauses",
    "once": "comes this once",
}
NO_ZOOM = "none: placed by hand"
NOT_MET = "not met there yet"
MET = "known"
ZOOM_CHANGED = "Zoom’s list and what people read follow the new Zoom address."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person in the list."""

    id: str
    name: str
    organisation: str
    role: str
    city: str
    zoom: str
    answer: str


def row(person: Participant, labels: Mapping[str, str], answer: str) -> Row:
    return Row(
        id=person.id,
        name=spelled(person.name),
        organisation=person.organisation,
        role=labels.get(person.role, person.role),
        city=city(person.zone),
        zoom=person.zoom_email or NO_ZOOM,
        answer="" if person.facilitates else ANSWERS[answer],
    )


def lead(seated: int, by_hand: int, found: int, wanted: str) -> str:
    """How many take part, and how many of them Zoom cannot place."""
    if wanted:
        return f"{count(found, 'person fits', 'people fit')} “{wanted}”."
    without = f"{by_hand} of them have no Zoom address" if by_hand else "all have a Zoom address"
    return f"{count(seated, 'person takes', 'people take')} part; {without}."


def facts(
    person: Participant, labels: Mapping[str, str], *, room: str, comes: str, answer: str
) -> list[tuple[str, str]]:
    """What facilitators see of one person, name by name."""
    said = [
        ("Organisation", person.organisation),
        ("Role", labels.get(person.role, person.role)),
        ("Takes part", STANDINGS.get(person.standing, person.standing)),
        ("Lives by the clock of", city(person.zone)),
        ("Language", person.language),
        ("Slack", MET if person.slack_id else NOT_MET),
        ("Needs", person.access_needs),
        ("Comes next time", "" if person.facilitates else ANSWERS[answer]),
        ("Somebody comes for them", comes),
        ("Room next time", room),
    ]
    return [(what, word) for what, word in said if word]
