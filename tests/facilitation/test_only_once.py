"""A guest for once: the one session they are awaited at, told when nobody needs them, and gone afterwards."""

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation import (
    calling_off,
    delegates,
    leaving,
    mail_wishes,
    replies,
    seats,
)
from bot.facilitation.audience import attending
from bot.facilitation.delegates import Named
from bot.facilitation.home import home_of
from bot.slack.commands import answer
from tests.facilitation.test_delegates import DARROW, NADIA, PLAN, TAM, guest, sends
from tests.plays.scripts import cast, sample_people

PEARL = sample_people()["pearl"]


@pytest.fixture
def made(company):
    """Darrow said that he comes; no rooms are drawn yet."""
    community = company("2027-02-09T05:00", public_url="https://convener.example.org")
    community.begins(cast("darrow pearl ted kwabena nadia"), PLAN, (2027, 2))
    replies.reply(community.desk, "s01", DARROW.id, Rsvp.YES)
    community.until("2027-02-15 12:00")
    return community


def test_a_guest_for_once_reaches_no_session_but_the_one_they_are_awaited_at(made):
    sends(made, TAM)
    one = guest(made)
    with made.look() as setting:
        assert "I cannot come" in str(home_of(setting, one).body)
        key = mail_wishes.page_to_end(setting, one.id).partition("key=")[2]
        assert mail_wishes.page(made.desk, key).session == "s01"
    with pytest.raises(replies.NotAwaited):
        replies.reply(made.desk, "s02", one.id, Rsvp.YES)
    made.until("2027-02-18 12:00")  # it is over, and the next one is ahead
    with made.look() as setting:
        assert "Next:" not in str(home_of(setting, one).body)
        assert "Next:" in str(home_of(setting, DARROW).body)
    assert mail_wishes.page(made.desk, key).session == ""
    assert "No session is ahead" in answer(made.desk, one, "mine").text
    with pytest.raises(seats.NoSessionAhead):
        seats.own_seat(made.desk, one.id)


def test_a_guest_for_once_who_is_needed_no_more_takes_no_seat(made):
    sends(made, TAM)
    delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    one = guest(made)
    with pytest.raises(replies.NotAwaited):
        replies.reply(made.desk, "s01", one.id, Rsvp.YES)
    with pytest.raises(delegates.CannotCome):
        delegates.window(made.desk, "s01", one.id)
    with made.look() as setting:
        assert one not in attending(setting, setting.session("s01"))


@pytest.mark.parametrize("how", ["takes it back", "says yes", "leaves", "sends another"])
@pytest.mark.parametrize("road", ["in Slack", "by mail"])
def test_whoever_was_told_that_they_come_hears_that_nobody_needs_to(made, post, road, how):
    if road == "by mail":
        made.chat.absent.add(TAM.email)
        made.writes_to(post)
    sends(made, TAM)
    if how == "says yes":
        replies.reply(made.desk, "s01", DARROW.id, Rsvp.YES)
    elif how == "leaves":
        leaving.leave(made.desk, DARROW.id, by=NADIA.id)
    else:
        delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    if how == "sends another":
        delegates.send(
            made.desk, "s01", DARROW.id, Named(name="Bo", email="bo@b.example"), by=DARROW.id
        )
    made.until("2027-02-16 18:30")
    said = made.told(guest(made), "needs nobody to come for them")
    mailed = [one for one in post.to(TAM.email) if "needs nobody to come for them" in one.text]
    assert len(mailed) == (road == "by mail")
    assert bool(said) == (road == "in Slack")
    assert not made.told(guest(made), "You come for")


def test_whoever_was_told_nothing_yet_hears_nothing(made):
    delegates.send(made.desk, "s01", DARROW.id, TAM, by=DARROW.id)
    delegates.take_back(made.desk, "s01", DARROW.id, by=DARROW.id)
    made.until("2027-02-16 18:30")
    assert made.told(guest(made)) == []


def test_whoever_has_left_is_not_brought_back_by_others(made):
    leaving.leave(made.desk, PEARL.id, by=PEARL.id)
    with pytest.raises(delegates.HasLeft):
        sends(made, Named(name="Another name", email=PEARL.email))
    with made.look() as setting:
        kept = setting.memory.people.get(PEARL.id)
    assert (kept.name, kept.standing) == (PEARL.name, "left")


def test_who_came_once_may_come_once_more(made):
    sends(made, TAM)
    made.until("2027-02-25 12:00")
    assert guest(made).standing == "left"
    delegates.send(made.desk, "s02", DARROW.id, TAM, by=DARROW.id)
    assert guest(made).standing == "once"


@pytest.mark.parametrize("off", [False, True])
def test_a_guest_for_once_is_one_no_more_even_where_the_session_was_called_off(made, off):
    sends(made, TAM)
    if off:
        calling_off.call_off(made.desk, "s01", why="", by=NADIA.id)
    made.until("2027-02-25 12:00")
    assert guest(made).standing == "left"
