"""The plans one can start from: whole, sound, and at hand under a name."""

import tomllib
from datetime import date

import pytest

from bot.files.defaults import USUAL, example_plans, example_roster
from bot.files.plan import read_plan
from bot.files.roster import read_roster

EXAMPLES = list(example_plans())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_sound_and_its_people_fit_it(name):
    reading = read_plan(example_plans()[name].read_text(encoding="utf-8"))
    assert reading.plan
    people = read_roster(example_roster(name), roles=reading.plan.labels, today=date(2027, 1, 1))

    assert [f.words for f in reading.findings if f.severity == "error"] == []
    assert people.findings == ()
    assert {p.role for p in people.people} <= set(reading.plan.labels)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_of_ones_own_begins_as_an_example_with_its_own_title(convener, name):
    target = convener.folder / "own.toml"
    title = 'Pain, "in plain words" \\ and more'

    made = convener("plan", "new", target, "--like", name, "--title", title)
    written = tomllib.loads(target.read_text(encoding="utf-8"))
    example = tomllib.loads(example_plans()[name].read_text(encoding="utf-8"))

    assert (made.code, "convener plan check" in made.said) == (0, True)
    assert written["programme"].pop("title") == title
    assert example["programme"].pop("title") != title
    assert written == example
    assert convener("plan", "check", target).code == 0


def test_without_a_name_the_usual_one_is_copied_as_it_is(convener):
    target = convener.folder / "own.toml"

    assert convener("plan", "new", target).code == 0
    assert target.read_text(encoding="utf-8") == example_plans()[USUAL].read_text(encoding="utf-8")


def test_what_is_there_is_not_replaced_unless_one_says_so(convener):
    target = convener.folder / "own.toml"
    target.write_text("mine")

    refused = convener("plan", "new", target)

    assert (refused.code, target.read_text()) == (1, "mine")
    assert "--force" in refused.fault
    assert convener("plan", "new", target, "--force").code == 0
    assert target.read_text() != "mine"


def test_an_example_that_is_none_is_refused_with_those_there_are(convener):
    refused = convener("plan", "new", convener.folder / "own.toml", "--like", "choir")

    assert refused.code == 1
    assert all(name in refused.fault for name in EXAMPLES)


def test_a_roster_is_read_by_the_roles_of_its_plan(convener):
    plan, people = example_plans()["clinic-series"], example_roster("clinic-series")
    convener("db", "upgrade")

    by_the_usual = convener("roster", "check", people)
    by_its_own = convener("roster", "check", people, "--plan", plan)
    convener("plan", "load", plan, "--start", "2027-01")
    once_begun = convener("roster", "import", people)

    assert (by_the_usual.code, by_its_own.code, once_begun.code) == (1, 0, 0)
    assert "29 people were added" in once_begun.said
