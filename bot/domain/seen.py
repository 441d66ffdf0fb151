"""Who was there by what Zoom saw: known by their address alone, in rooms that are known by who sat in them.

Zoom gives a room no name when it tells who entered it. A room is taken to be the one that more than half of those
known in it were planned for, if these are two at least. That may err where many sit elsewhere; then no room is said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.presence import NO_ROOM
from bot.domain.roster import Participant
from bot.domain.sightings import Gathering, Guest, Stay

LEAST = timedelta(minutes=5)  # whoever looked in for less neither was there nor was away
AT_LEAST = 2  # people who say by their seats which room it is

Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, kw_only=True)
class Who:
    """Whom an address may mean. `ours` are addresses of nobody's who takes part, the meeting host's own."""

    people: Mapping[str, frozenset[str]]
    ours: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Participant], ours: Iterable[str] = ()) -> "Who":
        known: dict[str, frozenset[str]] = {}
        for person in people:
            for address in {person.zoom_email, person.email}:
                folded = address.strip().casefold()
                known[folded] = known.get(folded, frozenset()) | {person.id}
        known.pop("", None)
        return cls(people=known, ours=frozenset(address.casefold() for address in ours))

    def behind(self, guest: Guest) -> frozenset[str]:
        """One person, several who share a login, or nobody we could name."""
        return self.people.get(guest.address, frozenset()) if guest.address else frozenset()

    def one(self, guest: Guest) -> str:
        found = self.behind(guest)
        return next(iter(found)) if len(found) == 1 else ""

    def stranger(self, guest: Guest) -> bool:
        return not self.behind(guest) and guest.address not in self.ours


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What Zoom saw of a session.

    `there` is the room of everybody who is known to have been there: empty where that is not known, NO_ROOM where they
    were in none. `either` are people who share a login that was seen: which of them it was, nobody knows. `unnamed`
    is how many at most were there at one time whom Zoom does not name.
    """

    there: Mapping[str, str] = field(default_factory=dict)
    looked_in: frozenset[str] = frozenset()
    either: tuple[frozenset[str], ...] = ()
    unnamed: int = 0


def seen_in(
    gathering: Gathering,
    who: Who,
    home: Mapping[str, str],
    *,
    starts: datetime,
    ends: datetime,
    spans: Spans = (),
) -> Seen:
    """Who was there between two instants. `home` is each person's planned room; `spans` are the stretches of the
    session whose rooms those are, all of it where none is named.
    """
    during = [g for g in gathering.guests if any(s.within(starts, ends) for s in g.stays)]
    mine: dict[str, list[Guest]] = {}
    for guest in during:
        if person := who.one(guest):
            mine.setdefault(person, []).append(guest)
    names = room_names(during, who, home)
    stretches = spans or [(starts, ends)]
    long_enough = {p for p, guests in mine.items() if _time(guests, starts, ends) >= LEAST}
    shared = {who.behind(guest) for guest in during if len(who.behind(guest)) > 1}
    return Seen(
        there={p: _room(mine[p], names, stretches) for p in sorted(long_enough)},
        looked_in=frozenset(mine.keys() - long_enough),
        either=tuple(sorted(shared, key=sorted)),
        unnamed=_most([g for g in during if who.stranger(g)], starts, ends),
    )


def _time(guests: Sequence[Guest], start: datetime, end: datetime) -> timedelta:
    return sum((s.within(start, end) for g in guests for s in g.stays), timedelta())


def _most(guests: Sequence[Guest], start: datetime, end: datetime) -> int:
    """How many of them were there at one time at most."""
    steps = Counter[datetime]()
    for stay in (s for guest in guests for s in guest.stays if s.within(start, end)):
        steps[max(stay.start, start)] += 1
        steps[min(stay.end, end)] -= 1
    here, most = 0, 0
    for at in sorted(steps):
        here += steps[at]
        most = max(most, here)
    return most


def room_names(
    guests: Sequence[Guest], who: Who, home: Mapping[str, str], *, now: bool = False
) -> dict[str, str]:
    """The rooms that can be told by who sat (or sits `now`) in them. Two open at one time are never the same one.

    For advice at this moment one person is enough: whoever sits alone in a room needs it most.
    """
    least = 1 if now else AT_LEAST
    votes: dict[str, Counter[str]] = {}
    for room, person in sorted({(r, who.one(g)) for g in guests for r in _rooms(g, now=now)}):
        if planned := home.get(person):
            votes.setdefault(room, Counter())[planned] += 1
    found = {room: name for room, tally in votes.items() if (name := _clear(tally, least))}
    open_at = {room: _open(guests, room) for room in found}
    return {
        room: name
        for room, name in found.items()
        if all(
            votes[room][name] > votes[other][name]
            for other in found
            if other != room
            and found[other] == name
            and open_at[room].within(open_at[other].start, open_at[other].end)
        )
    }


def _rooms(guest: Guest, *, now: bool) -> Iterable[str]:
    return filter(None, [guest.now]) if now else guest.rooms


def _clear(tally: Counter[str], least: int) -> str:
    name, votes = tally.most_common(1)[0]
    return name if votes >= least and votes * 2 > tally.total() else ""


def _open(guests: Sequence[Guest], room: str) -> Stay:
    stays = [stay for guest in guests for stay in guest.rooms.get(room, ())]
    return Stay(min(s.start for s in stays), max(s.end for s in stays))


def _room(guests: Sequence[Guest], names: Mapping[str, str], spans: Spans) -> str:
    """Where somebody sat longest; nothing where that room is not known, or no room is known at all."""
    spent: dict[str, timedelta] = {}
    for guest in guests:
        for room, stays in guest.rooms.items():
            name = names.get(room, "")
            time = sum((stay.within(*span) for stay in stays for span in spans), timedelta())
            spent[name] = spent.get(name, timedelta()) + time
    longest = max(spent.values(), default=timedelta())
    if longest >= LEAST:
        best = [name for name, time in spent.items() if time == longest]
        return best[0] if len(best) == 1 else ""
    return NO_ROOM if names else ""
