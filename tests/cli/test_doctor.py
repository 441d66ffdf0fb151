"""The doctor from outside: each thing that is wrong is a line with its cure, and 1 where it must be mended."""

import errno
import json
import os
import socket
from types import SimpleNamespace

import pytest

from bot.cli import machine
from bot.files.defaults import sample_roster_path
from integrations.slack.checks import clock_beside


def findings(convener):
    seen = convener("doctor", "--json")
    return seen.code, json.loads(seen.said)["findings"]


def about(convener, words):
    """The one finding that holds these words, and the exit status."""
    code, every = findings(convener)
    found = [one for one in every if words in f"{one['what']} {one['cure']}"]
    assert len(found) == 1, [one["what"] for one in every]
    return SimpleNamespace(code=code, **found[0])


def test_a_sound_installation_is_told_line_by_line_and_then_in_one_sentence(connected):
    seen = connected("doctor")

    lines = seen.said.splitlines()
    assert seen.code == 0, seen.said
    assert [line for line in lines if line.startswith("NOT ")] == []
    assert lines[-1].startswith("Everything is as it should be.")
    for words in ("The settings are complete", "SQLite finds the file whole", "Slack knows the app", "Zoom accepts our",
                  "rooms given ahead of the meeting are switched on", "is licensed", "clock goes with Slack's",
                  "time zones", "The web door can open", "left beside the database",
                  "which plan the workspace has"):  # fmt: skip
        assert any(words in line for line in lines), words


def test_each_breakout_setting_that_is_off_is_a_line_of_its_own(connected, world):
    world.zoom.account.hosts["host@example.org"].assign_when_scheduling = False
    off = about(connected, "rooms given ahead of the meeting are switched off")
    assert off.code == 1
    assert "Assign participants to breakout rooms when scheduling" in off.cure


def test_files_with_secrets_that_others_may_read_are_named(connected, monkeypatch):
    env = connected.folder / "convener.env"
    env.write_text("# nothing yet\n")
    env.chmod(0o644)
    open_ = about(connected, "may read")
    assert (open_.code, open_.cure) == (1, "Run `chmod 600 convener.env`.")
    env.chmod(0o600)
    assert about(connected, "Only you may read").code == 0

    named = connected.folder / "token"
    named.write_text(os.environ["CONVENER_SLACK_BOT_TOKEN"])
    named.chmod(0o640)
    monkeypatch.delenv("CONVENER_SLACK_BOT_TOKEN")
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOKEN_FILE", str(named))
    assert f"chmod 600 {named}" in about(connected, "may read").cure


def test_a_web_door_that_somebody_else_holds_is_a_fault_and_convener_itself_is_none(connected):
    with socket.create_server(("127.0.0.1", 0)) as other:
        connected.settings("web", listen=f"127.0.0.1:{other.getsockname()[1]}")
        taken = about(connected, "The web door")
        assert taken.code == 1
        assert "another program listens there" in taken.what
    connected.settings("web", listen="192.0.2.7:8080")
    assert os.strerror(errno.EADDRNOTAVAIL).lower() in about(connected, "The web door").what


def test_convener_itself_at_the_web_door_is_no_fault(connected):
    from flask import Flask

    from bot.web.health import register
    from bot.web.serving import serve_web

    app = Flask("door")
    register(app, None)
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    web = serve_web(app, place)
    try:
        (found,) = machine.web_door(place)
    finally:
        web.close()
    assert (found.ok, found.what) == (True, f"Convener serves at {place}.")


def test_a_public_address_that_nobody_else_can_reach_is_told(connected):
    connected.settings("web", public_url="")
    nowhere = about(connected, "No public address")
    assert (nowhere.warning, nowhere.code) == (True, 0)
    connected.settings("slack", transport="http")
    assert about(connected, "No public address").code == 1


@pytest.mark.parametrize(
    ("seconds", "ok", "warning"),
    [(0, 1, 0), (59, 1, 0), (61, 0, 1), (-61, 0, 1), (299, 0, 1), (300, 0, 0)],
)
def test_a_clock_that_goes_wrong_is_told_before_what_slack_signs_is_refused(seconds, ok, warning):
    (found,) = clock_beside({"Date": "Mon, 15 Feb 2027 12:00:00 GMT"}, 1802692800 + seconds)

    assert (found.ok, found.warning) == (ok, warning)
    assert ("is refused" in found.what) == (abs(seconds) >= 300)
    assert list(clock_beside({}, 0)) == []
    assert list(clock_beside({"date": "yesterday"}, 0)) == []


def test_time_zones_older_than_those_shipped_are_a_note(monkeypatch):
    from bot.domain import calendar

    here = {"2020a": (False, True), "": (False, True), "2999z": (True, False)}
    for edition, expected in here.items():
        monkeypatch.setattr(calendar, "tzdata_version", lambda edition=edition: edition)
        (found,) = machine.time_zones()
        assert (found.ok, found.warning) == expected, edition


def test_whom_zoom_cannot_place_is_named(connected):
    connected("roster", "import", sample_roster_path())
    without = about(connected, "Zoom cannot place")

    assert without.warning
    assert "of 63 people" in without.what
    assert "zoom_email" in without.cure


def test_a_dry_run_is_said_wherever_one_looks_and_what_it_held_back_is_listed(connected):
    connected("roster", "import", sample_roster_path())
    connected.settings("community", dry_run=True)

    assert about(connected, "This is a dry run").warning
    assert "This is a dry run" in connected("status").said
    assert json.loads(connected("status", "--json").said)["dry_run"] is True
    assert "(0 messages held back so far)" in connected("dry-run", "show").said
    assert "The dry run goes on" in connected("dry-run", "release", "welcome").fault
    connected.settings("community", dry_run=False)
    assert json.loads(connected("dry-run", "show", "--json").said) == {"dry_run": False, "held": {}}
    assert "Nothing is held back" in connected("dry-run", "release", "welcome").said
