"""One seat in words: where somebody sits, or where they would go if they came late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.languages import say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.voice import blocks as b
from bot.voice.calls import not_right
from bot.voice.message import Message
from bot.voice.sessions import Invitation, by_hand_words, room_words
from bot.voice.words import escape, listed, local, name, names

NO_ROOM = Room(name="", people=())


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Somebody who would have to change rooms."""

    name: str
    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One person's seat in the rooms as they are now, or the one a late joiner would get.

    `told` is the room they were told; `status` is a placement's. `too_close` says that rooms no longer change by
    themselves, `going_on` that the session has begun.
    """

    session: Session
    person: Participant
    people: Mapping[str, Participant] = field(repr=False)
    zone: str
    room: Room = NO_ROOM
    published: bool
    told: str = ""
    status: str = ""
    said_no: bool
    too_close: bool
    going_on: bool
    by_hand: bool
    moves: tuple[Moved, ...] = ()
    new_room: bool = False
    place: MeetingPlace = ZOOM

    @property
    def when(self) -> str:
        return f"“{escape(self.session.title)}”, {local(self.session.starts_at, self.zone)}"

    @property
    def company(self) -> str:
        return _company(self.room, self.people, self.person.id)


def _company(room: Room, people: Mapping[str, Participant], person_id: str) -> str:
    """Who else sits there, and who keeps time: "With Ada, Bo and Cy. Ada keeps time." """
    mates = [people[p].name for p in room.people if p != person_id and p in people]
    host = people.get(room.host)
    keeper = (
        say("{name} keeps time.", name=name(host.name))
        if host
        else say("Nobody keeps time there yet.")
    )
    return (
        say("With {mates}. {keeper}", mates=names(mates), keeper=keeper)
        if mates
        else say("Nobody else sits there. {keeper}", keeper=keeper)
    )


def in_lines(lines: Sequence[str]) -> Message:
    """Sentences one after the other, without the empty ones."""
    kept = [line for line in lines if line]
    return Message(text=" ".join(kept), blocks=tuple(b.section(line) for line in kept))


def not_seated(person: Participant) -> Message:
    """Facilitators and guests have no room of their own."""
    who = name(person.name)
    if person.facilitates:
        return Message(text=say("{name} facilitates and has no room of their own.", name=who))
    return Message(text=say("{name} is a guest and has no room of their own.", name=who))


def no_rooms_yet(person: Participant, session: Session) -> Message:
    return Message(
        text=say(
            "There are no rooms for “{title}” yet, so {name} has none. They come by themselves; now with: `/convene "
            "rooms {month} propose`",
            title=escape(session.title),
            name=name(person.name),
            month=session.month,
        )
    )


def sits(seat: Seat) -> Message:
    """Where somebody sits, with whom, and whether Zoom gets them there."""
    lead = say(
        "{name} sits in *{room}*: {when}.",
        name=name(seat.person.name),
        room=name(seat.room.name),
        when=seat.when,
    )
    no = say("They said that they cannot come; the seat is still kept.") if seat.said_no else ""
    return in_lines([lead, seat.company, no, _state(seat), _zoom(seat)])


def _state(seat: Seat) -> str:
    if seat.published:
        return ""
    if not seat.told:
        return say("These rooms are proposed: they have not been told.")
    if seat.told != seat.room.name:
        return say(
            "They were told {told}; they hear of the change when you publish again.",
            told=name(seat.told),
        )
    return say("They were told this room; other changes since wait for you to publish again.")


def _zoom(seat: Seat) -> str:
    """Whether Zoom can place them, and what to press where it cannot."""
    if not seat.session.virtual:
        return ""
    if not seat.place.places_people:
        return say("Rooms are opened by hand: {press}", press=_press(seat))
    if seat.by_hand:
        why = "" if seat.person.zoom_email.strip() else say(": there is no Zoom address")
        return say(
            "Zoom cannot place them by itself{why}. By hand: {press}", why=why, press=_press(seat)
        )
    if not seat.published:
        return say("Zoom can place them; it gets the rooms when you publish.")
    if seat.status == "confirmed":
        return say(
            "Zoom places them. Should they come once the rooms are open, by hand: {press}",
            press=_press(seat),
        )
    if seat.status in {"planned", "sent"}:
        return say(
            "Zoom has not confirmed them yet. Should they be left over, by hand: {press}",
            press=_press(seat),
        )
    return say("Zoom did not keep them. By hand: {press}", press=_press(seat))


def _press(seat: Seat) -> str:
    if not seat.place.places_people:
        return say("tell them “{name}”, or let them in.", name=name(seat.room.name))
    return say(
        "in Zoom press Breakout Rooms, then “Assign to” beside their name, then {name}.",
        name=name(seat.room.name),
    )


def would_go(seat: Seat) -> Message:
    """Where a late joiner would go with the fewest moves. Nothing is changed by saying it."""
    no = say(" They said that they cannot come.") if seat.said_no else ""
    was = say(" They were told {told} before.", told=name(seat.told)) if seat.told else ""
    lead = say(
        "{name} has no seat: {when}.{no}{was}",
        name=name(seat.person.name),
        when=seat.when,
        no=no,
        was=was,
    )
    fresh = say(", a new one") if seat.new_room else ""
    place = say(
        "If they come: *{name}*{fresh}, {who_moves}.",
        name=name(seat.room.name),
        fresh=fresh,
        who_moves=_who_moves(seat.moves),
    )
    return in_lines([lead, place, seat.company, _how(seat)])


def _who_moves(moves: Sequence[Moved]) -> str:
    if not moves:
        return say("nobody has to move")
    said = [
        say(
            "{name} would move from {source} to {target}",
            name=name(m.name),
            source=name(m.source),
            target=name(m.target),
        )
        for m in moves
    ]
    return say("and {said}", said=listed(said))


def _how(seat: Seat) -> str:
    """Who does what when they do come."""
    if not seat.too_close:
        later = say("Nothing is changed yet: when they say yes, the rooms follow by themselves.")
        cannot = seat.session.virtual and seat.by_hand and seat.place.places_people
        return (
            say("{later} Zoom cannot place them, so: {press}", later=later, press=_press(seat))
            if cannot
            else later
        )
    lead = say("The session is on") if seat.going_on else say("The start is near")
    if seat.session.virtual:
        return say(
            "{lead}, so nothing changes by itself. By hand: {press}", lead=lead, press=_press(seat)
        )
    return say(
        "{lead}, so nothing changes by itself: show them to {name}.",
        lead=lead,
        name=name(seat.room.name),
    )


def own(seen: Invitation, *, told: bool, too_close: bool) -> Message:
    """My own room as I was told it, or why I have none yet."""
    lead = f"“{escape(seen.session.title)}”, {seen.when}."
    if seen.room:
        said = in_lines([lead, room_words(seen), by_hand_words(seen)])
        return replace(said, blocks=(*said.blocks, b.actions(not_right(seen.session))))
    if seen.person.facilitates:
        return in_lines([lead, say("You facilitate and have no room of your own.")])
    if not told:
        return in_lines(
            [lead, say("Rooms are not told yet. You hear yours from me before the session.")]
        )
    come = say("Should you come: press “I can come” on my Home page, and you get a room.")
    if too_close:
        come = say("Should you come: join, and the facilitators show you into a room.")
    return in_lines([lead, say("You have no room."), come])


def beside(
    person: Participant, room: Room, people: Mapping[str, Participant], reader_id: str
) -> Message:
    """Somebody of the reader's own room, as all in it were told."""
    others = [
        people[p].name for p in room.people if p in people and p not in {person.id, reader_id}
    ]
    along = say(", with {others}", others=names(others)) if others else ""
    host = people.get(room.host)
    keeper = (
        say("{name} keeps time.", name=name(host.name)) if host and host.id != reader_id else ""
    )
    keeper = say("You keep time.") if room.host == reader_id else keeper
    return in_lines(
        [
            say(
                "{name} is in your room, {room}{along}.",
                name=name(person.name),
                room=name(room.name),
                along=along,
            ),
            keeper,
        ]
    )
