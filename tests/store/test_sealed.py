"""Words under lock: one key each, kept apart; with the key the words go, from every copy."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.programme import Note
from bot.domain.stories import Story
from bot.store.backups import back_up
from bot.store.history import upgrade
from bot.store.keys import KeyFolder, KeysAway
from bot.store.keys_health import check_keys
from bot.store.places import file_of
from bot.store.restoring import restore
from bot.store.sealed import lock, unlock
from bot.store.sql_store import SqlStore
from bot.store.story_tables import sealed
from tests.contracts.examples import LEAVE, NOON

CANARY = "canary of quillon"
SAID = "Zeile\r\n\tÅsa \N{WAVING HAND SIGN} \0 end"


@pytest.fixture
def store(url, tmp_path):
    """A store with a folder of its own for keys."""
    store = SqlStore(url, synchronous="NORMAL", story_keys=tmp_path / "keys")
    yield store
    store.close()


@pytest.fixture
def kept(store):
    """A store with one story's words, and its keys."""
    with store.begin() as memory:
        memory.sealed.keep("y1", 1, CANARY)
    return store


def words(store, id="y1"):
    with store.read() as memory:
        return memory.sealed.text(id)


def test_words_come_back_as_they_were_and_the_newest_version_counts(kept):
    assert words(kept) == CANARY
    with kept.begin() as memory:
        memory.sealed.keep("y1", 2, SAID)
    assert words(kept) == SAID.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert words(kept, "y2") is None


def test_the_key_is_a_file_of_its_own_for_its_owner_alone(kept):
    (path,) = kept.keys.folder.glob("y1*")
    assert (path.stat().st_mode & 0o777, len(path.read_bytes())) == (0o600, 32)
    assert kept.keys.folder.stat().st_mode & 0o077 == 0


def test_a_text_opens_as_its_own_version_of_its_own_story_and_as_nothing_else():
    key = os.urandom(32)
    hidden = lock(key, "y1", 1, CANARY)

    assert unlock(key, "y1", 1, hidden) == CANARY
    assert unlock(key, "y2", 1, hidden) is None
    assert unlock(key, "y1", 2, hidden) is None
    assert unlock(os.urandom(32), "y1", 1, hidden) is None
    assert CANARY not in hidden
    assert lock(key, "y1", 1, CANARY) != hidden


def test_what_is_destroyed_cannot_be_read_from_an_older_copy(kept, tmp_path):
    with kept.read() as memory:
        row = memory.sealed._row("y1")
    with kept.begin() as memory:
        memory.sealed.destroy("y1", NOON)
    with kept.begin() as memory:
        memory.people._connection.execute(sa.insert(sealed), dict(row._mapping))

    assert kept.keys.read(row.key) is None
    assert words(kept) is None


def test_a_key_that_cannot_be_destroyed_saves_no_other(kept):
    with kept.begin() as memory:
        memory.sealed.keep("y2", 1, CANARY)
    first, second = kept.keys.names()
    (kept.keys.folder / f"{first}.key").unlink()
    (kept.keys.folder / f"{first}.key").mkdir()  # something is in the way
    with kept.begin() as memory:
        for id in ("y1", "y2"):
            memory.sealed.destroy(id, NOON)

    assert second not in kept.keys.names()
    assert words(kept, "y2") is None


