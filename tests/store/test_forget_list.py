"""The forget-list: written before what it speaks of is gone, without content, and never half read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.programme import Note
from bot.store.forget_list import ForgetFile, ForgetListUnreadable
from bot.store.sql_store import SqlStore

NOON = datetime(2027, 2, 15, 12, tzinfo=UTC)


@pytest.fixture
def store(sqlite_url):
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    yield store
    store.close()


@pytest.fixture
def file(store) -> Path:
    return Path(f"{store.place.database}.forgotten")


def test_it_holds_no_id_and_is_its_owners_alone(store, file):
    with store.begin() as memory:
        memory.forget_list.add("note", "heard:the night nurse", NOON)

    told = file.read_text()
    (line,) = ForgetFile(file).lines()
    assert (line.act, line.at) == ("forget", NOON)
    assert line.digest == ForgetFile(file).digest("note", "heard:the night nurse")
    assert "nurse" not in told
    assert "note" not in told
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_taken_back_is_not_on_it(store, file):
    def changed_their_mind() -> None:
        with store.begin() as memory:
            memory.forget_list.add("note", "n1", NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        changed_their_mind()

    assert ForgetFile(file).lines() == []


def test_it_is_written_before_the_database_is(store, file):
    """Where the list cannot be written, nothing is forgotten either, and that is said."""
    with store.begin() as memory:
        memory.notes.save(Note(id="n1", text="x"))
        memory.forget_list.add("note", "n0", NOON)
    file.unlink()
    file.mkdir()

    def forget() -> None:
        with store.begin() as memory:
            memory.notes.remove("n1")
            memory.forget_list.add("note", "n1", NOON)

    with pytest.raises(OSError, match="directory"):
        forget()

    with store.read() as memory:
        assert memory.notes.seek("n1") is not None


def test_half_a_line_of_one_who_died_is_left_out_and_written_over(store, file):
    with store.begin() as memory:
        memory.forget_list.add("note", "n1", NOON)
    with file.open("a") as torn:
        torn.write('{"act": "forget", "thi')
    assert len(ForgetFile(file).lines()) == 1

    with store.begin() as memory:
        memory.forget_list.keep("note", "n1", NOON)

    assert [line.act for line in ForgetFile(file).lines()] == ["forget", "keep"]


@pytest.mark.parametrize(("which", "line"), [(0, 1), (1, 2)])
def test_a_damaged_line_is_named_and_never_skipped(store, file, which, line):
    with store.begin() as memory:
        memory.forget_list.add("note", "n1", NOON)
    told = file.read_text().split("\n")
    told[which] = "}"
    file.write_text("\n".join(told))

    read = ForgetFile(file).lines if which else lambda: ForgetFile(file).digest("note", "n1")
    with pytest.raises(ForgetListUnreadable, match=f"Line {line} "):
        read()
