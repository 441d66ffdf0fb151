"""How soon the command line answers and `serve` is ready, beside what an interpreter needs for the libraries alone."""

import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from bot.demo.product import free_port
from bot.store.history import upgrade
from tests.faults.test_worker_kills import Scene, a_scene

HELP_SECONDS, READY_SECONDS, ROUNDS, STARTS = 0.4, 3.0, 7, 3
LIBRARIES = "import flask, slack_bolt, sqlalchemy, waitress, pydantic, structlog, apscheduler"
HELP = [str(Path(sys.executable).with_name("convener")), "--help"]


def took(command: list[str]) -> tuple[float, float]:
    """Seconds it lasted, and of a processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    lasted, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return lasted, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ready(scene: Scene, port: int) -> tuple[float, float]:
    """The same from starting `convener serve` until it says that it is ready."""
    config = scene.crew.folder / f"{port}.toml"
    lines = scene.crew._settings(port, "http", "in-process")
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = {**os.environ, **scene.world.settings()["environment"], "CONVENER_CONFIG": str(config)}
    begun = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([HELP[0], "serve"], env=told, cwd=scene.crew.folder, **quiet)
    while not is_ready(port):
        time.sleep(0.01)
    lasted = time.perf_counter() - begun
    spent = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return lasted, (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def is_ready(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).ok
    except requests.ConnectionError:
        return False


def tell(name: str, rounds: list[tuple[float, float]], bound: float = 0.0) -> None:
    lasted, spent = (statistics.median(each) for each in zip(*rounds, strict=True))
    held = f"   at most {bound} s: {'held' if lasted <= bound else 'NOT held'}" if bound else ""
    print(f"  {name:28} {lasted:5.2f} s   of a processor {spent:5.2f} s{held}")


def main() -> None:
    print(f"Median of {ROUNDS}; others at work on this machine: {os.getloadavg()[0]:.1f}")
    commands = {
        "python, nothing else": [sys.executable, "-c", ""],
        "convener --help": HELP,
        "the libraries alone": [sys.executable, "-c", LIBRARIES],
    }
    for name, command in commands.items():
        tell(name, [took(command) for _ in range(ROUNDS)], HELP_SECONDS * (command is HELP))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/convener.sqlite3"
        upgrade(url)
        with a_scene(url, Path(folder)) as scene:
            times = [ready(scene, free_port()) for _ in range(STARTS)]
    tell("convener serve is ready", times, READY_SECONDS)


if __name__ == "__main__":
    main()
