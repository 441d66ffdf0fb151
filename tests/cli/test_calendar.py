"""convener calendar: on no files at all, beside others, for machines, and refused in words."""

import json

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

    for words in ("Fixed hour: always at", "Seasonal anchors: ", "Rotation: ", "that is proved."):
        assert words in said
    names = [
        o["name"]
        for o in json.loads(convener("calendar", *REFERENCE, "--compare", "--json").said)["options"]
    ]
    assert names == ["fixed hour", "seasonal anchors", "rotation"]


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
    for words, told in (
        ((), "Nobody's city is known."),
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
