"""A changed plan for what runs: prompts and words that are ahead follow, what was asked stays, the rest is refused."""

import pytest

from bot.facilitation.plan_changes import OnlyPromptsAndWords, change_plan, differences
from bot.facilitation.programmes import AlreadyBegun, load_plan
from bot.facilitation.prompt_desk import Act, reword
from bot.main import plan_from
from tests.facilitation.test_prompt_desk import LINE, NADIA, SAYS, TED
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of

SECOND = question("t-second", "-6d", "What was the best of it?")
BEFORE = plan_of(2, 3, bare=True, keep=["takeaway"], more=SECOND)
OTHER = BEFORE.replace("What was the best of it?", "What was best?")


@pytest.fixture
def runs(company):
    made = company("2027-02-05T12:00")
    made.begins(cast("ted pearl nadia"), BEFORE, (2027, 2))
    made.until("2027-02-19 12:00")  # whether they come was asked, and what they take with them
    return made


def changes(company, text):
    found = change_plan(company.desk, text, plan_from(text))
    company.work()
    return found.lines


def test_words_of_what_is_ahead_are_changed_and_said_first(runs):
    seen = differences(runs.desk, plan_from(OTHER))
    assert runs.told(TED, "best") == []

    assert changes(runs, OTHER) == seen.lines
    runs.until("2027-03-20 12:00")

    assert seen.lines == ("month 2, t-second: text changed: What was best?",)
    assert runs.told(TED, "What was best?")
    assert runs.told(TED, "the best of it") == []


def test_a_new_question_comes_and_one_taken_out_does_not(runs):
    more = LINE.replace("t-line", "t-more")
    changes(runs, BEFORE.replace(SECOND, more))
    runs.until("2027-03-20 12:00")

    assert runs.told(TED, SAYS)
    assert runs.told(TED, "the best of it") == []


def test_what_was_asked_stays_as_it_was_asked(runs):
    text = BEFORE.replace('key = "rsvp"', 'key = "rsvp"\nhelp = "Say it early."', 1)
    lines = changes(runs, text)

    assert "month 1, rsvp: was asked already, and stays" in lines
    with runs.look() as setting:
        assert setting.plan.prompt(1, "rsvp").help == ""
        assert setting.plan.prompt(2, "rsvp").help == "Say it early."


def test_what_was_asked_stays_as_a_facilitator_had_put_it(runs):
    before = plan_from(BEFORE).prompt(1, "takeaway")
    act = Act(session_id="s01", prompt="takeaway", by=NADIA.id)
    reword(runs.desk, act, text="What stays with you?")
    plan = BEFORE.replace('key = "takeaway"', 'key = "takeaway"\nhelp = "Short."', 1)
    changes(runs, plan.replace(before.text, "Which one thing stays?", 1))
    with runs.look() as setting:
        one, two = (setting.plan.prompt(month, "takeaway") for month in (1, 2))
        version = setting.memory.prompt_changes.get("s01:takeaway").version
    assert (one.text, one.help) == ("What stays with you?", before.help)
    assert (two.text, two.help) == ("Which one thing stays?", "Short.")
    assert version == 2


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("max_size = 8", "max_size = 9", "rooms"),
        ("local_hour = 10", "local_hour = 11", "reminders"),
    ],
)
def test_all_else_is_refused_in_words_and_changes_nothing(runs, old, new, what):
    text = BEFORE.replace(old, new, 1)
    assert text != BEFORE
    with pytest.raises(OnlyPromptsAndWords, match=what):
        change_plan(runs.desk, text, plan_from(text))
    with runs.look() as setting:
        assert setting.programme.plan_text == BEFORE


def test_a_question_that_was_asked_cannot_be_taken_out(runs):
    runs.until(
        "2027-03-15 12:00"
    )  # the question of the second month was asked, its session is ahead
    assert runs.told(TED, "the best of it")
    text = BEFORE.replace(SECOND, "")
    with pytest.raises(OnlyPromptsAndWords, match="t-second of month 2"):
        change_plan(runs.desk, text, plan_from(text))


def test_a_new_title_is_the_title_of_its_session(runs):
    with runs.look() as setting:
        was = setting.session("s02").title
    changes(runs, BEFORE.replace(was, "Another title"))
    with runs.look() as setting:
        assert setting.session("s02").title == "Another title"


def test_a_second_load_of_something_else_says_how_to_change_it(runs):
    with pytest.raises(AlreadyBegun, match="--dry-run"):
        load_plan(runs.desk, OTHER, plan_from(OTHER), start=(2027, 2))
