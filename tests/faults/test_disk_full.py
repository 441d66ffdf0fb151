"""The disk fills up while the bot serves: nobody is told a falsehood, nothing is lost or doubled, and it goes on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import pytest
import requests

from bot.domain.effects import State
from bot.store.health import check
from integrations.sandbox.delivery import Ack
from integrations.sandbox.faults import SLOW, FaultPlan
from integrations.sandbox.slack_delivery import deliver_over_http
from tests.faults.community import seated
from tests.faults.crew import LEASE
from tests.faults.test_serve_kills import claims
from tests.faults.test_worker_kills import Scene, a_scene, ledger, owe, until_quiet, wrongs
from tests.scheduler.doorstep import until

SIZE = "6m"
TIMES = 4
FULL = "The disk that holds the database is full. Nothing was changed; make room, then try again."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes, where this account may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, umount = (shutil.which(name) or name for name in ("mount", "umount"))
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], capture_output=True, check=False
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no small disk can be made by this account: mounting one needs root")
    yield disk
    subprocess.run([umount, "--lazy", disk], check=True)


@pytest.fixture
def scene(small_disk: Path, sqlite_template: Path, tmp_path: Path) -> Iterator[Scene]:
    path = shutil.copy(sqlite_template, small_disk / "convener.sqlite3")
    with a_scene(f"sqlite:///{path}", tmp_path) as made:
        yield made


@pytest.fixture
def door(scene: Scene) -> str:
    process = scene.crew.starts("serve", transport="http", kind="in-process")
    door = scene.crew.door(process)
    until(lambda: ready(door) == (200, ""))
    return door


def ready(door: str) -> tuple[int, str]:
    """What /health/ready says: its status, and why not."""
    try:
        answer = requests.get(f"{door}/health/ready", timeout=10)
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


def words_to_us(scene: Scene, person: str) -> dict[str, Any]:
    """The same words by the same person, as Slack tells of them each time."""
    said = {"type": "message", "channel_type": "im", "user": scene.world.ids[person], "text": "I rang the ward.",
            "channel": "D0000000001", "ts": "1799912345.000100"}  # fmt: skip
    return {"type": "event_callback", "event_id": "Ev0001", "team_id": "T0SANDBOX", "event": said}


def told(scene: Scene, door: str, kind: str, body: dict[str, Any]) -> Ack:
    secret = scene.world.settings()["environment"]["CONVENER_SLACK_SIGNING_SECRET"]
    return deliver_over_http(f"{door}/slack/events", secret, kind, body, attempt=0, reason="")


def offers(scene: Scene) -> list[str]:
    with scene.desk.store.read() as memory:
        return [effect.key for effect in memory.effects.find("offer:")]


def sweep_soon(scene: Scene) -> None:
    """What left and could not be written down as done: as the engine does within the minute, once its lease is over."""
    Event().wait(LEASE.total_seconds())
    with scene.desk.store.begin() as memory:
        memory.effects.release_stale(only_writer=False)


def test_what_is_told_to_a_full_disk_is_not_acknowledged_and_is_taken_once_there_is_room(
    scene, door, small_disk
):
    body = words_to_us(scene, seated()[0])
    filler = fill(small_disk)

    assert told(scene, door, "events_api", body).status == 500
    found = check(scene.desk.store.place.render_as_string())
    assert "Only 0 MB are left on the disk" in " ".join(finding.what for finding in found)
    assert ready(door) == (503, FULL)
    asker = scene.world.ids[seated()[1]]
    command = {"command": "/convene", "text": "", "user_id": asker, "team_id": "T0SANDBOX"}
    assert told(scene, door, "slash_commands", command).status == 200  # only looked at: it works

    filler.unlink()
    assert [told(scene, door, "events_api", body).status for _ in range(2)] == [200, 200]
    assert len(offers(scene)) == 1
    assert ready(door) == (200, "")


def test_a_disk_that_is_full_again_and_again_while_messages_leave_loses_and_doubles_nothing(
    scene, door, small_disk
):
    chance = Random(1)
    scene.world.faults.set(FaultPlan(rate=1.0, kinds=(SLOW,), slow_seconds=0.05))
    for time in range(TIMES):
        owe(scene.desk, f"wave {time}", 20, chance)
        until(lambda: claims(scene))
        filler = fill(small_disk)
        until(lambda: ready(door) == (503, FULL))
        Event().wait(chance.uniform(0, 0.5))
        filler.unlink()
    sweep_soon(scene)
    until_quiet(scene)

    assert wrongs(scene) == []
    assert {effect.state for effect in ledger(scene.desk)} == {State.DONE}
