"""Targets for repair: streams of people who drop out and come after all, one by one and five at once."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median

from bot.bench.community import Community, plain
from bot.bench.figures import Outcome, Run
from bot.bench.ours import participants
from bot.bench.recount import legal
from bot.domain.seating import Past, Wishes, honours, repair
from bot.domain.sessions import Room
from bot.files.room_plan_file import every_round
from bot.files.room_plans import read_room_rules

CHANGES, AT_ONCE = 200, 5
CASES = ((60, 10, 10), (300, 50, 25), (1000, 167, 50), (45, 9, 10), (60, 12, 10))


@dataclass(kw_only=True)
class Stream:
    """What a stream of changes cost: seconds and people moved for each, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    beyond: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Published:
    """A session's rooms as they stand, and who could come after all."""

    community: Community
    luck: Random
    rooms: tuple[Room, ...] = ()
    past: Past = field(default_factory=Past)
    out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = participants(self.community)
        self.rules = read_room_rules(self.community.rules).rooms

    def change(
        self,
        stream: Stream,
        leave: Sequence[str] = (),
        join: Sequence[str] = (),
        wishes: Wishes | None = None,
    ) -> None:
        """Let the engine repair, then look at what it did."""
        before = self.rooms
        begun = time.process_time()
        mended = repair(
            before,
            self.people,
            rules=self.rules,
            perspectives={},
            seed=f"{self.community.seed}",
            leave=leave,
            join=join,
            past=self.past,
            wishes=wishes,
        )
        stream.seconds.append(time.process_time() - begun)
        self.rooms = mended.rooms
        self.out = [p for p in (*self.out, *leave) if p not in join]
        moved = _moved(before, self.rooms, leave)
        stream.moved.append(moved)
        stream.beyond += moved > (2 if wishes else _allowed(before, leave, join))
        stream.faults += self._wrong(before, leave, join)
        if wishes and not honours(self.rooms, wishes):
            stream.faults.append(f"{self.community.name}: a wish is not kept after a repair")

    def _wrong(
        self, before: Sequence[Room], leave: Sequence[str], join: Sequence[str]
    ) -> Iterator[str]:
        due = sorted({p for room in before for p in room.people} - set(leave) | set(join))
        seated = sorted(person for room in self.rooms for person in room.people)
        sizes = [len(room.people) for room in self.rooms]
        if seated != due:
            yield f"{self.community.name}: people lost or doubled by a repair"
        if legal(len(due), 5, 8) and not all(5 <= size <= 8 for size in sizes):
            yield f"{self.community.name}: rooms of {sorted(set(sizes))} after a repair"


def _moved(before: Sequence[Room], after: Sequence[Room], leave: Sequence[str]) -> int:
    now = {person: room.name for room in after for person in room.people}
    then = {person: room.name for room in before for person in room.people}
    return sum(then[p] != now[p] for p in then.keys() & now.keys() if p not in leave)


def _allowed(before: Sequence[Room], leave: Sequence[str], join: Sequence[str]) -> int:
    """One move a change where some room can spare someone, else a room's worth."""
    sizes = [len(set(room.people) - set(leave)) for room in before]
    spare = sum(max(0, size - 5) for size in sizes)
    missing = sum(max(0, 5 - size) for size in sizes)
    changes = len(leave) + len(join)
    return changes if spare >= missing else 8 * changes


def prompt_and_small(run: Run) -> Iterator[Outcome]:
    """T8: quick, and hardly anybody moved."""
    for people, rooms, limit in CASES[:2] if run.quick else CASES:
        single, several, wished = Stream(), Stream(), Stream()
        for seed in run.numbers:
            run.say(f"repair N={people} R={rooms}, seed {seed}")
            parts = _streams(run, people, rooms, seed)
            for whole, part in zip((single, several, wished), parts, strict=True):
                whole.seconds += part.seconds
                whole.moved += part.moved
                whole.beyond += part.beyond
                run.faults.extend(part.faults)
        yield _line(f"one change, N={people} R={rooms}", single, limit, run.seeds)
        yield _line(f"{AT_ONCE} at once, N={people} R={rooms}", several, 200, run.seeds)
        yield _line(f"two wish to be apart, N={people} R={rooms}", wished, limit, run.seeds)


def _line(case: str, stream: Stream, limit: int, seeds: int) -> Outcome:
    late = sorted(stream.seconds)[int(0.99 * (len(stream.seconds) - 1))] * 1000
    return Outcome(
        target="T8",
        case=case,
        figure=f"{median(stream.seconds) * 1000:.1f} / {late:.1f} ms p99",
        aim=f"<= {limit} ms, few moved",
        held=late <= limit and not stream.beyond and not stream.faults,
        seconds=max(stream.seconds),
        seeds=seeds,
        note=f"moved {sum(stream.moved) / len(stream.moved):.2f} mean, {max(stream.moved)} most; "
        f"{stream.beyond} beyond the least, {len(stream.faults)} faults, {len(stream.moved)} changes",
    )


def _streams(run: Run, people: int, rooms: int, seed: int) -> tuple[Stream, Stream, Stream]:
    single, several, wished = Stream(), Stream(), Stream()
    changes = CHANGES // 5 if run.quick else CHANGES
    published = _published(run, people, rooms, seed)
    first = published.rooms
    for _ in range(changes):
        leave, join = _one_change(published, people)
        published.change(single, leave, join)
    for _ in range(changes // 10):
        published.rooms, published.out = first, []
        seated = [person for room in first for person in room.people]
        published.change(several, published.luck.sample(seated, AT_ONCE), [])
        published.rooms, published.out = first, []
        pair = published.luck.sample(published.luck.choice(first).people, 2)
        published.change(wished, wishes=Wishes(apart=(frozenset(pair),)))
    return single, several, wished


def _one_change(published: Published, people: int) -> tuple[list[str], list[str]]:
    """Someone comes after all, the likelier the more are away; else someone drops out."""
    away = len(published.out)
    if away and published.luck.random() < min(0.9, 5 * away / people):
        return [], [published.luck.choice(published.out)]
    return [published.luck.choice([p for room in published.rooms for p in room.people])], []


def _published(run: Run, people: int, rooms: int, seed: int) -> Published:
    """The third session of a series, with the two before it remembered."""
    made = plain(people, seed=seed, full=True)
    community = Community(
        name=f"repair N={people} R={rooms}", seed=seed, rooms=rooms, sessions=3, papers=made
    )
    drawn = [each for _, each in every_round(run.trial(community).plan)]
    return Published(
        community=community,
        luck=Random(f"repair {seed}"),
        rooms=drawn[-1],
        past=Past.of(drawn[:-1]),
    )
