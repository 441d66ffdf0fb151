"""What every command shares: which settings file, and whether tracebacks are wanted."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.ports import Desk


@dataclass
class Wishes:
    """Options that stand before the command."""

    config: Path | None = None
    debug: bool = False
    env_file: Path | None = None


WISHES = Wishes()


def debugging() -> bool:
    return WISHES.debug


def settings() -> "Settings":
    """The settings of this installation, with logs set up so that no secret gets into them."""
    from bot.config import load_settings
    from bot.config.secrets import parts_of
    from bot.logs import set_up_logs

    loaded = load_settings(WISHES.config)
    secrets = [part for held in loaded.secrets.known().values() for part in (held, *parts_of(held))]
    set_up_logs(debug=WISHES.debug, secrets=secrets, as_json=not sys.stderr.isatty())
    return loaded


@contextmanager
def desk() -> Iterator["Desk"]:
    """A desk for one command: the same memory that serve uses, while it runs."""
    from bot.main import desk_of, store_of

    loaded = settings()
    store = store_of(loaded)
    try:
        yield desk_of(loaded, store)
    finally:
        store.close()
