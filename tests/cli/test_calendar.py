"""convener calendar: on no files at all, beside others, for machines, and refused in words."""

import json
from collections import Counter
from xml.etree import ElementTree

from bot.files.defaults import default_plan_path, sample_roster_path

SIX = "Australia/Melbourne,America/Chicago,Europe/Stockholm,Europe/London,America/New_York,America/Sao_Paulo"
REFERENCE = ("--zones", SIX, "--start", "2027-01", "--rule", "2nd Tuesday")


def test_the_calendar_for_machines_has_the_proved_optimum(convener):
    answer = convener("calendar", *REFERENCE, "--months", "18", "--minutes", "90", "--json")

    told = json.loads(answer.said)
    assert (told["schema"], told["zones"]) == ("calendar/1", SIX.split(","))
    (option,) = told["options"]
    figures = [option[k] for k in ("worst_place", "worst_single", "total", "lower_bound")]
    assert (option["name"], figures) == ("rotation", [84, 10, 359, 84])
    first = option["sessions"][0]
    assert first["starts_at"] == "2027-01-12T20:00:00Z"
    assert first["local"]["Australia/Melbourne"] == "2027-01-13T07:00"
    assert first["burden"]["Europe/London"] == 6


def test_three_ways_stand_side_by_side_with_a_sentence_each(convener):
    said = convener("calendar", *REFERENCE, "--compare").said

    for words in (
        "Fixed hour: always at",
        "Seasonal anchors: ",
        "Rotation: ",
        "that is proved.",
        "Least for everybody together: seasonal anchors",
    ):
        assert words in said
    names = [
        o["name"]
        for o in json.loads(convener("calendar", *REFERENCE, "--compare", "--json").said)["options"]
    ]
    assert names == ["fixed hour", "seasonal anchors", "rotation"]


def test_a_picture_carries_every_number_and_its_words_for_who_hears_it(convener):
    target = convener.folder / "fair.svg"

    told = options(convener("calendar", *REFERENCE, "--compare", "--picture", target, "--json"))

    drawn = ElementTree.fromstring(target.read_text(encoding="utf-8"))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert told["rotation"]["words"] in drawn.find(f"{space}desc").text
    texts = [one.text for one in drawn.iter(f"{space}text")]
    costs = [
        str(cost) for way in told.values() for s in way["sessions"] for cost in s["burden"].values()
    ]
    assert len(costs) == 3 * 18 * 6
    assert not Counter(costs) - Counter(texts)
    assert texts.count("Sao Paulo") == 3


def test_nights_are_said_once_for_each_place_and_hour(convener):
    said = convener("calendar", *REFERENCE).said

    assert "At night: Chicago 05:00-06:30 in sessions 4, 5, 6, 7, 9, 16, 17 and 18." in said


def test_a_curve_of_one_s_own_decides(convener):
    curve = convener.folder / "cost.toml"
    curve.write_text('night = 3\nweekend = 0\n[hours]\n"22-06" = 0\n')

    told = json.loads(
        convener(
            "calendar", "--zones", "Europe/London", "--start", "2027-01", "--cost", curve, "--json"
        ).said
    )

    assert told["options"][0]["total"] == 0
    assert told["options"][0]["sessions"][0]["local"]["Europe/London"][11:13] in {
        "22",
        "23",
        "00",
        "01",
        "02",
        "03",
        "04",
    }


def test_a_curve_with_faults_is_refused_with_its_lines(convener):
    curve = convener.folder / "cost.toml"
    curve.write_text('night = 20\n[hours]\n"09-17" = 0\n"16:30-18" = 1\n')

    refused = convener("calendar", "--zones", "Europe/London", "--cost", curve)

    assert refused.code == 1
    assert "Line 4: 16:30-18 and 09-17 overlap." in refused.fault


