"""The rooms as a board: cards of people, what is not as wished, who changed what, and who would be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan
from bot.voice.mail import plain
from bot.voice.mending import Told
from bot.voice.rooms import RoomsPage
from bot.voice.words import WHO_LEFT, count, local, spelled

BY_ITSELF = "by itself"
DRAWN = "all rooms are drawn anew from who comes now"
TOLD = "Published. People hear of it as it was said."
SAME_SEATS = "Nobody sits elsewhere than in that version."
PARTS = {
    "none": "hears that they have no seat any more",
    "host": "gets the card of their room’s host",
    "not host": "hears that somebody else keeps time",
    "scribe": "hears that they take notes",
    "not scribe": "hears that somebody else takes notes",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One person on the board. `was` is the room they sat in by the version it is compared with, where another."""

    id: str
    name: str
    organisation: str
    parts: Sequence[str]
    pinned: bool
    was: str = ""

    @property
    def label(self) -> str:
        """The whole card as it is read aloud."""
        was = [f"was in {self.was}"] if self.was else []
        return ", ".join([self.name, self.organisation, *self.parts, *was])


@dataclass(frozen=True, kw_only=True)
class BoardRoom:
    """One room with its people, and what is to be said of it alone."""

    name: str
    cards: Sequence[Card]
    notices: Sequence[str]

    @property
    def size(self) -> str:
        return count(len(self.cards), "person", "people")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the rooms: who made it, when, and what it changed."""

    number: int
    words: str


def card(person: Participant | None, id: str, plan: RoomPlan, was: str) -> Card:
    """A person is a name and an organisation; beside them the part they have in their room."""
    room = plan.room_of(id)
    parts = [
        word
        for word, has in (
            ("keeps time", room is not None and room.host == id),
            ("takes notes", room is not None and room.scribe == id),
            ("stays in this room", id in plan.pinned),
        )
        if has
    ]
    return Card(
        id=id,
        name=spelled(person.name) if person else WHO_LEFT,
        organisation=person.organisation if person else "",
        parts=parts,
        pinned=id in plan.pinned,
        was=was,
    )


def of_room(notices: Sequence[str], room: str) -> list[str]:
    """What is said of one room: sentences that begin with its name, without it where it stands before a colon."""
    mine = [said for said in notices if said.startswith((f"{room} ", f"{room}:"))]
    return [said.removeprefix(f"{room}: ") for said in mine]


def of_all(notices: Sequence[str], rooms: Sequence[str]) -> list[str]:
    """What is said of no room in particular."""
    names = tuple(f"{room}{end}" for room in rooms for end in " :")
    return [said for said in notices if not said.startswith(names)]


def other_room(name: str, people: Sequence[str]) -> str:
    """A room of the rounds that are drawn in another way, on one line."""
    return f"{name}: {', '.join(people)}"


def state(seen: RoomsPage) -> str:
    return plain(seen.title)


def wishes(seen: RoomsPage) -> str:
    """How many private wishes are not kept, never whose or which: a screen is read over shoulders."""
    if not seen.unkept:
        return ""
    them = "One private wish is" if seen.unkept == 1 else f"{seen.unkept} private wishes are"
    blame = " The last change did that; Undo takes it back." if seen.broke else ""
    return f"{them} not kept in these rooms: type /convene wishes in Slack.{blame}"


def version(plan: RoomPlan, people: Mapping[str, Participant], zone: str) -> Version:
    """By whom, when and what, in a line."""
    by = people.get(plan.by)
    who = spelled(by.name) if by else WHO_LEFT if plan.by else BY_ITSELF
    at = f", {local(plan.at, zone)}" if plan.at else ""
    return Version(
        number=plan.version, words=f"Version {plan.version}: {plan.why or 'drawn'} ({who}{at})"
    )


def changed(now: str, was: str, who: str) -> str:
    if not was:
        return f"{who} is new, in {now}"
    return f"{who} has no seat any more, was in {was}" if not now else f"{who}: from {was} to {now}"


def done(what: str) -> str:
    """What was just done, as it is announced."""
    return f"Done: {what}."


def told(person: str, parts: Sequence[Told]) -> str:
    """Ada: hears that their room is Room 2, and gets the card of their room's host."""
    said = [PARTS.get(each.part) or f"hears that their room is {each.room}" for each in parts]
    return f"{person}: {', and '.join(said)}"


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who would be told what, if these rooms were published now."""

    lead: str
    people: Sequence[str]
    others: str


def audience(people: Sequence[str], *, sent: bool, first: bool, near: bool) -> Audience:
    """The sentence before the list, the list, and what everybody else notices."""
    hour = "at once" if near else "each at their own hour of the day on which rooms are told"
    who = count(len(people), "person hears", "people hear")
    lead = f"{who} of it, {hour}." if people else "Nobody is told anything."
    zoom = " Zoom gets the list of who sits where." if sent else ""
    rest = "" if first else " Nobody else is told; where names are listed they are put right."
    return Audience(lead=lead, people=people, others=f"{zoom}{rest}".strip())
