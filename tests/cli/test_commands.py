"""What the command line answers: the sentence one came for, the right exit status, and no traceback."""

import json
import re

import pytest
import typer

from bot.cli.app import app
from bot.files.defaults import default_plan_path, sample_roster_path

HEADER = (
    "person_id,display_name,email,zoom_email,role,title,organisation,time_zone,language,"
    "slack_guest,access_needs,line_manager_email"
)


def commands(group, words=()):
    """Every command that can be typed, with its words."""
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))
    if not hasattr(group, "commands"):
        yield words, group


EVERY = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(w) for w, _ in EVERY])
def test_every_command_helps_with_an_example_of_itself(words, command):
    assert f"convener {' '.join(words)}" in command.help


def test_a_roster_with_faults_leaves_nothing_behind_and_names_each_row(convener):
    convener("db", "upgrade")
    roster = convener.folder / "people.csv"
    roster.write_text(
        f"{HEADER}\np1,Ada,ada@example.org,,lay,,Org,Mars/Olympus,en,no,,\np2,Bo,bo@example.org,,lay,,Org,Europe/London,en,no,,\n"
    )

    refused = convener("roster", "import", roster)

    assert refused.code == 1
    assert "Mars/Olympus" in refused.said
    assert "Nothing was imported" in refused.fault
    assert (
        json.loads(convener("roster", "import", roster, "--dry-run", "--partial", "--json").said)[
            "added"
        ]
        == 1
    )
    assert "0 without an answer" not in convener("status").said


def test_importing_twice_changes_nothing(begun):
    again = begun("roster", "import", sample_roster_path(), "--json")

    assert json.loads(again.said) == {"added": 0, "changed": 0, "same": 63, "dry_run": False}


def test_a_roster_goes_out_as_it_came_in(begun):
    target = begun.folder / "out.csv"

    begun("roster", "export", target)

    assert (
        target.read_text(encoding="utf-8").splitlines()
        == sample_roster_path().read_text(encoding="utf-8").splitlines()
    )


def test_a_plan_with_a_fault_is_refused_with_line_and_field(convener):
    convener("db", "upgrade")
    plan = convener.folder / "plan.toml"
    plan.write_text(
        default_plan_path()
        .read_text(encoding="utf-8")
        .replace('audience = ["lay"]', 'audience = ["leyman"]', 1)
    )

    refused = convener("plan", "load", plan, "--start", "2027-01")

    assert refused.code == 1
    assert "leyman" in refused.said
    assert "Nothing was loaded" in refused.fault
    assert json.loads(convener("session", "list", "--json").said) == []


def test_a_plan_that_runs_is_changed_only_with_a_yes(begun):
    plan = begun.folder / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    plan.write_text(re.sub(r'^title = ".*"', 'title = "Another name"', text, count=1, flags=re.M))
    was = json.loads(begun("plan", "show", "--json").said)["title"]

    for words in (["--dry-run"], ["--dry-run", "--yes"]):
        seen = begun("plan", "load", plan, *words)
        assert (seen.code, "title: Another name" in seen.said) == (0, True)
        assert "Nothing was changed" in seen.said
        assert json.loads(begun("plan", "show", "--json").said)["title"] == was
    changed = json.loads(begun("plan", "load", plan, "--yes", "--json").said)

    assert changed == {"changed": True, "lines": ["title: Another name"]}
    assert json.loads(begun("plan", "show", "--json").said)["title"] == "Another name"
    assert "Nothing is different." in begun("plan", "load", plan, "--dry-run").said


def test_what_a_running_plan_cannot_change_is_refused_in_words(begun):
    plan = begun.folder / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    plan.write_text(text.replace("local_hour = 10", "local_hour = 11", 1))

    refused = begun("plan", "load", plan, "--yes")

    assert refused.code == 1
    assert "reminders" in refused.fault
    assert "convener session" in refused.fault


@pytest.mark.parametrize("start", ["2027", "2027-13", "January", "2027-1"])
def test_a_month_that_is_none_is_refused_in_words(convener, start):
    convener("db", "upgrade")

    refused = convener("plan", "load", default_plan_path(), "--start", start)

    assert refused.code == 1
    assert "is not a month" in refused.fault


def test_sessions_are_listed_for_machines_with_their_instants(begun):
    sessions = json.loads(begun("session", "list", "--json").said)

    assert len(sessions) == 18
    assert sessions[1]["starts_at"] == "2027-02-17T20:00:00Z"
    assert [s["mode"] for s in sessions].count("in_person") == 3
    assert sessions[1]["minutes"] == 90


def test_a_session_can_be_read_without_slack(begun):
    shown = json.loads(begun("session", "show", 2, "--json").said)

    assert shown["local"]["Australia/Melbourne"] == "Thu 18 February, 07:00 in Melbourne"
    assert shown["rooms_state"] == "not proposed"
    assert begun("session", "show", 2).said.startswith("Session 2: A short list that stays short")


