"""A faulty plan: every fault is found in one reading, on its line, under its name, with what to do."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from bot.files.plan import PlanFinding, PlanReading, read_plan
from bot.files.plan_models import PlanTable
from bot.files.plan_salvage import set_aside, stamped
from tests.files.plan_edits import FITTING, TEXT, VALUES, WARNINGS


def only(reading: PlanReading) -> PlanFinding:
    assert len(reading.findings) == 1, [str(f) for f in reading.findings]
    return reading.findings[0]


@pytest.mark.parametrize("wrong", [*VALUES, *FITTING], ids=lambda f: f"{f.field} {f.new[:20]!r}")
def test_a_fault_is_refused_on_its_line_under_its_name(wrong):
    text, line = wrong.edited()
    reading = read_plan(text)
    finding = only(reading)

    assert reading.plan is None
    assert (finding.field, finding.severity) == (wrong.field, "error")
    assert wrong.says in finding.words
    if wrong.new:
        assert finding.line == line


@pytest.mark.parametrize("odd", WARNINGS, ids=lambda f: f"{f.field} {f.new[:20]!r}")
def test_what_is_only_unwise_is_said_and_the_plan_is_read(odd):
    text, line = odd.edited()
    reading = read_plan(text)
    finding = only(reading)

    assert reading.plan is not None
    assert (finding.field, finding.severity, finding.line) == (odd.field, "warning", line)
    assert odd.says in finding.words


def test_a_month_with_two_sessions_leaves_another_without():
    found = read_plan(TEXT.replace("\nmonth = 18", "\nmonth = 17")).findings

    assert [f.field for f in found] == ["programme.months", "session[17].month"]
    assert "no session for month 18" in found[0].words
    assert "Month 17 has a session already" in found[1].words


def test_days_that_a_gathering_does_not_have_are_named_on_their_rounds():
    found = read_plan(TEXT.replace("days = 2\n", "days = 1\n", 1)).findings

    assert found[0].field == "session[1].day_starts"
    assert {f.words for f in found[1:]} == {"This round is on day 2, and the session has 1."}


def test_a_role_whose_key_cannot_be_read_is_not_missed_elsewhere():
    assert only(read_plan(TEXT.replace('key = "lay"', 'key = "lay "'))).field == "role[lay ].key"


def test_a_question_that_comes_back_cannot_belong_to_a_round():
    text = TEXT.replace('when = "post"\nsend = "+2h"\n', 'when = "room"\n', 1)
    finding = only(read_plan(text))

    assert finding.field == "recurring_prompt[heard].when"
    assert str(finding) == f"line {finding.line}, {finding.field}: {finding.words}"


def test_a_guests_round_without_a_guest_is_asked_about():
    start = TEXT.index("[session.expert]")
    end = TEXT.index("[[session.reading]]")
    reading = read_plan(TEXT[:start] + TEXT[end:])

    assert [f.field for f in reading.warnings] == ["session[1].rounds"]
    assert reading.ok
    assert reading.errors == ()


def test_a_day_without_rounds_is_named():
    text = TEXT.replace("days = 2", "days = 3", 1)
    found = read_plan(text.replace('["09:00", "09:00"]', '["09:00", "09:00", "9:00"]', 1)).findings
    assert [f.field for f in found] == ["session[1].day_starts[3]", "session[1].rounds"]

    found = read_plan(text.replace('["09:00", "09:00"]', '["09:00", "09:00", "09:00"]', 1)).findings
    assert [f.words for f in found] == ["Day 3 has no rounds. Add some, or change days."]


def test_quiet_hours_within_the_day_are_respected_too():
    text = TEXT.replace('quiet_from = "20:00"', 'quiet_from = "09:00"')
    text = text.replace('quiet_until = "08:00"', 'quiet_until = "11:00"')

    assert only(read_plan(text)).field == "defaults.reminders.local_hour"


def test_somebody_has_to_be_able_to_host():
    finding = only(read_plan(TEXT.replace('key = "facilitator"', 'key = "host"')))

    assert (finding.field, finding.severity) == ("role", "error")
    assert "nobody could open a session" in finding.words


def test_nobody_from_lived_experience_is_worth_a_word():
    text = TEXT.replace('perspective = "lay"', 'perspective = "professional"')
    finding = only(read_plan(text))

    assert (finding.field, finding.severity) == ("role", "warning")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('audience = "all"', '"all" is not a list'),
        ("audience = []", "at least 1"),
        ("audience = [1]", "1 is not a text"),
        ("audience = [[1]]", "A list is not a text"),
        ("audience = {a = 1}", "Write the header"),
        ("audience = true", "true is not a list"),
    ],
)
def test_values_of_the_wrong_kind_are_shown_as_they_were_written(written, says):
    text = TEXT.replace('audience = ["all"]', written, 1)

    assert says in only(read_plan(text)).words


def test_an_agenda_that_does_not_fill_its_session_says_by_how_much():
    finding = only(read_plan(TEXT.replace("minutes = 8, format", "minutes = 9, format", 1)))

    assert finding.field == "session[2].rounds"
    assert "take away 1" in finding.words
    finding = only(read_plan(TEXT.replace("minutes = 8, format", "minutes = 6, format", 1)))
    assert "add 2" in finding.words


def test_a_missing_key_is_looked_for_at_its_tables_header():
    finding = only(read_plan(TEXT.replace('send = "-9d"\n', "", 1)))
    header = TEXT[: TEXT.index('key = "rsvp"')].count("\n")

    assert finding.line == header


def test_all_faults_of_a_plan_are_told_at_once_in_the_order_of_the_text():
    text = TEXT
    for old, new in (
        ("min_size = 5", "min_sise = 5"),
        ("months = 18", 'months = "18"'),
        ('key = "guest"', 'key = "coach"'),
        ("scale_max = 5", "scale_max = 1"),
        ("{organisation}", "{org}"),
        ('round = "r4"', 'round = "r44"'),
    ):
        text = text.replace(old, new, 1)
    found = read_plan(text).findings

    assert [f.field for f in found] == [
        "programme.months",
        "defaults.rooms.min_sise",
        "role[coach].key",
        "recurring_prompt[heard].scale_max",
        "recurring_prompt[additions].text",
        "session[2].prompt[m02-room].round",
    ]
    assert [f.line for f in found] == sorted(f.line for f in found)


def test_a_programme_made_shorter_names_the_sessions_left_over():
    found = read_plan(TEXT.replace("months = 18", "months = 16")).findings

    assert [f.field for f in found if f.severity == "error"] == [
        "session[17].month",
        "session[18].month",
    ]
    assert all("The programme has 16 months" in f.words for f in found if f.severity == "error")


def test_nothing_is_said_about_what_rests_on_something_unreadable():
    """A session whose mode cannot be read is not also told that its agenda or its days are wrong."""
    text = TEXT.replace('mode = "in_person"', 'mode = "face to face"', 1)

    assert only(read_plan(text)).field == "session[1].mode"


def test_a_key_that_stands_twice_is_named_and_reading_goes_on():
    text = TEXT.replace("months = 18", "months = 18\nmonths = 17", 1)
    text = text.replace("min_size = 5", "min_sise = 5", 1)
    found = read_plan(text).findings

    assert [f.field for f in found] == ["months", "defaults.rooms.min_sise"]
    assert [f.line for f in found] == [25, 34]
    assert "given before" in found[0].words


def tables(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every kind of table a plan may have."""
    yield model
    for found in model.model_fields.values():
        for inner in (found.annotation, *get_args(found.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from tables(inner)


@pytest.mark.parametrize("table", dict.fromkeys(tables(PlanTable)), ids=lambda t: t.__name__)
def test_a_table_with_nothing_in_it_is_told_all_it_lacks_and_the_rest_is_still_checked(table):
    """Whatever is missing has something to stand in for it, so that reading always comes to an end."""
    empty: dict[str, Any] = {"x": [stamped({})]}
    lacking = [f.alias or name for name, f in table.model_fields.items() if f.is_required()]
    set_aside(empty, [("x", 0, key) for key in lacking])

    assert table.model_validate(empty["x"][0])


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a = 1\nb = \n", 2, "cannot be read as TOML"),
        ("a = 1\n[b\n", 2, "cannot be read as TOML"),
        ("a = “curly”\n", 1, "straight quotes"),
        ("[a]\nb = 1\n[a]\n", 3, "given before"),
        ("a = [1,\n2\n", 2, "cannot be read as TOML"),
        ("a = " + "[" * 5000, 1, "cannot be read as TOML"),
        ("a = " + "1" * 5000, 1, "cannot be read as TOML"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text, line, says):
    finding = only(read_plan(text))

    assert finding.line == line
    assert says in finding.words


def test_an_empty_text_is_told_what_a_plan_needs():
    found = read_plan("").findings

    assert [f.field for f in found] == ["schema", "programme", "role", "slot", "stage", "session"]


def test_a_plan_of_another_kind_is_refused():
    finding = only(read_plan(TEXT.replace("learning-plan/1", "learning-plan/2")))

    assert (finding.field, finding.line) == ("schema", 18)
