"""Who was really there, and in which room: what a session was, beside what was planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.sessions import Room

HOST, FACILITATOR, SELF, ZOOM = "host", "facilitator", "self", "zoom"
NO_ROOM = "-"  # in place of a room: they were there, and in none of the rooms


@dataclass(frozen=True, kw_only=True)
class Presence:
    """One word about whether somebody was at a session, from one teller.

    `room` is the name of the room they really sat in, NO_ROOM where they are known to have sat in none, empty where
    that is not known or they were away. `source` is who says so: host (whoever keeps time or takes notes there),
    facilitator, self or zoom; `by` is the person who wrote it down, empty for zoom. Whoever says something newer of
    the same person says it in place of the older.
    """

    session_id: str
    person_id: str
    was_there: bool
    at: datetime
    room: str = ""
    source: str = FACILITATOR
    by: str = ""

    @property
    def id(self) -> str:
        return f"{self.session_id}:{self.person_id}:{self.by or self.source}"

    @property
    def unseen(self) -> bool:
        """Zoom did not see them, and nobody says that they were away: that is no certain absence."""
        return not self.was_there and self.source == ZOOM

    @property
    def by_people(self) -> bool:
        return self.source != ZOOM


Known = Mapping[str, Presence]


def known(words: Iterable[Presence]) -> Known:
    """What is known of each person of one session, where several have said something.

    People outrank Zoom: it knows which account was connected, they know who sat there, behind a shared login or a
    telephone too. Among people the newest word counts, whoever said it, so that what was wrong can be put right.
    Whoever says that somebody was there and not where leaves the room to the word before.
    """
    found: dict[str, Presence] = {}
    for word in sorted(words, key=lambda word: (word.by_people, word.at, word.id)):
        before = found.get(word.person_id)
        if not word.was_there:
            word = replace(word, room="")
        elif before and not word.room:
            word = replace(word, room=before.room)
        found[word.person_id] = word
    return found


def following(words: Iterable[Presence], person: str, now: datetime) -> datetime:
    """An instant for a new word about this person, after every other: clocks may stand still, or differ a little."""
    spoken = (word.at + timedelta(microseconds=1) for word in words if word.person_id == person)
    return max([now, *spoken])


def as_they_were(rooms: Sequence[Room], said: Known) -> tuple[Room, ...]:
    """The rooms of a session as they really were; where nothing is known, the plan stands.

    Those known to have been away are taken out, those known to have sat elsewhere sit there, a room that nobody
    planned included, and those who came without a seat are added. Somebody who was there, nobody knows where, keeps
    the planned seat; who is known to have sat in no room has none. Who did not sit in a room did not host it or take
    its notes. Rooms nobody sat in are left out.
    """
    people: dict[str, list[str]] = {room.name: [] for room in rooms}
    planned = {person: room.name for room in rooms for person in room.people}
    for person in [*planned, *sorted(said.keys() - planned.keys())]:
        sat_in = _sat_in(said.get(person), planned.get(person, ""))
        if sat_in:
            people.setdefault(sat_in, []).append(person)
    parts = {room.name: (room.host, room.scribe) for room in rooms}
    return tuple(
        _room(name, sat, *parts.get(name, ("", ""))) for name, sat in people.items() if sat
    )


def _sat_in(word: Presence | None, planned: str) -> str:
    if word is None:
        return planned
    return (word.room or planned) if word.was_there and word.room != NO_ROOM else ""


def _room(name: str, people: Sequence[str], host: str, scribe: str) -> Room:
    return Room(
        name=name,
        people=tuple(people),
        host=host if host in people else "",
        scribe=scribe if scribe in people else "",
    )
