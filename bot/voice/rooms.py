"""Rooms in words: the proposal with its reasons, the host's card, the host sheet for the facilitators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord
from bot.domain.roster import Participant
from bot.domain.seating_words import counted, number, opened
from bot.domain.sessions import Room, RoomPlan, Session
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, local, name, names, quoted, with_names

STEPS_IN_ZOOM = (
    "In Zoom: Breakout Rooms, then Recreate, then Recover to pre-assigned rooms, and right after that "
    "Open all rooms. People who join later have to be moved by hand; this list says where."
)
ROOMS_BY_HAND = (
    "Zoom keeps no rooms of this session. In Zoom: Breakout Rooms, {count}, “Let participants choose room”, Create, "
    "give them the names below, then Open all rooms. Everyone knows their own; this list says where the others belong."
)
BY_HAND = "one link stands for all sessions; rooms are opened by hand"
OPENED_BY_HAND = (
    "Open {count} in {place} when it is time for them, with the names below, and {way}. Whoever opens them reads the "
    "list out or pastes it into the chat: /convene rooms {month} list"
)
PUT_THERE = "put everyone into theirs: they were asked to say which it is"
CHOOSE_THERE = "let everyone choose their own: they know which it is"
PLACEMENTS = {
    "planned": "in our plan, not yet sent to Zoom",
    "sent": "sent to Zoom, not yet seen there",
    "confirmed": "placed by Zoom",
    "no Zoom address": "no Zoom address: place by hand",
    "guest": "outside Zoom's list: place by hand",
}
SOMEONE_YOU_CHOOSE, NOBODY_ELSE = "Someone you choose", "nobody else yet"


@dataclass(frozen=True, kw_only=True)
class Placement:
    """How one person gets into their room: planned, sent, confirmed, no Zoom address or guest."""

    person: Participant
    room: str
    status: str

    @property
    def by_hand(self) -> bool:
        return self.status in {"no Zoom address", "guest"}

    @property
    def unconfirmed(self) -> bool:
        return self.status in {"planned", "sent"}


@dataclass(frozen=True, kw_only=True)
class RoomsPage:
    """All that facilitators need to see of the rooms of one session.

    `unkept` counts the private wishes that are not kept, whose they are stands nowhere here; `broke` says that
    the last change is to blame.
    """

    session: Session
    plan: RoomPlan
    people: Mapping[str, Participant]
    placements: Sequence[Placement] = ()
    meeting: MeetingRecord | None = None
    place: MeetingPlace = ZOOM
    reader: Participant | None = None
    told: int = 0  # the version that was published last
    unkept: int = 0
    broke: bool = False
    mend: str = ""  # what can be mended, in words
    again: str = ""  # how many meet again, beside the fewest there can be, in words
    undo: str = ""  # who is told when the last change is taken back, in words
    rounds: Mapping[str, Sequence[str]] = field(default_factory=dict)  # their titles, by their way

    def line(self, room: Room) -> str:
        """Room 3 (7): Ada (host), Bo (scribe), Cy."""
        return f"*{name(room.name)}* ({room.size}): {', '.join(self.seat(room, p) for p in room.people)}"

    @property
    def listing(self) -> list[str]:
        """Room by room; then the rooms of rounds that are drawn in another way, which nobody pins."""
        lines = [self.line(room) for room in self.plan.rooms]
        for other in self.plan.others:
            lines.append(f"For {quoted(self.rounds.get(other.way, ()))}:")
            lines += [self._other(room) for room in other.rooms]
        return lines

    def _other(self, room: Room) -> str:
        here = [self.people[person].name for person in room.people if person in self.people]
        return f"*{name(room.name)}* ({room.size}): {names(here)}"

    def seat(self, room: Room, person_id: str) -> str:
        person = self.people.get(person_id)
        role = (
            " (host)" if person_id == room.host else " (scribe)" if person_id == room.scribe else ""
        )
        pin = " (pinned)" if person_id in self.plan.pinned else ""
        return f"{name(person.name) if person else 'someone who left'}{role}{pin}"

    @property
    def title(self) -> str:
        state = "proposed, not yet told to anyone"
        if self.plan.state == "published":
            state = "published"
        elif self.told:
            state = f"changed since version {self.told} was published; nobody is told until you publish again"
        people = sum(room.size for room in self.plan.rooms)
        return (
            f"Rooms for “{escape(self.session.title)}”, version {self.plan.version}: {state}. "
            f"{count(people, 'person', 'people')} in {count(len(self.plan.rooms), 'room')}."
        )


def rooms_page(seen: RoomsPage, *, lead: str = "") -> Message:
    """The rooms with their people and reasons, and buttons to change or publish them."""
    known = {word for p in seen.people.values() for word in (p.name, p.organisation)}
    notices = [with_names(words, known) for words in seen.plan.notices]
    trouble, wishes = zoom_words(seen), wish_words(seen)
    more = filter(None, [wishes, seen.mend, *notices, seen.again, trouble, seen.undo])
    text = " ".join([*([lead] if lead else []), seen.title, *more])
    listing = seen.listing
    return Message(
        text="\n".join([text, *listing]),
        blocks=(
            *([b.section(lead)] if lead else []),
            b.section(f"*{seen.title}*"),
            *([b.section(wishes), b.actions(*wish_buttons(seen))] if wishes else []),
            *([b.section(seen.mend)] if seen.mend else []),
            *([b.actions(mend_button(seen.session))] if seen.mend and not wishes else []),
            *paragraphs(listing),
            *paragraphs([*notices, *([seen.again] if seen.again else [])], b.context),
            *([b.section(trouble)] if trouble else []),
            *([b.context(seen.undo)] if seen.undo else []),
            b.actions(*change_buttons(seen)),
        ),
    )


def again_words(pairs: int, unavoidable: int) -> str:
    """Four pairs have met before; all four of them cannot be avoided with these people in so many rooms."""
    if not pairs:
        return ""
    met = f"{opened(counted(pairs, 'pair'))} {'has' if pairs == 1 else 'have'} shared a room before"
    if not unavoidable:
        return f"{met}."
    if unavoidable == pairs:
        return f"{met}, and no other rooms for these people could do with fewer."
    return f"{met}; no rooms for these people could do with fewer than {number(unavoidable)}."


def paragraphs(lines: Sequence[str], made: object = b.section, most: int = 2500) -> list[Block]:
    """Lines gathered into as few blocks as Slack's limits allow."""
    build = made if callable(made) else b.section
    blocks: list[Block] = []
    held: list[str] = []
    for line in [b.cut_formatted(words, most) for words in lines]:
        if held and len("\n".join([*held, line])) > most:
            blocks.append(build("\n".join(held)))
            held = []
        held.append(line)
    return [*blocks, *([build("\n".join(held))] if held else [])]


