"""Places for those who cannot sit just anywhere: the part of a seating that may not be broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bot.rooms.chance import chance
from bot.rooms.problem import Infeasible, Problem, Weights
from bot.rooms.sizes import bounds_for

Piece = tuple[int, ...]
Likeness = tuple[tuple[tuple[int, int, tuple[Piece, ...]], ...], tuple[Piece, ...]]
PATIENCE, GLANCE = 5_000, 400
# Smaller weights do not decide where a bound piece is placed; the search does.
COARSE = 1_000


def pieces(people: int, together: Sequence[frozenset[int]]) -> tuple[Piece, ...]:
    """People as they move: each alone, or with those who must share a room with them."""
    if not together:
        return tuple(zip(range(people)))
    lead = list(range(people))
    for group in together:
        leads = {_lead_of(lead, person) for person in group}
        for one in leads:
            lead[one] = min(leads)
    members: dict[int, list[int]] = {}
    for person in range(people):
        members.setdefault(_lead_of(lead, person), []).append(person)
    return tuple(tuple(group) for group in members.values())


def _lead_of(lead: Sequence[int], person: int) -> int:
    while lead[person] != person:
        person = lead[person]
    return person


@dataclass
class Frame:
    """The rooms while the constrained pieces are being placed."""

    rooms: list[list[Piece]]
    load: list[int]
    marks: list[int]
    foes: dict[Piece, frozenset[int]]
    floors: Sequence[int]
    caps: Sequence[int]
    spare: int
    leaning: Weights
    weights: Weights
    patience: int = PATIENCE
    dead: set[Likeness] = field(default_factory=set)

    @property
    def fillable(self) -> bool:
        """Whether those who can sit anywhere still fill every room to its least and none beyond its most."""
        missing = sum(
            max(0, least - load) for least, load in zip(self.floors, self.load, strict=True)
        )
        return missing <= self.spare <= sum(self.caps) - sum(self.load)

    def takes(self, room: int, piece: Piece) -> bool:
        if self.load[room] + len(piece) > self.caps[room]:
            return False
        foes = self.foes[piece]
        return not foes or all(foes.isdisjoint(other) for other in self.rooms[room])

    def appeal(self, room: int, piece: Piece, marks: int) -> tuple[int, int, int, int]:
        """How little speaks against the room: leanings, marks, heavy weights, how full it is."""
        leans = sum(self.leaning[person][room] for person in piece) if self.leaning else 0
        there = [other for placed in self.rooms[room] for other in placed]
        weight = sum(self.weights[p][q] for p in piece for q in there) if self.weights else 0
        return leans, self.marks[room] if marks else 0, weight // COARSE, self.load[room]

    def likeness(self, loose: Sequence[Piece]) -> Likeness:
        """All that counts for whether the rest can be placed; rooms and pieces that are alike are one."""
        rooms = (
            (self.floors[at], self.caps[at], tuple(sorted(map(self._kind, room))))
            for at, room in enumerate(self.rooms)
        )
        return tuple(sorted(rooms)), tuple(sorted(map(self._kind, loose)))

    def _kind(self, piece: Piece) -> Piece:
        return piece if self.foes[piece] else (-len(piece),)

    def put(self, room: int, piece: Piece, marks: int) -> None:
        self.rooms[room].append(piece)
        self.load[room] += len(piece)
        self.marks[room] += marks

    def lift(self, room: int, marks: int) -> None:
        self.load[room] -= len(self.rooms[room].pop())
        self.marks[room] -= marks


def frame(problem: Problem) -> Frame:
    """Seat the constrained pieces so that the rest can be filled in, or raise Infeasible.

    Where placing them where they cost least runs out of patience, they are placed just anywhere.
    """
    try:
        return _framed(problem)
    except Infeasible:
        if not (problem.weights or problem.leaning):
            raise
    built = _framed(replace(problem, weights=[], leaning=[], marked=frozenset()))
    built.marks = _marked_in(built, problem.marked)
    return built


def _framed(problem: Problem) -> Frame:
    every = pieces(problem.people, problem.together)
    foes = _foes(problem, every)
    bound = [piece for piece in every if _is_bound(piece, foes, problem)]
    floors, caps = _bounds(problem)
    built = Frame(
        rooms=[[] for _ in range(problem.rooms)],
        load=[0] * problem.rooms,
        marks=[0] * problem.rooms,
        foes=foes,
        floors=floors,
        caps=caps,
        spare=problem.people - sum(map(len, bound)),
        leaning=problem.leaning,
        weights=problem.weights,
    )
    loose = _put_fixed(built, bound, problem)
    loose.sort(key=lambda piece: (-len(piece), -len(foes[piece]), piece))
    if not _place(built, loose, problem, chance("frame", problem.seed)):
        raise Infeasible
    return built


def _marked_in(built: Frame, marked: frozenset[int]) -> list[int]:
    return [sum(one in marked for piece in room for one in piece) for room in built.rooms]


def _bounds(problem: Problem) -> tuple[Sequence[int], Sequence[int]]:
    if problem.sizes:
        return problem.sizes, problem.sizes
    least, most = bounds_for(problem.people, problem.rooms, problem.least, problem.most)
    return [least] * problem.rooms, [most] * problem.rooms


def feasible(problem: Problem) -> bool:
    """Whether anything at all keeps what may not be broken."""
    try:
        frame(problem)
    except Infeasible:
        return False
    return True


def _foes(problem: Problem, every: Sequence[Piece]) -> dict[Piece, frozenset[int]]:
    piece_of = {person: piece for piece in every for person in piece}
    foes: dict[Piece, set[int]] = {piece: set() for piece in every}
    for group in problem.apart:
        for person in group:
            foes[piece_of[person]] |= group - {person}
    for piece, others in foes.items():
        if not others.isdisjoint(piece):
            raise Infeasible
    return {piece: frozenset(others) for piece, others in foes.items()}


def _is_bound(piece: Piece, foes: dict[Piece, frozenset[int]], problem: Problem) -> bool:
    return len(piece) > 1 or bool(foes[piece]) or piece[0] in problem.fixed


def _put_fixed(built: Frame, bound: Sequence[Piece], problem: Problem) -> list[Piece]:
    loose = []
    for piece in bound:
        wanted = {problem.fixed[person] for person in piece if person in problem.fixed}
        if not wanted:
            loose.append(piece)
            continue
        room = wanted.pop()
        if wanted or room >= problem.rooms or not built.takes(room, piece):
            raise Infeasible
        built.put(room, piece, _marks(piece, problem))
    return loose


def _marks(piece: Piece, problem: Problem) -> int:
    return sum(person in problem.marked for person in piece)


def _place(built: Frame, loose: list[Piece], problem: Problem, luck: Random) -> bool:
    if not loose:
        return built.fillable
    if built.dead and built.likeness(loose) in built.dead:
        return False
    built.patience -= 1
    at, rooms = _tightest(built, loose, luck)
    piece, rest = loose[at], loose[:at] + loose[at + 1 :]
    marks = _marks(piece, problem)
    rooms.sort(key=lambda room: built.appeal(room, piece, marks))
    for room in rooms:
        built.put(room, piece, marks)
        if _place(built, rest, problem, luck):
            return True
        built.lift(room, marks)
        if built.patience <= 0:
            break
    built.dead.add(built.likeness(loose))
    return False


def _tightest(built: Frame, loose: Sequence[Piece], luck: Random) -> tuple[int, list[int]]:
    """The piece with the fewest rooms left, of those looked at, and its rooms in a drawn order."""
    best, choice = 0, list(_open_rooms(built, loose[0]))
    for at in range(1, min(len(loose), GLANCE // len(built.load))):
        if len(choice) <= 1:
            break
        rooms = list(_open_rooms(built, loose[at]))
        if len(rooms) < len(choice):
            best, choice = at, rooms
    luck.shuffle(choice)
    return best, choice


def _open_rooms(built: Frame, piece: Piece) -> Iterator[int]:
    """Rooms that take the piece; of empty ones of one size only the first, for they are all alike."""
    seen: set[int] = set()
    for room, load in enumerate(built.load):
        if load == 0 and not built.leaning:
            if built.caps[room] in seen:
                continue
            seen.add(built.caps[room])
        if built.takes(room, piece):
            yield room
