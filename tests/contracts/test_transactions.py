"""What the store promises of its transactions."""

from dataclasses import replace
from threading import Barrier, Event, Thread

import pytest

from bot.domain.programme import Note
from bot.ports import Store
from bot.store.errors import NotWhileReading
from bot.store.sql_store import SqlStore
from tests.contracts.examples import BRANCH, owed


class Mishap(Exception):
    pass


def write(store: Store, *ids: str) -> None:
    with store.begin() as memory:
        for id in ids:
            memory.notes.save(Note(id=id, text="x"))


def notes(store: Store) -> list[str]:
    with store.read() as memory:
        return [note.id for note in memory.notes.find()]


def fail_after_writing(store: Store, id: str) -> None:
    with store.begin() as memory:
        memory.notes.save(Note(id=id, text="x"))
        memory.effects.owe(owed(id))
        raise Mishap


def test_what_fails_leaves_nothing(store):
    with pytest.raises(Mishap):
        fail_after_writing(store, "a")

    assert notes(store) == []
    with store.read() as memory:
        assert memory.effects.find() == []


def test_an_inner_transaction_joins_the_outer_one(store):
    with store.begin() as outer:
        outer.notes.save(Note(id="outer", text="x"))
        with store.begin() as inner:
            assert inner.notes.get("outer").text == "x"
            inner.notes.save(Note(id="inner", text="x"))
        with store.read() as look:
            assert look.notes.get("inner").text == "x"

    assert notes(store) == ["inner", "outer"]


def test_when_the_outer_one_fails_the_inner_one_is_gone_too(store):
    def outer() -> None:
        with store.begin():
            write(store, "inner")
            raise Mishap

    with pytest.raises(Mishap):
        outer()

    assert notes(store) == []


def test_a_failure_inside_goes_through_to_the_outside(store):
    def outer() -> None:
        with store.begin() as memory:
            memory.notes.save(Note(id="outer", text="x"))
            fail_after_writing(store, "inner")

    with pytest.raises(Mishap):
        outer()

    assert notes(store) == []


def test_an_outer_one_that_lives_with_the_failure_keeps_its_own_part_whole(store):
    with store.begin() as memory:
        memory.notes.save(Note(id="before", text="x"))
        with pytest.raises(Mishap):
            fail_after_writing(store, "inner")
        memory.notes.save(Note(id="after", text="x"))

    assert notes(store) == ["after", "before"]


def test_even_a_refusal_by_the_database_inside_leaves_the_outer_one_whole(store):
    with store.begin() as memory:
        memory.branches.save(BRANCH)
        with pytest.raises(Exception, match="by"), store.begin() as inner:
            inner.branches.save(replace(BRANCH, id="b2", by=None))
        memory.branches.save(replace(BRANCH, id="b3"))

    with store.read() as memory:
        assert [branch.id for branch in memory.branches.find()] == ["b1", "b3"]


def test_nothing_can_be_written_inside_a_look(store):
    with store.read(), pytest.raises(NotWhileReading):
        write(store, "a")

    with pytest.raises(NotWhileReading), store.read() as memory:
        memory.notes.save(Note(id="a", text="x"))

    assert notes(store) == []
    write(store, "afterwards")
    assert notes(store) == ["afterwards"]


def test_a_look_inside_a_look_is_the_same_look(store):
    with store.read() as outer, store.read() as inner:
        assert inner is outer


def test_a_look_stays_as_it_was_when_it_began(store):
    write(store, "before")
    with store.read() as memory:
        assert memory.notes.seek("during") is None
        writer = Thread(target=write, args=(store, "during"))
        writer.start()
        writer.join()
        assert memory.notes.seek("during") is None

    assert notes(store) == ["before", "during"]


def test_others_see_nothing_until_it_is_all_there(store):
    with store.begin() as memory:
        memory.notes.save(Note(id="a", text="x"))
        seen = []
        other = Thread(target=lambda: seen.append(notes(store)))
        other.start()
        other.join()

    assert seen == [[]]


def test_two_who_change_the_same_thing_at_once_lose_nothing(store):
    with store.begin() as memory:
        memory.branches.save(replace(BRANCH, takers=()))
    together = Barrier(6)

    def join_branch(person: str) -> None:
        together.wait()
        with store.begin() as memory:
            memory.branches.save(memory.branches.get("b1").joined_by(person))

    people = [f"p{n:03}" for n in range(1, 7)]
    threads = [Thread(target=join_branch, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.read() as memory:
        assert sorted(memory.branches.get("b1").takers) == people


def test_each_thread_has_a_transaction_of_its_own(store):
    reading, written = Event(), Event()
    found: list[list[str]] = []

    def look() -> None:
        with store.read() as memory:
            memory.notes.find()
            reading.set()
            written.wait()
            found.append([note.id for note in memory.notes.find()])

    other = Thread(target=look)
    other.start()
    reading.wait()
    write(store, "a")
    written.set()
    other.join()

    assert found == [[]]
    assert notes(store) == ["a"]


def test_whoever_wakes_the_engine_hears_of_all_new_effects_at_the_end_of_the_transaction_and_inside_it(
    url,
):
    heard = []
    store = SqlStore(
        url, wake=lambda connection, new: heard.append((connection.in_transaction(), new))
    )

    with store.begin() as memory:
        memory.effects.owe(owed("a"))
        memory.effects.owe(owed("a"))
        memory.effects.owe(owed("b"))
        ids = [effect.id for effect in memory.effects.find()]
        assert heard == []

    assert heard == [(True, list(zip(ids, [owed("a"), owed("b")], strict=True)))]
    store.close()


def test_the_engine_is_woken_once_after_a_commit_that_owed_something(url):
    seen: list[list[str]] = []
    store = SqlStore(url)
    store.on_commit = lambda: seen.append([effect.key for effect in effects(store)])

    with store.begin() as memory:
        memory.effects.owe(owed("a"))
        with store.begin() as inner:
            inner.effects.owe(owed("b"))
        assert seen == []
    write(store, "no effect")
    with pytest.raises(Mishap):
        fail_after_writing(store, "c")

    assert seen == [["a", "b"]]
    store.close()


def effects(store: Store) -> list[object]:
    with store.read() as memory:
        return list(memory.effects.find())


def test_a_store_that_was_closed_opens_again(store):
    write(store, "a")
    store.close()

    assert notes(store) == ["a"]


def test_an_error_that_has_nothing_to_do_with_the_database_comes_out_as_it_is(store):
    with pytest.raises(PermissionError), store.begin():
        raise PermissionError
