"""Invitations, notices and the session card: when, where, and with whom, in one's own time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, say_many, to_say
from bot.domain.meetings import ZOOM, MeetingPlace, MeetingRecord
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.staying import WHICH, part
from bot.voice.ways import calendar_button, for_me, word_button
from bot.voice.words import escape, length, local, name, names, quoted

ANSWERS = {
    "yes": to_say("You said yes."),
    "unsure": to_say("You said you are not sure yet."),
    "no": to_say("You said not this time."),
    "": to_say("You have not told us yet whether you can come; a seat is kept for you."),
}


@dataclass(frozen=True, kw_only=True)
class RoundSeat:
    """Where one person sits in the rounds that have rooms of their own, and with whom."""

    rounds: tuple[str, ...]
    room: str
    mates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What one person needs to know of one session."""

    session: Session
    person: Participant
    answer: str = ""
    meeting: MeetingRecord | None = None
    place: MeetingPlace = ZOOM
    room: Room | None = None
    mates: tuple[str, ...] = ()
    host: str = ""
    moved_hour: str = ""
    placed_by_zoom: bool = True
    elsewhere: tuple["RoundSeat", ...] = ()
    parts: tuple[str, ...] = ()  # who welcomes and who notices, in words
    delegate: str = ""  # who comes for them
    comes_for: str = ""  # for whom they come
    stays: tuple[str, ...] = ()  # what they come for, where that is part of it
    guests: tuple[str, ...] = ()
    calendar: str = ""  # the address of their own

    @property
    def when(self) -> str:
        return local(self.session.starts_at, self.person.zone)


def answered(seen: Invitation) -> str:
    """Whether they come, or who comes for them, as far as that is known."""
    if seen.delegate:
        return say("{delegate} comes for you this time.", delegate=name(seen.delegate))
    if seen.comes_for:
        return say("You come for {comes_for}.", comes_for=name(seen.comes_for))
    return part(seen.stays) if seen.answer == "part" else say(ANSWERS[seen.answer])


def notice(seen: Invitation) -> Message:
    """Remind of the session at a person's own hour."""
    session = seen.session
    line = say(
        "“{title}” is coming up: {when}, {length}.",
        title=escape(session.title),
        when=seen.when,
        length=length(session.minutes),
    )
    rest = " ".join([where(seen), *extras(seen)])
    own = calendar_button(seen.calendar)
    if seen.person.facilitates:
        ways = [b.actions(*own)] if own else []
        return Message(
            text=f"{line} {rest}", blocks=(b.section(f"*{line}*"), b.section(rest), *ways)
        )
    return Message(
        text=f"{line} {rest} {answered(seen)}",
        blocks=(
            b.section(f"*{line}*"),
            b.section(rest),
            b.context(answered(seen)),
            b.actions(*coming_buttons(seen), *own),
        ),
    )


def coming_buttons(seen: Invitation) -> list[dict[str, object]]:
    """Whether one comes, or somebody else for them."""
    session = seen.session
    if seen.delegate:
        return [myself(session)]
    which = [b.button(say(WHICH), "rsvp:which", session.id)] if seen.answer == "part" else []
    told = [
        *which,
        b.button(say("I can come"), "rsvp:yes", session.id),
        b.button(say("I cannot come"), "rsvp:no", session.id),
    ]
    return told if seen.comes_for else [*told, for_me(session.id)]


def myself(session: Session) -> dict[str, object]:
    """Nobody comes for me any more."""
    return b.button(say("I come myself"), "delegate:back", session.id)


def where(seen: Invitation) -> str:
    session = seen.session
    if not session.virtual:
        return say(
            "We meet in person: {venue}.",
            venue=escape(session.venue) if session.venue else say("the place follows"),
        )
    if seen.meeting is None:
        return say(
            "We meet on {name}. The link comes before the session.", name=name(seen.place.name)
        )
    return join_words(seen.meeting, seen.place)


def join_words(meeting: MeetingRecord, place: MeetingPlace) -> str:
    by_phone = (
        say(" By telephone: {list}.", list=escape("; ".join(meeting.dial_in)))
        if meeting.dial_in
        else ""
    )
    passcode = (
        say(" Passcode: {passcode}.", passcode=escape(meeting.passcode)) if meeting.passcode else ""
    )
    numbered = meeting.meeting_id and place.makes_meetings
    number = (
        say(" Meeting number {grouped}.", grouped=grouped(meeting.meeting_id)) if numbered else ""
    )
    return say(
        "Join on {name}: <{join_url}>{number}{passcode}{by_phone}",
        name=name(place.name),
        join_url=escape(meeting.join_url),
        number=number,
        passcode=passcode,
        by_phone=by_phone,
    )


