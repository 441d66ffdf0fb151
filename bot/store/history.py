"""Bringing a database to the form this program expects, and back."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import URL

from bot.store.engines import disposed, empty_log, reading_engine, writing_engine
from bot.store.keys import NAMELESS_KEYS, keys_beside
from bot.store.migrations import HEAD
from bot.store.places import file_of, place_of
from bot.store.plainly import opening
from bot.store.readiness import version_at
from bot.store.turns import OWNER_ONLY, PATIENCE, turn_to_write

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(url: str, to: str = "head", *, story_keys: Path | None = None) -> None:
    """Bring the database to the newest form; make it where there is none. All of it or nothing.

    `story_keys` is the folder where the keys of stories are kept; beside an SQLite database, unless it is named.
    """
    place = place_of(url)
    _make_file(place)
    folder, before = story_keys or keys_beside(place) or Path(NAMELESS_KEYS), current(url)
    _run(place, lambda config: command.upgrade(config, to), story_keys=folder)
    if before is not None and before != current(url):
        _nothing_left(place)


def downgrade(url: str, to: str = "base") -> None:
    """Take the database back to an older form. What only the newer form could hold is lost."""
    _run(place_of(url), lambda config: command.downgrade(config, to))


def current(url: str) -> str | None:
    """The version of the database's form; None where it has none yet."""
    place = place_of(url)
    with opening(PATIENCE), disposed(reading_engine(place, pool=1, patience=PATIENCE)) as engine:
        return version_at(place, engine)


def draft(words: str, folder: Path = SCRIPTS) -> Path:
    """For developers: write the next version as far as a comparison with the tables shows it; then read it well."""
    number = f"{int(HEAD) + 1:04}"
    with TemporaryDirectory() as passing, ExitStack() as held:
        url = f"sqlite:///{passing}/newest.sqlite3"
        upgrade(url)
        engine = held.enter_context(disposed(writing_engine(place_of(url), patience=PATIENCE)))
        config = scripts(held.enter_context(engine.connect()), folder)
        command.revision(config, words, autogenerate=True, rev_id=number)
    return next((folder / "versions").glob(f"{number}_*.py"))


def scripts(connection: sa.Connection, folder: Path = SCRIPTS) -> Config:
    """Where the versions are, wherever this program is installed, and the connection to run them on."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(place: URL, step: Callable[[Config], None], **told: Path) -> None:
    with ExitStack() as held:
        held.enter_context(opening(PATIENCE))
        held.enter_context(turn_to_write(place, patience=PATIENCE))
        engine = held.enter_context(disposed(writing_engine(place, patience=PATIENCE)))
        config = scripts(held.enter_context(engine.begin()))
        config.attributes.update(told)
        step(config)


def _nothing_left(place: URL) -> None:
    """What a version took out of its place must not be read any more from pages that were let go of."""
    with opening(PATIENCE), turn_to_write(place, patience=PATIENCE):
        empty_log(place)
        if file_of(place) is None:
            own = disposed(sa.create_engine(place, isolation_level="AUTOCOMMIT"))
            with own as engine, engine.connect() as connection:
                connection.exec_driver_sql("VACUUM FULL response, note")


def _make_file(place: URL) -> None:
    """An SQLite file that only its owner can read, before anything private is in it."""
    path = file_of(place)
    if path is not None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=OWNER_ONLY)