def test_what_cannot_be_is_refused_in_words(convener):
    convener("db", "upgrade")
    for words, told in (
        ((), "nobody's city is known."),
        (("nowhere.toml",), "There is no file nowhere.toml."),
        ((*REFERENCE, "--weights", "roster"), "No roster is at hand"),
        ((*REFERENCE, "--off", "Mars/Olympus=2027-01-12"), "Mars/Olympus is not a place"),
        ((*REFERENCE, "--off", "12 January"), "12 January is not a date"),
        (("--zones", "Europe/Lundon"), "Did you mean Europe/London?"),
        (
            (*REFERENCE, "--cap", "6"),
            "Session 4 finds no hour: nobody above 6",
        ),
        ((*REFERENCE, "--veto", "p017 22-07"), "p017 is neither a place"),
        ((*REFERENCE, "--veto", "Europe/London late"), "late is no stretch of hours"),
        (
            ("--zones", SIX, "--rule", "5th Tuesday", "--start", "2027-01"),
            "January 2027 has no 5th Tuesday",
        ),
    ):
        refused = convener("calendar", *words)
        assert (refused.code, told in refused.fault) == (1, True), refused.fault


def options(answer):
    return {option["name"]: option for option in json.loads(answer.said)["options"]}


def test_a_plan_s_own_hours_stand_beside_a_rotation_on_its_own_dates(convener):
    ways = options(
        convener(
            "calendar",
            default_plan_path(),
            "--start",
            "2027-01",
            "--weights",
            sample_roster_path(),
            "--compare",
            "--json",
        )
    )

    planned, rotated = ways["seasonal anchors"], ways["rotation"]
    assert [s["session"] for s in planned["sessions"]] == [
        m for m in range(1, 19) if m not in {1, 7, 13}
    ]
    assert planned["sessions"][0]["starts_at"] == "2027-02-17T20:00:00Z"
    assert [s["starts_at"][:10] for s in rotated["sessions"]] == [
        s["starts_at"][:10] for s in planned["sessions"]
    ]
    assert (planned["worst_place"], rotated["worst_place"], rotated["lower_bound"]) == (100, 72, 72)
    assert rotated["people"]["p054"] == rotated["ledger"]["America/Sao_Paulo"]


def test_a_roster_alone_and_a_plan_alone_are_enough(convener):
    by_roster = convener(
        "calendar", sample_roster_path(), "--start", "2027-01", "--months", "3", "--json"
    )
    by_plan = convener("calendar", default_plan_path(), "--start", "2027-01")

    assert len(json.loads(by_roster.said)["zones"]) == 6
    assert "Only the cities of the plan's own hours are counted." in by_plan.said
    assert "Thu 18 Mar" not in by_plan.said


def test_the_programme_that_runs_is_told_as_it_stands(begun):
    planned = options(begun("calendar", "programme", "--json"))["seasonal anchors"]
    ways = options(begun("calendar", "--weights", "roster", "--compare", "--json"))

    assert planned["sessions"][0]["starts_at"] == "2027-02-17T20:00:00Z"
    assert ways["seasonal anchors"]["ledger"] == planned["ledger"]
    assert ways["rotation"]["worst_place"] < planned["worst_place"]


def test_holidays_and_days_off_move_sessions_and_vetoes_bind(convener):
    days = convener.folder / "cup.ics"
    days.write_bytes(CUP.replace(b"\n", b"\r\n"))
    three = (
        "--zones",
        "Australia/Melbourne,Europe/London",
        "--start",
        "2027-11",
        "--months",
        "1",
        "--rule",
        "1st Tuesday",
    )

    plain = options(convener("calendar", *three, "--json"))["rotation"]["sessions"][0]
    cup = options(
        convener("calendar", *three, "--holidays", f"Australia/Melbourne={days}", "--json")
    )
    all_off = options(
        convener("calendar", *three, "--off", "2027-11-02", "--off", "2027-11-03", "--json")
    )
    veto = options(convener("calendar", *three, "--veto", "Europe/London 08-13", "--json"))

    assert plain["starts_at"][:10] == "2027-11-02"
    assert not cup["rotation"]["sessions"][0]["local"]["Australia/Melbourne"].startswith(
        "2027-11-02"
    )
    assert all_off["rotation"]["sessions"][0]["starts_at"][:10] == "2027-11-09"
    london = veto["rotation"]["sessions"][0]["local"]["Europe/London"][11:13]
    assert not 7 <= int(london) < 13


CUP = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Days//EN
BEGIN:VEVENT
UID:cup
DTSTART;VALUE=DATE:20201103
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1TU
SUMMARY:Melbourne Cup
END:VEVENT
END:VCALENDAR
"""
