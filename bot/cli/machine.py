"""What the doctor sees of the machine itself: private files, room, time zones, the web door and its address."""

import errno
import os
import socket
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.ports import Finding

OTHERS = 0o077
# handed out read-only by whoever runs the container or the unit, who says there who may read them
HANDED_OUT = (Path("/run/secrets"), Path("/run/credentials"))
MB = 1024 * 1024
PATIENCE = 2.0


def private_files(
    loaded: "Settings", config: Path | None, env_file: Path | None
) -> "Iterator[Finding]":
    """Whether files that hold secrets are their owner's alone."""
    from bot.ports import Finding

    there = [path for path in dict.fromkeys(_private(loaded, config, env_file)) if path.exists()]
    open_ = [path for path in there if path.stat().st_mode & OTHERS]
    for path in open_:
        mode = 700 if path.is_dir() else 600
        what = f"Other accounts on this computer may read {path}, and with it what is secret."
        yield Finding(ok=False, what=what, cure=f"Run `chmod {mode} {path}`.")
    if there and not open_:
        yield Finding(ok=True, what=f"Only you may read {', '.join(map(str, there))}.")


def _private(loaded: "Settings", config: Path | None, env_file: Path | None) -> Iterable[Path]:
    """Every file with secrets that we know of; the settings file only where it holds the host's key."""
    from bot.config import settings_path
    from bot.config.secrets import Secrets, variable
    from bot.main import backups_of

    settings_file = settings_path(config)
    if env_file:
        yield env_file
    yield settings_file.with_suffix(".env")
    for name in Secrets.model_fields:
        named = Path(os.environ.get(f"{variable(name)}_FILE") or "/dev/null").absolute()
        if named != Path("/dev/null") and not any(named.is_relative_to(p) for p in HANDED_OUT):
            yield named
    if loaded.zoom.host_key.get_secret_value():
        yield settings_file
    if backups := backups_of(loaded):
        yield backups.folder


def room_for(loaded: "Settings") -> "Iterator[Finding]":
    """How much room is left beside the database and for nightly copies. Too little is said with the database."""
    from bot.ports import Finding
    from bot.store.disk import LITTLE, room_left

    left = room_left(loaded.database.url)
    if left is not None and left >= LITTLE:
        yield Finding(ok=True, what=f"{left // MB} MB are left beside the database.")


def time_zones() -> "Iterator[Finding]":
    """Which edition of the world's time zones is in force, and whether a newer one came with Convener."""
    from importlib.metadata import version

    from bot.domain.calendar import tzdata_version
    from bot.ports import Finding

    here, shipped = tzdata_version(), _edition(version("tzdata"))
    if not here:
        yield Finding(
            ok=False,
            warning=True,
            what="The system does not say which edition of the time zones it has.",
            cure='Update its package tzdata, or set PYTHONTZPATH="": then the one shipped with Convener counts.',
        )
    elif _edition(here) < shipped:
        yield Finding(
            ok=False,
            warning=True,
            what=f"The system's time zones are of {here}; {shipped} is out.",
            cure='Update its package tzdata, or set PYTHONTZPATH="": then the one shipped with Convener counts.',
        )
    else:
        yield Finding(ok=True, what=f"The time zones are of {_edition(here)}.")


def _edition(named: str) -> str:
    """An edition as its makers write it: the package calls 2026b 2026.2."""
    year, dot, number = named.partition(".")
    known = dot and number.split(".")[0].isdecimal()
    return f"{year}{chr(ord('a') + int(number.split('.')[0]) - 1)}" if known else named


def web_door(listen: str) -> "Iterator[Finding]":
    """Whether the web door can open where the settings say, or stands open there already."""
    from bot.ports import Finding

    host, _, port = listen.rpartition(":")
    trouble = _cannot_listen(host.strip("[]"), int(port))
    if not trouble:
        yield Finding(ok=True, what=f"The web door can open at {listen}.")
    elif trouble == errno.EADDRINUSE and _is_convener(host, int(port)):
        yield Finding(ok=True, what=f"Convener serves at {listen}.")
    else:
        taken = trouble == errno.EADDRINUSE
        why = "another program listens there" if taken else os.strerror(trouble).lower()
        cure = "Stop it, or write another address as [web] listen; ports below 1024 need rights of their own."
        yield Finding(ok=False, what=f"The web door cannot open at {listen}: {why}.", cure=cure)


def _cannot_listen(host: str, port: int) -> int:
    """The number of the fault; 0 where one can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        try:
            door.bind((host, port))
            door.listen(1)
        except OSError as fault:
            return fault.errno or errno.EADDRNOTAVAIL
    return 0


def _is_convener(host: str, port: int) -> bool:
    asked = HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=PATIENCE)  # noqa: S104
    try:
        asked.request("GET", "/health/live")
        return b'"live"' in asked.getresponse().read(200)
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def public_address(loaded: "Settings") -> "Iterator[Finding]":
    """Whether people, and with transport "http" Slack, can find us. Nothing is asked over the network."""
    from bot.config.checks import is_loopback
    from bot.ports import Finding

    url, outside = loaded.web.public_url, not is_loopback(loaded.slack.api_base_url)
    if not url:
        by_http = loaded.slack.transport == "http"
        news = "" if loaded.meetings.fixed else ", and Zoom's news cannot come"
        lacking = "Slack cannot call" if by_http else f"messages hold no links to pages{news}"
        cure = "Write the address of your proxy, https://..., as [web] public_url."
        what = f"No public address is named: {lacking}."
        yield Finding(ok=False, warning=not by_http, what=what, cure=cure)
    elif is_loopback(url) and outside:
        cure = "Write the address that others reach your proxy under, https://..., as [web] public_url."
        yield Finding(ok=False, what=f"{url} leads nowhere but to this machine.", cure=cure)
    else:
        yield Finding(ok=True, what=f"People find pages at {url}.")
