"""In the middle of a month the community moves from a file to PostgreSQL and two workers; nobody notices."""

from bot.store.history import current
from bot.store.moving import move
from tests.pg import HANG_UP, Postgres, blank_postgres, postgres
from tests.plays.stage import Stage
from tests.plays.test_a_month import as_it_should, lived, with_faults

__all__ = ["blank_postgres", "postgres"]


def moves(stage: Stage, url: str) -> int:
    """Stop, move, write the new address into the settings, bring it up to date, and go on; how many rows moved."""
    settings = stage.config.read_text()
    old = next(line for line in settings.splitlines() if line.startswith("url = ")).split('"')[1]
    stage.stop()
    rows, _ = move(old, url)
    beside = f'"\nstory_keys = "{old.removeprefix("sqlite:///")}.story-keys"'
    there = settings.replace(f'{old}"', url + beside).replace('"in-process"', '"procrastinate"')
    stage.config.write_text(there)
    assert stage.convener("db", "upgrade").returncode == 0
    stage.number_of_workers = 2
    stage.serve()
    return rows


def test_a_month_begun_in_a_file_is_lived_to_its_end_with_workers(
    theatre, blank_postgres: str, postgres: Postgres
):
    postgres.say(HANG_UP, "DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="blank")
    stage = with_faults(theatre)
    moved: list[int] = []
    stage.restart = lambda: moved.append(moves(stage, blank_postgres.replace(":@", "@")))

    lived(stage)
    stage.world.faults.off()
    stage.until("2027-02-23 16:00")

    assert moved[0] > 100
    assert current(blank_postgres)
    as_it_should(stage)
