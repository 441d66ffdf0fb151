"""A community moves to PostgreSQL in the middle of its work: what was done stays done, what is owed is done there."""

from contextlib import closing
from pathlib import Path

from bot.store.history import upgrade
from bot.store.moving import move
from integrations.sandbox.world import World
from scheduler.effects import deliver
from tests.faults.community import settle_in
from tests.faults.crew import Crew
from tests.faults.desks import desk_in, take_up
from tests.faults.one_of_each import owe_each, strike, wrongs
from tests.faults.test_worker_kills import RATE
from tests.scheduler.doorstep import until


def test_what_one_process_left_in_the_middle_workers_end_elsewhere(
    world: World, tmp_path: Path, blank_postgres: str
):
    url = f"sqlite:///{tmp_path}/convener.sqlite3"
    upgrade(url)
    desk = desk_in(world.settings(), url)
    settle_in(desk)
    cases = owe_each(desk, world)
    with desk.store.read() as memory:
        due = memory.effects.due(desk.clock.now(), 100)
    for number, id in enumerate(list(due)[:20]):
        if number == 10:  # some have arrived, of some nobody knows, and some have not left
            strike(world, "reset", "drop", "late")
        deliver(desk, id)
    take_up(desk)
    desk.store.close()

    move(url, blank_postgres)
    world.clock.rate = RATE
    moved = desk_in(world.settings(), blank_postgres)
    at_work = closing(Crew(tmp_path, world.settings(), blank_postgres))
    with closing(moved.store), at_work as crew:
        crew.runs("db", "upgrade")
        for _ in range(2):
            crew.starts("worker")
        until(lambda: not any(wrongs(moved, world, case) for case in cases), patience=90)

    assert world.record.doubled() == []
