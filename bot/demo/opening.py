"""`convener sandbox`: the pretend world kept open for people, the bot living in it, and a page to see it all."""

import signal
import threading
import time
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.markup import escape

from bot.demo.community import community_for
from bot.demo.levers import Levers
from bot.demo.live import create_page
from bot.demo.sandbox import EVERY_MONTH, Sandbox, home
from bot.demo.transcript import paper
from bot.demo.wish import CannotPlay, Wish
from bot.logs import set_up_logs
from bot.web.serving import PlaceTaken, WebServer, serve_web

HERE = "127.0.0.1"
LOG = "page.log"
THREADS = 32  # each open window of the page keeps one waiting for news
LOOK_SECONDS, KEEP_SECONDS = 0.5, 30.0


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
    _ends_on_signal(stopping)
    community = community_for(Wish(roster=roster, plan=plan, months=EVERY_MONTH))
    sandbox = Sandbox(community, home(), fresh=fresh)
    levers = Levers(sandbox)
    with (sandbox.folder / LOG).open("a", encoding="utf-8") as log:
        set_up_logs(stream=log)
        try:
            _live(sandbox, levers, port, stopping, shown)
        except KeyboardInterrupt:
            stopping.set()
        finally:
            levers.close()
            sandbox.close()
    shown.print("The sandbox is closed. It goes on where it was: convener sandbox")


def _live(
    sandbox: Sandbox, levers: Levers, port: int, stopping: threading.Event, shown: Console
) -> None:
    page = page_at(levers, port)
    try:
        shown.print("Opening the sandbox ...")
        sandbox.open()
        _tell(sandbox, page.url, shown)
        _watch(sandbox, levers, stopping)
    finally:
        page.close()


def page_at(levers: Levers, port: int) -> WebServer:
    """Open the page. Raises CannotPlay where somebody else is at that port."""
    try:
        return serve_web(create_page(levers), f"{HERE}:{port}", threads=THREADS)
    except PlaceTaken as taken:
        why = f"port {port} is taken ({taken.facts['why']}). Choose another one, such as --port {port + 1}."
        raise CannotPlay(why=why) from None


def _ends_on_signal(stopping: threading.Event) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        stopping.set()

    closed = getattr(signal, "SIGHUP", signal.SIGTERM)  # its window was closed
    for number in (signal.SIGINT, signal.SIGTERM, closed):
        signal.signal(number, end)


def _watch(sandbox: Sandbox, levers: Levers, stopping: threading.Event) -> None:
    """Remember the world now and then, until somebody ends it."""
    kept = time.monotonic()
    while not stopping.wait(LOOK_SECONDS):
        if time.monotonic() - kept > KEEP_SECONDS and not levers.state()["doing"]:
            sandbox.keep()
            kept = time.monotonic()


def _tell(sandbox: Sandbox, page: str, shown: Console) -> None:
    now = sandbox.world.clock.now()
    shown.print(
        f"The sandbox is open: {_counted(len(sandbox.community.people))}, and it is {now:%a} {now.day} "
        f"{now:%B %Y, %H:%M} UTC there."
    )
    shown.print(f"Look at it in a browser: {page}")
    shown.print(f"The bot's log: {escape(str(sandbox.product.log_file))}", soft_wrap=True)
    shown.print("Scripts may use the switchboard (integrations/sandbox/README.md says how):")
    shown.print(f"  curl -s {sandbox.world.switchboard.url}/sandbox/people", soft_wrap=True)
    shown.print("Ctrl-C closes it.")


def _counted(people: int) -> str:
    return "one person" if people == 1 else f"{people} people"