def grouped(digits: str) -> str:
    """952 0491 4252: as it is read from a telephone."""
    if len(digits) < 9:
        return digits
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}"


def extras(seen: Invitation) -> list[str]:
    ours = [guest_line(seen.guests, seen.session.month)] if seen.guests else []
    return [*([seen.moved_hour] if seen.moved_hour else []), *ours]


def guest_line(guests: Sequence[str], month: int) -> str:
    """Who comes from outside, and how to ask them something."""
    asks = say("`/convene guest question {month} YOUR WORDS`", month=month)
    return say_many(
        "Our guest: {guests}. To ask something beforehand: {asks}.",
        "Our guests: {guests}. To ask something beforehand: {asks}.",
        len(guests),
        guests=names(guests),
        asks=asks,
    )


def room_words(seen: Invitation) -> str:
    """Your room is Room 3, with Ada, Bo and Cy. Ada keeps time."""
    if seen.room is None:
        return ""
    company = say(", with {mates}", mates=names(seen.mates)) if seen.mates else ""
    keeper = say(" {host} keeps time.", host=name(seen.host)) if seen.host else ""
    if seen.room.host == seen.person.id:
        keeper = say(" You keep time.")
    if seen.room.scribe == seen.person.id:
        keeper += say(" You take notes.")
    return say(
        "Your room is {name}{company}.{keeper}",
        name=name(seen.room.name),
        company=company,
        keeper=keeper,
    )


def elsewhere_words(seen: Invitation) -> list[str]:
    """For “Our promise” you are at Table 4, with Ada and Bo: one line for each way of drawing."""
    place = (
        say("choose {room} from Zoom's list") if seen.session.virtual else say("you are at {room}")
    )
    if seen.session.virtual and not seen.place.places_people:
        place = (
            say("choose {room}") if seen.place.people_choose else say("say that you are in {room}")
        )
    return [
        say(
            "For {rounds} {where}{company}.",
            rounds=quoted(seat.rounds),
            where=place.format(room=name(seat.room)),
            company=say(", with ") + names(seat.mates) if seat.mates else "",
        )
        for seat in seen.elsewhere
    ]


def by_hand_words(seen: Invitation) -> str:
    """How somebody gets into their room whom nothing places there by itself."""
    if seen.room is None or not seen.session.virtual:
        return ""
    if not seen.place.places_people:
        return _own_way(seen.place, seen.room)
    if seen.placed_by_zoom:
        return ""
    return say(
        "Zoom cannot place you by itself: tell the host “{name}”, or choose it from Zoom's list.",
        name=name(seen.room.name),
    )


def _own_way(place: MeetingPlace, room: Room) -> str:
    """Into a room that people open by hand."""
    if place.people_choose:
        return say(
            "The rooms are opened by hand: once they are, choose {name} yourself.",
            name=name(room.name),
        )
    return say(
        "The rooms are opened by hand: when you are asked, say that you are in {name}.",
        name=name(room.name),
    )


def card(
    seen: Invitation,
    *,
    now_in_rooms: str = "",
    question_id: str = "",
    agreements: Sequence[str] = (),
    readings: str = "",
) -> Message:
    """The session card: everything for today in one message, which is brought up to date as the session goes on."""
    session = seen.session
    line = say("“{title}” starts soon: {when}.", title=escape(session.title), when=seen.when)
    seats = [room_words(seen), by_hand_words(seen), *elsewhere_words(seen)]
    lines = list(filter(None, [*seats, where(seen), " ".join(seen.parts), now_in_rooms]))
    buttons = [
        b.button(say("Name a branch"), "branch:open", session.id),
        b.button(say("Note an action"), "action:note", session.id),
        b.button(say("Stories I may read"), "story:list", session.id),
    ]
    if question_id:
        buttons.insert(
            0, b.button(say("Answer for my room"), "answer:open", question_id, style="primary")
        )
    below = [words for words in (readings, agreed_words(agreements)) if words]
    return Message(
        text=" ".join([line, *lines, *below]),
        blocks=(
            b.section(f"*{line}*"),
            *(b.section(words) for words in lines),
            *map(b.context, below),
            b.actions(*buttons),
            word_button(),
        ),
    )


def agreed_words(agreements: Sequence[str]) -> str:
    """How the people of this community want to be with each other; empty where nothing was agreed."""
    if not agreements:
        return ""
    return "\n".join(
        [say("How we want to be with each other:"), *(f"• {escape(a)}" for a in agreements[:10])]
    )
