"""`convener sandbox`: the pretend world kept open for people, with the bot living in it, until Ctrl-C."""

import hashlib
import os
import shutil
import signal
import threading
import time
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.demo import keepsake
from bot.demo.agenda import Agenda
from bot.demo.clockwork import Clockwork
from bot.demo.community import Community, community_for
from bot.demo.play import set_up
from bot.demo.product import Product
from bot.demo.transcript import paper
from bot.demo.wish import CannotPlay, Wish
from integrations.sandbox.world import World
from integrations.slack.manifest import manifest

AS_IN_LIFE = 1.0  # a second here is a second there; days are skipped by hand
LOOK_SECONDS, KEEP_SECONDS = 0.5, 30.0


def home() -> Path:
    """Where the sandbox lives: among this person's own files."""
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "convener" / "sandbox"


class Sandbox:
    """A world with a bot in it that outlives the evening. `fresh` forgets what was there before."""

    def __init__(self, community: Community, folder: Path, *, port: int, fresh: bool) -> None:
        self.community, self.folder = community, folder
        if fresh and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        before = self._before()
        start = before["now"] if before else community.begins.isoformat()
        self.world = _world(community, start, port)
        self.product = Product(folder, self.world.settings())
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
            self.product.database.unlink(missing_ok=True)
            set_up(self.community, self.product)
            self.keep()
        else:
            configured(self.community, self.product)
        self.start()
        self.world.clock.rate = AS_IN_LIFE

    def start(self) -> None:
        Clockwork(self.world, self.product, Agenda(), restarts=[]).begin()

    def keep(self) -> None:
        keepsake.keep(self.world, self.folder, of=self.of)

    def close(self) -> None:
        """End the bot, remember the world, shut the doors."""
        if self.product.running:
            self.product.stop()
        if (self.folder / "convener.sqlite3").exists():
            self.keep()
        self.world.close()


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


def keep_open(
    *,
    port: int,
    roster: Path | None = None,
    plan: Path | None = None,
    fresh: bool = False,
    console: Console | None = None,
) -> None:
    """Keep the pretend community open until Ctrl-C. Raises CannotPlay."""
    shown, stopping = console or paper(), threading.Event()
    community = community_for(Wish(roster=roster, plan=plan))
    sandbox = Sandbox(community, home(), port=port, fresh=fresh)
    _ends_on_signal(stopping)
    try:
        shown.print("Opening the sandbox ...")
        sandbox.open()
        _tell(sandbox, shown)
        _watch(sandbox, stopping, shown)
    except KeyboardInterrupt:
        stopping.set()
    finally:
        sandbox.close()
    shown.print("The sandbox is closed. It goes on where it was: convener sandbox")


def _ends_on_signal(stopping: threading.Event) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _watch(sandbox: Sandbox, stopping: threading.Event, shown: Console) -> None:
    """Start the bot again should it fall, and remember the world now and then."""
    kept = time.monotonic()
    while not stopping.wait(LOOK_SECONDS):
        if not sandbox.product.running:
            shown.print(f"The bot ended by itself: {escape(sandbox.product.last_words)}")
            shown.print("It is started again.")
            sandbox.start()
        if time.monotonic() - kept > KEEP_SECONDS:
            sandbox.keep()
            kept = time.monotonic()


def _tell(sandbox: Sandbox, shown: Console) -> None:
    community, switchboard = sandbox.community, sandbox.world.switchboard.url
    now = sandbox.world.clock.now()
    shown.print(
        f"The sandbox is open: {len(community.people)} people, and it is {now:%a} {now.day} {now:%B %Y, %H:%M} UTC "
        "there. Ctrl-C closes it."
    )
    places = {
        "switchboard": switchboard,
        "people": f"{switchboard}/sandbox/people",
        "the bot": f"{sandbox.product.url}/health/ready",
        "its log": str(sandbox.product.log_file),
        "folder": str(sandbox.folder),
    }
    shown.print(_table(places))
    shown.print("A few things to try in another window:")
    for what, line in _tries(sandbox).items():
        shown.print(f"  {escape(what)}:")
        shown.print(f"    {escape(line)}", soft_wrap=True)


def _tries(sandbox: Sandbox) -> dict[str, str]:
    """What somebody who has just come could type, with what it does."""
    switchboard, community = sandbox.world.switchboard.url, sandbox.community
    patient = next((p for p in community.people.values() if p.is_lay), None)
    person = patient or next(iter(community.people.values()))
    member = f"{switchboard}/sandbox/person/{sandbox.world.ids[person.id]}"
    first = next(iter(community.facilitators), person)
    helper = f"{switchboard}/sandbox/person/{sandbox.world.ids[first.id]}"
    typed = '{"act": "types", "line": "/convene status"}'
    return {
        "what time it is there": f"curl -s {switchboard}/now",
        "let nine hours pass": f"curl -s {switchboard}/now -d '{{\"advance_seconds\": 32400}}'",
        f"what {person.name} sees": f"curl -s {member}",
        f"{first.first_name} types": f"curl -s {helper}/act -d '{typed}'",
        "Slack fails now and then": f"curl -s {switchboard}/sandbox/faults -d '{{\"rate\": 0.1}}'",
        "Zoom's meetings": f"curl -s {switchboard}/sandbox/zoom",
    }


def _table(rows: dict[str, str]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for head, words in rows.items():
        table.add_row(escape(head), escape(words))
    return table
