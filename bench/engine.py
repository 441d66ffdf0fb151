"""What two workers do beside one, and beside the embedded engine, where Slack takes 100 ms to answer each call."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from bot.domain.effects import Owed, State
from bot.ports import Desk
from integrations.sandbox.faults import SLOW, FaultPlan
from tests.faults.community import NOON, seated
from tests.faults.test_worker_kills import Scene, a_scene
from tests.pg import Postgres, a_server, prepared

EFFECTS, HANDS, ROUNDS, SINGLE = 120, 4, 3, 20
ANSWER_SECONDS = 0.1
LEAST = 1.7  # times as much as one worker
WARM_SECONDS = 1.5
FAST = 60  # seconds of the programme in one: Slack's limits go by its clock, and are not what is measured here


def owe(desk: Desk, name: str, number: int) -> None:
    """So many words, each to somebody, due at once."""
    with desk.store.begin() as memory:
        for n in range(number):
            said = {"payload": {"words": f"{name}, {n} of many."}, "target": seated()[n % 50]}
            key = f"{name}:{n}"
            assert memory.effects.owe(Owed(key=key, kind="trouble", not_before=NOON, **said))


def left(desk: Desk) -> int:
    with desk.store.read() as memory:
        counts = memory.effects.count()
    return counts[State.READY] + counts[State.SENDING] + counts[State.UNKNOWN]


def rate(desk: Desk, name: str) -> float:
    """Effects a second, from when they are owed until the last one is written down as done."""
    begun = time.perf_counter()
    owe(desk, name, EFFECTS)
    while left(desk):
        Event().wait(0.01)
    return EFFECTS / (time.perf_counter() - begun)


@contextmanager
def at_work(scene: Scene, *processes: tuple[str, ...], kind: str) -> Iterator[None]:
    """These processes, started and known to Slack; killed afterwards."""
    started = [scene.crew.starts(*words, transport="http", kind=kind) for words in processes]
    Event().wait(WARM_SECONDS)
    owe(scene.desk, f"warm {started}", 20)
    while left(scene.desk):
        Event().wait(0.01)
    yield
    for process in started:
        scene.crew.kill(process)


def measured(scene: Scene, number: int) -> dict[str, float]:
    """One round of all contenders."""
    worker, found = ("worker", "--concurrency", str(HANDS)), {}
    for name, processes, kind in (
        ("in-process", [("serve",)], "in-process"),
        ("1 worker", [worker], "procrastinate"),
        ("2 workers", [worker, worker], "procrastinate"),
    ):
        with at_work(scene, *processes, kind=kind):
            found[name] = rate(scene.desk, f"{name} {number}")
    return found


def latencies(scene: Scene) -> list[float]:
    """Seconds from before an effect is owed until Slack hears of it, one at a time with nothing else to do."""
    scene.world.faults.off()
    found = []
    with at_work(scene, ("worker",), ("worker",), kind="procrastinate"):
        for n in range(SINGLE):
            Event().wait(0.25)
            posts = len(scene.world.record.messages())
            begun = time.perf_counter()
            owe(scene.desk, f"alone {n}", 1)
            while len(scene.world.record.messages()) == posts:
                Event().wait(0.001)
            found.append(time.perf_counter() - begun)
    return sorted(found)


def main() -> None:
    url = prepared(Postgres(uri=a_server().get_uri())).url("newest")
    with tempfile.TemporaryDirectory() as folder, a_scene(url, Path(folder)) as scene:
        scene.world.clock.rate = FAST
        alone = latencies(scene)
        slow = FaultPlan(rate=1.0, kinds=(SLOW,), slow_seconds=ANSWER_SECONDS)
        scene.world.faults.set(slow)
        rounds = [measured(scene, number) for number in range(ROUNDS)]
    bound = HANDS / ANSWER_SECONDS
    for name in rounds[0]:
        middle = statistics.median(each[name] for each in rounds)
        print(f"{name:>11}: {middle:5.1f} effects/s (median of {ROUNDS}; {HANDS} hands each)")
    print(f"      bound: {bound:5.1f} effects/s for each, if nothing but Slack took time")
    ratios = sorted(each["2 workers"] / each["1 worker"] for each in rounds)
    print(
        f"      ratio: {ratios[ROUNDS // 2]:.2f} (worst {ratios[0]:.2f}); at least {LEAST} wanted"
    )
    print(
        f" first word: {statistics.median(alone) * 1000:.0f} ms from owed to heard"
        f" (worst {alone[-1] * 1000:.0f} of {SINGLE}; the tick is not waited for)"
    )


if __name__ == "__main__":
    main()
