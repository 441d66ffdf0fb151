"""The greatest flow from people to people, each pair carrying at most one each way."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Net:
    """Pipes by number: pipe p and p ^ 1 are the two directions of one."""

    size: int
    ends: list[int] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    out: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.out = [[] for _ in range(self.size)]

    def pipe(self, source: int, target: int, width: int) -> None:
        for start, end, free in ((source, target, width), (target, source, 0)):
            self.out[start].append(len(self.ends))
            self.ends.append(end)
            self.room.append(free)

    def levels(self, source: int) -> list[int]:
        """How many pipes each place is away from the source; -1 where nothing flows any more."""
        found = [-1] * self.size
        found[source] = 0
        queue = deque([source])
        while queue:
            at = queue.popleft()
            for pipe in self.out[at]:
                end = self.ends[pipe]
                if self.room[pipe] and found[end] < 0:
                    found[end] = found[at] + 1
                    queue.append(end)
        return found

    def push(self, at: int, target: int, most: int, levels: list[int], tried: list[int]) -> int:
        """Send as much as fits from here to the target along falling levels."""
        if at == target:
            return most
        sent = 0
        while tried[at] < len(self.out[at]) and sent < most:
            pipe = self.out[at][tried[at]]
            end = self.ends[pipe]
            if self.room[pipe] and levels[end] == levels[at] + 1:
                step = self.push(end, target, min(most - sent, self.room[pipe]), levels, tried)
                self.room[pipe] -= step
                self.room[pipe ^ 1] += step
                sent += step
            if sent < most:
                tried[at] += 1
        return sent

    def flow(self, source: int, target: int) -> int:
        """The greatest flow there is."""
        total = 0
        while (levels := self.levels(source))[target] >= 0:
            total += self.push(source, target, 1 << 60, levels, [0] * self.size)
        return total


def greatest_flow(
    sure: Sequence[int], extra: Sequence[int], spare: int, edges: Sequence[tuple[int, int]]
) -> int:
    """Each person sends and receives `sure`, and up to `extra` more while `spare` lasts on each side."""
    people = len(sure)
    source, pool, target, drain = range(2 * people, 2 * people + 4)
    net = Net(2 * people + 4)
    net.pipe(source, pool, spare)
    net.pipe(drain, target, spare)
    for one in range(people):
        net.pipe(source, one, sure[one])
        net.pipe(pool, one, extra[one])
        net.pipe(people + one, target, sure[one])
        net.pipe(people + one, drain, extra[one])
    for one, other in edges:
        net.pipe(one, people + other, 1)
        net.pipe(other, people + one, 1)
    return net.flow(source, target)
