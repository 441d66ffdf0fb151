"""The folder of nightly backups: one file a night, old ones let go, and nothing of anybody else's touched."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import nightly
from bot.store.backups import opened
from bot.store.nightly import BackupFolder, NoBackup, backup_folder
from bot.store.restoring import restore
from tests.contracts.examples import owe, owed

THREE = datetime(2027, 2, 15, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def folder(url, tmp_path) -> BackupFolder:
    return BackupFolder(url=url, folder=tmp_path / "far" / "backups", keep=3 * DAY)


def names(folder: BackupFolder) -> list[str]:
    return sorted(path.name for path in folder.folder.iterdir())


def test_each_night_has_a_whole_file_for_its_owner_and_old_ones_are_let_go(folder, store):
    for night in range(6):
        assert folder.make(THREE + night * DAY) > 50_000

    assert names(folder) == [f"convener-202702{day}T030000Z.sqlite3" for day in (17, 18, 19, 20)]
    assert {path.stat().st_mode & 0o777 for path in folder.folder.iterdir()} == {0o600}
    assert folder.folder.stat().st_mode & 0o777 == 0o700


def test_a_night_can_be_restored(folder, store, url, tmp_path):
    owe(store, owed("a promise"))
    folder.make(THREE)
    store.close()

    (file,) = folder.folder.iterdir()
    done = restore(url, file, now=THREE + DAY, forget_list=tmp_path / "list", force=True)

    assert done.mode.since == THREE
    assert sum(done.effects.values()) == 1


def test_what_others_put_into_the_folder_stays_and_half_a_file_goes(folder, store):
    folder.folder.mkdir(parents=True)
    for name in ("notes.txt", "convener.sqlite3", ".convener-20270101T030000Z.sqlite3.part"):
        (folder.folder / name).touch()

    folder.make(THREE)
    assert names(folder) == ["convener-20270215T030000Z.sqlite3", "convener.sqlite3", "notes.txt"]


def test_a_backup_that_failed_leaves_the_older_ones(folder, store, monkeypatch):
    folder.make(THREE)
    monkeypatch.setattr(nightly, "free_at", lambda _: 1000)

    with pytest.raises(NoBackup, match="too little room"):
        folder.make(THREE + 9 * DAY)
    assert names(folder) == ["convener-20270215T030000Z.sqlite3"]


def test_a_folder_that_cannot_be_made_is_said_in_words(url, store, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NoBackup, match="Not a directory"):
        BackupFolder(url=url, folder=tmp_path / "file" / "backups", keep=DAY).make(THREE)


def test_a_file_of_today_is_one_of_this_very_moment(folder, store):
    folder.make(THREE)
    owe(store, owed("a promise"))
    folder.make(THREE + timedelta(hours=1))

    with opened(folder.folder / names(folder)[-1]) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM effect").scalar() == 1


def test_where_they_go(tmp_path):
    file, server = f"sqlite:///{tmp_path}/a.sqlite3", "postgresql+psycopg://db.example.org/convener"

    def place(*wish: object) -> Path | None:
        found = backup_folder(*wish)
        return found and found.folder

    assert place(file, "", 14) == tmp_path / "backups"
    assert place(file, "/elsewhere", 14) == place(server, "/elsewhere", 14) == Path("/elsewhere")
    assert (place(server, "", 14), place(file, "", 0), place(file, "/elsewhere", 0)) == (None,) * 3
