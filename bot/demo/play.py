"""The whole play: a world and a bot are set up, the months are lived, and what came of it is handed to the checks."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.clockwork import Clockwork
from bot.demo.community import Community
from bot.demo.expected import busy_instants
from bot.demo.letters import Letter
from bot.demo.neighbours import Neighbours
from bot.demo.product import Product
from bot.demo.samples import Samples
from bot.demo.stage import stage_of
from bot.demo.transcript import Transcript
from bot.demo.wish import Stuck, Wish
from integrations.sandbox.faults import BROKEN, DONE_THEN_RESET, DROP, TOO_MANY, FaultPlan
from integrations.sandbox.world import World
from integrations.slack.manifest import manifest

MEMORY = Path("/dev/shm")  # noqa: S108 - quick, and gone with the machine: a demo's database is nobody's record
TICK_SECONDS = 5.0  # the clockwork wakes the bot whenever there is something to do
SETTLE_SECONDS = 0.02  # whatever goes wrong, the stand-ins do at once what they do at all
LONG_AGO = timedelta(days=30)
KINDS = (DROP, DONE_THEN_RESET, TOO_MANY, BROKEN)


@contextmanager
def folder_for(*, keep: bool) -> Iterator[Path]:
    """A folder of the run's own, removed afterwards unless it is to be kept."""
    quick = MEMORY if os.access(MEMORY, os.W_OK) and not keep else None
    folder = Path(tempfile.mkdtemp(prefix="convener-demo-", dir=quick))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def world_for(community: Community, wish: Wish) -> World:
    """The stand-ins with this community in them, on the day on which it begins."""
    world = World.from_people(community.people.values(), start=community.begins)
    world.knows_manifest(manifest(name="Convener", transport="socket", public_url=""))
    if wish.faults:
        world.faults.set(FaultPlan(rate=wish.faults, seed=wish.seed, kinds=KINDS))
    return world


def set_up(community: Community, product: Product) -> None:
    """As a coordinator does: settings, database, roster, plan."""
    product.configure(name=community.name, zone=community.sessions[0].zone)
    product.does(
        ["db", "upgrade"],
        ["roster", "import", str(community.roster_file), "--plan", str(community.plan_file)],
        ["plan", "load", str(community.plan_file), "--start", community.start_words],
    )


class Play:
    """One run. `live` plays it; afterwards `stage` and `clockwork` say what happened."""

    def __init__(
        self, community: Community, wish: Wish, folder: Path, transcript: Transcript
    ) -> None:
        self.community, self.wish, self.transcript = community, wish, transcript
        self._held = ExitStack()
        self.world = self._held.enter_context(world_for(community, wish))
        self.product = Product(
            folder, self.world.settings(), wish.database, wish.link,
            settle_seconds=SETTLE_SECONDS, tick_seconds=TICK_SECONDS,
        )  # fmt: skip
        self.world.listens(self.product.url, http=False)
        self.stage = stage_of(
            community, self.world, self.product, seed=wish.seed, absence=wish.absence
        )
        self.books, self.neighbours = self.stage.books, Neighbours(self.stage)
        self.samples = Samples(self.stage, transcript)
        self.clockwork = Clockwork(
            self.world, self.product, self.stage.agenda, restarts=self._restarts()
        )
        self._told, self._packed = 0, community.begins
        self.stuck = ""

    def _restarts(self) -> list[datetime]:
        """Instants at which the bot is killed: when many people are written to, by the seed."""
        busy = busy_instants(self.community)
        chance = self.stage.habits.chance("restarts")
        return [chance.choice(busy) for _ in range(self.wish.restarts)] if busy else []

    def live(self) -> None:
        """From two weeks before the first session to three weeks after the last; `stuck` says where it ended early."""
        set_up(self.community, self.product)
        try:
            self.clockwork.begin()
            self.neighbours.plan()
            self.clockwork.live(self.community.ends, self._step)
            self.world.faults.off()
            self.clockwork.settle()
            self._step()
        except Stuck as stuck:
            self.stuck = stuck.message

    def _step(self) -> None:
        self._pack()
        for letter in self.stage.postbox.fresh():
            self._came(letter)
        acts = self.stage.diary.did[self._told :]
        self._told += len(acts)
        for act in acts:
            self.transcript.did(act)
        self.samples.look()
        now, begins, ends = self.stage.now, self.community.begins, self.community.ends
        self.transcript.moved(now, (now - begins) / (ends - begins))

    def _pack(self) -> None:
        """Once a month what was said long ago is put where it takes little room."""
        if self.stage.now - self._packed > LONG_AGO:
            self._packed = self.stage.now
            self.world.slack.place.pack(self.stage.now - LONG_AGO)

    def _came(self, letter: Letter) -> None:
        self.transcript.heard(letter)
        self.samples.came(letter)
        self.neighbours.hear(letter)

    def close(self) -> None:
        """End the bot, whatever state it is in, and let nothing run on."""
        self.transcript.end()
        if self.product.running:
            self.product.stop()
        if self.wish.database or self.product.database.exists():
            self.books.close()
        self._held.close()
