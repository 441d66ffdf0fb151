"""What a play needs around it: what is put on, the settings it runs with, and the command line beside it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.roster import Participant
from integrations.sandbox.world import World

ROOT = Path(__file__).parents[2]


@dataclass(kw_only=True)
class Production:
    """What is put on a stage."""

    people: Sequence[Participant]
    plan: str
    start: tuple[int, int]
    at: datetime
    publish: str = "by-hand"
    seat_unanswered: bool = True
    transport: str = "http"
    workers: int = 0
    prepare: Callable[[World], None] | None = None
    on_slack: Sequence[Participant] | None = None
    mail: int = 0  # the port of a pretend mail server


def convener(
    config: Path, *words: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Call `convener` with this settings file."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "--config", str(config)]
    around = {"PATH": os.environ["PATH"], "HOME": str(config.parent), "COLUMNS": "200"}
    return subprocess.run(
        [*command, *words],
        cwd=ROOT,
        env=around | (environment or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@contextmanager
def surroundings(environment: dict[str, str]):
    """These environment variables, and the ones before again afterwards."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def settings_text(world: World, show: Production, database: str, port: int, *, folder: Path) -> str:
    told = world.settings()
    return f"""
[community]
name = "Recovery at home"
default_zone = "Europe/London"
publish = "{show.publish}"
seat_unanswered = {str(show.seat_unanswered).lower()}

[database]
url = "{database}"
{_kept_apart(database, folder)}

[engine]
kind = "{"procrastinate" if show.workers else "in-process"}"
tick_seconds = {0.05 if show.workers else 0.2}
concurrency = 3

[slack]
transport = "{show.transport}"
api_base_url = "{told["slack"]["api_base_url"]}"
channel = "{told["slack"]["channel"]}"
facilitators = {_listed(told["slack"]["facilitators"])}

[zoom]
api_base_url = "{told["zoom"]["api_base_url"]}"
oauth_url = "{told["zoom"]["oauth_url"]}"
hosts = {_listed(told["zoom"]["hosts"])}

[web]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
{_mail(show.mail)}
[clock]
source = "{told["clock"]["source"]}"
"""


def _mail(port: int) -> str:
    if not port:
        return ""
    lines = ["[mail]", 'host = "127.0.0.1"', f"port = {port}", 'from = "us@example.org"']
    return "\n".join(["", *lines, 'tls = "none"', ""])


def _kept_apart(database: str, folder: Path) -> str:
    """Beside an SQLite database both have their place already."""
    if database.startswith("sqlite"):
        return ""
    return f'forget_list = "{folder}/forgotten"\nstory_keys = "{folder}/story-keys"'


def _listed(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