def test_a_transaction_that_fails_keeps_the_words(kept):
    def fails():
        with kept.begin() as memory:
            memory.sealed.destroy("y1", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert words(kept) == CANARY

    with kept.begin() as memory:
        with pytest.raises(RuntimeError):
            fails()  # inside another one that goes on
        memory.stories.save(Story(id="y1", person_id="p1", told_at=NOON))
    assert words(kept) == CANARY


def test_a_key_of_a_transaction_that_was_given_up_is_nobody_elses(kept):
    def gives_up():
        with kept.begin() as memory:
            memory.sealed.keep("y2", 1, "given up")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        gives_up()
    (left,) = kept.keys.folder.glob("y2-*.key")
    before = left.read_bytes()
    with kept.begin() as memory:
        memory.sealed.keep("y2", 1, CANARY)

    assert words(kept, "y2") == CANARY
    assert left.read_bytes() == before
    assert kept.sweep_keys() == 0
    assert len(list(kept.keys.names())) == 3


def test_a_key_that_outlived_its_words_is_swept(sqlite_store):
    store = sqlite_store
    with store.begin() as memory:
        memory.sealed.keep("y1", 1, CANARY)
        memory.sealed.keep("y2", 1, CANARY)
    name = next(n for n in store.keys.names() if n.startswith("y1-"))
    left = store.keys.read(name)
    with store.begin() as memory:
        memory.sealed.destroy("y1", NOON)
    (store.keys.folder / f"{name}.key").write_bytes(left)  # as if the machine had died before

    assert store.sweep_keys() == 1
    assert [n[:2] for n in store.keys.names()] == ["y2"]


def test_two_databases_in_one_folder_take_nothing_from_each_other(sqlite_store, tmp_path):
    upgrade(f"sqlite:///{tmp_path}/other.sqlite3")
    folder = sqlite_store.keys.folder
    other = SqlStore(f"sqlite:///{tmp_path}/other.sqlite3", story_keys=folder)
    for store in (sqlite_store, other):
        with store.begin() as memory:
            memory.sealed.keep("y1", 1, CANARY)
    with other.begin() as memory:
        memory.sealed.destroy("y1", NOON)
    other.sweep_keys()

    assert (words(sqlite_store), words(other)) == (CANARY, None)
    other.close()


def test_a_folder_that_cannot_be_used_is_said_before_anything_is_kept(sqlite_url, tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = SqlStore(sqlite_url, story_keys=tmp_path / "file")

    def tells():
        with store.begin() as memory:
            memory.stories.save(Story(id="y1", person_id="p1", told_at=NOON))
            memory.sealed.keep("y1", 1, CANARY)

    with pytest.raises(KeysAway, match="Nothing was changed"):
        tells()
    with store.read() as memory:
        assert memory.stories.find() == []
    store.close()
    (finding,) = check_keys(sqlite_url, tmp_path / "file")
    assert not finding.ok


def test_the_doctor_counts_words_without_a_key(kept, url):
    folder = kept.keys.folder
    assert all(f.ok for f in check_keys(url, folder))
    kept.keys.destroy(next(kept.keys.names()))
    assert [
        "1 texts are kept whose keys are not" in f.what for f in check_keys(url, folder) if not f.ok
    ] == [True]
    assert list(folder.glob("*")) == []


def test_no_word_is_in_the_file_its_log_or_a_backup(sqlite_store, tmp_path):
    url = sqlite_store.place.render_as_string()
    with sqlite_store.begin() as memory:
        memory.sealed.keep("y1", 1, CANARY)
    back_up(url, tmp_path / "backup.sqlite3", now=NOON)
    path = file_of(sqlite_store.place)
    sqlite_store.close()
    held = [p for p in path.parent.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()]
    assert held == []


def test_a_restored_backup_obeys_what_was_taken_back_or_narrowed_since(url, store, tmp_path):
    forget_list, backup = tmp_path / "list", tmp_path / "b.sqlite3"
    store.close()
    store = SqlStore(url, forget_list=forget_list, story_keys=tmp_path / "keys")
    far = {"person_id": "p1", "told_at": NOON, "wish": "community", "further_at": NOON}
    with store.begin() as memory:
        for id in ("y1", "y2", "y3"):
            memory.stories.save(Story(id=id, outside_at=NOON, **far))
            memory.sealed.keep(id, 1, CANARY)
        for id in (LEAVE.id, "2:near:p009"):
            memory.leaves.save(replace(LEAVE, id=id))
    back_up(url, backup, now=NOON)
    with store.begin() as memory:
        memory.stories.save(memory.stories.get("y1").taken_back(NOON))
        memory.sealed.destroy("y1", NOON)
        memory.forget_list.add("story", "y1", NOON)
        memory.forget_list.add("story-reach", "y2", NOON)
        memory.forget_list.add("leave", LEAVE.id, NOON)
    store.close()

    restore(url, backup, now=NOON, forget_list=forget_list, force=True)

    with store.read() as memory:
        one, two, three = memory.stories.find()
        assert (one.state, one.person_id, one.signed) == ("gone", "p1", "none")
        assert (two.wish, two.further_at, two.outside_at) == ("private", None, None)
        assert (three.wish, three.further_at) == ("community", NOON)
        texts = [memory.sealed.text(id) for id in ("y1", "y2", "y3")]
        assert [leave.state for leave in memory.leaves.find()] == ["back", "named"]
    assert texts == [None, CANARY, CANARY]
    store.close()


def test_removed_rows_are_written_over_in_the_file(sqlite_store):
    with sqlite_store.begin() as memory:
        memory.notes.save(Note(id="n", text=CANARY * 50))
    with sqlite_store.begin() as memory:
        memory.notes.remove("n")
    path: Path = file_of(sqlite_store.place)
    sqlite_store.close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert CANARY.encode() not in path.read_bytes()


def test_names_of_keys_lead_nowhere_else(tmp_path):
    with pytest.raises(ValueError, match="no key of ours"):
        KeyFolder(tmp_path).read("../y1")