def change_buttons(seen: RoomsPage) -> list[dict[str, object]]:
    facts = f"{seen.session.id}|{seen.plan.version}"
    buttons = [
        b.button("Swap two people", "rooms:swap", facts),
        b.button("Move someone", "rooms:move", facts),
        b.button("Pin someone", "rooms:pin", facts),
        b.button("Undo the last change", "rooms:undo", facts),
    ]
    if seen.plan.state != "published":
        buttons.insert(0, b.button("Publish these rooms", "rooms:publish", facts, style="primary"))
    return buttons


def wish_words(seen: RoomsPage) -> str:
    """How many private wishes are not kept, and never whose or which: a page may be read over a shoulder."""
    if not seen.unkept:
        return ""
    them = "One private wish is" if seen.unkept == 1 else f"{seen.unkept} private wishes are"
    undo = f"/convene rooms {seen.session.month} undo"
    blame = f" The last change did that; take it back with `{undo}`." if seen.broke else ""
    return f"{them} not kept in these rooms: see `/convene wishes`.{blame}"


def wish_buttons(seen: RoomsPage) -> list[dict[str, object]]:
    """To the fewest moves that keep them, and to the wishes."""
    return [mend_button(seen.session), b.button("Private wishes", "wishes:open")]


def mend_button(session: Session) -> dict[str, object]:
    return b.button("See the fewest moves", "rooms-mend", session.id)


