"""The disk fills up while the bot serves: nobody is told a falsehood, nothing is lost or doubled, and it goes on."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import psycopg
import pytest
import requests

from bot.domain.effects import State
from bot.facilitation.steps import opaque
from bot.store.health import check
from integrations.sandbox.delivery import Ack
from integrations.sandbox.faults import SLOW, FaultPlan
from integrations.sandbox.slack_delivery import deliver_over_http
from tests.faults.community import seated
from tests.faults.test_serve_kills import claims
from tests.faults.test_worker_kills import Scene, a_scene, ledger, owe, until_quiet, wrongs
from tests.pg import Postgres, brand

__all__ = ["brand"]
from tests.scheduler.doorstep import until

ROOM = {"sqlite": "6m", "postgres": "16m"}
TIMES = 4
WAVE = 20
# as with two minutes in earnest, what is sent arrives within it, also where the machine stands still for seconds
LEASE = timedelta(seconds=10)
FULL = "The disk that holds the database is full. Nothing was changed; make room, then try again."


@pytest.fixture
def small_disk(brand: str) -> Iterator[Path]:
    """A disk of a few megabytes, where this account may make one; a database server may look into it, too."""
    folder = Path(tempfile.mkdtemp(prefix="disk"))
    folder.chmod(0o755)
    disk = folder / "disk"
    disk.mkdir()
    mount, umount = (shutil.which(name) or name for name in ("mount", "umount"))
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={ROOM[brand]}", "tmpfs", disk], capture_output=True, check=False
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no small disk can be made by this account: mounting one needs root")
    yield disk
    subprocess.run([umount, "--lazy", disk], check=True)
    shutil.rmtree(folder)


@pytest.fixture
def scene(
    brand: str, small_disk: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Scene]:
    url = request.getfixturevalue(f"{brand}_on_it")
    with a_scene(url, tmp_path, LEASE) as made:
        yield made


@pytest.fixture
def sqlite_on_it(small_disk: Path, sqlite_template: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, small_disk / 'convener.sqlite3')}"


@pytest.fixture
def postgres_on_it(small_disk: Path, postgres: Postgres) -> Iterator[str]:
    """A database whose tables lie on the small disk; the server's log of changes does not, or it would stop."""
    space = small_disk / "space"
    space.mkdir()
    with psycopg.connect(postgres.uri) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone()
    owner = Path(data).stat()
    os.chown(space, owner.st_uid, owner.st_gid)
    postgres.say(
        f"CREATE TABLESPACE tight LOCATION '{space}'",
        "CREATE DATABASE tight TEMPLATE newest TABLESPACE tight",
    )
    yield postgres.url("tight")
    postgres.say("DROP DATABASE tight WITH (FORCE)", "DROP TABLESPACE tight")


@pytest.fixture
def door(scene: Scene) -> str:
    process = scene.crew.starts("serve", transport="http", kind="in-process")
    door = scene.crew.door(process)
    until(lambda: ready(door) == (200, ""))
    return door


def ready(door: str) -> tuple[int, str]:
    """What /health/ready says: its status, and why not."""
    try:
        answer = requests.get(f"{door}/health/ready", timeout=30)
    except requests.ConnectionError:
        return 0, ""
    return answer.status_code, answer.json().get("why", "")


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for piece in (4096, 1):
            try:
                while True:
                    file.write(os.urandom(piece))
            except OSError:
                continue
    return filler


def words_to_us(scene: Scene, number: int) -> dict[str, Any]:
    """Words by a person, as Slack tells of them each time; the next person's are the next number's."""
    user = scene.world.ids[seated()[number % len(seated())]]
    said = {"type": "message", "channel_type": "im", "user": user, "text": f"I rang ward {number}.",
            "channel": f"D{number % len(seated()):010}", "ts": f"1799912345.{number:06}"}  # fmt: skip
    return {
        "type": "event_callback",
        "event_id": f"Ev{number:04}",
        "team_id": "T0SANDBOX",
        "event": said,
    }


def told(scene: Scene, door: str, kind: str, body: dict[str, Any]) -> Ack:
    secret = scene.world.settings()["environment"]["CONVENER_SLACK_SIGNING_SECRET"]
    return deliver_over_http(f"{door}/slack/events", secret, kind, body, attempt=0, reason="")


def tell_until_refused(scene: Scene, door: str, words: Iterator[int]) -> list[dict[str, Any]]:
    """Say one thing after another until it is not acknowledged: a server's tables may have had room left."""
    bodies: list[dict[str, Any]] = []
    status = 200
    while status == 200:
        bodies.append(words_to_us(scene, next(words)))
        status = told(scene, door, "events_api", bodies[-1]).status
    assert status == 500
    return bodies


def offers(scene: Scene) -> int:
    with scene.desk.store.read() as memory:
        return len(memory.effects.find("offer:"))


def asked_what_they_meant(scene: Scene) -> set[str]:
    with scene.desk.store.read() as memory:
        return {opaque(effect.key) for effect in memory.effects.find("offer:")}


def sweep_soon(scene: Scene) -> None:
    """What left and could not be written down as done: as the engine does within the minute, once its lease is over."""
    Event().wait(LEASE.total_seconds())
    with scene.desk.store.begin() as memory:
        memory.effects.release_stale(only_writer=False)


def test_what_is_told_to_a_full_disk_is_not_acknowledged_and_is_taken_once_there_is_room(
    scene, door, small_disk
):
    filler = fill(small_disk)

    bodies = tell_until_refused(scene, door, count(1))

    assert ready(door) == (503, FULL)
    asker = scene.world.ids[seated()[1]]
    command = {"command": "/convene", "text": "", "user_id": asker, "team_id": "T0SANDBOX"}
    assert told(scene, door, "slash_commands", command).status == 200  # only looked at: it works

    filler.unlink()
    again = [told(scene, door, "events_api", body).status for body in bodies for _ in range(2)]
    assert set(again) == {200}
    assert offers(scene) == len(bodies)
    assert ready(door) == (200, "")


@pytest.mark.parametrize("brand", ["sqlite"])  # a server's disk cannot be seen from here
def test_a_full_disk_is_found_by_the_doctor(scene, small_disk):
    fill(small_disk)
    found = check(scene.desk.store.place.render_as_string())
    assert "Only 0 MB are left on the disk" in " ".join(finding.what for finding in found)


def test_a_disk_that_is_full_again_and_again_while_messages_leave_loses_and_doubles_nothing(
    scene, door, small_disk
):
    chance, words = Random(1), count(1)
    scene.world.faults.set(FaultPlan(rate=1.0, kinds=(SLOW,), slow_seconds=0.05))
    for time in range(TIMES):
        owe(scene.desk, f"wave {time}", WAVE, chance)
        until(lambda: claims(scene))
        filler = fill(small_disk)
        tell_until_refused(scene, door, words)
        Event().wait(chance.uniform(0, 0.5))
        filler.unlink()
    sweep_soon(scene)
    until_quiet(scene)

    # a server's tables may have had room for many words: somebody is asked as often what they meant, in the same words
    assert wrongs(scene, alike=asked_what_they_meant(scene)) == []
    assert {effect.state for effect in ledger(scene.desk)} == {State.DONE}
