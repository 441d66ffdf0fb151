"""Workers on PostgreSQL: woken in the transaction that owes, one of them keeping time, each thing done once."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.effects import Duty, Owed, State
from bot.domain.urgency import Urgency
from bot.ports import ComeBack, Desk
from bot.store.places import libpq_address, place_of
from bot.store.sql_store import SqlStore
from scheduler.distributed import Worker
from scheduler.guard import Outage
from scheduler.jobs import HANDFUL, Jobs, JobsNotReady, MayNotLayOut
from tests.faults.community import NOON, begin_programme
from tests.pg import HANG_UP, Postgres, postgres, postgres_url
from tests.scheduler.doorstep import (
    ONE_BY_ONE,
    Doorstep,
    Moved,
    claims,
    ids,
    owe,
    states,
    turn_by_turn,
    until,
)
from tests.seated import roster
from tests.voice.community import FLAVOURS, Still, desk_of

__all__ = ["postgres", "postgres_url"]


FIRST = "SELECT (args->>'effect')::int FROM procrastinate_jobs ORDER BY priority DESC, id LIMIT 1"
TICK = 0.05
NEVER = 3600.0


@pytest.fixture
def jobs(postgres_url: str, postgres: Postgres) -> Jobs:
    postgres.say("DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="newest")
    made = Jobs(libpq_address(place_of(postgres_url)), Still())
    made.lay_out()
    return made


@pytest.fixture
def desk(postgres_url: str, jobs: Jobs) -> Iterator[Desk]:
    store = SqlStore(postgres_url, synchronous="NORMAL", wake=jobs.wake)
    with store.begin() as memory:
        for person in roster():
            memory.people.save(person)
        begin_programme(memory)
    yield replace(desk_of(store, FLAVOURS["plain"]), messenger=Doorstep())
    store.close()


@contextmanager
def working(desk: Desk, jobs: Jobs, number: int = 1, *, tick: float = TICK) -> Iterator[None]:
    """So many workers, until the end; then each has finished what it had in hand."""
    workers = [Worker(desk, jobs, tick_seconds=tick, concurrency=2) for _ in range(number)]
    threads = [threading.Thread(target=worker.run) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()


def waiting(jobs: Jobs) -> list[int]:
    """The effects that have a job."""
    with jobs.connected() as connection:
        rows = connection.execute(
            "SELECT (args->>'effect')::int FROM procrastinate_jobs ORDER BY id"
        )
        return [effect for (effect,) in rows]


def test_what_is_owed_now_has_a_job_from_the_same_transaction(desk: Desk, jobs: Jobs):
    owe(desk, "one", "two")

    assert waiting(jobs) == ids(desk, "one", "two")


def test_a_transaction_that_is_given_up_leaves_neither_effect_nor_job(desk: Desk, jobs: Jobs):
    with suppress(KeyError), desk.store.begin() as memory:
        memory.effects.owe(Owed(key="one", kind="trouble", not_before=NOON))
        raise KeyError

    with desk.store.read() as memory:
        assert memory.effects.seek("one") is None
    assert waiting(jobs) == []


def test_what_is_due_later_or_waits_for_something_has_no_job(desk: Desk, jobs: Jobs):
    with desk.store.begin() as memory:
        later = NOON + timedelta(days=1)
        memory.effects.owe(Owed(key="one", kind="trouble", not_before=later))
        memory.effects.owe(Owed(key="two", kind="trouble", not_before=NOON, after="one"))

    assert waiting(jobs) == []


def test_what_is_owed_leaves_without_a_tick(desk: Desk, jobs: Jobs):
    with working(desk, jobs, tick=NEVER):
        owe(desk, "one", "two")
        until(lambda: states(desk, "one", "two") == {State.DONE})
        until(lambda: waiting(jobs) == [])
    assert sorted(desk.messenger.said) == ["This is one.", "This is two."]


def test_workers_share_what_there_is_and_each_thing_leaves_once(desk: Desk, jobs: Jobs):
    keys = [f"n{number}" for number in range(40)]
    with working(desk, jobs, 3):
        owe(desk, *keys)
        until(lambda: states(desk, *keys) == {State.DONE})

    assert sorted(desk.messenger.said) == sorted(f"This is {key}." for key in keys)


def test_what_nobody_was_woken_for_is_found_by_the_clock(desk: Desk, jobs: Jobs):
    desk.store.wake = None  # as after a move, a restored backup, or once its time has come
    owe(desk, "one")
    with desk.store.begin() as memory:
        memory.duties.plan(Duty(key="b", kind="digest", facts={"session": "s02"}, due_at=NOON))
    assert waiting(jobs) == []

    with working(desk, jobs, 2):
        until(lambda: states(desk, "one") == {State.DONE})
        until(lambda: owed_by_the_duty(desk) == {State.DONE})
    assert len(desk.messenger.said) == len(set(desk.messenger.stands)) == 5


def owed_by_the_duty(desk: Desk) -> set[State]:
    with desk.store.read() as memory:
        return {effect.state for effect in memory.effects.find("s02:digest:")}


def test_only_one_of_several_workers_keeps_time_and_another_takes_over(desk: Desk, jobs: Jobs):
    asked: list[str] = []
    shown = Still()

    class Told:
        def now(self):
            asked.append(threading.current_thread().name)
            return shown.now()

    with working(replace(desk, clock=Told()), jobs, 2):
        until(lambda: len(asked) > 3)
        assert holders(jobs) == 1
        hang_up_on_the_timekeeper(jobs)
        asked.clear()
        until(lambda: len(asked) > 3)
        assert holders(jobs) == 1


LOCKS = "FROM pg_locks WHERE locktype = 'advisory' AND objid = 20270113 AND granted"


def holders(jobs: Jobs) -> int:
    with jobs.connected() as connection:
        return connection.execute(f"SELECT count(*) {LOCKS}").fetchone()[0]


def hang_up_on_the_timekeeper(jobs: Jobs) -> None:
    with jobs.connected() as connection:
        connection.execute(f"SELECT pg_terminate_backend(pid) {LOCKS}")


def test_by_the_clock_only_a_handful_wait_at_once_and_each_once(desk: Desk, jobs: Jobs):
    desk.store.wake = None
    keys = [f"n{number}" for number in range(HANDFUL + 30)]
    owe(desk, *keys)
    due = ids(desk, *keys)

    with jobs.connected() as connection:
        assert jobs.hand_out(connection, first_of(due[:20])) is False
        assert jobs.hand_out(connection, first_of(due)) is True
        assert jobs.hand_out(connection, first_of(due)) is True
    assert waiting(jobs) == due[:HANDFUL]


def first_of(
    due: list[int], urgency: Urgency = Urgency.USUAL
) -> Callable[[int], Mapping[int, Urgency]]:
    return lambda limit: dict.fromkeys(due[:limit], urgency)


def test_what_falls_due_is_not_kept_waiting_by_what_was_owed_to_many(desk: Desk, jobs: Jobs):
    many = [f"n{number}" for number in range(3 * HANDFUL)]
    owe(desk, *many, kind="welcome")
    desk.store.wake = None
    owe(desk, "now")
    due = ids(desk, *many, "now")

    with jobs.connected() as connection:
        assert jobs.hand_out(connection, first_of(due)) is False
        assert connection.execute(FIRST).fetchone() == (due[-1],)


def test_what_is_urgent_goes_before_what_was_owed_at_once(desk: Desk, jobs: Jobs):
    owe(desk, *[f"n{number}" for number in range(2 * HANDFUL)])
    desk.store.wake = None
    owe(desk, "card", kind="card")

    with jobs.connected() as connection:
        jobs.hand_out(connection, first_of(ids(desk, "card"), Urgency.URGENT))
        assert connection.execute(FIRST).fetchone() == (ids(desk, "card")[0],)


def test_who_is_woken_while_the_clock_looks_is_woken_once(desk: Desk, jobs: Jobs):
    def owed_meanwhile(limit: int) -> Mapping[int, Urgency]:
        owe(desk, "one", "two")
        return dict.fromkeys(ids(desk, "one", "two"), Urgency.USUAL)

    with jobs.connected() as connection:
        assert jobs.hand_out(connection, owed_meanwhile) is True
        assert waiting(jobs) == ids(desk, "one", "two")
        assert jobs.hand_out(connection, first_of(ids(desk, "one", "two"))) is False


def test_an_account_that_may_not_make_the_tables_is_told_who_may(jobs: Jobs, postgres: Postgres):
    postgres.say("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    with jobs.connected() as connection:
        connection.execute("DROP SCHEMA convener_jobs CASCADE")
    guest = Jobs(jobs.address.replace("postgres:@", "guest@"), Still())
    with pytest.raises(MayNotLayOut, match="the database's owner"):
        guest.lay_out()


def test_what_concerns_this_moment_goes_before_what_was_owed_to_many(desk: Desk, jobs: Jobs):
    owe(desk, *[f"n{number}" for number in range(5)], kind="welcome")
    owe(desk, "now")
    with jobs.connected() as connection:
        assert connection.execute(FIRST).fetchone() == (ids(desk, "now")[0],)


@pytest.fixture
def revived(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs of vanished workers are looked for all the time."""
    monkeypatch.setattr("scheduler.distributed.REVIVE_SECONDS", 0.05)


