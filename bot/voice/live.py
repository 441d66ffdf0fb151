"""The rooms while they are open, in words: who is in none, which are too small, and what to press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.languages import say, say_many, to_say
from bot.domain.roster import Participant
from bot.domain.seating_wishes import Move
from bot.domain.sessions import Session
from bot.voice.words import clock_time, count, name

HOW = to_say(
    "Nobody but whoever opened the meeting can move people: Breakout Rooms, then beside a name in the main meeting "
    "“Assign”, beside a name in a room “Move to”, and choose the room."
)


@dataclass(frozen=True, kw_only=True)
class InZoom:
    """The rooms as Zoom tells them at one moment.

    `to_seat` are people in the main meeting, each with the room to put them in; `late` are those of them who had no
    seat. `elsewhere` are people in another room than theirs, `small` rooms with too few people, `moves` the fewest
    that help. `strangers` are in the main meeting and not named by Zoom, more of them than may run the session.
    """

    session: Session
    at: datetime
    people: Mapping[str, Participant] = field(repr=False)
    to_seat: Sequence[tuple[str, str]] = ()
    late: frozenset[str] = frozenset()
    elsewhere: Sequence[tuple[str, str, str]] = ()
    small: Sequence[tuple[str, int]] = ()
    moves: Sequence[Move] = ()
    strangers: int = 0
    least: int = 0

    @property
    def advice(self) -> tuple[object, ...]:
        """What is to be done or known, without the hour; empty where all is well."""
        said = (self.to_seat, self.elsewhere, self.small, self.moves, self.strangers)
        return said if any(said) else ()

    def who(self, person: str) -> str:
        known = self.people.get(person)
        return name(known.name) if known else say("someone who left")


def in_zoom_words(seen: InZoom, zone: str) -> list[str]:
    """What to do in Zoom now, the most urgent first; nothing where all is well."""
    if not seen.advice:
        return []
    lines = [say("*In Zoom at {clock_time}*", clock_time=clock_time(seen.at, zone))]
    lines += [_seat(seen, person, room) for person, room in seen.to_seat]
    lines += [
        say(
            "{room} holds {number_of_people}, fewer than {least}.",
            room=name(room),
            number_of_people=count(number, "person", "people"),
            least=seen.least,
        )
        for room, number in seen.small
    ]
    lines += [
        say(
            "The fewest moves: {who} from {from_room} to {to_room}.",
            who=seen.who(m.person),
            from_room=name(m.from_room),
            to_room=name(m.to_room),
        )
        for m in seen.moves
    ]
    lines += [
        say(
            "{who} sits in {now}, planned was {home}: let them stay if they like it there.",
            who=seen.who(person),
            now=name(now),
            home=name(home),
        )
        for person, now, home in seen.elsewhere
    ]
    return [*lines, *_strangers(seen.strangers), say(HOW)]


def _strangers(number: int) -> list[str]:
    if not number:
        return []
    return [
        say_many(
            "In the main meeting is one person whom Zoom does not name: look whether somebody waits for a room.",
            "In the main meeting are {number} people whom Zoom does not name: look whether somebody waits for a room.",
            number,
        )
    ]


def _seat(seen: InZoom, person: str, room: str) -> str:
    why = say("came without a seat") if person in seen.late else say("is in the main meeting")
    return say("{who} {why}: put them into {room}.", who=seen.who(person), why=why, room=name(room))
