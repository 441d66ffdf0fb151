"""The people, in words, for facilitators in a browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.answers import Rsvp
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.roster import FEWER, GUEST, ONCE, PAUSED, Participant
from bot.domain.sessions import Session
from bot.voice.words import count, local

SAID = {
    Rsvp.YES: "comes",
    Rsvp.PART: "comes to part of it",
    Rsvp.UNSURE: "is not sure",
    Rsvp.NO: "does not come",
}
UNSAID = "has not said"


class Standing(StrEnum):
    """How somebody takes part, as a word."""

    TAKES_PART = "takes part"
    FEWER = "takes part, with few messages"
    LATER = "asked to be left for later"
    DECLINED = "does not take part"
    PAUSED = "takes a pause"
    ONCE = "comes once, for somebody else"
    LEFT = "has left"
    FACILITATES = "facilitates"
    GUEST = "guest"


STANDINGS = {
    FEWER: Standing.FEWER,
    "later": Standing.LATER,
    "declined": Standing.DECLINED,
    PAUSED: Standing.PAUSED,
    ONCE: Standing.ONCE,
    "left": Standing.LEFT,
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person in the list. `zoom` is empty where a meeting cannot place them ahead of time."""

    id: str
    name: str
    organisation: str
    role: str
    hour: str
    standing: Standing
    zoom: str
    needs: bool

    @property
    def sought(self) -> str:
        """The words by which somebody is found."""
        return f"{self.name} {self.organisation} {self.role} {self.standing.value}"

    @property
    def by_hand(self) -> bool:
        """Whether somebody has to place them in their room by hand."""
        seated = self.standing not in {Standing.FACILITATES, Standing.GUEST, Standing.LEFT}
        return seated and not self.zoom


def row(person: Participant, role: str, now: datetime, *, needs: bool) -> Row:
    return Row(
        id=person.id,
        name=person.name,
        organisation=person.organisation,
        role=role,
        hour=local(now, person.zone),
        standing=standing(person),
        zoom=person.zoom_email,
        needs=needs,
    )


def standing(person: Participant) -> Standing:
    if not person.has_left and person.facilitates:
        return Standing.FACILITATES
    if not person.has_left and person.role == GUEST:
        return Standing.GUEST
    return STANDINGS.get(person.standing, Standing.TAKES_PART)


def lead(people: Sequence[Participant], place: MeetingPlace = ZOOM) -> str:
    """How many take part, from where, and how many of them a meeting cannot place."""
    homes = len({p.organisation.casefold() for p in people})
    without = sum(1 for p in people if not p.zoom_email)
    verb = "takes" if len(people) == 1 else "take"
    said = (
        f"{count(len(people), 'person', 'people')} {verb} part, from {count(homes, 'organisation')}"
    )
    if not people:
        return "Nobody takes part yet. Import a roster."
    if not place.places_people:
        return f"{said}."
    if not without:
        return f"{said}. Zoom can place them all."
    return f"{said}. Zoom cannot place {without} of them ahead of time: it does not know their address."


def when(session: Session, zone: str) -> str:
    return local(session.starts_at, zone)


def said(answer: Rsvp | None) -> str:
    return SAID[answer] if answer else UNSAID


def imported(added: int, changed: int) -> str:
    return f"Taken over: {count(added, 'person is', 'people are')} new, {changed} changed."


NOTHING_NEW = "This roster says what is known already; there is nothing to take over."
CHANGED_MEANWHILE = "Something else has changed meanwhile. Look again at what would change now."
NO_FILE = "Choose a file first: a table saved as CSV."
ADDRESS_KEPT = "Noted. Rooms that people were told follow by themselves."
