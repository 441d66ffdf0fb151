"""Rooms when someone drops out, comes after all, or a host falls ill: as little as possible changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain import seating_words as words
from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating_check import amiss
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_hosts import appointed
from bot.domain.seating_weights import company_weights
from bot.domain.seating_wishes import Move, Past, Repaired, Wishes, merged
from bot.domain.sessions import Room
from bot.rooms.company import best_mend
from bot.rooms.repair import Repair, mend_sizes, seat_newcomers
from bot.rooms.settle import settle

# Company for lay people outweighs level rooms, and those outweigh new faces.
ALONE, LEVEL = 1_000_000, 3_000


def repair(
    rooms: Sequence[Room],
    people: Sequence[Participant],
    *,
    rules: RoomRules,
    perspectives: Mapping[str, str],
    seed: str,
    leave: Sequence[str] = (),
    join: Sequence[str] = (),
    wishes: Wishes | None = None,
    past: Past | None = None,
    settled: bool = True,
    everywhere: bool = False,
) -> Repaired:
    """Let people leave and join published rooms, and move as few of the others as the sizes allow.

    `people` are all who sit there, come or go; someone seated who is not among them is taken to leave.
    Pinned people never move, those kept together never alone. A lay person left alone is told of, with the
    move that would help. Wishes that the rooms do not keep are kept again, unless `settled` is false.
    `everywhere` brings up rooms that were too small before, too. Rooms keep their names; one given up is
    gone, a new one is last.
    """
    gathering = Gathering(
        people=tuple(people),
        rules=rules,
        perspectives=perspectives,
        wishes=wishes or Wishes(),
        past=past or Past(),
        word=rooms[0].name.rpartition(" ")[0] or "Room" if rooms else "Room",
    )
    mending = _Mending(rooms=tuple(rooms), gathering=gathering, leave=frozenset(leave))
    work = mending.opened(everywhere=everywhere)
    newcomers = [person for person in dict.fromkeys(join) if person in mending.newcomers]
    seat_newcomers(work, [gathering.index[person] for person in newcomers])
    mend_sizes(work)
    kept = not settled or settle(work)
    tips = tuple(mending.tips(work))
    return mending.closed(work, seed, tips if kept else (*tips, words.not_all_kept()))


@dataclass(frozen=True, kw_only=True)
class _Mending:
    """One repair: the rooms as they were, and everyone's position in them."""

    rooms: tuple[Room, ...]
    gathering: Gathering
    leave: frozenset[str]

    @cached_property
    def seated(self) -> Mapping[str, int]:
        return {person: at for at, room in enumerate(self.rooms) for person in room.people}

    @cached_property
    def newcomers(self) -> frozenset[str]:
        return frozenset(self.gathering.index) - self.seated.keys()

    def stays(self, person: str) -> bool:
        return person in self.gathering.index and person not in self.leave

    def opened(self, *, everywhere: bool) -> Repair:
        index = self.gathering.index
        staying = [[index[p] for p in room.people if self.stays(p)] for room in self.rooms]
        return Repair(
            rooms=staying,
            weights=company_weights(self.gathering),
            least=self.gathering.rules.min_size,
            most=self.gathering.rules.max_size,
            marked=self.gathering.positions(self.gathering.lay),
            held=self.gathering.positions(self.gathering.wishes.pinned),
            evenness=LEVEL,
            loneliness=ALONE if self.gathering.rules.min_lay_per_room > 1 else 0,
            touched={
                at
                for at, room in enumerate(self.rooms)
                if everywhere or not all(map(self.stays, room.people))
            },
            places=dict(self._places()),
            friends=self._friends(),
            shunned=dict(self._shunned()),
        )

    def _friends(self) -> dict[int, frozenset[int]]:
        """Those with whom each person is kept together, by a wish or a login."""
        kept = (*self.gathering.here(self.gathering.wishes.keep), *self._logins())
        groups = map(self.gathering.positions, merged(kept))
        return {one: group - {one} for group in groups for one in group}

    def _logins(self) -> Iterator[frozenset[str]]:
        """Shared logins that bind: those that no room holds or that sit in several are placed by hand anyway."""
        for group in self.gathering.shared_logins:
            sits = {self.seated[person] for person in group if person in self.seated}
            if len(sits) <= 1 and len(group) <= self.gathering.rules.max_size:
                yield group

    @cached_property
    def _named(self) -> Mapping[str, int]:
        return {room.name.casefold(): at for at, room in enumerate(self.rooms)}

    def _shunned(self) -> Iterator[tuple[int, int]]:
        for person, room in self.gathering.wishes.elsewhere.items():
            if person in self.gathering.index and room.casefold() in self._named:
                yield self.gathering.index[person], self._named[room.casefold()]

    def _places(self) -> Iterator[tuple[int, int]]:
        for person, room in self.gathering.wishes.pinned.items():
            if person in self.newcomers:
                if room.casefold() not in self._named:
                    raise NoSuchThing(
                        what="room",
                        name=room,
                        hint=f"There are {', '.join(r.name for r in self.rooms)}.",
                    )
                yield self.gathering.index[person], self._named[room.casefold()]

    def tips(self, work: Repair) -> Iterator[str]:
        """What would give company to each lay person this change left alone."""
        if self.gathering.rules.strategy == "affinity" or not work.loneliness:
            return
        for at, people in enumerate(work.rooms):
            before = self._lay_in(self.rooms[at].people) if at < len(self.rooms) else 0
            alone = work.marks(people) == 1 < len(people) and before != 1
            if alone and (steps := best_mend(work, at)):
                yield self._tip(work, steps)

    def _lay_in(self, people: Iterable[str]) -> int:
        return len(self.gathering.lay.intersection(people))

    def _tip(self, work: Repair, steps: Sequence[tuple[int, int, int]]) -> str:
        names = self._names(work)
        said = [(self.gathering.people[person].name, names[target]) for person, _, target in steps]
        return words.would_give_company(said)

    def _names(self, work: Repair) -> list[str]:
        """The rooms' names, those of new rooms included."""
        names = [room.name for room in self.rooms]
        free = (
            f"{self.gathering.word} {number}"
            for number in range(1, len(work.rooms) + len(names) + 1)
        )
        fresh = (name for name in free if name not in names)
        return names + [next(fresh) for _ in work.rooms[len(names) :]]

    def closed(self, work: Repair, seed: str, tips: tuple[str, ...]) -> Repaired:
        names = self._names(work)
        ids = [tuple(self.gathering.people[p].id for p in people) for people in work.rooms]
        mended = [
            self._mended(at, names[at], people, seed) for at, people in enumerate(ids) if people
        ]
        parts = tuple(self._host_news(mended))
        return Repaired(
            rooms=tuple(mended),
            moves=tuple(self._moves(names, ids, self._ids(work.settled))),
            notices=(*parts, *self._new_notices(mended), *tips),
            parts=parts,
            gone=tuple(
                room.name for room in self.rooms if room.name not in {m.name for m in mended}
            ),
        )

    def _mended(self, at: int, name: str, people: tuple[str, ...], seed: str) -> Room:
        """The room as it is now: those who stay keep their order and their parts."""
        before = self.rooms[at] if at < len(self.rooms) else Room(name=name, people=())
        kept = [p for p in before.people if p in people]
        come = [p for p in people if p not in before.people]
        room = replace(before, people=(*kept, *come))
        if before.host in kept and before.scribe in kept and before.host != before.scribe:
            return room
        return appointed(room, self.gathering, seed)

    def _ids(self, positions: Iterable[int]) -> frozenset[str]:
        return frozenset(self.gathering.people[position].id for position in positions)

    def _moves(
        self, names: Sequence[str], ids: Sequence[Sequence[str]], settled: frozenset[str]
    ) -> Iterator[Move]:
        now = {person: at for at, people in enumerate(ids) for person in people}
        for person, at in self.seated.items():
            if person not in now:
                yield Move(
                    person=person, from_room=names[at], to_room="", why=words.does_not_come()
                )
        for person, at in now.items():
            source = self.seated.get(person)
            if source is None:
                yield Move(person=person, from_room="", to_room=names[at], why=words.joins())
            elif source != at:
                fits = words.fits_better()
                why = fits if person in settled else self._why(names, ids, source, at)
                yield Move(person=person, from_room=names[source], to_room=names[at], why=why)

    def _why(self, names: Sequence[str], ids: Sequence[Sequence[str]], source: int, at: int) -> str:
        least = self.gathering.rules.min_size
        if not ids[source]:
            return words.given_up(names[source], least)
        before = (
            len([p for p in self.rooms[at].people if self.stays(p)]) if at < len(self.rooms) else 0
        )
        if before < least:
            return words.would_be_short(names[at], least)
        return words.company_or_space(names[source], names[at])

    def _host_news(self, mended: Sequence[Room]) -> Iterator[str]:
        before = {room.name: room for room in self.rooms}
        for room in mended:
            old = before.get(room.name)
            for part, now, then in (
                ("hosts", room.host, old.host if old else ""),
                ("takes notes in", room.scribe, old.scribe if old else ""),
            ):
                if now and now != then:
                    yield words.now_does(self.gathering.by_id[now].name, part, room.name)

    def _new_notices(self, mended: Sequence[Room]) -> Iterator[str]:
        """What is amiss now and was not before."""
        known = set(amiss(self.rooms, self.gathering))
        yield from (said for said in amiss(mended, self.gathering) if said not in known)
