"""What the check of a database finds."""

import sqlite3
from pathlib import Path

import pytest

from bot.domain.programme import Note
from bot.store import health
from bot.store.health import check, library
from bot.store.places import place_of
from bot.store.sql_store import SqlStore


def wrong(url: str) -> list[str]:
    return [finding.what for finding in check(url) if not finding.ok and not finding.warning]


def test_a_sound_database_has_nothing_wrong(url):
    findings = check(url)

    assert len(findings) >= 3
    assert wrong(url) == []
    assert all(bool(finding.cure) is not finding.ok for finding in findings)


def test_a_database_that_was_never_set_up_is_told_apart_from_a_sound_one(blank_url):
    (finding,) = [finding for finding in check(blank_url) if not finding.ok]

    assert finding.cure == "Run `convener db upgrade`."


def test_a_server_that_does_not_answer_is_one_finding(tmp_path):
    (finding,) = check(f"postgresql+psycopg://u:secret@/n?host={tmp_path}")

    assert (finding.ok, "does not answer" in finding.cure) == (False, True)
    assert "secret" not in f"{finding.what}{finding.cure}"


def test_an_address_that_is_none_is_one_finding():
    (finding,) = check("somewhere")

    assert "sqlite:///FILE" in finding.cure


def test_a_file_that_is_no_database_is_said_in_words(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\n" * 1000)

    (finding,) = check(f"sqlite:///{path}")

    assert "damaged, or is no database" in finding.cure


def test_a_damaged_file_is_found_out(sqlite_url):
    store = SqlStore(sqlite_url)
    with store.begin() as memory:
        for n in range(500):
            memory.notes.save(Note(id=f"n{n}", text="x" * 200))
    store.close()
    path = Path(str(place_of(sqlite_url).database))
    pages = bytearray(path.read_bytes())
    pages[-40_000:-20_000] = bytes(20_000)
    path.write_bytes(pages)

    assert any("faults" in finding.what for finding in check(sqlite_url) if not finding.ok)


@pytest.mark.parametrize(
    ("version", "ok"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True)],
)
def test_an_sqlite_that_two_writers_can_damage_a_file_with_is_a_warning(version, ok):
    finding = library(version)

    assert (finding.ok, finding.warning) == (ok, not ok)


def test_the_library_in_use_is_the_one_that_is_judged(sqlite_url):
    version = ".".join(map(str, sqlite3.sqlite_version_info[:3]))

    assert any(f"SQLite {version} " in finding.what for finding in check(sqlite_url))


def test_a_database_that_others_may_read_is_a_warning(sqlite_url):
    path = Path(str(place_of(sqlite_url).database))
    path.chmod(0o600)
    assert not any("Other accounts" in finding.what for finding in check(sqlite_url))

    path.chmod(0o640)
    (finding,) = [finding for finding in check(sqlite_url) if "Other accounts" in finding.what]

    assert (finding.warning, finding.cure) == (True, f"Run `chmod 600 {path}`.")


def test_a_server_that_is_too_old_or_speaks_another_alphabet_is_found_out(
    postgres_url, monkeypatch
):
    monkeypatch.setattr(health, "OLDEST_POSTGRESQL", 99)

    assert any("or later" in finding.cure for finding in check(postgres_url))
