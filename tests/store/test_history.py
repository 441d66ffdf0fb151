"""The database's form: made, brought forward, taken back, and recognised."""

import importlib.util
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.domain.programme import Note
from bot.domain.sessions import RoomPlan
from bot.store import history
from bot.store.engines import disposed, writing_engine
from bot.store.errors import DatabaseAway, DatabaseNotReady, NotADatabase
from bot.store.history import current, downgrade, upgrade
from bot.store.migrations import HEAD
from bot.store.places import place_of
from bot.store.sql_store import SqlStore
from bot.store.tables import metadata


def engine_of(url: str) -> sa.Engine:
    return writing_engine(place_of(url), patience=1)


def keep_note(store: SqlStore) -> None:
    with store.begin() as memory:
        memory.notes.save(Note(id="a", text="x"))


def test_a_database_is_made_taken_back_and_made_again(blank_url):
    assert current(blank_url) is None

    for step, version in ((upgrade, HEAD), (downgrade, None), (upgrade, HEAD), (upgrade, HEAD)):
        step(blank_url)
        assert current(blank_url) == version

    store = SqlStore(blank_url)
    keep_note(store)
    store.close()


def test_going_back_to_nothing_leaves_nothing(blank_url):
    upgrade(blank_url)
    downgrade(blank_url)

    with disposed(engine_of(blank_url)) as engine:
        assert sa.inspect(engine).get_table_names() == ["alembic_version"]


def test_an_upgrade_keeps_what_is_there(url):
    store = SqlStore(url)
    keep_note(store)
    upgrade(url)

    with store.read() as memory:
        assert memory.notes.get("a").text == "x"
    store.close()


def test_the_versions_lead_to_the_very_tables_the_store_uses(url):
    with disposed(engine_of(url)) as engine, engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_checks_and_collations_are_the_same_by_either_way(blank_url, url):
    with disposed(engine_of(blank_url)) as engine, engine.begin() as connection:
        metadata.create_all(connection)

    assert form_of(blank_url) == form_of(url)


POSTGRESQL_FORM = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT table_name, column_name, collation_name, data_type, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)
SQLITE_FORM = ("SELECT tbl_name, name, sql FROM sqlite_master WHERE type <> 'trigger'",)


def form_of(url: str) -> set[tuple[object, ...]]:
    with disposed(engine_of(url)) as engine, engine.connect() as connection:
        queries = SQLITE_FORM if engine.dialect.name == "sqlite" else POSTGRESQL_FORM
        rows = [row for query in queries for row in connection.exec_driver_sql(query)]
    return {clauses(row) for row in rows if row[0] != "alembic_version"}


def clauses(row: sa.Row[tuple[object, ...]]) -> tuple[object, ...]:
    """The row with an SQL text taken apart, since neither the order of clauses nor quotes say anything."""
    parts = [" ".join(str(value).split()).removesuffix(" )") for value in row]
    return (
        *parts[:-1],
        frozenset(line.strip(" ,").replace('"', "") for line in str(row[-1]).splitlines()),
    )


def test_the_newest_version_is_the_one_the_program_expects_and_the_line_has_no_forks(sqlite_url):
    with disposed(engine_of(sqlite_url)) as engine, engine.connect() as connection:
        script = ScriptDirectory.from_config(history.scripts(connection))

    assert script.get_heads() == [HEAD]
    line = [one.revision for one in script.walk_revisions()]
    assert line == sorted(line, reverse=True)
    assert (line[0], line[-1]) == (HEAD, "0001")


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(blank_url, tmp_path, monkeypatch):
    broken = tmp_path / "100% broken"
    shutil.copytree(history.SCRIPTS, broken)
    version = broken / "versions" / "0001_first.py"
    version.write_text(version.read_text() + "\nduties = lambda: 1 / 0\n")
    monkeypatch.setattr(history, "SCRIPTS", broken)
    monkeypatch.setattr(history.scripts, "__defaults__", (broken,))

    with pytest.raises(ZeroDivisionError):
        upgrade(blank_url)

    with disposed(engine_of(blank_url)) as engine:
        assert sa.inspect(engine).get_table_names() == []