def vanish(jobs: Jobs) -> None:
    """All jobs have been fetched by a worker that was never heard of again."""
    with jobs.connected() as connection:
        connection.execute(
            "WITH gone AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2001-01-01') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM gone)"
        )


@pytest.mark.usefixtures("revived")
def test_a_job_whose_worker_vanished_is_taken_up(desk: Desk, jobs: Jobs):
    owe(desk, "one", "two")
    vanish(jobs)

    with working(desk, jobs, 2, tick=NEVER):
        until(lambda: states(desk, "one", "two") == {State.DONE})
        until(lambda: waiting(jobs) == [])


@pytest.mark.usefixtures("revived")
def test_a_job_whose_worker_vanished_is_let_go_where_the_effect_has_another(desk: Desk, jobs: Jobs):
    owe(desk, "one")
    vanish(jobs)
    with jobs.connected() as connection:
        jobs.hand_out(connection, first_of(ids(desk, "one")))
    assert len(waiting(jobs)) == 2

    worker = Worker(desk, jobs, tick_seconds=NEVER, concurrency=1)

    async def revive() -> None:
        async with worker._app.open_async():
            await worker._revive()

    asyncio.run(revive())
    assert waiting(jobs) == ids(desk, "one")


def test_what_was_put_off_leaves_with_a_tick(desk: Desk, jobs: Jobs):
    desk.messenger.falls.append(ComeBack("asked too often", at=desk.clock.now()))
    with working(desk, jobs):
        owe(desk, "one")
        until(lambda: states(desk, "one") == {State.DONE})

    assert (desk.messenger.falls, desk.messenger.said) == ([], ["This is one."])


