"""convener init: seven questions, three files, all or none; and the same without a person."""

import json
import os
import subprocess
import tomllib

import pytest

from bot.config import load_settings

ANSWERS = 'My "Circle"\n{zone}\nsocket\n#circle\nada@example.org\nhost@example.org\n\n'
GIVEN = ("--facilitator", "ada@example.org", "--host", "host@example.org", "--yes")
FILES = ("new.toml", "slack-manifest.json", "new.env")


@pytest.fixture
def fresh(convener):
    """An empty folder; the answer's .code, .said and .fault as elsewhere."""
    (convener.folder / "convener.toml").unlink()
    return convener


def there(folder):
    return sorted(path.name for path in folder.iterdir())


def test_seven_answers_become_three_files_that_work_and_the_steps_that_follow(fresh):
    made = fresh("init", given=ANSWERS.format(zone="Europe/Stockholm"))

    assert made.code == 0, made.fault
    assert there(fresh.folder) == ["convener.env", "convener.toml", "slack-manifest.json"]
    assert load_settings(fresh.folder / "convener.toml").community.name == 'My "Circle"'
    manifest = json.loads((fresh.folder / "slack-manifest.json").read_text())
    assert manifest == json.loads(fresh("manifest").said)
    for needed in (
        "meeting:write:meeting:admin", "Assign participants to breakout rooms when scheduling", "Breakout room",
        "convener roster import", "convener plan load", "out of version control", "convener doctor",
    ):  # fmt: skip
        assert needed in made.said


def test_the_environment_file_holds_a_key_and_a_place_for_each_secret_and_only_its_owner_reads_it(
    fresh,
):
    fresh("init", *GIVEN)
    env = fresh.folder / "convener.env"

    assert env.stat().st_mode & 0o777 == 0o600
    lines = env.read_text().splitlines()
    (key,) = [line for line in lines if line and not line.startswith("#")]
    assert key.startswith("CONVENER_SECRET_KEY=")
    assert len(key) >= len("CONVENER_SECRET_KEY=") + 32
    assert "# CONVENER_SLACK_APP_TOKEN=" in lines
    above = lines[lines.index("# CONVENER_ZOOM_CLIENT_SECRET=") - 1]
    assert above == "# Zoom's page of the app, App Credentials"


def test_a_shell_and_convener_read_the_environment_file_alike(fresh, monkeypatch):
    fresh("init", *GIVEN)
    env = fresh.folder / "convener.env"
    env.write_text(
        env.read_text().replace("# CONVENER_SLACK_BOT_TOKEN=", "CONVENER_SLACK_BOT_TOKEN=xoxb-1-a")
    )
    shell = subprocess.run(
        ["env", "-i", "sh", "-c", f"set -a; . {env}; set +a; env"], capture_output=True, text=True, check=True
    )  # fmt: skip
    heard = {line.split("=")[0]: line for line in shell.stdout.splitlines() if "CONVENER" in line}

    for name in ("CONVENER_SLACK_BOT_TOKEN", "CONVENER_SECRET_KEY"):
        monkeypatch.setenv(name, "")
    fresh("--env-file", env, "manifest")

    ours = {name: f"{name}={os.environ[name]}" for name in heard}
    assert ours == heard
    assert heard["CONVENER_SLACK_BOT_TOKEN"] == "CONVENER_SLACK_BOT_TOKEN=xoxb-1-a"


def test_what_is_set_outside_counts_more_than_the_file(fresh, monkeypatch):
    fresh("init", *GIVEN)
    monkeypatch.setenv("CONVENER_SECRET_KEY", "k" * 40)

    fresh("--env-file", "convener.env", "manifest")

    assert os.environ["CONVENER_SECRET_KEY"] == "k" * 40


@pytest.mark.parametrize(
    "line", ["NO VALUE", "A='b'", "A=$HOME", "A=b c", "A=b;reboot", "export A=b"]
)
def test_a_line_that_others_would_read_otherwise_is_named_by_its_number_alone(fresh, line):
    fresh("init", *GIVEN)
    (fresh.folder / "odd.env").write_text(f"# fine\n{line}\n")

    refused = fresh("--env-file", "odd.env", "manifest")

    assert refused.code == 2
    assert "Line 2 must be NAME=value" in refused.fault
    assert line not in refused.fault
    assert fresh("--env-file", "none.env", "manifest").code == 2