def test_a_draft_of_the_next_version_follows_the_newest_and_can_be_run(tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(history.SCRIPTS, folder)

    path = history.draft("Remember favourite hours", folder)

    following = f"{int(HEAD) + 1:04}"
    assert path.name == f"{following}_remember_favourite_hours.py"
    spec = importlib.util.spec_from_file_location("draft", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (module.revision, module.down_revision) == (following, HEAD)
    assert not (history.SCRIPTS / "versions" / path.name).exists()


def test_a_database_that_was_never_set_up_is_refused_with_what_to_do(blank_url):
    store = SqlStore(blank_url)

    for transaction in (store.begin, store.read):
        with (
            pytest.raises(DatabaseNotReady, match=r"never set up\. Run `convener db upgrade`"),
            transaction(),
        ):
            pass
    upgrade(blank_url)
    keep_note(store)
    store.close()


def test_looking_for_a_database_makes_no_file(blank_sqlite):
    assert current(blank_sqlite) is None
    with pytest.raises(DatabaseNotReady), SqlStore(blank_sqlite).read():
        pass

    assert list(Path(place_of(blank_sqlite).database).parent.iterdir()) == []


@pytest.mark.parametrize(
    ("version", "words"), [("9999", "newer Convener"), ("0000", "older form.*convener db upgrade")]
)
def test_a_database_of_another_form_is_refused_with_what_to_do(url, version, words):
    set_version(url, version)
    store = SqlStore(url)
    try:
        with pytest.raises(DatabaseNotReady, match=words), store.begin():
            pass
    finally:
        store.close()
        set_version(url, HEAD)


def set_version(url: str, version: str) -> None:
    with disposed(engine_of(url)) as engine, engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")  # noqa: S608


def test_only_its_owner_can_read_a_new_database(tmp_path):
    url = f"sqlite:///{tmp_path}/deeper/convener.sqlite3"
    upgrade(url)
    store = SqlStore(url)
    keep_note(store)

    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "deeper").iterdir()}
    assert set(modes.values()) == {0o600}
    assert "convener.sqlite3.lock" in modes
    store.close()


def test_a_new_database_writes_ahead_and_syncs_fully(sqlite_url):
    def pragmas(engine: sa.Engine) -> list[object]:
        names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        with engine.connect() as connection:
            return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    with disposed(writing_engine(place_of(sqlite_url), patience=30)) as engine:
        assert pragmas(engine) == ["wal", 2, 30000, 1]
    quick = writing_engine(place_of(sqlite_url), patience=1, synchronous="NORMAL")
    with disposed(quick) as engine:
        assert pragmas(engine) == ["wal", 1, 1000, 1]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://host/name",
        "no address at all",
        "",
        "oracle://u:secret@h/n",
    ],
)
def test_what_is_no_database_of_ours_is_refused_without_telling_the_password(url):
    with pytest.raises(NotADatabase, match="is not a database we can use") as caught:
        SqlStore(url)
    assert "secret" not in caught.value.message


def test_a_plain_postgresql_address_uses_our_driver():
    assert place_of("postgresql://host/name").drivername == "postgresql+psycopg"


def test_a_server_that_does_not_answer_is_said_in_words(tmp_path):
    store = SqlStore(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")

    with pytest.raises(DatabaseAway, match="does not answer"), store.begin():
        pass
    assert sqlite3.sqlite_version_info >= (3, 35)  # the oldest that knows RETURNING


def test_rooms_of_an_older_form_are_still_there_after_the_upgrade(blank_url):
    upgrade(blank_url, "0001")
    with disposed(engine_of(blank_url)) as engine, engine.begin() as connection:
        connection.exec_driver_sql(
            'INSERT INTO room_plan (session_id, version, rooms, pinned, notices, state, "by", why, undoes)'
            " VALUES ('s01', 1, '[]', '[]', '[]', 'proposed', 'p1', 'drawn', 0)"
        )
    upgrade(blank_url)

    store = SqlStore(blank_url)
    with store.read() as memory:
        assert memory.plans.latest("s01") == RoomPlan(
            session_id="s01", version=1, rooms=(), by="p1", why="drawn"
        )
    store.close()
