"""From one machine to many by typing: move, upgrade, doctor, worker; each refusal in words."""

import json

import pytest

from bot.config.secrets import variable
from bot.config.sections import OUTWARD, TO_ZOOM
from tests.cli.test_backups import a_wish_taken_back_after_a_backup
from tests.pg import HANG_UP, Postgres, blank_postgres, postgres

__all__ = ["blank_postgres", "postgres"]


@pytest.fixture
def server(blank_postgres: str, postgres: Postgres) -> str:
    """An empty database's address, as one may write it into the settings."""
    postgres.say(HANG_UP, "DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="blank")
    return blank_postgres.replace(":@", "@")


def now_lives_at(convener, server: str, *more: str, forget_list: str = "") -> None:
    settings = convener.folder / "convener.toml"
    there = f'url = "{server}"' + (f'\nforget_list = "{forget_list}"' if forget_list else "")
    lines = settings.read_text().splitlines()
    lines = [there if line.startswith("url") else line for line in lines]
    settings.write_text("\n".join([*lines, *more]) + "\n")


def test_a_community_moves_with_one_command_and_is_at_home_there(begun, server: str):
    before = begun("session", "list", "--json").said
    moved = begun("db", "move", "--to", server)

    assert moved.code == 0
    assert "rows were moved and compared" in moved.said
    assert f'url = "{server}"' in moved.said
    assert f'forget_list = "{begun.folder}/circle.sqlite3.forgotten"' in moved.said
    assert f'story_keys = "{begun.folder}/circle.sqlite3.story-keys"' in moved.said
    assert (begun.folder / "circle.sqlite3.moved").exists()
    now_lives_at(begun, server, "[engine]", 'kind = "procrastinate"')
    assert begun("db", "upgrade").code == 0
    assert begun("session", "list", "--json").said == before
    assert "nothing leaves until convener worker runs" in begun("status").said


def test_what_was_forgotten_before_the_move_stays_forgotten_after_it(begun, server: str):
    a_wish_taken_back_after_a_backup(begun)
    told = begun("db", "move", "--to", server, "--json").said
    now_lives_at(begun, server, forget_list=json.loads(told)["forget_list"])
    done = begun("db", "restore", "monday.sqlite3", "--force", "--json").said

    assert json.loads(done)["forgotten"] == 1


def test_what_cannot_be_moved_to_is_said(begun, server: str):
    for wrong, said in (
        ("mysql://x/y", "must start with"),
        (server.replace("@", ":secret@"), "holds a password"),
        (f"sqlite:///{begun.folder}/other.sqlite3", "moves from a file"),
    ):
        refused = begun("db", "move", "--to", wrong)
        assert (refused.code, said in refused.fault) == (1, True), refused.fault
        assert "secret" not in refused.fault
    assert json.loads(begun("db", "move", "--to", server, "--json").said)["rows"] > 63
    assert "never set up" in begun("db", "move", "--to", server).fault


def test_a_worker_without_workers_says_what_to_write(begun):
    refused = begun("worker")
    assert refused.code == 1
    assert '[engine] kind = "procrastinate"' in refused.fault
    now_lives_at(begun, f"sqlite:///{begun.folder}/circle.sqlite3", "[engine]", 'kind = "procrastinate"')  # fmt: skip
    assert "needs PostgreSQL" in begun("worker").fault


def test_a_worker_without_secrets_or_tables_says_what_is_missing(
    convener, server: str, monkeypatch
):
    now_lives_at(convener, server, "[engine]", 'kind = "procrastinate"')
    missing = convener("worker", "--concurrency", "2").fault
    assert "CONVENER_SLACK_BOT_TOKEN is not set" in missing
    assert "CONVENER_SLACK_APP_TOKEN" not in missing  # only a door needs it
    now_lives_at(convener, server, "[zoom]", 'hosts = ["host@example.org"]')
    for name in (*OUTWARD, *TO_ZOOM):
        monkeypatch.setenv(variable(name), "x" * 40)
    assert "convener db upgrade" in convener("worker").fault
