"""Backups: whole while others write, nobody else's to read, and put back only where nothing is lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from bot.domain.effects import Owed, State
from bot.domain.programme import Note
from bot.domain.room_wishes import RoomWish, WishKind
from bot.domain.sessions import Room, RoomPlan
from bot.store.alone import ServedAlready, serve_alone
from bot.store.backups import InTheWay, NotOverItself, back_up
from bot.store.history import downgrade, upgrade
from bot.store.restoring import LEAP, NotABackup, NotEmpty, StillConnected, restore
from bot.store.sql_store import SqlStore
from tests.web.conftest import a_person

NOON = datetime(2027, 2, 15, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
LEASE = timedelta(minutes=2)


@pytest.fixture
def backup(tmp_path) -> Path:
    return tmp_path / "kept" / "monday.sqlite3"


@pytest.fixture
def forget_list(tmp_path) -> Path:
    return tmp_path / "list.forgotten"


@pytest.fixture
def store(url, forget_list):
    store = SqlStore(url, synchronous="NORMAL", forget_list=forget_list)
    yield store
    store.close()


@pytest.fixture
def restored(url, store, backup, forget_list):
    """Restores the backup over what is there; a store on it."""

    def put_back(at: datetime = LATER, *, force: bool = True, file: Path = backup):
        store.close()
        return restore(url, file, now=at, forget_list=forget_list, force=force)

    return put_back


def write(store: SqlStore, *things: object) -> None:
    with store.begin() as memory:
        for thing in things:
            if isinstance(thing, Owed):
                memory.effects.owe(thing)
            elif isinstance(thing, RoomWish):
                memory.room_wishes.save(thing)
            else:
                memory.notes.save(thing)


def wish(at: datetime) -> RoomWish:
    return RoomWish(id="w1", kind=WishKind.APART, people=("p1", "p2"), by="p1", at=at)


def draw(store: SqlStore, room: str) -> None:
    with store.begin() as memory:
        memory.plans.add(
            RoomPlan(session_id="s01", version=1, rooms=(Room(name=room, people=("p1",)),))
        )


def rooms(store: SqlStore) -> list[str]:
    with store.read() as memory:
        plan = memory.plans.latest("s01")
        return [room.name for room in plan.rooms] if plan else []


def states(store: SqlStore) -> dict[str, State]:
    with store.read() as memory:
        return {effect.key: effect.state for effect in memory.effects.find()}


def test_rooms_drawn_since_the_backup_are_not_taken_for_those_drawn_after_it(
    url, store, backup, restored
):
    back_up(url, backup, now=NOON)
    draw(store, "Before")
    assert rooms(store) == ["Before"]
    restored()
    assert rooms(store) == []

    draw(store, "After")

    assert rooms(store) == ["After"]


def test_a_backup_made_while_others_write_is_one_instants_picture(url, store, backup):
    """Each write keeps a pair; a backup that fell between would hold half of one."""
    stop, written = Event(), []

    def go_on() -> None:
        while not stop.is_set():
            n = len(written)
            write(store, Note(id=f"left {n}", text="x" * 500), Note(id=f"right {n}", text="x"))
            written.append(n)

    writer = Thread(target=go_on)
    writer.start()
    for _ in range(12):
        back_up(url, backup, now=NOON, force=True)
        with closing(sqlite3.connect(backup)) as file:
            ids = [id for (id,) in file.execute("SELECT id FROM note WHERE id <> 'backup'")]
        lefts = {id.split()[1] for id in ids if id.startswith("left")}
        assert lefts == {id.split()[1] for id in ids if id.startswith("right")}
    stop.set()
    writer.join()
    assert written


def test_a_backup_is_one_file_for_its_owner_alone_and_tells_what_it_holds(url, store, backup):
    write(store, Owed(key="k1", kind="dm", not_before=NOON), Note(id="n", text="x"))
    made = back_up(url, backup, now=NOON)

    assert made.effects[State.READY] == 1
    assert sum(made.effects.values()) == 1
    assert made.bytes == backup.stat().st_size
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_file_that_is_there_is_kept_unless_told_otherwise(url, store, backup):
    back_up(url, backup, now=NOON)
    before = backup.read_bytes()
    write(store, Note(id="n", text="x"))

    with pytest.raises(InTheWay, match="--force"):
        back_up(url, backup, now=NOON)
    assert backup.read_bytes() == before
    back_up(url, backup, now=NOON, force=True)
    assert backup.read_bytes() != before


def test_the_database_is_not_copied_onto_itself(sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with pytest.raises(NotOverItself):
        back_up(sqlite_url, path, now=NOON, force=True)


def test_a_backup_that_fails_leaves_nothing_behind(sqlite_url, backup):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.write_bytes(b"no database at all" * 500)

    with pytest.raises(Exception, match="damaged"):
        back_up(sqlite_url, backup, now=NOON)
    assert list(backup.parent.iterdir()) == []


def test_everything_comes_back_as_it_was_on_either_database(url, store, backup, restored):
    with store.begin() as memory:
        memory.people.save(a_person("p1", access_needs="a *hearing* loop \u202e"))
        memory.numbers.next("action")
    write(store, wish(NOON), Owed(key="k1", kind="dm", not_before=LATER + LEASE))
    back_up(url, backup, now=NOON)
    write(store, Note(id="after", text="x"))

    restored()

    with store.begin() as memory:
        assert memory.people.get("p1") == a_person("p1", access_needs="a *hearing* loop \u202e")
        assert memory.room_wishes.get("w1") == wish(NOON)
        assert memory.notes.seek("after") is None
        assert memory.effects.owe(Owed(key="k2", kind="dm", not_before=NOON))
        assert [e.key for e in memory.effects.find()] == ["k1", "k2"]


def test_what_may_have_been_said_since_is_in_doubt_and_nothing_leaves_at_first(
    url, store, backup, restored
):
    for key, not_before in (
        ("due", NOON),
        ("came", NOON + timedelta(days=1)),
        ("to come", LATER + timedelta(days=1)),
    ):
        write(store, Owed(key=key, kind="dm", not_before=not_before))
    write(store, Owed(key="leaving", kind="dm", not_before=NOON - LEASE))
    with store.begin() as memory:
        memory.effects.claim(memory.effects.seek("leaving").id, NOON, lease=LEASE)
    back_up(url, backup, now=NOON)

    restored()

    unknown = State.UNKNOWN
    assert states(store) == {
        "due": unknown,
        "came": unknown,
        "leaving": unknown,
        "to come": State.READY,
    }
    with store.read() as memory:
        assert {memory.effects.seek(k).claimed_at for k in ("due", "came", "leaving")} == {NOON}
        assert memory.effects.due(LATER + timedelta(seconds=89), 10) == {}
        assert len(memory.effects.due(LATER + timedelta(seconds=90), 10)) == 3


def test_in_reconcile_all_mode_what_is_new_is_looked_up_and_once_only(url, store, backup, restored):
    write(store, Owed(key="known", kind="dm", not_before=LATER + timedelta(days=30)))
    back_up(url, backup, now=NOON)
    restored()
    soon, after = LATER + timedelta(hours=1), LATER + timedelta(days=60)
    write(store, Owed(key="new", kind="dm", not_before=soon))

    with store.begin() as memory:
        new, known = memory.effects.seek("new").id, memory.effects.seek("known").id
        claimed, before = memory.effects.claim(new, soon, lease=LEASE)
        assert (before, claimed.claimed_at) == (State.UNKNOWN, NOON)
        memory.effects.again(claimed, soon, "looked up: it never arrived")
        claimed, before = memory.effects.claim(new, soon, lease=LEASE)
        assert (before, claimed.claimed_at) == (State.READY, soon)
        assert memory.effects.claim(known, after, lease=LEASE)[1] is State.UNKNOWN
    write(store, Owed(key="newer", kind="dm", not_before=after))
    with store.begin() as memory:
        assert (
            memory.effects.claim(memory.effects.seek("newer").id, after, lease=LEASE)[1]
            is State.READY
        )


def test_no_number_is_given_twice_however_often_a_backup_is_restored(url, store, backup, restored):
    given = []

    def take() -> None:
        with store.begin() as memory:
            given.extend(("action", memory.numbers.next("action")) for _ in range(3))
            given.append(("fresh", memory.numbers.next("fresh")))

    with store.begin() as memory:
        memory.numbers.next("action")
    back_up(url, backup, now=NOON)
    take()
    for again in range(3):
        restored(LATER + timedelta(hours=again))
        take()

    assert len(set(given)) == len(given)
    assert max(number for _, number in given) < 4 * LEAP


def test_what_was_forgotten_since_does_not_come_back(url, store, backup, restored):
    with store.begin() as memory:
        memory.people.save(a_person("p1", standing="active"))
        memory.people.save(a_person("p2", standing="active"))
    write(store, wish(NOON - LEASE), Note(id="heard:1", text="the night nurse"))
    back_up(url, backup, now=NOON)
    with store.begin() as memory:
        for kind, id in (
            ("room-wish", "w1"),
            ("note", "heard:1"),
            ("taking-part", "p1"),
            ("taking-part", "p2"),
        ):
            memory.forget_list.add(kind, id, NOON + timedelta(hours=1))
        memory.forget_list.keep("taking-part", "p2", NOON + timedelta(hours=2))

    assert restored().forgotten == 3

    with store.read() as memory:
        assert memory.room_wishes.find() == []
        assert memory.notes.seek("heard:1") is None
        assert [p.standing for p in memory.people.find()] == ["later", "active"]


def test_what_was_asked_for_anew_before_the_backup_stays(url, store, backup, restored):
    with store.begin() as memory:
        memory.forget_list.add("room-wish", "w1", NOON - timedelta(days=1))
    write(store, wish(NOON - timedelta(hours=1)))
    back_up(url, backup, now=NOON)
    with store.begin() as memory:  # and one that began after the words that end it were written
        memory.forget_list.add("room-wish", "w1", NOON - timedelta(hours=2))

    assert restored().forgotten == 0
    with store.read() as memory:
        assert memory.room_wishes.find() == [wish(NOON - timedelta(hours=1))]


def test_a_database_that_holds_something_is_put_aside_and_only_when_told(
    url, store, backup, restored
):
    back_up(url, backup, now=NOON)
    write(store, Note(id="after", text="x"))
    with pytest.raises(NotEmpty, match="--force"):
        restored(force=False)

    done = restored()

    with closing(sqlite3.connect(done.aside)) as file:
        assert file.execute("SELECT id FROM note WHERE id = 'after'").fetchall() == [("after",)]
    with store.read() as memory:
        assert memory.notes.seek("after") is None


def test_a_backup_is_restored_where_nothing_is_yet(blank_url, store, backup, tmp_path):
    """Also from the one kind of database to the other, and from an older form."""
    write(store, Note(id="n", text="x"))
    back_up(store.place.render_as_string(hide_password=False), backup, now=NOON)
    downgrade(f"sqlite:///{backup}", "0001")

    done = restore(blank_url, backup, now=LATER, forget_list=tmp_path / "none")

    fresh = SqlStore(blank_url)
    with fresh.read() as memory:
        assert memory.notes.get("n").text == "x"
    fresh.close()
    assert (done.aside, done.list_found) == (None, False)


def test_a_file_that_is_no_backup_changes_nothing(url, store, restored, tmp_path):
    write(store, Note(id="n", text="x"))
    poem, empty = tmp_path / "poem", tmp_path / "empty"
    poem.write_text("Shall I compare thee " * 500)
    empty.touch()

    for file in (poem, empty, tmp_path / "nothing"):
        with pytest.raises(NotABackup):
            restored(file=file)
    with store.read() as memory:
        assert memory.notes.get("n").text == "x"


def test_nothing_is_restored_under_a_bot_that_serves(url, brand, store, backup, forget_list):
    back_up(url, backup, now=NOON)
    serving = serve_alone(url)
    with store.read() as memory:  # keeps a connection, as a process that serves does
        memory.notes.find()

    with pytest.raises(ServedAlready if brand == "sqlite" else StillConnected):
        restore(url, backup, now=LATER, forget_list=forget_list, force=True)
    if serving:
        serving.release()


@pytest.mark.parametrize("brand", ["postgres"])
def test_whoever_is_just_leaving_is_waited_for(url, store, backup, forget_list):
    write(store, Note(id="n", text="x"))  # keeps a connection
    back_up(url, backup, now=NOON)
    stopping = Timer(0.5, store.close)
    stopping.start()

    restored = restore(url, backup, now=LATER, forget_list=forget_list, force=True)
    stopping.join()

    assert restored.aside


def test_a_file_copied_by_hand_is_doubted_since_the_last_that_it_knows_of(
    sqlite_url, backup, forget_list
):
    store = SqlStore(sqlite_url)
    write(
        store,
        Owed(key="k1", kind="dm", not_before=NOON),
        Owed(key="k2", kind="dm", not_before=NOON),
    )
    with store.begin() as memory:
        claimed, _ = memory.effects.claim(1, NOON, lease=LEASE)
        memory.effects.done(claimed, "there")
    back_up(sqlite_url, backup, now=NOON + timedelta(days=1))
    with closing(sqlite3.connect(backup)) as file:
        file.execute("DELETE FROM note")
        file.commit()
    store.close()

    done = restore(sqlite_url, backup, now=LATER, forget_list=forget_list, force=True)

    assert done.mode.since == NOON


def test_a_damaged_database_is_put_aside_too(sqlite_url, backup, forget_list):
    back_up(sqlite_url, backup, now=NOON)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.write_bytes(b"no database at all" * 500)

    done = restore(sqlite_url, backup, now=LATER, forget_list=forget_list, force=True)

    assert done.aside.read_bytes().startswith(b"no database")
    upgrade(sqlite_url)
    assert replace(done, aside=None).effects[State.READY] == 0
