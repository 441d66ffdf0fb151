"""Real `convener serve` and `convener worker` processes, to be killed at any instant and started again.

Run as a program it is their parent: a line of JSON in (folder, environment, words of the command), a process id out.
It has read the code and opened nothing, so that every child is a process of its own that starts in an instant.
"""

import faulthandler
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.demo.product import _toml, free_port
from tests.pg import keys_for

ROOT = Path(__file__).parents[2]
LEASE = timedelta(seconds=3)  # of the dead: shortened, so that a test can wait for its end


class Crew:
    """Processes of one installation, whose settings and log lie in a folder."""

    def __init__(
        self,
        folder: Path,
        told: Mapping[str, Any],
        url: str,
        *,
        tick: float = 0.1,
        lease: timedelta = LEASE,
    ) -> None:
        self.folder, self.alive = folder, set[int]()
        self._told, self._url, self._tick = told, url, tick
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crew", f"{lease.total_seconds()}"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def starts(self, *words: str, transport: str = "socket", kind: str = "procrastinate") -> int:
        """Let a process do what somebody typed; its id, with a web door of its own at `door(id)`."""
        port = free_port()
        config = self.folder / f"{port}.toml"
        config.write_text("\n".join(self._settings(port, transport, kind)) + "\n", encoding="utf-8")
        environment = {**self._told["environment"], "CONVENER_CONFIG": str(config)}
        wish = {"folder": str(self.folder), "environment": environment, "words": words}
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(json.dumps(wish) + "\n")
        self._parent.stdin.flush()
        process = int(self._parent.stdout.readline())
        self.alive.add(process)
        (self.folder / f"{process}.port").write_text(str(port))
        return process

    def runs(self, *words: str) -> None:
        """Let a process do what somebody typed, to its end."""
        process = self.starts(*words)
        while is_there(process):
            threading.Event().wait(0.005)
        self.alive.discard(process)

    def _settings(self, port: int, transport: str, kind: str) -> list[str]:
        sections = {
            "community": {"name": "Recovery at home", "default_zone": "Europe/London"},
            "database": {
                "url": self._url.replace(":@", "@"),
                "story_keys": str(keys_for(self._url) or ""),
            },
            "engine": {"kind": kind, "tick_seconds": self._tick, "concurrency": 4},
            "slack": {"transport": transport, **self._told["slack"]},
            "zoom": self._told["zoom"],
            "web": {"listen": f"127.0.0.1:{port}", "public_url": "http://127.0.0.1:8080"},
            "clock": self._told["clock"],
        }
        return [line for name, keys in sections.items() for line in _toml(name, keys)]

    def door(self, process: int) -> str:
        return f"http://127.0.0.1:{(self.folder / f'{process}.port').read_text()}"

    def kill(self, process: int, with_signal: int = signal.SIGKILL) -> None:
        """End it, by default as a power cut would, and see it gone."""
        os.kill(process, with_signal)
        while is_there(process):
            threading.Event().wait(0.005)
        self.alive.discard(process)

    @property
    def log(self) -> str:
        log = self.folder / "log"
        return log.read_text("utf-8", "replace") if log.exists() else ""

    def close(self) -> None:
        for process in tuple(self.alive):
            self.kill(process)
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        self._parent.stdout.close()
        self._parent.wait(timeout=60)  # it may still be reading what it is made of


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def born(wish: Mapping[str, Any]) -> int:
    """Fork a process that does what somebody typed in that folder; its id."""
    process = os.fork()
    if process:
        return process
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        log = os.open(Path(wish["folder"]) / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        for stream in (1, 2):
            os.dup2(log, stream)
        os.environ.update(wish["environment"])
        faulthandler.enable()
        with whatever_happens():
            does(wish["words"])
    finally:
        os._exit(0)


@contextmanager
def whatever_happens() -> Iterator[None]:
    """What went wrong stands in the log."""
    try:
        yield
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()


def does(words: Sequence[str]) -> None:
    from bot.cli.app import app

    app(list(words), standalone_mode=False)


def main() -> None:
    import bot.main
    import scheduler.distributed
    from bot.files.defaults import default_plan_path
    from scheduler import effects

    effects.LEASE = timedelta(seconds=float(sys.argv[1]))
    assert scheduler.distributed
    bot.main.plan_from(default_plan_path().read_text(encoding="utf-8"))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        print(born(json.loads(line)), flush=True)  # noqa: T201 - the answer
    os._exit(0)  # it opened nothing: taking all that it read apart again may last seconds


if __name__ == "__main__":
    main()
