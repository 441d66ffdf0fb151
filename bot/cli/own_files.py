"""Files that are for whoever runs the command alone."""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def keep(file: Path, whole: bytes) -> None:
    """The file whole or not at all; from its first byte on nobody else can read it."""
    passing = file.with_name(f".{file.name}.part")
    passing.unlink(missing_ok=True)
    alone = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(alone, "wb") as into:
        into.write(whole)
    passing.replace(file)