def test_who_waits_for_a_turn_has_it_soon_and_does_not_crowd_the_door(desk: Desk, jobs: Jobs):
    clock = Moved()
    paced = replace(desk, clock=clock, messenger=Doorstep(pace=(ONE_BY_ONE,)))
    keys = [f"n{number}" for number in range(8)]
    with working(paced, jobs, 2, tick=NEVER):
        until(lambda: holders(jobs) == 1)
        owe(paced, "first")
        until(lambda: states(paced, "first") == {State.DONE})
        owe(paced, *keys)
        turn_by_turn(paced, clock, *keys)

    assert len(paced.messenger.said) == 1 + 8
    assert clock.at - Still.at == 8 * ONE_BY_ONE.every
    assert claims(paced, *keys) == 2 * 8  # each once to be told its turn, and once in it


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(desk: Desk, jobs: Jobs):
    slow = threading.Event()
    desk.messenger.held["This is one."] = slow
    with working(desk, jobs):
        owe(desk, "one")
        until(lambda: states(desk, "one") == {State.SENDING})
        threading.Timer(0.2, slow.set).start()

    assert states(desk, "one") == {State.DONE}


def test_workers_come_back_when_the_database_has_hung_up_on_all_of_them(
    desk: Desk, jobs: Jobs, postgres: Postgres
):
    with capture_logs() as log, working(desk, jobs, 2):
        owe(desk, "one")
        until(lambda: states(desk, "one") == {State.DONE})
        postgres.say(HANG_UP, database="newest")
        owe(desk, "two")
        until(lambda: states(desk, "two") == {State.DONE})
        until(lambda: jobs.workers().seen > 0)
        until(lambda: said(log)["timekeeping_resumed"] == 2)

    assert said(log)["timekeeping_interrupted"] == 2


def said(log: list[Any]) -> Counter[str]:
    return Counter(line["action"] for line in log)


def test_an_outage_is_said_once_and_its_end_once():
    outage = Outage("work")
    with capture_logs() as log:
        for _ in range(3):
            with outage:
                raise OSError("away")
        outage.is_over()
        outage.is_over()
        with suppress(KeyboardInterrupt), outage:
            raise KeyboardInterrupt

    assert [line["action"] for line in log] == ["work_interrupted", "work_resumed"]


def test_the_tables_of_another_version_are_refused_and_made_anew(jobs: Jobs):
    jobs.require_ready()
    with jobs.connected() as connection:
        connection.execute("COMMENT ON SCHEMA convener_jobs IS 'procrastinate 1.0'")
    with pytest.raises(JobsNotReady, match=r"are procrastinate 1\.0's, not procrastinate 3"):
        jobs.require_ready()
    jobs.lay_out()
    jobs.require_ready()


def test_without_their_tables_nothing_is_lost_and_a_worker_says_what_to_do(desk: Desk, jobs: Jobs):
    with jobs.connected() as connection:
        connection.execute("DROP SCHEMA convener_jobs CASCADE")
    with capture_logs() as log:
        owe(desk, "one")

    assert states(desk, "one") == {State.READY}
    assert [line["action"] for line in log] == ["not_woken"]
    with pytest.raises(JobsNotReady, match="are not there"):
        jobs.require_ready()


def test_doctor_says_whether_anybody_is_at_work(desk: Desk, jobs: Jobs):
    (nobody,) = jobs.check()
    assert (nobody.ok, nobody.warning) == (False, True)
    assert "Start one: convener worker." in nobody.cure
    with working(desk, jobs):
        until(lambda: jobs.check()[0].ok)
        assert jobs.check()[0].what == "1 worker is at work."
    with working(desk, jobs, 2):
        until(lambda: jobs.check()[0].what == "2 workers are at work.")

    with jobs.connected() as connection:
        connection.execute("DROP SCHEMA convener_jobs CASCADE")
    (missing,) = jobs.check()
    assert (missing.ok, missing.warning) == (False, False)
    assert "convener db upgrade" in missing.cure
    (away,) = Jobs("postgresql://nobody@/nothing?host=/nowhere", Still()).check()
    assert away.cure.startswith("Start PostgreSQL")