def zoom_words(seen: RoomsPage) -> str:
    """Who Zoom will not place, and why; empty while that is not known or nobody is concerned."""
    by_hand = [p for p in seen.placements if p.by_hand]
    parts = []
    if seen.meeting and seen.meeting.trouble:
        parts.append(escape(seen.meeting.trouble))
    if by_hand:
        who = "; ".join(f"{name(p.person.name)} ({p.status}, {name(p.room)})" for p in by_hand)
        parts.append(f"Zoom cannot place {count(len(by_hand), 'person', 'people')}: {who}.")
    if waiting := [p for p in seen.placements if p.unconfirmed]:
        parts.append(_not_confirmed(seen, len(waiting)))
    return " ".join(filter(None, parts))


def _not_confirmed(seen: RoomsPage, people: int) -> str:
    """Rooms that people were told and Zoom has not shown yet; a proposal is not sent at all."""
    if seen.plan.state != "published":
        return ""
    return f"Zoom has not confirmed the rooms of {count(people, 'person', 'people')} yet: keep this list at hand."


def steps_in_zoom(seen: RoomsPage) -> str:
    """What to press: the rooms are there, or have to be made by hand."""
    if not seen.place.places_people:
        return OPENED_BY_HAND.format(
            count=count(len(seen.plan.rooms), "room"),
            place=name(seen.place.name),
            way=CHOOSE_THERE if seen.place.people_choose else PUT_THERE,
            month=seen.session.month,
        )
    if seen.meeting is None or seen.meeting.state != "without_rooms":
        return STEPS_IN_ZOOM
    return ROOMS_BY_HAND.format(count=count(len(seen.plan.rooms), "room"))


def zoom_csv(placements: Sequence[Placement]) -> str:
    """Zoom's own file for pre-assigning rooms; cells cannot start a formula."""
    by_login: dict[
        str, Placement
    ] = {}  # two people may share one login; Zoom takes an address once
    for placement in placements:
        if placement.person.zoom_email:
            by_login.setdefault(placement.person.zoom_email.casefold(), placement)
    rows = ["Pre-assign Room Name,Email Address"]
    rows += [f"{cell(p.room)},{cell(p.person.zoom_email)}" for p in by_login.values()]
    return "\r\n".join(rows) + "\r\n"


def cell(text: str) -> str:
    safe = f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
    return '"' + safe.replace('"', '""') + '"' if any(c in safe for c in ',"\n\r') else safe


def host_sheet(
    seen: RoomsPage,
    *,
    start_url: str,
    zone: str,
    host_key: str = "",
    now: Sequence[str] = (),
    parts: Sequence[str] = (),
    day_url: str = "",
) -> Message:
    """Everything for the facilitators who open the meeting: rooms, people to place by hand, and a Start button.

    `now` are lines on what is to be done in Zoom at this moment; they come first.
    """
    when = local(seen.session.starts_at, zone)
    lead = f"Host sheet for “{escape(seen.session.title)}”, {when}."
    listing = seen.listing
    steps = [steps_in_zoom(seen)] if seen.session.virtual else []
    if steps and host_key:
        steps.append(
            f"Should the button fail: join like everyone, Participants, Claim host, {escape(host_key)}."
        )
    trouble = zoom_words(seen)
    said = [*now, *steps, *parts, *listing, *([trouble] if trouble else [])]
    start = b.button("Start the meeting", "start:open", url=start_url, style="primary")
    paper = b.button("The run of the day, to print", "day:open", url=day_url)
    found = [*([start] if start_url else []), *([paper] if day_url else [])]
    buttons = [b.actions(*found)] if found else []
    return Message(
        text="\n".join([lead, *said]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(said), *buttons),
    )
