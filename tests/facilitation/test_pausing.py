"""Fewer messages, a pause until a day or until one says so, and back: said, and kept to."""

from datetime import date

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation import pausing
from bot.facilitation.home import home_of
from bot.facilitation.people import stand
from bot.facilitation.replies import reply
from tests.facilitation.asking import came, plan_with
from tests.plays.questions import question
from tests.plays.scripts import cast, sample_people

TED, PEARL = sample_people()["ted"], sample_people()["pearl"]
PLAN = plan_with(
    question("must", "-8d", "What must be said?", optional=False),
    question("may", "-8d", "What may be said?"),
    question("noon", "-8800m", "What at noon?", optional=False),
    question("later", "-8620m", "What later?", optional=False),
)


@pytest.fixture
def made(company):
    community = company("2027-02-05T12:00")
    community.begins(cast("ted pearl kirra nadia"), PLAN, (2027, 2))
    community.until("2027-02-08 12:00")
    return community


def on_home(community, person):
    with community.look() as setting:
        return str(home_of(setting, setting.person(person.id)).body)


def test_fewer_messages_are_one_a_day_without_reminders_and_nothing_that_is_optional(made):
    stand(made.desk, TED.id, "fewer")
    made.until("2027-02-17 19:00")

    asked = [said.text for said in made.told(TED)]
    assert any("What must be said?" in text for text in asked)
    assert not any("What may be said?" in text for text in asked)
    assert not any("still open until" in text for text in asked)
    days = [at.date() for at in came(made, "ted")]
    assert len(days) == len(set(days))
    assert any("What must be said?" in said.text for said in made.told(PEARL))
    assert any("What may be said?" in said.text for said in made.told(PEARL))


def test_who_wants_fewer_is_still_told_at_a_later_hour_what_is_asked_in_the_message_of_the_day(
    made,
):
    stand(made.desk, TED.id, "fewer")
    made.until("2027-02-12 12:00")

    (said,) = made.told(TED, "What at noon?")
    assert "What later?" in said.text


def test_home_says_how_often_and_offers_the_other_way(made):
    assert "Fewer messages" in on_home(made, TED)
    stand(made.desk, TED.id, "fewer")
    assert "You asked for fewer messages: one a day at most" in on_home(made, TED)
    assert "The usual messages" in on_home(made, TED)
    pausing.pause(made.desk, TED.id, until=date(2027, 2, 12))
    assert "You hear nothing from me until Fri 12 February" in on_home(made, TED)
    assert "Write to me again" in on_home(made, TED)


def test_a_pause_until_a_day_ends_on_that_day_by_itself(made):
    said = pausing.pause(made.desk, TED.id, until=date(2027, 2, 11))
    made.until("2027-02-11 14:59")
    assert [at for at in came(made, "ted") if at.day > 8] == []
    made.until("2027-02-11 18:00")

    assert "You hear nothing from me until Thu 11 February" in said.text
    assert len(made.told(TED, "What at noon?")) == 1


@pytest.mark.parametrize("days", [[11], [12, 11]])
def test_after_a_pause_fewer_messages_are_fewer_again(made, days):
    stand(made.desk, TED.id, "fewer")
    for day in days:
        pausing.pause(made.desk, TED.id, until=date(2027, 2, day))
    made.until("2027-02-11 16:00")

    with made.look() as setting:
        assert setting.person(TED.id).standing == "fewer"


def test_a_pause_without_a_day_lasts_until_one_says_so_also_for_news_of_a_session_one_said_yes_to(
    made,
):
    reply(made.desk, "s01", TED.id, Rsvp.YES)
    pausing.pause(made.desk, TED.id)
    made.until("2027-02-17 21:35")
    assert [at for at in came(made, "ted") if at.day > 8] == []

    again = pausing.go_on(made.desk, TED.id)
    assert again.text == "I write to you as usual."
    with made.look() as setting:
        assert setting.person(TED.id).wants_messages


def test_who_came_back_earlier_is_not_paused_by_the_old_day(made):
    pausing.pause(made.desk, TED.id, until=date(2027, 2, 11))
    pausing.go_on(made.desk, TED.id)
    pausing.pause(made.desk, TED.id)
    made.until("2027-02-12 18:00")

    assert [at for at in came(made, "ted") if at.day > 8] == []


@pytest.mark.parametrize("day", [date(2027, 2, 8), date(2026, 2, 8)])
def test_a_pause_until_a_day_that_is_not_ahead_is_refused_in_words(made, day):
    with pytest.raises(pausing.NotAhead, match="Name one to come"):
        pausing.pause(made.desk, TED.id, until=day)
    with made.look() as setting:
        assert setting.person(TED.id).wants_messages
