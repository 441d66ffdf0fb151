"""Two doors and two workers on one PostgreSQL: a gesture counts once, whichever door it comes to, or if to both."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests

from bot.domain.effects import State
from tests.faults.test_worker_kills import Scene, a_scene
from tests.pg import Postgres
from tests.scheduler.doorstep import until

GESTURES = 20


@pytest.fixture
def scene(postgres_url: str, postgres: Postgres, tmp_path: Path) -> Iterator[Scene]:
    postgres.say("DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="newest")
    with a_scene(postgres_url, tmp_path) as made:
        yield made


def health(door: str) -> dict[str, object]:
    try:
        return dict(requests.get(f"{door}/health/ready", timeout=30).json())
    except requests.ConnectionError:
        return {}


def command(scene: Scene, n: int) -> bytes:
    """What Slack posts when somebody types a command, the n-th one."""
    person = scene.world.ids["p003"]
    return urlencode(
        {
            "command": "/convene",
            "text": f"branch Texts of kind {n}",
            "user_id": person,
            "user_name": person,
            "channel_id": scene.world.channel.id,
            "channel_name": "community",
            "team_id": scene.world.slack.place.ids.team,
            "api_app_id": scene.world.slack.place.ids.app,
            "trigger_id": f"{n}.{n}.trigger",
            "response_url": "http://127.0.0.1:9/none",
        }
    ).encode()


def posted(scene: Scene, door: str, body: bytes) -> int:
    stamp = str(int(time.time()))
    signed = hmac.new(
        scene.world.slack.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }
    return requests.post(f"{door}/slack/events", data=body, headers=headers, timeout=30).status_code


def test_what_comes_to_both_doors_at_once_counts_once(scene: Scene):
    doors = [scene.crew.door(scene.crew.starts("serve", transport="http")) for _ in range(2)]
    until(lambda: all(health(door).get("ready") for door in doors))
    assert health(doors[0])["workers"] == 0
    assert "convener worker" in str(health(doors[0])["note"])
    for _ in range(2):
        scene.crew.starts("worker")
    until(lambda: health(doors[1])["workers"] == 2)
    assert "note" not in health(doors[1])

    with ThreadPoolExecutor(8) as hands:
        sent = [
            hands.submit(posted, scene, door, command(scene, n))
            for n in range(GESTURES)
            for door in doors
        ]
    assert {each.result() for each in sent} == {200}
    until(lambda: branches(scene) == [State.DONE] * GESTURES)

    assert scene.world.record.doubled() == []
    posts = [call.text for call in scene.world.record.landed("chat.postMessage")]
    assert sum("Texts of kind" in text for text in posts) == GESTURES


def branches(scene: Scene) -> list[State]:
    with scene.desk.store.read() as memory:
        return [effect.state for effect in memory.effects.find(kind="branch")]


def test_what_people_type_reaches_either_socket_and_counts_once(scene: Scene):
    world = scene.world
    for _ in range(2):
        scene.crew.starts("serve")
        scene.crew.starts("worker")
    assert world.slack.sockets.wait_for(2)
    person = world.person("p003")
    for n in range(GESTURES):
        person.types(f"/convene branch Texts of kind {n}", settle=0)
        assert person.ack
        assert person.ack.ok
        person.gestures.again()  # as Slack tells it once more after a line was cut
    until(lambda: branches(scene) == [State.DONE] * GESTURES)

    assert world.record.doubled() == []
