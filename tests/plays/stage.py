"""A stage for plays: the real bot in this process, and a pretend Slack and Zoom that it meets over real HTTP.

Persons are called by name, read what is on their screen, and press what they read. Time moves from one instant at
which something falls due to the next, and nobody acts before everything due has been done.
"""

import subprocess
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.config import Settings, load_settings
from bot.demo.gathering import parts_of
from bot.domain.effects import Effect, State
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.facilitation.setting import Setting
from bot.files.plan import read_plan
from bot.main import desk_of, jobs_of, open_doors, store_of
from integrations.sandbox.people import Person
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.world import World
from integrations.slack.manifest import manifest
from scheduler.distributed import Worker
from tests.plays.house import Production, convener, free_port, settings_text, surroundings
from tests.plays.lookout import Lookout
from tests.plays.scripts import plain_name

PATIENCE = 60.0
LOOK_EVERY = 0.008
SOON = timedelta(minutes=2)  # a rate limit's wait, which is let pass before anybody acts
COMES = ("yes", "part")


class Stuck(AssertionError):
    """Something was due and never got done."""


CALL_FOR_A_WORD = "would like a word with a facilitator"  # goes at once, whatever the hour


class Player(Person):
    """A person whose acts end when the bot has done everything that followed from them."""

    def __init__(self, stage: "Stage", member_id: str, slack: SlackStandIn | None = None) -> None:
        super().__init__(slack or stage.world.slack, member_id, settle=0.0)
        self._stage = stage

    def _news(self, before: int, patience: float) -> str:
        self._stage.settle()
        return super()._news(before, 0.0)

    def sends(self) -> str:
        """Send the open form off and close what it leaves open; what was said then."""
        answer = self.submits()
        if self.modal():
            self.closes()
        return answer

    def was_told(self, *words: str) -> list[str]:
        """The direct messages that hold all of these words."""
        return [said for said in self.inbox() if all(word in said for word in words)]

    def told_at(self, *words: str) -> datetime:
        """When the one message with these words came."""
        found = [p for p in self._posts() if all(word in self.words(p) for word in words)]
        assert len(found) == 1, f"{len(found)} messages say {words}"
        return datetime.fromtimestamp(float(found[0].ts), UTC)


class Hired:
    """A worker as `convener worker` makes it, in a thread of this process."""

    def __init__(self, settings: Settings) -> None:
        self.store = store_of(settings)
        ticks, hands = settings.engine.tick_seconds, settings.engine.concurrency
        self.worker = Worker(
            desk_of(settings, self.store), jobs_of(settings), tick_seconds=ticks, concurrency=hands
        )
        self.thread = threading.Thread(target=self.worker.run)
        self.thread.start()

    def leaves(self) -> None:
        self.worker.stop()
        self.thread.join()
        self.store.close()


