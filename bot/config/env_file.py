"""The environment file: NAME=value lines that systemd, containers, shells and Convener itself read alike."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from bot.config.faults import SettingsFault

LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")
# what a shell, systemd and a container all read as it stands
ALIKE = re.compile(r"[A-Za-z0-9_./:@%+,=-]*")
OTHERWISE = (
    "Line {} must be NAME=value, of letters, digits and _./:@%+,=- alone. Put another value into a file of its own, "
    "and name it: NAME_FILE=file."
)


def read_env_file(path: Path) -> Mapping[str, str]:
    """What the file sets. Raises SettingsFault, which names lines and never what stands in them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as trouble:
        why = getattr(trouble, "strerror", "") or "it is not UTF-8 text"
        raise SettingsFault(file=str(path), faults=[f"It cannot be read: {why}."]) from None
    told: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = LINE.fullmatch(line.rstrip())
        if found is None or not ALIKE.fullmatch(found[2]):
            faults.append(OTHERWISE.format(number))
            continue
        told[found[1]] = found[2]
    if faults:
        raise SettingsFault(file=str(path), faults=faults)
    return {name: value for name, value in told.items() if value}


def take_in(path: Path) -> None:
    """Set what the file sets and the environment does not: what is set outside counts more. Raises SettingsFault."""
    for name, value in read_env_file(path).items():
        if not os.environ.get(name) and not os.environ.get(f"{name}_FILE"):
            os.environ[name] = value
