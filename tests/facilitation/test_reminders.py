"""One reminder at most, only for what is not optional, and none to those who answered, declined or left."""

import pytest

from bot.domain.errors import TooLate
from bot.facilitation import prompts
from bot.facilitation.people import stand
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, bare=True, keep=["takeaway"])
TED = sample_people()["ted"]
RSVP = "s01:rsvp:p020"


@pytest.fixture
def invited(company):
    made = company("2027-02-05T12:00")
    made.begins(cast("ted pearl nadia"), PLAN, (2027, 2))
    made.until("2027-02-08 16:00")
    return made


def reminders(company):
    return company.told(TED, "This is still open")


def test_whoever_says_nothing_is_reminded_once_four_days_on(invited):
    invited.until("2027-02-17 19:00")

    (reminder,) = reminders(invited)
    assert reminder.at.isoformat() == "2027-02-12T15:00:00+00:00"


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: prompts.choose(desk, RSVP, TED.id, 0),
        lambda desk: prompts.decline(desk, RSVP, TED.id),
        lambda desk: stand(desk, TED.id, "later"),
    ],
)
def test_whoever_answered_declined_or_put_us_off_is_not_reminded(invited, act):
    act(invited.desk)

    invited.until("2027-02-17 19:00")

    assert reminders(invited) == []


def test_later_today_brings_the_one_reminder_forward(invited):
    prompts.later(invited.desk, RSVP, TED.id)

    invited.until("2027-02-17 19:00")

    (reminder,) = reminders(invited)
    assert reminder.at.isoformat() == "2027-02-08T19:00:00+00:00"


def test_later_today_in_the_evening_means_tomorrow_at_ten(invited):
    invited.until("2027-02-08 23:30")

    prompts.later(invited.desk, RSVP, TED.id)
    invited.until("2027-02-17 19:00")

    (reminder,) = reminders(invited)
    assert reminder.at.isoformat() == "2027-02-09T15:00:00+00:00"


def test_later_pressed_on_the_reminder_brings_no_second_one(invited):
    invited.until("2027-02-12 16:00")

    prompts.later(invited.desk, RSVP, TED.id)
    invited.until("2027-02-17 19:00")

    assert len(reminders(invited)) == 1


def test_what_is_optional_is_never_asked_twice(invited):
    invited.until("2027-03-10 12:00")

    assert len(invited.told(TED, "stays with you")) == 1
    assert invited.told(TED, "This is still open", "stays with you") == []


def test_how_many_have_answered_is_said_only_from_five_on(company):
    made = company("2027-02-05T12:00")
    names = "ted pearl kwabena kirra signe gunvor"
    made.begins(cast(f"{names} nadia"), PLAN, (2027, 2))
    made.until("2027-02-09 16:00")
    for name in names.split()[1:]:
        prompts.choose(
            made.desk, f"s01:rsvp:{sample_people()[name].id}", sample_people()[name].id, 1
        )

    made.until("2027-02-12 16:00")

    assert "5 people have." in reminders(made)[0].text


def test_nobody_is_reminded_of_a_session_that_has_begun(company):
    made = company("2027-02-05T12:00")
    late = PLAN.replace("remind_after_days = 4", "remind_after_days = 12")
    made.begins(cast("ted nadia"), late, (2027, 2))

    made.until("2027-02-25 12:00")

    assert reminders(made) == []


def test_nobody_answers_for_somebody_else_or_with_a_choice_that_is_not_there(invited):
    with pytest.raises(Exception, match="put to somebody else"):
        prompts.choose(invited.desk, RSVP, "p039", 0)
    with pytest.raises(Exception, match="no choice called 9"):
        prompts.choose(invited.desk, RSVP, TED.id, 8)


def test_whether_one_comes_cannot_be_said_any_more_once_it_is_over(invited):
    invited.until("2027-02-18 12:00")

    with pytest.raises(TooLate, match="is over"):
        prompts.choose(invited.desk, RSVP, TED.id, 0)
