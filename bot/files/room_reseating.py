"""Rooms of a round that no small change can mend: drawn anew, with everyone as near their old place as can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import seating_words as words
from bot.domain.errors import NoSuchThing
from bot.domain.roster import Participant
from bot.domain.seating import Move, Past, Repaired, Wishes, draw_rooms, honours, repair
from bot.domain.sessions import Room
from bot.files.room_rules import PlanRules
from bot.rooms.sizes import legal_counts


@dataclass(frozen=True, kw_only=True)
class Reseating:
    """A round as it was, who is to sit in it now, and what is asked of its rooms."""

    before: tuple[Room, ...]
    people: tuple[Participant, ...]
    rules: PlanRules
    wishes: Wishes
    past: Past
    seed: str

    def lawful(self, rooms: Sequence[Room]) -> bool:
        """Whether everyone sits, every wish that may not be broken is kept, and every size that can be."""
        sizes, asked = [room.size for room in rooms], self.rules.rooms
        legal = legal_counts(len(self.people), asked.min_size, asked.max_size)
        return (
            sum(sizes) == len(self.people)
            and (not legal or all(asked.min_size <= size <= asked.max_size for size in sizes))
            and honours(rooms, replace(self.wishes, pinned=_pinned_as(rooms, self.wishes)))
        )

    @property
    def empty(self) -> bool:
        """Whether nobody who comes sits anywhere yet."""
        return not _places(self.before).keys() & {person.id for person in self.people}

    def drawn(self) -> Repaired:
        """Rooms for a round that has none. Raises ImpossibleRooms where the wishes contradict each other."""
        drawn = draw_rooms(
            self.people,
            rules=self.rules.rooms,
            perspectives={},
            wishes=self.wishes,
            past=self.past,
            seed=self.seed,
        )
        return self._told(Repaired(rooms=drawn.rooms, notices=drawn.notices))

    def near(self, mended: Sequence[Room]) -> Repaired:
        """Keep everything again, from rooms that almost do. Raises ImpossibleRooms where it cannot all be kept."""
        bound = self._bound(mended)
        names = [room.name for room in mended]
        numbered = [replace(room, name=f"Room {at}") for at, room in enumerate(mended, start=1)]
        pinned = {person: f"Room {names.index(room) + 1}" for person, room in bound.items()}
        drawn = draw_rooms(
            self.people,
            rules=replace(self.rules.rooms, strategy="same_as_last"),
            perspectives={},
            wishes=replace(self.wishes, pinned=pinned),
            past=Past(last=tuple(numbered)),
            seed=self.seed,
        )
        return self._as_changed(_renamed(drawn.rooms, mended, bound))

    def _bound(self, rooms: Sequence[Room]) -> dict[str, str]:
        """The names of the rooms that those who come are pinned to."""
        there = {room.name for room in rooms}
        spelt = _pinned_as(rooms, self.wishes)
        bound = {person.id: spelt[person.id] for person in self.people if person.id in spelt}
        for room in bound.values():
            if room not in there:
                hint = f"The rooms are {words.listed(sorted(there))}."
                raise NoSuchThing(what="room", name=room, hint=hint)
        return bound

    def _as_changed(self, rooms: Sequence[Room]) -> Repaired:
        """These rooms beside those before: parts stay with those who stay, and every change is named."""
        old = {room.name: room for room in self.before}
        placed = [_with_parts(room, old.get(room.name)) for room in rooms]
        appointed = repair(
            placed,
            self.people,
            rules=self.rules.rooms,
            perspectives={},
            seed=self.seed,
            wishes=self.wishes,
            past=self.past,
            settled=False,
        )
        return self._told(appointed)

    def _told(self, repaired: Repaired) -> Repaired:
        """With every change of place that there is, and the rooms that are no more."""
        was, now = _places(self.before), _places(repaired.rooms)
        moves = (
            self._move(person, was.get(person, ""), now.get(person, ""))
            for person in {**was, **now}
            if was.get(person) != now.get(person)
        )
        names = {room.name for room in repaired.rooms}
        gone = (room.name for room in self.before if room.name not in names)
        return replace(repaired, moves=tuple(moves), gone=tuple(gone))

    def _move(self, person: str, source: str, target: str) -> Move:
        why = (
            words.fits_better() if source else words.joins() if self.before else words.seated_now()
        )
        return Move(
            person=person,
            from_room=source,
            to_room=target,
            why=why if target else words.does_not_come(),
        )


def _pinned_as(rooms: Sequence[Room], wishes: Wishes) -> Mapping[str, str]:
    """The rooms that people are pinned to, spelt as these rooms are."""
    spelt = {room.name.casefold(): room.name for room in rooms}
    return {person: spelt.get(room.casefold(), room) for person, room in wishes.pinned.items()}


def _renamed(drawn: Sequence[Room], old: Sequence[Room], bound: Mapping[str, str]) -> list[Room]:
    """Drawn rooms under the names of those most of their people come from, or of whoever is pinned there."""
    names: dict[int, str] = {}
    alike = sorted(
        (
            -len({*room.people}.intersection(other.people))
            - sum(len(drawn) * room.size for p in room.people if bound.get(p) == other.name),
            at,
            other.name,
        )
        for at, room in enumerate(drawn)
        for other in old
    )
    for _, at, name in alike:
        if at not in names and name not in names.values():
            names[at] = name
    taken = {room.name for room in old}
    free = (f"Room {number}" for number in range(1, len(drawn) + len(old) + 1))
    fresh = (name for name in free if name not in taken)
    return [replace(room, name=names.get(at) or next(fresh)) for at, room in enumerate(drawn)]


def _with_parts(room: Room, old: Room | None) -> Room:
    """Those who stay first, in their order, and the parts they had."""
    before = old or Room(name=room.name, people=())
    stay = [person for person in before.people if person in room.people]
    come = [person for person in room.people if person not in stay]
    host, scribe = (part if part in stay else "" for part in (before.host, before.scribe))
    return replace(room, people=(*stay, *come), host=host, scribe=scribe)


def _places(rooms: Sequence[Room]) -> dict[str, str]:
    return {person: room.name for room in rooms for person in room.people}
