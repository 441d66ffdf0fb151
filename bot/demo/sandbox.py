"""The sandbox: a pretend world with the bot living in it, kept from one day to the next."""

import hashlib
import os
import shutil
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo import keepsake, sole
from bot.demo.agenda import Agenda
from bot.demo.clockwork import Clockwork
from bot.demo.community import Community
from bot.demo.first_day import FirstDay
from bot.demo.play import set_up
from bot.demo.product import Product
from bot.demo.wish import CannotPlay
from integrations.sandbox.world import World
from integrations.slack.manifest import manifest

AS_IN_LIFE = 1.0  # a second here is a second there; days are skipped by hand
EVERY_MONTH = 120  # more than any plan has


def home() -> Path:
    """Where the sandbox lives: among this person's own files."""
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "convener" / "sandbox"


class Sandbox:
    """A world with a bot in it that outlives the evening, alone in its folder. `fresh` forgets what was there before.

    `world` and `product` are others after `anew`. `is_open` says that the bot was started and time runs.
    """

    world: World
    product: Product
    is_new: bool
    is_open: bool = False

    def __init__(
        self, community: Community, folder: Path, *, port: int = 0, fresh: bool = False
    ) -> None:
        self.community, self.folder = community, folder
        self._guard, self._sole = threading.RLock(), sole.only_one(folder)
        try:
            sole.end_leftover(folder)
            if fresh and folder.exists():
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
            self._make(port)
        except BaseException:
            self._sole.release()
            raise

    def _make(self, port: int) -> None:
        before = self._before()
        start = before["now"] if before else self.community.begins.isoformat()
        self.world = _world(self.community, start, port)
        self.product = Product(self.folder, self.world.settings())
        self.world.listens(self.product.url, http=False)
        self.is_new = before is None
        if before:
            keepsake.restore(self.world, before)

    @property
    def of(self) -> str:
        """A mark of the roster and the plan, so that a world is not taken up with other people in it."""
        texts = (self.community.roster_file.read_bytes(), self.community.plan_file.read_bytes())
        return hashlib.sha256(b"\0".join(texts)).hexdigest()

    def _before(self) -> dict[str, Any] | None:
        told = keepsake.kept(self.folder)
        if told and told["of"] != self.of:
            why = "another roster or plan lives there. Begin again with: convener sandbox --fresh"
            raise CannotPlay(why=why)
        return told if told and (self.folder / "convener.sqlite3").exists() else None

    def open(self) -> None:
        """Set the bot up the first time, start it, and let time run."""
        if self.is_new:
            self._begin()
            self.keep()
        else:
            configured(self.community, self.product)
        self.start()
        self.world.clock.rate = AS_IN_LIFE
        self.is_open = True

    def _begin(self) -> None:
        """The first day: by the command line once for each roster and plan, from a copy afterwards."""
        database, first = self.product.database, FirstDay(self.folder, of=self.of)
        keepsake.remove(database)
        if first.is_kept:
            configured(self.community, self.product)
            first.lay_out(database)
        else:
            set_up(self.community, self.product)
            first.keep(database)

    def start(self) -> None:
        """Start the bot and wait until it hears what people do. Raises Stuck."""
        try:
            Clockwork(self.world, self.product, Agenda(), restarts=[]).begin()
        finally:
            if self.product.process is not None:
                sole.remember_bot(self.folder, self.product.process.pid)

    def keep(self) -> None:
        """Remember the world as it is."""
        with self._guard:
            keepsake.keep(self.world, self.folder, of=self.of)

    def anew(self) -> None:
        """Forget all that happened and begin on the first day again, in a new world. Raises CannotPlay, Stuck."""
        with self._guard:
            self.is_open = False
            self.product.kill()
            self.world.close()
            keepsake.forget(self.folder)
            keepsake.remove(self.product.database)
            self._make(port=0)
            self.open()

    def close(self) -> None:
        """End the bot, remember the world, shut the doors."""
        if self.product.running:
            self.product.stop()
        sole.forget_bot(self.folder)
        if (self.folder / "convener.sqlite3").exists():
            self.keep()
        self.world.close()
        self._sole.release()


def configured(community: Community, product: Product) -> None:
    """The settings anew: addresses and ports differ each time."""
    product.configure(name=community.name, zone=community.sessions[0].zone)


def _world(community: Community, start: str, port: int) -> World:
    try:
        world = World.from_people(
            community.people.values(), start=datetime.fromisoformat(start), port=port
        )
    except OSError as taken:
        why = f"port {port} is taken ({taken.strerror}). Choose another one, such as --port {port + 1}."
        raise CannotPlay(why=why) from None
    world.knows_manifest(manifest(name="Convener", transport="socket", public_url=""))
    return world
