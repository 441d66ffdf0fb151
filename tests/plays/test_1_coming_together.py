"""Step 1: people and plan are taken over whole or not at all, get their dates, and everyone is welcomed once."""

import csv
import io
import json
from calendar import WEDNESDAY, Calendar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.files.defaults import default_plan_path, sample_roster_path
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from tests.plays.house import convener
from tests.plays.scripts import cast, plan_of, sample_people

FEW = "jandira gunvor kwabena signe kirra nadia"


@pytest.fixture
def office(tmp_path):
    """A settings file and an empty database: all that the command line needs."""
    url = f"sqlite:///{tmp_path / 'office.sqlite3'}"
    upgrade(url)
    config = tmp_path / "convener.toml"
    config.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    return config


def roster_rows():
    text = sample_roster_path().read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def written(rows, path):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)
    return str(path)


def test_a_roster_with_faults_is_refused_whole_and_says_for_each_row_what_to_do(office, tmp_path):
    rows = roster_rows()
    rows[2]["time_zone"] = "GMT+1"
    rows[4]["email"] = ""
    rows[9]["email"] = rows[0]["email"].upper()
    rows[11]["role"] = "wizard"

    refused = convener(office, "roster", "import", written(rows, tmp_path / "broken.csv"))

    assert refused.returncode == 1
    assert "Nothing was imported" in refused.stderr
    told = {
        (words[0], words[1])
        for line in refused.stdout.splitlines()
        if len(words := line.split()) > 1
    }
    assert {("4", "time_zone"), ("6", "email"), ("11", "email"), ("13", "role")} <= told
    assert kept(office, "people") == []


def kept(office, shelf):
    """What is remembered, with nobody serving."""
    store = SqlStore(f"sqlite:///{office.parent / 'office.sqlite3'}")
    with store.read() as memory:
        found = getattr(memory, shelf).find()
    store.close()
    return found


def test_importing_the_same_roster_twice_changes_nothing(office):
    sample = str(sample_roster_path())

    first, again = (convener(office, "roster", "import", sample, "--json") for _ in range(2))

    assert json.loads(first.stdout) == {"added": 63, "changed": 0, "same": 0, "dry_run": False}
    assert json.loads(again.stdout) == {"added": 0, "changed": 0, "same": 63, "dry_run": False}


def third_wednesday(year, month):
    days = [d for d in Calendar().itermonthdates(year, month) if d.weekday() == WEDNESDAY]
    return [day for day in days if day.month == month][2]


def expected_start(month):
    """15:00 in New York from October to March, 12:00 in London from April to September."""
    year, calendar_month = divmod(month - 1, 12)
    day = third_wednesday(2027 + year, calendar_month + 1)
    winter = day.month in {10, 11, 12, 1, 2, 3}
    hour, zone = (15, "America/New_York") if winter else (12, "Europe/London")
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_eighteen_sessions_get_their_dates_right_across_clock_changes(office):
    loaded = convener(office, "plan", "load", str(default_plan_path()), "--start", "2027-01")
    sessions = json.loads(convener(office, "session", "list", "--json").stdout)

    assert loaded.returncode == 0, loaded.stderr
    assert [s["session"] for s in sessions] == list(range(1, 19))
    in_person = [s["session"] for s in sessions if s["mode"] == "in_person"]
    assert set(in_person) >= {1, 7, 13}
    for session in sessions:
        if session["mode"] == "virtual":
            begins = datetime.fromisoformat(session["starts_at"])
            assert (begins, session["minutes"]) == (expected_start(session["session"]), 90)


