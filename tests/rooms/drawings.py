"""A dozen drawings that between them go through all of the engine, and a fingerprint of each.

Nothing but the standard library and the engine is needed, so any Python can compare: print(fingerprints()).
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating import Past, Wishes, clean_sessions, draw_rooms, repair
from bot.domain.sessions import Room
from bot.rooms.bounds import least_repeats
from bot.rooms.chance import chance
from tests.seated import PERSPECTIVES, many

MIX = RoomRules(max_same_organisation=8, min_lay_per_room=0, avoid_line_manager_pairs=False)
FULL = RoomRules(max_same_organisation=1, when_lay_scarce="pair", assume_no_show_rate=0.0)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A series of sessions to be drawn, some of its people away by chance."""

    people: int
    sessions: int
    rules: RoomRules = field(default_factory=RoomRules)
    share: float = 0.0
    rooms: int | None = None
    bound: bool = False

    def rooms_drawn(self) -> Iterator[object]:
        """The rooms of each session, each knowing those before it and who is away later."""
        everyone = many(self.people)
        coming = [self._coming(everyone, number) for number in range(self.sessions)]
        there = [frozenset(person.id for person in some) for some in coming]
        earlier: list[tuple[Room, ...]] = []
        for number, some in enumerate(coming):
            past = Past.of(earlier)
            past = Past(**{**vars(past), "later": tuple(there[number + 1 :])})
            drawn = draw_rooms(
                some,
                rules=self.rules,
                perspectives=PERSPECTIVES,
                seed=f"{self.people}:{number}",
                wishes=_wishes(some) if self.bound else None,
                past=past,
                rooms=self.rooms,
            )
            earlier.append(drawn.rooms)
            yield _plain(drawn.rooms)
        yield least_repeats(
            [(some, len(rooms)) for some, rooms in zip(there, earlier, strict=True)]
        )

    def _coming(self, everyone: Sequence[Participant], number: int) -> list[Participant]:
        luck = chance("coming", self.people, number)
        return [person for person in everyone if luck.random() >= self.share]


def _wishes(people: Sequence[Participant]) -> Wishes:
    """Some who are to be apart, some together, one pinned."""
    ids = [person.id for person in people]
    return Wishes(
        apart=tuple(frozenset(ids[at : at + 2]) for at in range(4, 20, 4)),
        keep=(frozenset(ids[20:22]), frozenset(ids[25:28])),
        pinned={ids[2]: "Room 2"},
    )


def _plain(rooms: Sequence[Room]) -> object:
    return [[room.name, list(room.people), room.host, room.scribe] for room in rooms]


def _repairs() -> Iterator[object]:
    """Three leave, two come, over and over."""
    people = many(62)
    rules = RoomRules()
    rooms = draw_rooms(people[:60], rules=rules, perspectives=PERSPECTIVES, seed="repairs").rooms
    for turn in range(12):
        luck = chance("repairs", turn)
        seated = sorted(one for room in rooms for one in room.people)
        outside = sorted({person.id for person in people} - set(seated))
        mended = repair(
            rooms,
            people,
            rules=rules,
            perspectives=PERSPECTIVES,
            seed=f"repair {turn}",
            leave=luck.sample(seated, 3),
            join=outside[:2],
        )
        rooms = mended.rooms
        yield _plain(rooms)
        yield [[move.person, move.from_room, move.to_room] for move in mended.moves]


def _clean() -> Iterator[object]:
    """Grids over fields of 16, 19, 25 and 23 elements, the last with colleagues parted, and a wheel."""
    for people, rooms in ((120, 16), (120, 19), (150, 25), (32, 5)):
        some = many(people)
        yield clean_sessions(some, rules=MIX, perspectives=PERSPECTIVES, rooms=rooms, sessions=4)
    parted = RoomRules(max_same_organisation=1, min_lay_per_room=0)
    yield clean_sessions(many(150), rules=parted, perspectives=PERSPECTIVES, rooms=23)


DRAWINGS: Mapping[str, Callable[[], Iterator[object]]] = {
    "every size": lambda: (
        part for n in range(1, 24) for part in Drawing(people=n, sessions=2).rooms_drawn()
    ),
    "small": Drawing(people=24, sessions=8).rooms_drawn,
    "new faces alone": Drawing(people=45, sessions=5, rules=MIX, rooms=8).rooms_drawn,
    "every rule": Drawing(people=60, sessions=4, rules=FULL, rooms=10).rooms_drawn,
    "some away": Drawing(people=60, sessions=6, share=0.25).rooms_drawn,
    "many away": Drawing(people=45, sessions=6, share=0.4, rules=MIX).rooms_drawn,
    "wishes": Drawing(people=59, sessions=3, share=0.1, bound=True).rooms_drawn,
    "large": Drawing(people=120, sessions=2, rules=FULL, rooms=24).rooms_drawn,
    "larger": Drawing(people=200, sessions=2, rooms=29, bound=True).rooms_drawn,
    "home team": Drawing(people=59, sessions=2, rules=RoomRules(strategy="home_team")).rooms_drawn,
    "affinity": Drawing(people=59, sessions=2, rules=RoomRules(strategy="affinity")).rooms_drawn,
    "as last": Drawing(
        people=59, sessions=3, share=0.2, rules=RoomRules(strategy="same_as_last")
    ).rooms_drawn,
    "repairs": _repairs,
    "clean": _clean,
}


def fingerprints() -> dict[str, str]:
    """For each drawing, a digest of all its rooms."""
    return {
        name: hashlib.sha256(json.dumps(list(draw())).encode()).hexdigest()
        for name, draw in DRAWINGS.items()
    }
