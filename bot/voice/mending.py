"""Mending rooms in words: who would move and why, who would be told, what to press, and how to take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.languages import to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.roster import Participant
from bot.domain.seating_wishes import Move
from bot.domain.seating_words import counted, opened
from bot.domain.sessions import Room, Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import escape, listed, name, with_names

# What a person's room news opens with where something else than the room has changed for them.
PARTS = {
    "": to_say("This has changed since I last wrote."),
    "scribe": to_say("You take notes in your room now."),
    "not scribe": to_say("Somebody else takes notes in your room now."),
    "not host": to_say("Somebody else keeps time in your room now."),
}
KEPT = "Zoom keeps pre-assigned rooms as they were when the meeting was started"
BEFORE = f"The start is near. Zoom is sent the new list; but {KEPT}: once it is, whoever opened it presses"
DURING = f"The session is on. {KEPT}. Whoever opened it presses"
RECOVER = "Press “Recover to pre-assigned rooms” before that and not after it, for it brings the old rooms back."


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody who hears of a change, and what changes for them.

    `part` is room, none (no seat any more), host, not host, scribe or not scribe.
    """

    person: str
    part: str
    room: str = ""


@dataclass(frozen=True, kw_only=True)
class Mend:
    """Rooms as they would be with the fewest moves. `base` is the version that was looked at."""

    session: Session
    base: int
    people: Mapping[str, Participant] = field(repr=False)
    before: tuple[Room, ...]
    rooms: tuple[Room, ...]
    moves: tuple[Move, ...] = ()
    notices: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    waits: bool = False
    near: bool = False
    going_on: bool = False
    leave: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    host_ill: str = ""
    mark: str = ""
    online: MeetingPlace = ZOOM

    @property
    def pressed(self) -> bool:
        """Whether people are moved by pressing something that we know."""
        return self.session.virtual and self.online.places_people

    @property
    def changes(self) -> bool:
        return self.rooms != self.before

    @property
    def moved(self) -> tuple[Move, ...]:
        """Those who change rooms, without those who leave or come."""
        return tuple(move for move in self.moves if move.from_room and move.to_room)

    @property
    def facts(self) -> str:
        """What a button carries, to do this very thing and nothing else. Ids hold neither / nor comma."""
        asked = ",".join(self.leave), ",".join(self.join), self.host_ill
        return "/".join([self.session.id, str(self.base), self.mark, *asked])

    def named(self, person: str) -> str:
        known = self.people.get(person)
        return name(known.name) if known else "someone who left"

    def place(self, room: str) -> str:
        """In Room 2, at Table 2."""
        return f"{'in' if self.session.virtual else 'at'} {name(room)}"


def preview(mend: Mend, *, lead: str = "") -> Message:
    """What would be done, before anything is: each move with its reason, and who would be told."""
    title, notices = f"“{escape(mend.session.title)}”", _amiss(mend)
    if not mend.changes:
        head = f"There is nothing to mend in the rooms for {title}."
        return _page([lead, head], [], notices)
    head = f"{_how_many(mend)} in the rooms for {title}. Nothing is changed yet."
    heard = _who_hears(mend, ("would be told", "would be told"), "Nobody would be told")
    said = [*_seats(mend), *_rooms(mend), heard, *advice(mend)]
    return _page(
        [lead, f"*{head}*"],
        said,
        notices,
        b.button("Do this", "rooms-mend-do", mend.facts, style="primary"),
        b.button("Leave it", "rooms-mend-leave", mend.session.id),
    )


def _page(
    leads: Sequence[str], said: Sequence[str], notices: Sequence[str], *buttons: dict[str, object]
) -> Message:
    """Leads, then what would be, then what is not as wished, then the buttons."""
    heads = [lead for lead in leads if lead]
    return Message(
        text="\n".join([*(head.strip("*") for head in heads), *said, *notices]),
        blocks=(
            *map(b.section, heads),
            *paragraphs(said),
            *paragraphs(notices, b.context),
            *([b.actions(*buttons)] if buttons else []),
        ),
    )


def summary(mend: Mend) -> str:
    """One line for the facilitators' page, where there is something to mend."""
    if not mend.changes:
        return ""
    lead = f"These rooms can be mended: {_why(mend)}."
    if not mend.near:
        return f"{lead} “See the fewest moves” shows how, and changes nothing yet."
    when = "The session is on" if mend.going_on else "The start is near"
    zoom = " and what to press in Zoom" if mend.pressed else ""
    return f"{lead} {when}, so nothing changes by itself: “See the fewest moves” shows how{zoom}."


def need(mend: Mend) -> str:
    """One line among all that waits for a facilitator."""
    month = mend.session.month
    return f"Rooms of month {month} can be mended: {_why(mend)}: /convene rooms {month} mend"


def _why(mend: Mend) -> str:
    """What asks for it: seats of those who do not come, people without a seat, or moves alone."""
    away = sum(1 for move in mend.moves if not move.to_room)
    come = sum(1 for move in mend.moves if not move.from_room)
    moved = len(mend.moved)
    said = [f"{_people(away)} cannot come and {'has' if away == 1 else 'have'} a seat"] * bool(away)
    said += [f"{_people(come)} can come and {'has' if come == 1 else 'have'} no seat"] * bool(come)
    said += [f"{_people(moved)} would move"] * bool(moved)
    return listed(said) or "somebody has to keep time or take notes"


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _how_many(mend: Mend) -> str:
    return (
        f"{opened(_people(len(mend.moved)))} would move"
        if mend.moved
        else "Nobody would have to move"
    )


