"""Nobody is spoken to at night or on a weekend, but for a session they said they come to and a call for help."""

from datetime import UTC, datetime, time

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation.actions import agree_action
from bot.facilitation.calls import ask_for_a_word
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of, sample_people

WHOLE = plan_of(2, without=["what-we-did"])
PEOPLE = "jandira gunvor kwabena pearl kirra ted signe nadia"


@pytest.fixture
def month(company):
    made = company("2027-02-05T12:00", publish_by_hand=False)
    made.begins(cast(PEOPLE), WHOLE, (2027, 2))
    return made


def hours(community, name):
    """When each message came, by the person's own clock."""
    person = sample_people()[name]
    return [said.at.astimezone(person.tz) for said in community.told(person)]


@pytest.mark.parametrize("name", ["gunvor", "kirra", "ted", "jandira"])
def test_in_a_whole_month_nothing_comes_at_night_or_on_a_weekend(month, name):
    month.until("2027-03-12 12:00")

    came = hours(month, name)
    assert len(came) > 6
    assert all(time(8) <= at.time() < time(20) for at in came)
    assert all(at.weekday() < 5 for at in came)


def test_the_hours_notice_wakes_those_who_said_they_come_and_nobody_else(month):
    month.until("2027-02-16 12:00")
    reply(month.desk, "s01", sample_people()["kirra"].id, Rsvp.YES)
    reply(month.desk, "s01", sample_people()["gunvor"].id, Rsvp.UNSURE)

    month.until("2027-02-17 21:35")

    hour_before = datetime(2027, 2, 17, 19, tzinfo=UTC)
    came = {
        name: [s.at for s in month.told(sample_people()[name]) if s.at >= hour_before]
        for name in ("kirra", "gunvor", "ted")
    }
    assert came["kirra"] == [hour_before]  # six in the morning in Melbourne
    assert came["gunvor"] == []  # eight in the evening in Sjöbygden, and she is not sure
    assert came["ted"][0] == hour_before  # two in the afternoon, and he has said nothing


def test_what_is_asked_two_hours_after_waits_for_ten_oclock_where_it_is_night(month):
    month.until("2027-02-18 23:30")

    stays = {
        name: month.told(sample_people()[name], "stays with you") for name in ("gunvor", "ted")
    }
    assert stays["gunvor"][0].at == datetime(2027, 2, 18, 9, tzinfo=UTC)
    assert stays["ted"][0].at == datetime(2027, 2, 17, 23, 30, tzinfo=UTC)  # half past six, at home


@pytest.mark.parametrize(
    ("at", "came"),
    [
        ("2027-02-09T03:00", "2027-02-09T15:00"),  # ten in the evening where Ted lives
        ("2027-02-06T01:00", "2027-02-08T15:00"),  # a Friday evening
        ("2027-02-06T17:00", "2027-02-08T15:00"),  # a Saturday noon
        ("2027-02-09T17:00", "2027-02-09T17:00"),  # any noon
    ],
)
def test_what_others_set_off_waits_for_an_hour_when_one_may_be_spoken_to(month, at, came):
    ted, signe = sample_people()["ted"], sample_people()["signe"]
    month.until(at)

    agree_action(month.desk, what="Ring the ward", owner=ted.id, by=signe.id)
    month.until("2027-02-10 12:00")

    (asked,) = month.told(ted, "Do you take it on?")
    assert asked.at == datetime.fromisoformat(f"{came}+00:00")


def test_a_call_for_a_facilitator_goes_at_once_whatever_the_hour(month):
    month.until("2027-02-07 04:00")  # a Sunday, late in the evening in New York

    ask_for_a_word(month.desk, sample_people()["pearl"].id, "May I?")
    month.work()

    (came,) = month.told(sample_people()["nadia"], "would like a word")
    assert came.at == datetime(2027, 2, 7, 4, tzinfo=UTC)


def test_a_call_is_not_sent_to_the_facilitator_who_makes_it(company):
    two = company("2027-02-05T12:00")
    two.begins(cast("nadia osric pearl"), WHOLE, (2027, 2))

    ask_for_a_word(two.desk, sample_people()["nadia"].id)
    two.work()

    assert two.told(sample_people()["nadia"], "would like a word") == []
    assert len(two.told(sample_people()["osric"], "would like a word")) == 1


def test_after_a_long_sleep_only_the_notice_that_is_still_useful_comes(month):
    month.until("2027-02-09 12:00")
    before = len(month.told(sample_people()["ted"]))

    month.sleeps_until("2027-02-17 15:05")  # the week's and the day's notice are past

    fresh = month.told(sample_people()["ted"])[before:]
    assert len([said for said in fresh if "I can come" in str(said.message.blocks)]) <= 1
    month.until("2027-02-17 19:30")
    assert len(month.told(sample_people()["ted"], "Room 1", "Join on Zoom")) >= 1
    assert month.effects("s01:notice:0:p020") == []