def test_a_plan_with_a_fault_is_refused_by_line_and_nothing_of_it_is_loaded(office, tmp_path):
    plan = tmp_path / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    plan.write_text(text.replace("3rd Wednesday", "3rd Wensday"), encoding="utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "3rd Wednesday" in words)

    refused = convener(office, "plan", "load", str(plan), "--start", "2027-01")

    assert refused.returncode == 1
    assert f"{line}" in refused.stdout
    assert "programme.session_day" in refused.stdout
    assert "Nothing was loaded" in refused.stderr
    assert kept(office, "sessions") == []


def test_everyone_is_welcomed_once_at_their_own_ten_and_told_who_sees_what(theatre):
    stage = theatre.opens(at="2027-02-01T05:00", people=cast(FEW), start=(2027, 2), plan=plan_of(2))

    stage.until("2027-02-03 00:00")
    stage.restart()
    stage.until("2027-02-03 07:00")

    for name in FEW.split():
        person, zone = getattr(stage, name), sample_people()[name].tz
        (welcome,) = person.was_told("I am Convener")
        assert "who will see the answer before you give it" in welcome
        assert "Facilitators see stories too" in welcome
        came = person.told_at("I am Convener").astimezone(zone)
        assert (came.hour, came.minute) == (10, 0)


def test_a_person_corrects_city_language_and_zoom_address_and_is_then_asked_at_the_new_ten(theatre):
    stage = theatre.opens(at="2027-02-01T05:00", people=cast(FEW), start=(2027, 2), plan=plan_of(2))
    stage.until("2027-02-02 00:00")

    stage.jandira.presses("Change city, language or Zoom address")
    stage.jandira.fills(
        {
            "Your time zone": "Europe/Lisbon",
            "Your language": "el",
            "The address you use in Zoom": "jandira@example.net",
        }
    )
    answer = stage.jandira.submits()
    stage.until("2027-02-09 00:00")

    assert "Europe/Lisbon" in answer
    (welcome,) = stage.jandira.was_told("I am Convener")
    assert "10:00 Lisbon time" in welcome
    assert "jandira@example.net" in welcome
    asked = stage.jandira.told_at("Will you be with us").astimezone(ZoneInfo("Europe/Lisbon"))
    assert (asked.day, asked.hour, asked.minute) == (8, 10, 0)
    assert "at 20:00 (Lisbon) your time" in stage.jandira.was_told("Will you be with us")[0]


def test_a_zone_nobody_knows_is_refused_in_the_form_and_nothing_is_changed(theatre):
    stage = theatre.opens(at="2027-02-01T05:00", people=cast(FEW), start=(2027, 2), plan=plan_of(2))
    stage.until("2027-02-02 00:00")

    stage.jandira.presses("Change city, language or Zoom address")
    stage.jandira.fills({"Your time zone": "GMT+1"})
    answer = stage.jandira.submits()

    assert "GMT+1 is not a time zone we know" in answer
    assert "Europe/Stockholm" in stage.jandira.modal()
    with stage.memory() as setting:
        assert setting.people["p054"].zone == "America/Sao_Paulo"


@pytest.mark.parametrize("no", ["Later", "Not for me"])
def test_whoever_says_no_is_left_in_peace_until_they_say_otherwise(theatre, no):
    stage = theatre.opens(at="2027-02-01T05:00", people=cast(FEW), start=(2027, 2), plan=plan_of(2))
    stage.until("2027-02-02 00:00")

    stage.gunvor.presses(no)
    stage.until("2027-02-09 12:00")
    silent = list(stage.gunvor.inbox())
    stage.gunvor.presses("That's fine")
    stage.until("2027-02-11 12:00")

    assert len(silent) == 1
    assert ("You said: later" if no == "Later" else "You said: not for me") in silent[0]
    assert len(stage.signe.inbox()) > 1
    assert stage.gunvor.was_told("You said: that's fine")
    assert stage.gunvor.was_told("is coming up: Wed 17 February")


def test_face_to_face_there_are_tables_and_no_zoom(theatre):
    everyone = cast(f"{FEW} pearl ted marlene darrow ingrid obie")
    stage = theatre.opens(
        at="2027-01-04T05:00", people=everyone, plan=plan_of(1, bare=True), publish="automatic"
    )

    stage.until("2027-01-22 00:00")

    assert [call for call in stage.world.record.calls if call.system == "zoom"] == []
    (told,) = stage.pearl.was_told("Your room for", "Table")
    assert "zoom" not in told.casefold()
    assert stage.pearl.was_told("We meet in person: the place follows")
    assert "The place of month 1 is not agreed yet" in stage.nadia.types("/convene session 1")


def test_somebody_without_a_slack_account_is_named_to_the_facilitators(theatre):
    people = cast(FEW)
    stage = theatre.opens(
        at="2027-02-01T05:00",
        people=people,
        on_slack=[p for p in people if p.first_name != "Gunvor"],
        start=(2027, 2),
        plan=plan_of(2),
    )

    stage.until("2027-02-02 00:00")

    status = stage.nadia.types("/convene status")
    assert "No Slack account found under the address of: Gunvor Hallstensson" in status
