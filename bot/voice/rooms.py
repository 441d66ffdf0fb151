"""Rooms in words: the proposal with its reasons, the host's card, the host sheet for the facilitators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.languages import say, say_many, to_say
from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord
from bot.domain.roster import Participant
from bot.domain.seating_words import counted, number, opened
from bot.domain.sessions import Room, RoomPlan, Session
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, name, names, quoted, with_names

STEPS_IN_ZOOM = to_say(
    "In Zoom: Breakout Rooms, then Recreate, then Recover to pre-assigned rooms, and right after that "
    "Open all rooms. People who join later have to be moved by hand; this list says where."
)
ROOMS_BY_HAND = to_say(
    "Zoom keeps no rooms of this session. In Zoom: Breakout Rooms, {count}, “Let participants choose room”, Create, "
    "give them the names below, then Open all rooms. Everyone knows their own; this list says where the others belong."
)
BY_HAND = to_say("one link stands for all sessions; rooms are opened by hand")
OPENED_BY_HAND = to_say(
    "Open {count} in {place} when it is time for them, with the names below, and {way}. Whoever opens them reads the "
    "list out or pastes it into the chat: /convene rooms {month} list"
)
PUT_THERE = to_say("put everyone into theirs: they were asked to say which it is")
CHOOSE_THERE = to_say("let everyone choose their own: they know which it is")
PLACEMENTS = {
    "planned": to_say("in our plan, not yet sent to Zoom"),
    "sent": to_say("sent to Zoom, not yet seen there"),
    "confirmed": to_say("placed by Zoom"),
    "no Zoom address": to_say("no Zoom address: place by hand"),
    "guest": to_say("outside Zoom's list: place by hand"),
}
SOMEONE_YOU_CHOOSE, NOBODY_ELSE = to_say("Someone you choose"), to_say("nobody else yet")


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
            lines.append(say("For {rounds}:", rounds=quoted(self.rounds.get(other.way, ()))))
            lines += [self._other(room) for room in other.rooms]
        return lines

    def _other(self, room: Room) -> str:
        here = [self.people[person].name for person in room.people if person in self.people]
        return f"*{name(room.name)}* ({room.size}): {names(here)}"

    def seat(self, room: Room, person_id: str) -> str:
        person = self.people.get(person_id)
        role = (
            say(" (host)")
            if person_id == room.host
            else say(" (scribe)")
            if person_id == room.scribe
            else ""
        )
        pin = say(" (pinned)") if person_id in self.plan.pinned else ""
        return f"{(name(person.name) if person else say('someone who left'))}{role}{pin}"

    @property
    def title(self) -> str:
        state = say("proposed, not yet told to anyone")
        if self.plan.state == "published":
            state = "published"
        elif self.told:
            state = say(
                "changed since version {told} was published; nobody is told until you publish again",
                told=self.told,
            )
        people = sum(room.size for room in self.plan.rooms)
        return say(
            "Rooms for “{title}”, version {version}: {state}. {number_of_people} in {number_of_rooms}.",
            title=escape(self.session.title),
            version=self.plan.version,
            state=state,
            number_of_people=count(people, "person", "people"),
            number_of_rooms=count(len(self.plan.rooms), "room", "rooms"),
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
    met = say_many(
        "{pairs} has shared a room before",
        "{pairs} have shared a room before",
        pairs,
        pairs=opened(counted(pairs, "pair")),
    )
    if not unavoidable:
        return f"{met}."
    if unavoidable == pairs:
        return say("{met}, and no other rooms for these people could do with fewer.", met=met)
    return say(
        "{met}; no rooms for these people could do with fewer than {number}.",
        met=met,
        number=number(unavoidable),
    )


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
        b.button(say("Swap two people"), "rooms:swap", facts),
        b.button(say("Move someone"), "rooms:move", facts),
        b.button(say("Pin someone"), "rooms:pin", facts),
        b.button(say("Undo the last change"), "rooms:undo", facts),
    ]
    if seen.plan.state != "published":
        buttons.insert(
            0, b.button(say("Publish these rooms"), "rooms:publish", facts, style="primary")
        )
    return buttons


def wish_words(seen: RoomsPage) -> str:
    """How many private wishes are not kept, and never whose or which: a page may be read over a shoulder."""
    if not seen.unkept:
        return ""
    them = (
        say("One private wish is")
        if seen.unkept == 1
        else say("{unkept} private wishes are", unkept=seen.unkept)
    )
    undo = f"/convene rooms {seen.session.month} undo"
    blame = (
        say(" The last change did that; take it back with `{undo}`.", undo=undo)
        if seen.broke
        else ""
    )
    return say(
        "{them} not kept in these rooms: see `/convene wishes`.{blame}", them=them, blame=blame
    )


def wish_buttons(seen: RoomsPage) -> list[dict[str, object]]:
    """To the fewest moves that keep them, and to the wishes."""
    return [mend_button(seen.session), b.button(say("Private wishes"), "wishes:open")]


def mend_button(session: Session) -> dict[str, object]:
    return b.button(say("See the fewest moves"), "rooms-mend", session.id)


def zoom_words(seen: RoomsPage) -> str:
    """Who Zoom will not place, and why; empty while that is not known or nobody is concerned."""
    by_hand = [p for p in seen.placements if p.by_hand]
    parts = []
    if seen.meeting and seen.meeting.trouble:
        parts.append(escape(seen.meeting.trouble))
    if by_hand:
        who = "; ".join(f"{name(p.person.name)} ({p.status}, {name(p.room)})" for p in by_hand)
        parts.append(
            say(
                "Zoom cannot place {number_of_people}: {who}.",
                number_of_people=count(len(by_hand), "person", "people"),
                who=who,
            )
        )
    if waiting := [p for p in seen.placements if p.unconfirmed]:
        parts.append(_not_confirmed(seen, len(waiting)))
    return " ".join(filter(None, parts))


def _not_confirmed(seen: RoomsPage, people: int) -> str:
    """Rooms that people were told and Zoom has not shown yet; a proposal is not sent at all."""
    if seen.plan.state != "published":
        return ""
    return say(
        "Zoom has not confirmed the rooms of {number_of_people} yet: keep this list at hand.",
        number_of_people=count(people, "person", "people"),
    )


def steps_in_zoom(seen: RoomsPage) -> str:
    """What to press: the rooms are there, or have to be made by hand."""
    if not seen.place.places_people:
        return say(OPENED_BY_HAND).format(
            count=count(len(seen.plan.rooms), "room", "rooms"),
            place=name(seen.place.name),
            way=say(CHOOSE_THERE if seen.place.people_choose else PUT_THERE),
            month=seen.session.month,
        )
    if seen.meeting is None or seen.meeting.state != "without_rooms":
        return say(STEPS_IN_ZOOM)
    return say(ROOMS_BY_HAND).format(count=count(len(seen.plan.rooms), "room", "rooms"))
