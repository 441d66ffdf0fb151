"""How fast a thousand direct messages leave, beside a plain loop over Slack's own client that keeps nothing.

First against a stand-in that enforces Slack's rates, on the machine's own time: both sides at once, each with a
workspace of its own. Then against one that only takes 50 ms to answer: one side after the other, equally many hands.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.effects import Owed, State
from bot.domain.pace import Pace
from bot.domain.programme import Programme
from bot.domain.roster import Participant
from bot.facilitation.setting import PROGRAMME
from bot.files.defaults import default_plan_path
from bot.files.plan_prompt import prompt_faults
from bot.main import plan_from
from bot.ports import Clock, Desk, House
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from integrations.calendar.feed import write_feed
from integrations.sandbox.time import MovableClock
from integrations.sandbox.world import World
from integrations.slack.client import web_client
from integrations.slack.messenger import SlackMessenger
from scheduler.in_process import Engine

MESSAGES, HANDS, ROUNDS = 1000, 4, 3
PERMITTED = 300 / 60  # messages a second and workspace; in a direct conversation one a second
LATENCY = 0.05
NOON = datetime(2027, 2, 17, 12, tzinfo=UTC)
LIMITLESS = Pace(key="bench", every=timedelta(microseconds=1), burst=MESSAGES * 10)
SERVER = "--stand-in"


class Hasty(SlackMessenger):
    """The messenger at a pace that is counted and never met."""

    def paces(self, act: str, *, to: str = "") -> Sequence[Pace]:
        return [LIMITLESS]


class Slow(BaseHTTPRequestHandler):
    """Says yes to every message after a while."""

    protocol_version = "HTTP/1.1"
    marks = itertools.count(1)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(LATENCY)
        answer = json.dumps({"ok": True, "channel": "D1", "ts": f"{next(self.marks)}.0"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words: object) -> None:
        """Nothing: the table alone is printed."""


def people() -> list[Participant]:
    return [
        Participant(
            id=f"p{n:04}",
            name=f"Person {n}",
            email=f"p{n:04}@example.org",
            role="clinician",
            organisation="A",
            zone="Europe/London",
            slack_id=f"U{n:07}",
        )
        for n in range(MESSAGES)
    ]


def loop(client: WebClient, stand: Sequence[str]) -> float:
    """Messages a second by a plain loop: it waits when it is told to, and keeps nothing."""

    def say(member: str) -> None:
        while True:
            try:
                client.chat_postMessage(channel=member, text="Will you come on Wednesday?")
                return
            except SlackApiError as no:
                time.sleep(float(no.response.headers.get("Retry-After", 1)))

    begun = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(say, stand))
    return len(stand) / (time.perf_counter() - begun)


@contextmanager
def community(folder: str, clock: Clock, messenger: SlackMessenger) -> Iterator[Desk]:
    """A desk with a thousand people, to each of whom one message is owed by now."""
    url = f"sqlite:///{folder}/fanout.sqlite3"
    upgrade(url)
    store = SqlStore(url)
    plan = default_plan_path().read_text(encoding="utf-8")
    with store.begin() as memory:
        memory.programmes.save(
            Programme(id=PROGRAMME, plan_text=plan, start_year=2027, start_month=1, loaded_at=NOON)
        )
        for person in people():
            memory.people.save(person)
            words = {"words": "Will you come on Wednesday?"}
            memory.effects.owe(
                Owed(
                    key=person.id,
                    kind="trouble",
                    target=person.id,
                    payload=words,
                    not_before=NOON - timedelta(minutes=1),
                )
            )
    yield Desk(
        store=store, clock=clock, messenger=messenger, meetings=None, news=None, links=None, vault=None,  # type: ignore[arg-type]
        house=House(), read_plan=plan_from, prompt_faults=prompt_faults, write_feed=write_feed,
    )  # fmt: skip
    store.close()


def ours(clock: Clock, messenger: SlackMessenger) -> float:
    """Messages a second by our engine, every one written down before and after."""
    with tempfile.TemporaryDirectory() as folder, community(folder, clock, messenger) as desk:
        engine = Engine(desk, tick_seconds=5, concurrency=HANDS)
        begun = time.perf_counter()
        engine.start()
        while _left(desk):
            time.sleep(0.1)
        took = time.perf_counter() - begun
        engine.stop()
        return MESSAGES / took


def _left(desk: Desk) -> int:
    with desk.store.read() as memory:
        counted = memory.effects.count()
    return MESSAGES - counted[State.DONE]


def at_slacks_rates() -> None:
    """Both at once, each in a workspace of its own: it takes as long as Slack makes one wait."""
    rates: dict[str, float] = {}

    def contend(name: str, contender: Callable[[World, WebClient], float]) -> None:
        with World.from_people(people(), start=NOON) as world:
            world.clock.rate = 1.0
            told = world.settings()
            token = told["environment"]["CONVENER_SLACK_BOT_TOKEN"]
            client = web_client(token=token, base_url=told["slack"]["api_base_url"])
            rates[name] = contender(world, client)
            refused[name] = sum(call.error == "ratelimited" for call in world.record.calls)

    refused: dict[str, int] = {}
    contenders = {
        "loop": lambda world, client: loop(client, [p.slack_id for p in people()]),
        "ours": lambda world, client: ours(
            world.clock, SlackMessenger(client=client, clock=world.clock)
        ),
    }
    threads = [threading.Thread(target=contend, args=each) for each in contenders.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, rate in rates.items():
        print(
            f"{name:>6}: {rate:5.2f} messages/s, {rate / PERMITTED:.1%} of the permitted"
            f" {PERMITTED:.0f}/s, {refused[name]} times told to come later"
        )
    print(f" ratio: {rates['ours'] / PERMITTED:.3f} of the permitted rate (wanted: 0.95)")


@contextmanager
def slow_slack() -> Iterator[str]:
    """A stand-in in a process of its own; its address."""
    command = [sys.executable, str(Path(__file__)), SERVER]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert server.stdout
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/api/"
    finally:
        server.terminate()
        server.wait()


def at_a_latency() -> None:
    """One after the other, so that neither takes the other's processor."""
    ratios, rates = [], {"loop": 0.0, "ours": 0.0}
    for _ in range(ROUNDS):
        with slow_slack() as address:
            client, clock = web_client(token="xoxb-1", base_url=address), MovableClock(NOON)  # noqa: S106
            rates["loop"] = loop(client, [p.slack_id for p in people()])
            rates["ours"] = ours(clock, Hasty(client=client, clock=clock))
        ratios.append(rates["ours"] / rates["loop"])
        print(f"  loop {rates['loop']:5.1f}, ours {rates['ours']:5.1f} messages/s")
    ratios.sort()
    print(
        f" ratio: {ratios[ROUNDS // 2]:.2f} of the plain loop (worst {ratios[0]:.2f}; wanted: 0.9)"
    )


def main() -> None:
    if SERVER in sys.argv:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
        print(server.server_port, flush=True)
        server.serve_forever()
        return
    if "--rates" in sys.argv:
        at_slacks_rates()
        return
    print(
        f"{MESSAGES} direct messages, {HANDS} hands, {LATENCY * 1000:.0f} ms to answer, no limits:"
    )
    at_a_latency()
    if "--latency" not in sys.argv:
        print(f"{MESSAGES} direct messages at Slack's rates (it takes three and a half minutes):")
        at_slacks_rates()


if __name__ == "__main__":
    main()
