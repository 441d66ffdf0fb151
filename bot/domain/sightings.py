"""What Zoom tells of a meeting, piece by piece, and how the pieces make stays: who was connected from when to when.

Pieces may come in any order, twice, late, or not at all. They are put together by the time at which things happened.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class What(StrEnum):
    """What happened: to the meeting, to a connection in it, or to a connection in one of its rooms."""

    STARTED = "started"
    ENDED = "ended"
    JOINED = "joined"
    LEFT = "left"
    ENTERED = "entered"
    WENT = "went"


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One thing that happened at `at`, by Zoom's own time. No name, telephone number or network address is kept.

    `instance` is one holding of the meeting, `connection` one joining of it, which whoever comes back does anew;
    `same` marks connections that Zoom itself takes for one person. `address` is empty where Zoom does not tell it,
    `room` names a breakout room in Zoom's own way, which is not the room's name.
    """

    id: str
    session_id: str
    what: What
    at: datetime
    instance: str = ""
    connection: str = ""
    same: str = ""
    address: str = field(default="", repr=False)
    room: str = ""


@dataclass(frozen=True, order=True)
class Stay:
    """From one instant until another."""

    start: datetime
    end: datetime

    def within(self, start: datetime, end: datetime) -> timedelta:
        return max(min(self.end, end) - max(self.start, start), timedelta())


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Whoever is behind one or more connections: their address if Zoom tells it, and their stays.

    `now` is the room they are in as far as is known, `here` whether they are still in the meeting.
    """

    address: str = field(repr=False)
    stays: tuple[Stay, ...]
    rooms: Mapping[str, tuple[Stay, ...]]
    here: bool
    now: str


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """A meeting as its pieces tell it. `whole`: it was heard to start and to end, each time, with people in it."""

    guests: tuple[Guest, ...]
    whole: bool


def gather(pieces: Iterable[Sighting], until: datetime) -> Gathering:
    """Put the pieces together; `until` is the end of what nobody told the end of."""
    held: dict[str, list[Sighting]] = defaultdict(list)
    for piece in pieces:
        held[piece.instance].append(piece)
    instances = [_Instance(told, until) for _, told in sorted(held.items())]
    guests = [guest for one in instances for guest in one.guests()]
    return Gathering(
        guests=tuple(sorted(guests, key=lambda guest: (guest.stays, guest.address))),
        whole=bool(guests) and all(one.whole for one in instances),
    )


class _Instance:
    """One holding of a meeting."""

    def __init__(self, told: Sequence[Sighting], until: datetime) -> None:
        self.told = told
        starts, ends = self._when(What.STARTED), self._when(What.ENDED)
        self.whole, self.over = bool(starts and ends), bool(ends)
        self.begin = min([*starts, *(piece.at for piece in told)])
        self.end = max(ends) if ends else until
        self.opened = min(self._when(What.ENTERED), default=self.begin)

    def _when(self, what: What) -> list[datetime]:
        return [piece.at for piece in self.told if piece.what is what]

    def guests(self) -> list[Guest]:
        return [self._guest(pieces) for pieces in _by_person(self.told)]

    def _guest(self, pieces: Sequence[Sighting]) -> Guest:
        """Whoever Zoom shows with two addresses at once is nobody we can name."""
        addresses = {piece.address.casefold() for piece in pieces if piece.address}
        stays, here = self._main(pieces)
        entered = [piece.at for piece in pieces if piece.what is What.ENTERED]
        rooms: dict[str, tuple[Stay, ...]] = {}
        still: list[tuple[datetime, str]] = []
        for few in _apart([p for p in pieces if p.room], lambda piece: piece.room):
            spent, since = self._in_room(few, entered, stays)
            rooms[few[0].room] = tuple(spent)
            still += [(since, few[0].room)] if since is not None and here else []
        return Guest(
            address=addresses.pop() if len(addresses) == 1 else "",
            stays=stays,
            rooms={room: spent for room, spent in rooms.items() if spent},
            here=here,
            now=max(still)[1] if still else "",
        )

    def _main(self, pieces: Sequence[Sighting]) -> tuple[tuple[Stay, ...], bool]:
        """In the meeting, rooms included, and whether they still are. Where only a room was told, that counts."""
        found: list[Stay] = []
        here = False
        for one in _apart(pieces, lambda piece: piece.connection):
            joined = {p.at for p in one if p.what is What.JOINED}
            left = {p.at for p in one if p.what is What.LEFT}
            spent, since = _stays(joined, left, self.begin, lambda start: max(self.end, start))
            found, here = [*found, *spent], here or since is not None
        if not found and any(p.room for p in pieces):
            first = min(p.at for p in pieces)
            found, here = [Stay(first, max(self.end, first))], True
        return _joined(found), here and not self.over

    def _in_room(
        self, pieces: Sequence[Sighting], entered: Sequence[datetime], main: Sequence[Stay]
    ) -> tuple[list[Stay], datetime | None]:
        """In one room; where nobody told of their going, until they enter another or leave the meeting."""
        came = {p.at for p in pieces if p.what is What.ENTERED}
        went = {p.at for p in pieces if p.what is What.WENT}

        def until(start: datetime) -> datetime:
            elsewhere = [at for at in entered if at > start and at not in came]
            gone = [stay.end for stay in main if stay.start <= start <= stay.end]
            return max(min([*elsewhere, *gone, self.end]), start)

        spent, since = _stays(came, went, self.opened, until)
        return spent, since if since is not None and until(since) >= self.end else None


def _stays(
    came: set[datetime], went: set[datetime], begin: datetime, until: Callable[[datetime], datetime]
) -> tuple[list[Stay], datetime | None]:
    """Comings and goings in pairs, and since when the last one lasts whose end nobody told.

    Going and coming in one instant changes nothing. A first going without a coming began at `begin`; a coming without
    a going ends as `until` says.
    """
    found: list[Stay] = []
    since: datetime | None = None
    for at in sorted(came ^ went):
        if at in came:
            since = since or at
        elif since is not None:
            found, since = [*found, Stay(since, at)], None
        elif not found and at > begin:
            found.append(Stay(begin, at))
    if since is not None:
        found.append(Stay(since, until(since)))
    return found, since


def _joined(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Stays that touch or overlap as one."""
    found: list[Stay] = []
    for stay in sorted(stays):
        if found and stay.start <= found[-1].end:
            found[-1] = Stay(found[-1].start, max(found[-1].end, stay.end))
        else:
            found.append(stay)
    return tuple(found)


def _apart(
    pieces: Sequence[Sighting], by: Callable[[Sighting], str]
) -> Iterable[Sequence[Sighting]]:
    few: dict[str, list[Sighting]] = defaultdict(list)
    for piece in pieces:
        few[by(piece)].append(piece)
    return [few[name] for name in sorted(few)]


def _by_person(told: Sequence[Sighting]) -> Iterable[Sequence[Sighting]]:
    """The pieces about one person: one connection, or several that Zoom takes for the same; never by name."""
    leader: dict[str, str] = {}

    def find(mark: str) -> str:
        while leader.setdefault(mark, mark) != mark:
            mark = leader[mark]
        return mark

    about = [p for p in told if p.connection or p.same]
    for piece in about:
        marks = [f"c{piece.connection}"] if piece.connection else []
        marks += [f"s{piece.same}"] if piece.same else []
        one, other = find(marks[0]), find(marks[-1])
        leader[max(one, other)] = min(one, other)
    return _apart(about, lambda p: find(f"c{p.connection}" if p.connection else f"s{p.same}"))