def test_a_session_that_is_none_is_said_so(begun):
    missing = begun("session", "show", 99)

    assert missing.code == 1
    assert "There is no session called 99" in missing.fault


def test_zooms_file_has_its_header_also_before_there_are_rooms(begun):
    target = begun.folder / "zoom.csv"

    begun("session", "rooms", 2, "--zoom-csv", target)

    assert target.read_text().startswith("Pre-assign Room Name,Email Address")


def test_status_says_what_needs_a_person(begun):
    status = json.loads(begun("status", "--json").said)

    assert status["session"] == 1
    assert status["backlog"] == {"due": 0, "sending": 0, "unknown": 0, "dead": 0}
    assert any("place of month 1" in need for need in status["needs"])
    assert (status["stuck"], status["processes"], status["reconciling_until"]) == ({}, [], None)
    assert "Nobody keeps time" in begun("status").said


def test_rooms_are_planned_and_mended_from_files_alone(convener):
    target = convener.folder / "rooms.json"

    convener(
        "rooms",
        "plan",
        "--roster",
        sample_roster_path(),
        "--sessions",
        2,
        "--seed",
        3,
        "--out",
        target,
    )
    plan = json.loads(target.read_text())
    leaver = plan["sessions"][1]["attending"][0]
    mended = convener(
        "rooms",
        "repair",
        "--plan",
        target,
        "--roster",
        sample_roster_path(),
        "--session",
        2,
        "--leave",
        leaver,
    )

    assert plan["score"]["hard_violations"] == 0
    assert mended.code == 0
    assert leaver not in json.loads(target.read_text())["sessions"][1]["attending"]


def test_who_has_met_whom_is_told_from_files_and_from_the_books(convener, begun):
    target = convener.folder / "rooms.json"
    files = ("--plan", target, "--roster", sample_roster_path())
    convener("rooms", "plan", "--roster", sample_roster_path(), "--sessions", 2, "--out", target)

    told = convener("rooms", "encounters", *files)
    assert told.code == 0
    assert told.said.startswith("After 2 sessions ")
    counted = json.loads(convener("rooms", "encounters", *files, "--json").said)
    assert counted["met"] == sum(each["first"] for each in counted["sessions"])
    person = counted["never"][0][0]
    assert (
        "has never been in a room with"
        in convener("rooms", "encounters", *files, "--who", person).said
    )
    assert convener("rooms", "encounters", *files, "--who", "Nobody At All").code == 1
    assert "neither" in convener("rooms", "encounters", "--plan", target).fault
    assert begun("rooms", "encounters").said.startswith("Nobody has met yet")


def test_the_manifest_is_for_the_transport_of_the_settings(convener):
    made = json.loads(convener("manifest", "--json").said)

    assert made["settings"]["socket_mode_enabled"] is True
    assert made["features"]["slash_commands"][0]["command"] == "/convene"


def test_settings_that_cannot_be_used_are_named(convener):
    (convener.folder / "convener.toml").write_text("[slack]\nchanel = '#x'\n")

    refused = convener("db", "upgrade")

    assert refused.code == 1
    assert "chanel is not a setting" in refused.fault


def test_serving_without_secrets_says_which_are_missing_and_no_more(convener):
    refused = convener("serve")

    assert refused.code == 1
    assert "CONVENER_SLACK_BOT_TOKEN is not set" in refused.fault
    assert refused.said == ""


def test_a_database_that_was_never_made_ready_says_what_to_run(convener):
    refused = convener("session", "list")

    assert refused.code == 1
    assert "convener db upgrade" in refused.fault


@pytest.mark.parametrize(
    "words", [("nosuch",), ("plan", "chek"), ("session", "show"), ("rooms", "plan")]
)
def test_wrong_usage_has_a_status_of_its_own(convener, words):
    assert convener(*words).code == 2


def test_the_bibliography_is_written_whole_in_either_form(begun, tmp_path):
    tex, csl = tmp_path / "all.bib", tmp_path / "all.json"
    assert "4 readings written to" in begun("reading", "export", str(tex)).said
    assert begun("reading", "export", str(csl)).code == 0
    assert tex.read_text(encoding="utf-8").count("@misc{") == 4
    items = json.loads(csl.read_text(encoding="utf-8"))
    assert "10.1136/bmjqs-2015-004315" in [item.get("DOI") for item in items]
    assert "in .bib for BibTeX" in begun("reading", "export", str(tmp_path / "all.doc")).fault


def test_letters_with_codes_are_written_for_those_whom_nothing_reaches(begun, monkeypatch):
    letters = begun.folder / "letters.html"
    assert "CONVENER_SECRET_KEY" in begun("links", "print", letters).fault
    monkeypatch.setenv("CONVENER_SECRET_KEY", "a secret that only this test knows")
    assert "public_url" in begun("links", "print", letters).fault
    with (begun.folder / "convener.toml").open("a") as config:
        config.write('[web]\npublic_url = "https://circle.example.org"\n')

    said = begun("links", "print", letters, "Jandira Coutinho", "p014")

    assert "2 letters written to" in said.said
    page = letters.read_text(encoding="utf-8")
    assert "https://circle.example.org/me/at" in page
    assert "Your own page, Jandira Coutinho" in page
    assert letters.stat().st_mode & 0o077 == 0
    assert begun("links", "print", letters, "Nobody Known").code == 1


