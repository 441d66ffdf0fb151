"""Clean series for people some of whom never meet: each group has a column of the grid, its rows are searched for.

On the grid those of one column never meet, so whoever is to meet nobody of their own group shares a column
with them, and what is left of it stays empty. How large a room is, and how many marked people it has, then
depends on the rows: they are exchanged within columns until all rooms of all meetings are as they should be.
"""

from collections.abc import Sequence
from random import Random

from bot.rooms.chance import chance
from bot.rooms.grid import Seats, field_of
from bot.rooms.problem import Problem
from bot.rooms.sizes import bounds_for

TRIES, STIRRED = 60_000, 40
EMPTY = -1


def parted_series(
    problem: Problem, groups: Sequence[Sequence[int]], coming: Sequence[frozenset[int]]
) -> tuple[Seats, ...]:
    """Meetings in which no two people meet twice and nobody meets their group; as many as are found.

    `coming` are those who come to each meeting. Whoever stays away leaves a hole.
    """
    columns = _columns(groups, problem.rooms)
    if field_of(problem.rooms) is None or not 1 < len(columns) <= problem.rooms:
        return ()
    luck = chance("rows", problem.people, problem.rooms, len(columns))
    for column in columns:
        luck.shuffle(column)
    rows = _Rows(problem, columns)
    found: tuple[Seats, ...] = ()
    for those in coming[: problem.rooms]:
        if len(problem.marked & those) < bool(problem.marked) * problem.company * problem.rooms:
            break
        rows.meet(those)
        if not rows.settled(luck):
            break
        found = rows.seats
    return found


def _columns(groups: Sequence[Sequence[int]], rows: int) -> list[list[int]]:
    """Groups shared out over columns, each into the first that takes it whole; none where one is too large."""
    columns: list[list[int]] = []
    for group in sorted(groups, key=len, reverse=True):
        if len(group) > rows:
            return []
        column = next((some for some in columns if len(some) + len(group) <= rows), None)
        if column is None:
            columns.append(column := [])
        column.extend(group)
    return [column + [EMPTY] * (rows - len(column)) for column in columns]


class _Rows:
    """Who stands where, and a tally of every room of the meetings so far.

    A tally counts people, and marked people in a higher digit; `misses` is what each tally lacks.
    """

    def __init__(self, problem: Problem, columns: list[list[int]]) -> None:
        self.problem, self.columns = problem, columns
        self.digit = len(columns) + 1
        self.lines: list[list[list[int]]] = [[[] for _ in column] for column in columns]
        # The last of them is a hole's: nothing.
        self.worth: list[list[int]] = [[] for _ in range(problem.people + 1)]
        self.tally: list[int] = []
        self.misses: list[list[int]] = []

    def meet(self, coming: frozenset[int]) -> None:
        """Let there be one meeting more, with those who come to it."""
        rooms, turn = self.problem.rooms, len(self.misses)
        field = field_of(rooms)
        for person, worth in enumerate(self.worth):
            marked = self.digit if person in self.problem.marked else 0
            worth.append(1 + marked if person in coming else 0)
        self.misses.append(self._misses(len(coming)))
        self.tally += [0] * rooms
        for number, column in enumerate(self.columns):
            sums = field.sums[field.times(turn, number)] if field else []
            for row, person in enumerate(column):
                self.lines[number][row].append(turn * rooms + sums[row])
                self.tally[turn * rooms + sums[row]] += self.worth[person][turn]

    def _misses(self, people: int) -> list[int]:
        problem, counts = self.problem, range(self.digit)
        least, most = bounds_for(people, problem.rooms, problem.least, problem.most)
        company = problem.company if problem.marked else 0
        return [
            max(0, least - size, size - most) + max(0, company - marked)
            for marked in counts
            for size in counts
        ]

    def settled(self, luck: Random) -> bool:
        """Exchange rows, now and then for the worse, until no room lacks anything; False if one still does."""
        rooms = self.problem.rooms
        lacking = sum(self.misses[at // rooms][tally] for at, tally in enumerate(self.tally))
        for _ in range(TRIES):
            if not lacking:
                break
            number = luck.randrange(len(self.columns))
            one, other = luck.randrange(rooms), luck.randrange(rooms)
            column = self.columns[number]
            if self.worth[column[one]] == self.worth[column[other]]:
                continue
            change = self._change(number, one, other)
            if change <= 0 or (change == 1 and not luck.randrange(STIRRED)):
                self._exchange(number, one, other)
                lacking += change
        return not lacking

    def _change(self, number: int, one: int, other: int) -> int:
        column, lines, tally = self.columns[number], self.lines[number], self.tally
        change = 0
        for at, to, mine, theirs, misses in zip(
            lines[one], lines[other], self.worth[column[one]], self.worth[column[other]], self.misses,
            strict=True,
        ):  # fmt: skip
            if mine != theirs:
                here, there, more = tally[at], tally[to], theirs - mine
                change += misses[here + more] - misses[here] + misses[there - more] - misses[there]
        return change

    def _exchange(self, number: int, one: int, other: int) -> None:
        column, lines, tally = self.columns[number], self.lines[number], self.tally
        both = zip(self.worth[column[one]], self.worth[column[other]], strict=True)
        for at, to, (mine, theirs) in zip(lines[one], lines[other], both, strict=True):
            tally[at] += theirs - mine
            tally[to] -= theirs - mine
        column[one], column[other] = column[other], column[one]

    @property
    def seats(self) -> tuple[Seats, ...]:
        """Who sits together in each meeting."""
        rooms: list[list[int]] = [[] for _ in self.tally]
        for column, lines in zip(self.columns, self.lines, strict=True):
            for person, line in zip(column, lines, strict=True):
                for at, worth in zip(line, self.worth[person], strict=True):
                    if worth:
                        rooms[at].append(person)
        every, count = [tuple(sorted(room)) for room in rooms], self.problem.rooms
        return tuple(tuple(every[at : at + count]) for at in range(0, len(every), count))