def test_an_answer_that_cannot_be_used_is_asked_again_at_once(fresh):
    given = "\nEurope/Stokholm\nEurope/Stockholm\nsock\nsocket\ncircle\n#circle\nada\nada@example.org\nme\nhost@example.org\nhttp://x.org\n\n"

    made = fresh("init", given=given)

    assert made.code == 0
    for said in ("is not a time zone", "must be 'socket' or 'http'", "channel must be", "facilitators must hold",
                 "hosts must hold", "must start with https://"):  # fmt: skip
        assert said in made.fault
    assert (
        load_settings(fresh.folder / "convener.toml").community.default_zone == "Europe/Stockholm"
    )


def test_an_address_is_needed_where_slack_is_to_call(fresh):
    answers = "\n\nhttp\n\nada@example.org\nhost@example.org\n\nhttps://convener.example.org\n"

    made = fresh("init", given=answers)

    assert "An answer is needed here." in made.fault
    manifest = json.loads((fresh.folder / "slack-manifest.json").read_text())
    door = manifest["settings"]["event_subscriptions"]["request_url"]
    assert door == "https://convener.example.org/slack/events"
    assert "CONVENER_SLACK_SIGNING_SECRET" in made.said


def test_everything_can_be_given_without_a_person(fresh):
    made = fresh(
        "init", "--name", "Ring", "--zone", "Asia/Kolkata", "--transport", "http", "--channel", "C0123ABCD",
        "--public-url", "https://ring.example.org", "--listen", "0.0.0.0:8080", "--mail-host", "mail.example.org",
        "--database", "postgresql+psycopg://db/ring", "--mail-from", "ring@example.org", *GIVEN,
    )  # fmt: skip

    told = tomllib.loads((fresh.folder / "convener.toml").read_text())
    assert made.code == 0, made.fault
    assert told == {
        "community": {"name": "Ring", "default_zone": "Asia/Kolkata"},
        "database": {"url": "postgresql+psycopg://db/ring"},
        "slack": {"transport": "http", "channel": "C0123ABCD", "facilitators": ["ada@example.org"]},
        "zoom": {"hosts": ["host@example.org"]},
        "web": {"listen": "0.0.0.0:8080", "public_url": "https://ring.example.org"},
        "mail": {"host": "mail.example.org", "from": "ring@example.org"},
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--yes",), "--facilitator: An answer is needed here."),
        ((*GIVEN, "--zone", "Mars"), "--zone: [community] default_zone is not a time zone"),
        ((*GIVEN, "--transport", "http"), "--public-url: An answer is needed here."),
        ((*GIVEN, "--mail-host", "mail.example.org"), "--mail-from: An answer is needed here."),
        ((*GIVEN, "--database", "mysql://x"), "--database: [database] url must start with"),
    ],
)
def test_options_that_cannot_be_used_are_wrong_usage_and_leave_nothing(fresh, words, said):
    refused = fresh("init", *words)

    assert refused.code == 2
    assert said in refused.fault
    assert there(fresh.folder) == []


def test_nothing_is_replaced_unless_told_and_then_it_is_kept_and_so_are_secrets(fresh):
    fresh("init", *GIVEN)
    env = fresh.folder / "convener.env"
    env.write_text(
        env.read_text().replace("# CONVENER_ZOOM_ACCOUNT_ID=", "CONVENER_ZOOM_ACCOUNT_ID=acc")
    )
    before = env.read_text()

    refused = fresh("init", *GIVEN, "--name", "Other")
    assert (refused.code, env.read_text()) == (1, before)

    assert fresh("init", *GIVEN, "--name", "Other", "--force").code == 0
    assert (fresh.folder / "convener.env.before").read_text() == before
    assert (fresh.folder / "convener.env.before").stat().st_mode & 0o077 == 0
    secrets = [line for line in before.splitlines() if line and line[0] != "#"]
    assert secrets == [line for line in env.read_text().splitlines() if line and line[0] != "#"]
    assert load_settings(fresh.folder / "convener.toml").community.name == "Other"


def test_where_one_file_cannot_be_written_none_is_and_what_was_there_stands(fresh):
    fresh("init", *GIVEN)
    before = {path.name: path.read_text() for path in fresh.folder.iterdir()}
    (fresh.folder / "slack-manifest.json.before").mkdir()  # nothing can be kept under this name

    refused = fresh("init", *GIVEN, "--name", "Other", "--force")

    assert refused.code == 1
    (fresh.folder / "slack-manifest.json.before").rmdir()
    assert {path.name: path.read_text() for path in fresh.folder.iterdir()} == before


def test_under_version_control_it_is_said_which_line_keeps_the_secrets_out(fresh):
    (fresh.folder / ".git").mkdir()

    assert "echo convener.env >> .gitignore" in fresh("init", *GIVEN).said
