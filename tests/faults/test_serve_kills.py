"""`convener serve` is killed at any instant on one machine, while Slack does its worst: each thing arrives once."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event

import pytest

from bot.domain.effects import State
from integrations.sandbox.faults import KINDS, TOO_MANY, FaultPlan
from tests.faults.test_worker_kills import (
    FEW,
    SOME,
    Scene,
    a_scene,
    ledger,
    owe,
    quiet,
    until_quiet,
    wrongs,
)
from tests.scheduler.doorstep import until

KILLS, IN_A_WAVE = 20, 5
BRIEFLY = 0.4  # seconds from the first claim somebody saw to the end, at most
# whatever goes wrong goes wrong at once, and then mostly refusals, with a word too short, too long, or none at all
STORMS = (
    {"rate": 0.25, "retry_after": 20, "at": dict(enumerate(KINDS, 1))},  # each once, whatever comes
    {"rate": 0.25, "retry_after": 0},
    {"rate": 0.8, "retry_after": 0, "kinds": (TOO_MANY,)},
    {"rate": 0.25, "retry_after": 90},
)


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[Scene]:
    with a_scene(sqlite_url, tmp_path) as made:
        yield made


def serving(scene: Scene) -> int:
    return scene.crew.starts("serve", kind="in-process")


def wave(scene: Scene, number: int, chance: Random) -> None:
    storm = FaultPlan(seed=number, late_seconds=0.3, slow_seconds=0.3, **STORMS[number])
    scene.world.faults.set(storm)
    owe(scene.desk, f"wave {number}", SOME, chance)
    owe(scene.desk, f"brief {number}", FEW, chance, briefly=True)


def claims(scene: Scene) -> set[tuple[int, int]]:
    """What was being sent when somebody looked, each claim known by its fence."""
    return {(e.id, e.fence) for e in ledger(scene.desk) if e.state is State.SENDING}


@pytest.mark.parametrize("seed", [1])
def test_serve_killed_again_and_again_loses_and_doubles_nothing(seed: int, scene: Scene):
    chance = Random(seed)
    process, caught, left = serving(scene), 0, set[tuple[int, int]]()
    for kill in range(KILLS):
        if kill % IN_A_WAVE == 0:
            wave(scene, kill // IN_A_WAVE, chance)
        if chance.random() < 0.7:  # at work; else at any instant, while it begins, too
            until(lambda old=left: claims(scene) - old or quiet(scene.desk))
        Event().wait(chance.uniform(0, BRIEFLY))
        scene.crew.kill(process)
        caught, left = caught + bool(claims(scene) - left), claims(scene)
        process = serving(scene)
    scene.world.faults.off()
    until_quiet(scene)

    assert wrongs(scene) == []
    assert caught > KILLS / 3
    assert set(scene.world.faults.struck) == set(KINDS)
    assert len(ledger(scene.desk)) == len(STORMS) * (SOME + FEW)
