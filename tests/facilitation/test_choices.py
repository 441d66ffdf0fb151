"""Choices that come from what people wrote: what one may see of it, kept under one's own buttons; blanks are filled."""

import pytest

from bot.facilitation import on_behalf, prompts
from bot.facilitation.prompt_pages import preview
from tests.facilitation.asking import labels, plan_with
from tests.facilitation.test_prompt_desk import NADIA, PEARL, TED
from tests.plays.questions import question
from tests.plays.scripts import cast, sample_people

KIRRA, YOLANDA, EMEKA = (sample_people()[name] for name in ("kirra", "yolanda", "emeka"))
FIELD = "experience-map.moments"
LISTED = ["The first on the list", "The second"]


def moments(visibility):
    return question("t-moments", "-9d", "Which moment?", feeds=FIELD, visibility=visibility)


def pick(visibility):
    return question(
        "t-pick", "-5d", "Which of these first?", type="choice", choices_from=FIELD, choices=LISTED,
        minutes=1, visibility=visibility,
    )  # fmt: skip


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
    def opened(visibility="community", *more, chosen="community"):
        made = company("2027-02-05T12:00")
        plan = plan_with(moments(visibility), pick(chosen), *more)
        made.begins(cast("ted pearl kirra yolanda emeka nadia"), plan, (2027, 2))
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


def test_one_answer_is_no_choice_and_the_plans_list_holds(asked):
    company = asked()
    wrote(company, PEARL, "The letter that never came")
    company.until("2027-02-12 23:00")
    (said,) = company.told(TED, "Which of these first?")
    assert labels(said)[:2] == LISTED


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


@pytest.mark.parametrize(
    ("chosen", "offered"),
    [("organisation", True), ("facilitators", True), ("community", False), ("anonymous", False)],
)
def test_words_are_offered_only_where_whoever_sees_the_choice_may_see_them(asked, chosen, offered):
    """A choice says again what was written: for a colleague's eyes it stays there."""
    company = asked("organisation", chosen=chosen)
    wrote(company, YOLANDA, "The letter that never came")
    wrote(company, EMEKA, "The first form")
    company.until("2027-02-12 23:00")

    assert len({TED.organisation, YOLANDA.organisation, EMEKA.organisation}) == 1
    (said,) = company.told(TED, "Which of these first?")
    assert set(labels(said)[:2]) == (
        {"The letter that never came", "The first form"} if offered else set(LISTED)
    )


def test_a_preview_offers_nobodys_private_words(company):
    made = company("2027-02-05T12:00")
    first = question("t-first", "-9d", "Which?", feeds=FIELD, visibility="private")
    plan = plan_with(moments("private"), first, pick("facilitators"))
    made.begins(cast("ted nadia"), plan, (2027, 2))
    made.until("2027-02-10 12:00")
    wrote(made, TED, "My own secret")
    prompts.respond(made.desk, f"s01:t-first:{TED.id}", TED.id, "My own fear")

    assert "My own" not in repr(preview(made.desk, "s01", "t-pick", NADIA))
    made.until("2027-02-12 23:00")
    assert "My own" not in str(on_behalf.window(made.desk, TED.id).body)


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
