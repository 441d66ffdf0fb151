"""Choices that come from what people wrote: what one may see of it, kept under one's own buttons; blanks are filled."""

import pytest

from bot.facilitation import prompts
from tests.facilitation.asking import labels, plan_with
from tests.facilitation.test_prompt_desk import NADIA, PEARL, TED
from tests.plays.questions import question
from tests.plays.scripts import cast, sample_people

KIRRA = sample_people()["kirra"]
FIELD = "experience-map.moments"
LISTED = ["The first on the list", "The second"]


def moments(visibility):
    return question("t-moments", "-9d", "Which moment?", feeds=FIELD, visibility=visibility)


PICK = question(
    "t-pick",
    "-5d",
    "Which of these first?",
    type="choice",
    choices_from=FIELD,
    choices=LISTED,
    minutes=1,
)
BLANKS = question(
    "t-blanks", "-5d", "Where is it?", type="choice", choices=["At {organisation}", "Elsewhere"],
    help="Only for {organisation}.", minutes=1,
)  # fmt: skip
UNKNOWN = question(
    "t-unknown",
    "-6d",
    "Which is it?",
    type="choice",
    choices=["In {room_name}", "Elsewhere"],
    minutes=1,
)


@pytest.fixture
def asked(company):
    def opened(visibility="community", *more):
        made = company("2027-02-05T12:00")
        plan = plan_with(moments(visibility), PICK, *more)
        made.begins(cast("ted pearl kirra nadia"), plan, (2027, 2))
        made.until("2027-02-10 12:00")
        return made

    return opened


def wrote(company, person, words):
    prompts.respond(company.desk, f"s01:t-moments:{person.id}", person.id, words)


def test_one_chooses_from_what_was_written_and_the_numbers_stay_under_the_buttons(asked):
    company = asked()
    wrote(company, PEARL, "The letter {that} never came")
    wrote(company, KIRRA, "The first form")
    company.until("2027-02-12 23:00")
    wrote(company, PEARL, "The very last word")  # what comes later shifts no number

    (said,) = company.told(TED, "Which of these first?")
    assert labels(said)[:2] == ["The first form", "The letter {that} never came"]
    prompts.choose(company.desk, f"s01:t-pick:{TED.id}", TED.id, 1)
    with company.look() as setting:
        answer = setting.memory.responses.get(f"s01:t-pick:{TED.id}")
    assert answer.text == "The letter {that} never came"


def test_nobody_is_offered_what_they_may_not_see_and_the_plans_list_holds_then(asked):
    company = asked("organisation")
    wrote(company, PEARL, "The letter that never came")
    wrote(company, KIRRA, "The first form")
    company.until("2027-02-12 23:00")

    assert len({TED.organisation, PEARL.organisation, KIRRA.organisation}) == 3
    for person in (TED, PEARL, KIRRA):
        (said,) = company.told(person, "Which of these first?")
        assert labels(said)[:2] == LISTED
    assert NADIA.facilitates


def test_blanks_in_hints_and_choices_are_filled_in_and_where_one_is_unknown_nothing_comes(asked):
    company = asked("community", BLANKS, UNKNOWN)
    company.until("2027-02-12 23:00")

    (said,) = company.told(TED, "Where is it?")
    assert f"At {TED.organisation}" in labels(said)
    assert f"Only for {TED.organisation}." in said.text
    assert "{" not in "".join([said.text, *labels(said)])
    assert company.told(TED, "Which is it?") == []
    prompts.choose(company.desk, f"s01:t-blanks:{TED.id}", TED.id, 0)
    with company.look() as setting:
        answer = setting.memory.responses.get(f"s01:t-blanks:{TED.id}")
    assert answer.text == f"At {TED.organisation}"
