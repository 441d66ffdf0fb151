"""How soon Slack hears that we heard, beside a bare Bolt app that inserts one row: over HTTP and in Socket Mode.

Fifty deliveries a second, each at its own instant however slow the last one was: words that are kept, commands that
are looked up, forms that open. Meanwhile twelve are slow: over HTTP clients that dribble their request byte by byte, in
Socket Mode forms that Slack takes two seconds to open. `--full` takes a minute for each.
"""

import itertools
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bot.demo.product import free_port
from bot.store.history import upgrade
from integrations.sandbox.delivery import Ack
from integrations.sandbox.faults import SLOW, FaultPlan
from integrations.sandbox.slack_delivery import deliver_over_http, packed, signed_headers
from integrations.sandbox.slack_gestures import Gestures
from tests.faults.community import seated
from tests.faults.test_worker_kills import Scene, a_scene

RATE, SLOW_ONES, SECONDS, FULL_SECONDS = 50, 12, 20, 60
LIMIT, TIMES = 0.3, 1.5  # p99 in seconds, and as many times a bare app's
HANDS = 80
WARMING = 5  # seconds that do not count: what is read and put together once
SLOW_SECONDS = 2.0
NUMBER = itertools.count(1)
PEER = Path(__file__).parent / "peers" / "bare_bolt.py"
Deliver = Callable[[str, dict[str, Any]], Ack]


@contextmanager
def bare_app(scene: Scene, transport: str) -> Iterator[tuple[str, int]]:
    port, told = free_port(), scene.world.settings()
    environment = {**os.environ, **told["environment"], "API": told["slack"]["api_base_url"]}
    command = [sys.executable, PEER, transport, str(port)]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=scene.crew.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}", process.pid
    process.kill()
    process.wait()


@contextmanager
def ours(scene: Scene, transport: str) -> Iterator[tuple[str, int]]:
    process = scene.crew.starts("serve", transport=transport, kind="in-process")
    yield scene.crew.door(process), process
    scene.crew.kill(process, signal.SIGTERM)


def something(scene: Scene) -> tuple[str, dict[str, Any]]:
    """The next delivery: four of ten are words to keep, four a command, two a form to open."""
    number = next(NUMBER)
    member = scene.world.ids[seated()[number % 50]]
    common = {"team_id": scene.world.slack.place.ids.team, "user_id": member}
    if number % 10 < 4:
        event = {"type": "message", "channel_type": "im", "user": member, "text": "We rang the ward.",
                 "channel": scene.world.slack.place.direct(member).id, "ts": f"1799912345.{number:06}"}  # fmt: skip
        told = {"type": "event_callback", "event_id": f"Ev{number}", "event": event}
        return "events_api", {**told, **common}
    if number % 10 < 8:
        typed = {"command": "/convene", "text": "help", "trigger_id": f"{number}.1.x"}
        return "slash_commands", {**common, **typed}
    return form_to_open(scene, member)


def form_to_open(scene: Scene, member: str) -> tuple[str, dict[str, Any]]:
    trigger = scene.world.slack.triggers.new(member)
    gesture = {
        "callback_id": "start_branch",
        "trigger_id": trigger,
        "action_ts": f"{time.time():.6f}",
    }
    return "interactive", {**Gestures(scene.world.slack, member)._common("shortcut"), **gesture}


def dribble(address: str, secret: str, scene: Scene, over: threading.Event) -> None:
    """A signed request, one byte at a time, again and again."""
    host, _, port = address.removeprefix("http://").partition(":")
    while not over.is_set():
        kind, payload = something(scene)
        body, content = packed(kind, payload)
        headers = {
            "Content-Type": content,
            "Content-Length": str(len(body)),
            "Host": "127.0.0.1",
            **signed_headers(secret, body),
        }
        head = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
        whole = f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body
        with suppress(OSError), socket.create_connection((host, int(port))) as line:
            for byte in whole:
                if over.wait(0.02):
                    return
                line.send(bytes([byte]))


def slow_forms(deliver: Deliver, scene: Scene, over: threading.Event) -> None:
    while not over.is_set():
        deliver(*form_to_open(scene, scene.world.ids[seated()[0]]))


def measured(scene: Scene, address: str, transport: str, seconds: int) -> list[Ack]:
    """Every delivery at its instant; how each was taken, the slow ones left out."""
    slack, over = scene.world.slack, threading.Event()

    def deliver(kind: str, payload: dict[str, Any]) -> Ack:
        if transport == "socket":
            return slack.sockets.deliver(kind, payload, attempt=0, reason="")
        door, secret = f"{address}/slack/events", slack.signing_secret
        return deliver_over_http(door, secret, kind, payload, attempt=0, reason="")

    while not deliver(*something(scene)).ok:  # until it serves
        time.sleep(0.1)
    if transport == "socket":
        views = FaultPlan(
            rate=1.0, kinds=(SLOW,), slow_seconds=SLOW_SECONDS, methods=frozenset({"views.open"})
        )
        scene.world.faults.set(views)
    slow = [
        threading.Thread(target=slow_forms, args=(deliver, scene, over)) if transport == "socket"
        else threading.Thread(target=dribble, args=(address, slack.signing_secret, scene, over))
        for _ in range(SLOW_ONES)
    ]  # fmt: skip
    for one in slow:
        one.start()
    with ThreadPoolExecutor(HANDS) as hands:
        begun, acks = time.perf_counter(), []
        for n in range(RATE * (WARMING + seconds)):
            time.sleep(max(0.0, begun + n / RATE - time.perf_counter()))
            kind, payload = something(scene)
            while transport == "socket" and kind == "interactive":
                kind, payload = something(scene)  # forms are the slow ones there
            acks.append(hands.submit(deliver, kind, payload))
    over.set()
    for one in slow:
        one.join()
    scene.world.faults.off()
    return [ack.result() for ack in acks[WARMING * RATE :]]


def computed(process: int) -> float:
    """Seconds of a processor that it has used."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def told(name: str, acks: list[Ack], cpu: float) -> float:
    taken = sorted(ack.seconds for ack in acks if ack.ok)
    p99 = taken[int(len(taken) * 0.99)]
    print(f"  {name:9} p50 {statistics.median(taken) * 1000:5.0f} ms   p99 {p99 * 1000:5.0f} ms   "
          f"longest {taken[-1] * 1000:5.0f} ms   missed {len(acks) - len(taken)} of {len(acks)}   "
          f"computed {cpu:.1f} s")  # fmt: skip
    return p99


def main() -> None:
    seconds = FULL_SECONDS if "--full" in sys.argv else SECONDS
    for transport in ("http", "socket"):
        print(f"{transport}: {RATE}/s for {seconds} s, and {SLOW_ONES} slow ones beside them")
        found = {}
        for name, contender in (("bare Bolt", bare_app), ("ours", ours)):
            with tempfile.TemporaryDirectory() as folder:
                url = f"sqlite:///{folder}/convener.sqlite3"
                upgrade(url)
                with a_scene(url, Path(folder)) as scene:
                    scene.world.clock.rate = 1
                    with contender(scene, transport) as (address, process):
                        acks = measured(scene, address, transport, seconds)
                        found[name] = told(name, acks, computed(process))
        times = found["ours"] / found["bare Bolt"]
        held = "held" if found["ours"] <= LIMIT and times <= TIMES else "NOT held"
        print(f"  {times:.2f} times the bare app's p99 (at most {TIMES}), at most 300 ms: {held}")


if __name__ == "__main__":
    main()
