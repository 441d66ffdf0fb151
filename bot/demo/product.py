"""The bot as the demo runs it: a process of its own, with its settings, database and log in one folder."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from socket import socket
from typing import Any

import requests

from bot.demo.wish import CannotPlay, Stuck
from integrations.clock import Link

ONE = "from bot.cli import main; main()"
# several commands after one another, in one process: each is what somebody would type
SEVERAL = (
    "import json, sys; from bot.cli.app import app; "
    "sys.exit(next((no for words in json.loads(sys.argv[1]) if (no := app(words, standalone_mode=False))), 0))"
)
KILOBYTES = 1024
ANSWER_SECONDS = 10.0
START_SECONDS, STOP_SECONDS, COMMAND_SECONDS = 60.0, 20.0, 120.0
POLL_SECONDS = 0.01
TICK_SECONDS = 0.5  # whoever moves the clock asks after what is due, and that wakes the bot at once


def free_port() -> int:
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass(frozen=True, kw_only=True)
class Health:
    """What the bot says of itself."""

    now: datetime
    due: int
    sending: int
    unknown: int
    dead: int
    next: datetime | None = None  # when something falls due after that
    rested: bool = False  # all is done that can be done by now

    @property
    def busy(self) -> bool:
        return bool(self.due or self.sending or self.unknown)

    @property
    def words(self) -> str:
        return f"{self.due} due, {self.sending} leaving, {self.unknown} being looked up, {self.dead} refused"


@dataclass
class Product:
    """One installation of the bot. `facts` are the World's settings for it."""

    folder: Path
    facts: Mapping[str, Any]
    elsewhere: str = ""  # the address of an empty database, where it is no file of its own
    link: str = ""  # where everybody meets, in place of Zoom
    settle_seconds: float = 1.0
    tick_seconds: float = TICK_SECONDS
    port: int = field(default_factory=free_port)
    starts: int = 0
    process: subprocess.Popen[bytes] | None = None
    megabytes: float = 0  # the most that any of its processes held

    def __post_init__(self) -> None:
        self._lines = threading.local()
        self._asking = requests.Session()
        self._asking.trust_env = False  # loopback only: no proxy, no netrc look-up

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log_file(self) -> Path:
        return self.folder / "serve.log"

    @property
    def database(self) -> Path:
        return self.folder / "convener.sqlite3"

    @property
    def database_url(self) -> str:
        return self.elsewhere or f"sqlite:///{self.database}"

    @property
    def story_keys(self) -> Path | None:
        """The folder of the stories' keys, where the database has no place of its own for them."""
        return self.folder / "story-keys" if self.elsewhere else None

    def configure(self, *, name: str, zone: str) -> None:
        """Write the settings file, as a community would have it that lets rooms be published by themselves."""
        keys = {"story_keys": str(self.story_keys)} if self.story_keys else {}
        sections = {
            "community": {"name": name, "default_zone": zone, "publish": "automatic"},
            "database": {"url": self.database_url, **keys},
            "engine": {"tick_seconds": self.tick_seconds},
            "slack": {"transport": "socket", **self.facts["slack"]},
            **self._meetings,
            "web": {"listen": f"127.0.0.1:{self.port}", "public_url": self.url},
            "clock": {**self.facts["clock"], "settle_seconds": self.settle_seconds},
        }
        lines = [line for name, keys in sections.items() for line in _toml(name, keys)]
        (self.folder / "convener.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def _meetings(self) -> dict[str, Any]:
        """The section that says where people meet."""
        if not self.link:
            return {"zoom": self.facts["zoom"]}
        return {"meetings": {"kind": "link", "link": self.link, "name": "Jitsi"}}

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the caller's own settings; the secrets of the pretend world."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CONVENER_")}
        config = {"CONVENER_CONFIG": str(self.folder / "convener.toml")}
        plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
        secrets = {
            k: v for k, v in self.facts["environment"].items() if not (self.link and "ZOOM" in k)
        }
        return {**kept, **secrets, **config, **plain}

    def does(self, *commands: Sequence[str]) -> str:
        """Run commands of `convener` one after another; what they printed. Raises CannotPlay."""
        words = json.dumps([list(command) for command in commands])
        try:
            ended = subprocess.run(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-c", SEVERAL, words],
                cwd=self.folder, env=self.environment, capture_output=True, text=True,
                timeout=COMMAND_SECONDS, stdin=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise CannotPlay(why=f"`convener {' '.join(commands[0])}` did not end.") from None
        if ended.returncode:
            raise CannotPlay(why=_last_line(ended.stderr or ended.stdout))
        return ended.stdout

    def start(self) -> None:
        """Start serving. It is ready when `wait_ready` says so."""
        self.starts += 1
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-c", ONE, "serve"],
                cwd=self.folder, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_ready(self, when: datetime) -> None:
        """Wait until the bot says that it is ready. Raises Stuck."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if not self.running:
                raise Stuck(when=f"{when:%d %B %Y}", why=f"the bot ended. {self.last_words}")
            if self.health() is not None:
                return
            pause(POLL_SECONDS * 2)
        raise Stuck(
            when=f"{when:%d %B %Y}", why=f"the bot was not ready in time. {self.last_words}"
        )

    def kill(self) -> None:
        """As a power cut would: kill -9, with no time for anything."""
        if self.process is not None:
            self._note_memory(self.process)
            self.process.kill()
            self.process.wait()

    def stop(self) -> int | None:
        """Ask it to end, as an operator does; its exit status, None where it did not end in time."""
        if self.process is None:
            return None
        self._note_memory(self.process)
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def _note_memory(self, process: subprocess.Popen[bytes]) -> None:
        """Look before it ends: what the system adds up for children counts what their parent held when they began."""
        with contextlib.suppress(OSError):
            told = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            lines = [line.split()[1] for line in told.splitlines() if line.startswith("VmHWM:")]
            held = [int(kilobytes) / KILOBYTES for kilobytes in lines]  # none of one that has ended
            self.megabytes = max([self.megabytes, *held])

    def health(self, *, rest: float = 0.0) -> Health | None:
        """What /health/ready says, once all is done that can be done by now, or after `rest` seconds.

        None while it does not answer or is not ready.
        """
        told = self._told(f"/health/ready?rest={rest}" if rest else "/health/ready")
        if not told or not told.get("ready"):
            return None
        ahead = told["next"] and datetime.fromisoformat(told["next"])
        now, rested = datetime.fromisoformat(told["now"]), bool(told.get("rested"))
        return Health(now=now, next=ahead, rested=rested, **told["backlog"])

    def _told(self, path: str) -> dict[str, Any] | None:
        """Asked thousands of times, so over one plain connection for each thread; once more where it was hung up."""
        for _ in range(2):
            try:
                return self._heard(path)
            except (OSError, HTTPException, ValueError):
                self._line().close()
        return None

    def _heard(self, path: str) -> dict[str, Any]:
        line = self._line()
        line.request("GET", path)
        return dict(json.loads(line.getresponse().read()))

    def _line(self) -> Link:
        if not hasattr(self._lines, "own"):
            self._lines.own = Link("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        own: Link = self._lines.own
        return own

    def follows(self, url: str) -> tuple[int, str]:
        """Open one of the bot's links as a browser would, and say where it leads: status and Location."""
        answer = self._asking.get(url, timeout=15, allow_redirects=False)
        return answer.status_code, answer.headers.get("Location", "")

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    @property
    def last_words(self) -> str:
        return _last_line(self.log)


def pause(seconds: float) -> None:
    """Let a little real time pass between two looks."""
    threading.Event().wait(seconds)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "It said nothing."


def _toml(section: str, keys: Mapping[str, object]) -> list[str]:
    """JSON's strings, numbers and lists of strings are TOML's, too."""
    return [f"[{section}]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items()), ""]