@dataclass
class Stage:
    """The world, the bot that serves in it, and the clock between them."""

    world: World
    config: Path
    environment: dict[str, str]
    log: list[Any] = field(default_factory=list)
    number_of_workers: int = 0
    expected_faults: bool = False
    expected_refusals: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.players = {
            plain_name(one.name): Player(self, member)
            for member, one in self.world.participants.items()
        }
        self.serve()

    def serve(self) -> None:
        """Open the bot's doors, and let workers work where there are any."""
        with surroundings(self.environment):
            settings = load_settings(self.config)
            self.serving = open_doors(settings)
            self.desk = (
                self.serving.desk
            )  # and its clock: what people do happens when the doors say it does
            self.looks = Lookout(settings.database.url)
            self.workers = [Hired(settings) for _ in range(self.number_of_workers)]

    def stop(self) -> None:
        """Let the bot's processes end."""
        self.looks.close()
        for worker in self.workers:
            worker.leaves()
        self.serving.stop()

    def restart(self) -> None:
        """Let the bot's processes end and begin anew."""
        self.stop()
        self.serve()

    def _wake(self) -> None:
        if self.serving.engine:  # workers look often enough
            self.serving.engine.wake()

    def __getattr__(self, name: str) -> Player:
        """A person by the first name, or by all of it."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = [p for key, p in self.players.items() if key == name or key.startswith(f"{name}_")]
        if len(found) != 1:
            raise AttributeError(f"{len(found)} people are called {name}")
        return found[0]

    def named(self, name: str) -> Player:
        return self.players[plain_name(name)]

    def players_by_id(self, person: str) -> Player:
        return Player(self, self.world.ids[person])

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def until(self, when: str, zone: str = "UTC") -> None:
        """Let time pass until a city's clock shows this, and everything due by then is done."""
        target = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert target >= self.now, f"{when} in {zone} is past: it is {self.now}"
        self.settle()
        while (following := self.looks.next_instant(self.now)) and following <= target:
            self._move(following)
        if target > self.now:
            self._move(target)

    def _move(self, instant: datetime) -> None:
        self.world.clock.set(instant)
        self._wait(lambda: self.desk.clock.now() >= instant, "the bot's clock")
        self._wake()
        self.settle()

    def settle(self) -> None:
        """Wait until the bot has done all that is due, short waits for a rate limit included."""
        self._wait(self._quiet, "what is due")
        while (soon := self.looks.next_try(self.now)) and soon <= self.now + SOON:
            self.world.clock.set(max(soon, self.now))
            self._wake()
            self._wait(self._quiet, "what is due")

    def _quiet(self) -> bool:
        if self.world.slack.courier.waiting:
            return False
        return not self.looks.anything_due(self.now)

    def _wait(self, ready: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise Stuck(f"{what}: {self._hanging()}")
            time.sleep(LOOK_EVERY)

    def _hanging(self) -> str:
        with self.desk.store.read() as memory:
            held = memory.effects.find(states=[State.READY, State.SENDING, State.UNKNOWN])
            duties = memory.duties.due(self.now, 5)
        late = [f"{e.key} {e.state} {e.last_error}" for e in held if e.not_before <= self.now]
        return f"at {self.now}: {late[:8]} {[d.key for d in duties]} {self.log[-3:]}"

    @contextmanager
    def memory(self):
        """What the bot remembers, for a look."""
        with self.desk.store.read() as memory:
            yield Setting(self.desk, memory)

    def effects(self, prefix: str = "", **more: Any) -> list[Effect]:
        with self.desk.store.read() as memory:
            return memory.effects.find(prefix, **more)

    def direct(self, player: Player) -> list[Any]:
        """The calls that put a message before one person."""
        return [call for call in self.world.record.messages() if call.person == player.id]

    def convener(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What the command line answers, in a process of its own."""
        return convener(self.config, *words, environment=self.environment)

    def zoom_meetings(self) -> list[Any]:
        return [m for m in self.world.zoom.account.meetings.values() if not m.deleted]

    def close(self) -> None:
        """Take everything down, and see that nothing was asked that the real ones would refuse."""
        self.stop()
        self.world.close()

    def check(self) -> None:
        """What holds in every play."""
        record = self.world.record
        assert self.world.mishaps == []
        assert [v for v in record.violations() if not self._expected(v)] == []
        assert [(c.target, c.text) for c in record.doubled()] == []
        assert record.lost(parts_of(self.desk.store)) == []
        assert [told(line) for line in self.log if line["log_level"] == "error"] == []
        assert [(c.at, c.person, c.text) for c in self._at_night()] == []
        if not self.expected_faults:
            assert [(e.key, e.last_error) for e in self.effects(states=[State.DEAD])] == []

    def _expected(self, violation: str) -> bool:
        return any(words in violation for words in self.expected_refusals)

    def _at_night(self) -> list[Any]:
        """Messages in somebody's night: no session's own notices to people who come, no call for a facilitator."""
        return self.world.record.in_quiet_hours(self.world.zones, unless=self._may_wake)

    def _may_wake(self, call: Any) -> bool:
        if CALL_FOR_A_WORD in call.text:
            return True
        person = self.world.everyone[call.person]
        with self.memory() as setting:
            near = [
                s
                for s in setting.sessions()
                if s.starts_at - timedelta(hours=12) <= call.at <= s.ends_at
            ]
            replies = [setting.memory.replies.seek(f"{s.id}:{person.id}") for s in near]
        coming = any(reply and reply.answer in COMES for reply in replies)
        return bool(near) and (person.facilitates or coming)


def told(line: Any) -> str:
    """A line of the log with the place where something fell over."""
    fall = line.get("exc_info")
    place = traceback.format_exception(fall) if isinstance(fall, BaseException) else []
    return f"{line}\n{''.join(place)}"


@contextmanager
def staged(show: Production, *, folder: Path, database: str):
    """Put on a play: build the world, open the bot in it, import its people and load its plan."""
    on_slack = show.people if show.on_slack is None else show.on_slack
    world = World.from_people(on_slack, start=show.at)
    if show.prepare:
        show.prepare(world)
    port = free_port()
    config = folder / "convener.toml"
    config.write_text(settings_text(world, show, database, port, folder=folder), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    world.knows_manifest(manifest(name="Convener", transport=show.transport, public_url=address))
    world.listens(address, http=show.transport == "http")
    with capture_logs() as log:
        stage = Stage(world, config, dict(world.settings()["environment"]), log, show.workers)
        try:
            begin(stage, show)
            yield stage
            stage.settle()
            stage.check()
        finally:
            stage.close()


def begin(stage: Stage, show: Production) -> None:
    """The roster first, then the plan, as the command line does it."""
    if show.people:
        import_roster(stage.desk, show.people)
    if show.plan:
        reading = read_plan(show.plan)
        assert reading.plan, reading.errors
        load_plan(stage.desk, show.plan, reading.plan, start=show.start)
    stage.settle()
