"""Being the only sandbox in its folder: others are not disturbed, and no bot is left over from one that was cut off."""

import os
import signal
import subprocess
import time
from pathlib import Path

import filelock

from bot.demo.product import pause
from bot.demo.wish import CannotPlay

OPEN, BOT = ".open", "bot.pid"
ENDED, BORN = "Z", 19  # in what /proc says of a process after its name
GONE_SECONDS, POLL_SECONDS = 5.0, 0.02
KILLED = getattr(signal, "SIGKILL", signal.SIGTERM)


def only_one(folder: Path) -> filelock.BaseFileLock:
    """The right to live in this folder until it is released or the process ends. Raises CannotPlay."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    held = filelock.FileLock(folder.with_suffix(OPEN))
    try:
        held.acquire(blocking=False)
    except filelock.Timeout:
        why = (
            f"another sandbox is open in {folder}. Look at it in your browser, or end it with Ctrl-C "
            "in its own window first."
        )
        raise CannotPlay(why=why) from None
    return held


def remember_bot(folder: Path, pid: int) -> None:
    """Write down which process the bot is, should the sandbox be cut off before it can end it."""
    (folder / BOT).write_text(f"{pid} {_born(pid)}", encoding="utf-8")


def forget_bot(folder: Path) -> None:
    """The bot has ended as it should."""
    (folder / BOT).unlink(missing_ok=True)


def end_leftover(folder: Path) -> None:
    """End the bot of a sandbox that was cut off: it would hold the database for ever."""
    written = folder / BOT
    told = written.read_text(encoding="utf-8") if written.is_file() else ""
    pid, _, born = told.partition(" ")
    if pid.isdecimal() and born and _born(int(pid)) == born:
        os.kill(int(pid), KILLED)
        _wait_until_gone(int(pid), born)
    forget_bot(folder)


def _wait_until_gone(pid: int, born: str) -> None:
    until = time.monotonic() + GONE_SECONDS
    while _born(pid) == born and time.monotonic() < until:
        pause(POLL_SECONDS)


def _born(pid: int) -> str:
    """When this process began, so that no other one is taken for it; nothing where it has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return "" if told[0] == ENDED else told[BORN]
    except OSError:
        return _asked_when(pid)


def _asked_when(pid: int) -> str:
    """The same where processes are not files."""
    try:
        wish = ["ps", "-p", str(pid), "-o", "lstart="]
        asked = subprocess.run(wish, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return asked.stdout.strip()