def test_the_audit_lists_who_did_what(begun):
    lines = json.loads(begun("audit", "--json").said)

    assert [(one["who"], one["did"].split(":")[0]) for one in lines] == [
        ("machine", "imported people"),
        ("machine", "loaded the learning plan"),
    ]
    assert "loaded the learning plan" in begun("audit").said
    assert json.loads(begun("audit", "--json", "--who", "p014").said) == []
    assert json.loads(begun("audit", "--json", "--since", "2999-01-01").said) == []
    assert begun("audit", "--since", "Tuesday").code == 1


def test_a_facilitator_without_slack_gets_a_link_at_the_machine(begun):
    assert "public_url" in begun("links", "web", "p014").fault
    settings = begun.folder / "convener.toml"
    settings.write_text(f'{settings.read_text()}[web]\npublic_url = "https://circle.example.org"\n')

    made = begun("links", "web", "p014")

    assert "https://circle.example.org/facilitate/enter?key=" in made.said
    assert "is no facilitator" in begun("links", "web", "p001").fault
    assert "made a link to the facilitators' pages" in begun("audit").said


def test_before_the_first_plan_is_loaded_its_dates_and_nights_can_be_seen(convener):
    convener("db", "upgrade")
    convener("roster", "import", sample_roster_path())
    plan = convener.folder / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    plan.write_text(text.replace('anchor_time = "15:00"', 'anchor_time = "14:00"', 1))

    seen = convener("plan", "load", plan, "--start", "2027-01", "--dry-run")
    told = json.loads(
        convener("plan", "load", plan, "--start", "2027-01", "--dry-run", "--json").said
    )
    checked = convener("plan", "check", plan, "--roster", sample_roster_path()).said

    night = "month 10 is at night for some: Thu 21 October, 05:00 in Melbourne, until 06:30"
    assert night in seen.said
    assert night in checked
    assert "Nothing was loaded." in seen.said
    assert len(told["sessions"]) == 18
    assert any(night in line for line in told["nights"])
    assert json.loads(convener("session", "list", "--json").said) == []


def test_an_hour_at_which_clocks_are_changed_is_refused_before_anything_is_kept(convener):
    convener("db", "upgrade")
    plan = convener.folder / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    plan.write_text(text.replace('anchor_time = "12:00"', 'anchor_time = "02:30"', 1))

    for words in (["load"], ["load", "--dry-run"], ["check"]):
        refused = convener("plan", words[0], plan, "--start", "2027-01", *words[1:])
        assert refused.code == 1
        assert "02:30 is no hour to meet at in London" in refused.fault
    assert json.loads(convener("session", "list", "--json").said) == []


def test_a_plan_s_load_is_shown_before_anybody_is_asked(convener):
    said = convener("plan", "check", default_plan_path()).said
    told = json.loads(convener("plan", "check", default_plan_path(), "--json").said)

    assert "What a month brings to each person besides news of its session" in said
    assert "7 messages, 9 min" in said
    lay = next(one for one in told["load"] if (one["month"], one["role"]) == (1, "lay"))
    assert (lay["messages"], lay["minutes"], lay["crowded"]) == (7, 9, [])


def test_a_roster_says_first_what_it_would_change_and_asks_about_who_is_missing(begun):
    short = begun.folder / "short.csv"
    lines = sample_roster_path().read_text(encoding="utf-8").splitlines()
    short.write_text("\n".join([*lines[:-1]]) + "\n", encoding="utf-8")
    name = lines[-1].split(",")[1]

    seen = begun("roster", "import", short, "--dry-run")
    assert f"Missing: {name}" in seen.said
    assert "would be added" in seen.said
    told = json.loads(begun("roster", "import", short, "--missing", "left", "--json").said)
    assert told["missing"] == 1
    back = begun("roster", "import", sample_roster_path(), "--dry-run")
    assert f"Back: {name}" in back.said


def test_a_session_is_rehearsed_on_a_copy_and_compared_with_the_last_time(begun):
    said = begun("session", "rehearse", 2, "--until", "2027-01-05", "--json")
    assert said.code == 0, said.fault
    (begun.folder / "before.json").write_text(said.said)
    assert json.loads(said.said)["schema"] == "rehearsal/1"

    again = begun("session", "rehearse", 2, "--until", "2027-01-05", "--against", "before.json")
    assert again.code == 0, again.fault
    assert "Nothing has changed since the last rehearsal." in again.said


@pytest.mark.parametrize("until", ["yesterday", "2020-01-01", "2099-01-01"])
def test_a_day_that_cannot_be_rehearsed_is_said_so(begun, until):
    refused = begun("session", "rehearse", 2, "--until", until)
    assert refused.code == 1
    assert "nothing can be rehearsed" in refused.fault