def _seats(mend: Mend) -> list[str]:
    """One sentence for everyone whose seat changes."""
    return [_seat(mend, move) for move in mend.moves]


def _seat(mend: Mend, move: Move) -> str:
    who, why = mend.named(move.person), escape(move.why)
    if not move.to_room:
        return f"{who}, now {mend.place(move.from_room)}, would have no seat: {why}."
    if not move.from_room:
        return f"{who} would sit {mend.place(move.to_room)}: {why}."
    return f"{who} would move from {name(move.from_room)} to {name(move.to_room)}: {why}."


def _rooms(mend: Mend) -> list[str]:
    """Rooms that would be new or gone, and who would have a part that they do not have now."""
    old = {room.name: room for room in mend.before}
    new = {room.name for room in mend.rooms}
    said = [f"{name(room)} would be given up." for room in old if room not in new]
    said += [f"{name(room.name)} would be new." for room in mend.rooms if room.name not in old]
    for room in mend.rooms:
        was = old.get(room.name, Room(name=room.name, people=()))
        if room.host and room.host != was.host:
            said.append(f"{mend.named(room.host)} would keep time {mend.place(room.name)}.")
        if room.scribe and room.scribe != was.scribe:
            said.append(f"{mend.named(room.scribe)} would take notes {mend.place(room.name)}.")
    return said


def _amiss(mend: Mend) -> list[str]:
    """What is not as wished afterwards."""
    known = {word for p in mend.people.values() for word in (p.name, p.organisation)}
    return [with_names(notice, known) for notice in mend.notices]


def _who_hears(mend: Mend, verbs: tuple[str, str], nobody: str) -> str:
    """Who is told what. The verbs are for one person and for several."""
    if mend.waits:
        return f"{nobody} now: these changes wait until you publish the rooms."
    if not mend.told:
        return f"{nobody}."
    by_person: dict[str, list[str]] = {}
    for each in mend.told:
        by_person.setdefault(each.person, []).append(_part(each))
    heard = [f"{mend.named(person)} ({', '.join(parts)})" for person, parts in by_person.items()]
    verb = verbs[len(heard) > 1]
    who = opened(_people(len(heard)))
    return f"{who} {verb}: {'; '.join(heard)}. Nobody else hears of it; where names are listed they are put right."


def _part(told: Told) -> str:
    return {
        "room": f"now {name(told.room)}",
        "none": "no seat any more",
        "host": "keeps time",
        "not host": "does not keep time any more",
        "scribe": "takes notes",
        "not scribe": "does not take notes any more",
    }[told.part]


def advice(mend: Mend) -> list[str]:
    """What has to be done by hand, where Zoom or people do not follow by themselves any more."""
    seats = [move for move in mend.moves if move.to_room]
    if not mend.near or not seats:
        return []
    if not mend.pressed:
        lead = "The session is on." if mend.going_on else "The start is near."
        shown = listed([f"{mend.named(m.person)} to {name(m.to_room)}" for m in seats])
        return [f"{lead} Show {shown}."]
    steps = [
        f"“{'Move to' if m.from_room else 'Assign to'}” beside {mend.named(m.person)}, then {name(m.to_room)}"
        for m in seats
    ]
    lead = DURING if mend.going_on else BEFORE
    return [f"{lead} in Zoom: Breakout Rooms, then {'; '.join(steps)}.", RECOVER]


def done(mend: Mend, *, version: int, back: Sequence[str]) -> Message:
    """What was done, who hears of it, and the way back with who would hear of that."""
    heard = _who_hears(mend, ("hears of it", "hear of it"), "Nobody is told")
    said = [heard, *advice(mend), undo_words([mend.named(p) for p in back])]
    undo = b.button("Undo this", "rooms-mend-undo", f"{mend.session.id}/{version}")
    return _page([f"*Done: {_past(mend)}.*"], said, [], undo)


def undo_words(names: Sequence[str]) -> str:
    """Who hears of it when the last change is taken back. Names are ready to be shown."""
    if not names:
        return "Undo takes it back and tells nobody."
    return f"Undo takes it back and tells {listed(list(names))} so at once."


def _past(mend: Mend) -> str:
    moved = [f"{mend.named(m.person)} moved to {name(m.to_room)}" for m in mend.moved]
    came = [
        f"{mend.named(m.person)} sits {mend.place(m.to_room)}"
        for m in mend.moves
        if not m.from_room
    ]
    left = [f"{mend.named(m.person)} has no seat" for m in mend.moves if not m.to_room]
    return listed([*moved, *came, *left]) or "the rooms are mended"


def undone(names: Sequence[str], *, published: bool) -> Message:
    """The rooms are as they were. Names are of those who are told, ready to be shown."""
    who = f"{listed(list(names))} {'is' if len(names) == 1 else 'are'} told so." if names else ""
    quiet = "Nobody is told." if published else "Nobody is told until you publish."
    words = f"Taken back: the rooms are as they were before. {who or quiet}"
    return Message(text=words, blocks=(b.section(words),))


def left_as_it_is() -> Message:
    words = "Left as it is. Nothing was changed, and nobody was told."
    return Message(text=words, blocks=(b.section(words),))
