"""People without Slack are written to by mail: when a session is, that it is called off, their one question."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from bot.domain.agreed import AIM
from bot.domain.answers import Rsvp
from bot.domain.effects import State
from bot.facilitation import agreed, calling_off, heartbeat, leaving, mail_wishes, replies, stories
from bot.facilitation.moving import Act, NewTime, move_session
from bot.facilitation.needs import needs_now
from bot.facilitation.prompts import choose, open_askings
from bot.facilitation.stories import Telling
from bot.ports import BadSignature
from integrations.sandbox.post import (
    DONE_THEN_DROP,
    DROP_AFTER_DATA,
    DROP_IN_DATA,
    GREYLIST,
    HANG_UP,
)
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-7d", "-24h", "-1h"')
PEARL, NADIA = (sample_people()[name] for name in ("pearl", "nadia"))
OURS = "https://convener.example.org"


@pytest.fixture
def made(company, post):
    """A community in which Pearl has no Slack account, ten days before a session."""
    company = company("2027-02-08T09:00", public_url=OURS)
    company.chat.absent.add(PEARL.email)
    company.writes_to(post)
    company.begins(cast("pearl ted kwabena nadia"), PLAN, (2027, 2))
    return company


def about(post, words):
    return [one for one in post.to(PEARL.email) if words in str(one.mail["Subject"])]


def to_facilitators(made, words):
    return made.told(NADIA, words)


def test_notices_come_by_mail_with_ones_own_time_and_ones_own_pages(made, post):
    made.until("2027-02-17T19:30")

    assert len(about(post, "Welcome to Learning community")) == 1
    (coming,), (starting,) = about(post, "Coming up"), about(post, "Starting soon")
    assert "https://zoom.example/j/1" in starting.text
    said = coming.text
    assert f"in {PEARL.zone.rpartition('/')[2].replace('_', ' ')}" in said
    assert f"Your own page: {OURS}/me/" in said
    assert f"{OURS}/me/mail?key=" in said
    assert coming.mail["List-Unsubscribe"].startswith(f"<{OURS}/me/mail?key=")
    assert "<" not in said
    assert {one.to for one in post.mails} == {PEARL.email}  # who is in Slack hears there alone
    with made.look() as setting:
        (line,) = [line for line in _needs(setting) if PEARL.name in line]
        assert "they read by mail" in line


def test_questions_come_in_one_mail_a_day_and_none_once_they_are_answered(company, post):
    made = company("2027-02-05T09:00", public_url=OURS)
    made.chat.absent.add(PEARL.email)
    made.writes_to(post)
    made.begins(cast("pearl ted kwabena nadia"), plan_of(2), (2027, 2))
    made.until("2027-02-08T18:00")

    (asked,) = about(post, "a question for you")
    assert "Will you be with us" in asked.text
    assert f"Your own page: {OURS}/me/" in asked.text
    for of_slack in ("button", "Press", " /convene", "*"):
        assert of_slack not in asked.text
    with made.look() as setting:
        (waits,) = open_askings(setting, PEARL.id)
    choose(made.desk, waits.id, PEARL.id, 0)

    made.until("2027-02-17T19:00")
    days = [one.mail["Date"].rpartition(" ")[0][:16] for one in about(post, "a question for you")]
    assert len(days) == len(set(days)) > 1
    assert not any(
        "Will you be with us" in one.text for one in about(post, "a question for you")[1:]
    )


def test_a_question_goes_by_no_mail_where_there_is_no_page_to_answer_it_on(company, post):
    made = company("2027-02-05T09:00")
    made.chat.absent.add(PEARL.email)
    made.writes_to(post)
    made.begins(cast("pearl ted kwabena nadia"), plan_of(2), (2027, 2))
    made.until("2027-02-12T18:00")

    assert about(post, "a question for you") == []
    with made.look() as setting:
        assert open_askings(setting, PEARL.id)  # it waits all the same


def entry_in(one):
    (file,) = [p for p in one.mail.iter_attachments() if p.get_content_type() == "text/calendar"]
    whole = Calendar.from_ical(file.get_content().encode())
    return str(whole["method"]), whole.events[0]


def test_each_notice_brings_the_session_for_ones_calendar_under_one_name_and_rising_numbers(
    made, post
):
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.YES)
    made.until("2027-02-17T19:00")
    calling_off.call_off(made.desk, "s01", why="the hall is flooded", by=NADIA.id)
    made.work()
    first = [about(post, words)[0] for words in ("Coming up", "Starting soon", "Called off")]
    found = [entry_in(one) for one in first]
    with made.look() as setting:
        session = setting.session("s01")
    assert [method for method, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(one["uid"]) for _, one in found} == {"session-s01@convener.example.org"}
    assert {one.start for _, one in found} == {session.starts_at}
    assert str(found[1][1]["location"]) == "https://zoom.example/j/1"
    numbers = [one["sequence"] for _, one in found]
    assert numbers == sorted(set(numbers))


def test_whoever_said_no_is_sent_nothing_for_their_calendar_but_that_it_is_called_off(made, post):
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.NO)
    made.until("2027-02-17T19:30")
    for one in post.to(PEARL.email):
        assert not [p for p in one.mail.iter_attachments() if p.get_filename() == "session.ics"]


def test_the_welcome_by_mail_says_the_aim_as_it_was_written_anew(made, post):
    agreed.write(made.desk, AIM, "Care that is made together.", by=NADIA.id, base=1)
    made.until("2027-02-09T19:30")
    (hello,) = about(post, "Welcome to Learning community")
    assert "What we are here for: Care that is made together." in hello.text


def _needs(setting):
    return needs_now(setting, setting.next_session())


def test_without_a_mail_server_nothing_leaves_and_facilitators_see_whom_nothing_reaches(company):
    made = company("2027-02-08T09:00")
    made.chat.absent.add(PEARL.email)
    made.begins(cast("pearl ted kwabena nadia"), PLAN, (2027, 2))

    made.until("2027-02-17T19:30")

    assert made.effects(kind="mail") == []
    with made.look() as setting:
        assert any(PEARL.name in line for line in _needs(setting))


def test_that_a_session_is_called_off_comes_by_mail(made, post):
    made.until("2027-02-11T12:00")
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.YES, by=NADIA.id)
    calling_off.call_off(made.desk, "s01", why="The hall is flooded.", by=NADIA.id)
    made.until("2027-02-17T22:00")

    (off,) = about(post, "Called off")
    assert "The hall is flooded." in off.text
    assert "Starting soon" not in str([m.mail["Subject"] for m in post.mails])


def test_that_a_session_is_moved_comes_by_mail_once_with_both_times(made, post):
    made.until("2027-02-11T12:00")
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.YES, by=NADIA.id)
    to = NewTime(day=date(2027, 2, 24), at=time(15))
    move_session(made.desk, "s01", to, Act(by=NADIA.id, why="The hall is taken."))
    made.until("2027-02-24T19:30")

    (moved,) = about(post, "Moved")
    assert "Wed 24 February, 20:00 in London. It was to be Wed 17 February, 20:00" in moved.text
    assert "The hall is taken." in moved.text
    assert len(about(post, "Starting soon")) == 2  # a day before the new time, and an hour


def test_whoever_leaves_has_the_one_question_by_mail_and_nothing_else(made, post):
    made.until("2027-02-09T12:00")
    stories.tell_unasked(made.desk, PEARL.id, Telling(text="We sang.", scope="facilitators"))

    leaving.leave(made.desk, PEARL.id, by=NADIA.id)
    before = len(post.mails)
    made.until("2027-02-17T22:00")

    (asked,) = post.mails[before:]
    assert asked.mail["Subject"] == "One question about your stories"
    assert "We sang." not in asked.text


@pytest.mark.parametrize("fault", [GREYLIST, HANG_UP])
def test_what_was_certainly_not_sent_is_sent_later(made, post, fault):
    post.faults.append(fault)

    made.until("2027-02-08T12:00")

    assert len(about(post, "Welcome")) == 1
    assert to_facilitators(made, "mail to") == []


@pytest.mark.parametrize(
    ("fault", "arrived"), [(DROP_IN_DATA, 0), (DROP_AFTER_DATA, 0), (DONE_THEN_DROP, 1)]
)
def test_what_may_have_been_sent_is_not_sent_again_and_facilitators_are_told(
    made, post, fault, arrived
):
    post.faults.append(fault)

    made.until("2027-02-09T12:00")

    assert len(about(post, "Welcome")) == arrived
    (said,) = to_facilitators(made, "Nobody can say whether the mail to")
    assert PEARL.name in said.text


def test_a_refused_reader_is_told_to_facilitators_once_without_the_servers_words(made, post):
    post.refused.add(PEARL.email)

    made.until("2027-02-09T12:00")

    (mail,) = made.effects("mail:welcome:", kind="mail")
    assert mail.state is State.DEAD
    assert PEARL.email not in mail.last_error
    (said,) = to_facilitators(made, "No mail reaches")
    assert PEARL.name in said.text
    with made.look() as setting:
        assert heartbeat.stuck_now(setting) == []


def test_whoever_ends_our_mail_has_none_until_they_want_it_again(made, post):
    made.until("2027-02-08T12:00")
    with made.look() as setting:
        key = mail_wishes.page_to_end(setting, PEARL.id).partition("key=")[2]
    before = len(post.mails)

    assert "no more mail" in mail_wishes.end(made.desk, key)
    with made.look() as setting:
        assert any("no more mail" in line and PEARL.name in line for line in _needs(setting))
    made.until("2027-02-16T22:30")
    assert len(post.mails) == before

    mail_wishes.end(made.desk, key, again=True)
    made.until("2027-02-17T19:30")
    assert len(post.mails) > before
    with pytest.raises(BadSignature):
        mail_wishes.end(made.desk, key + "x")


def test_a_mail_that_a_dying_process_held_is_not_sent_again_and_told(made, post):
    post.faults.append(GREYLIST)
    made.clock.instant = made.clock.instant.replace(hour=10)
    made.work()
    (mail,) = made.effects("mail:welcome:", kind="mail", states=[State.READY])
    made.clock.instant = mail.try_at
    with made.change() as setting:
        assert setting.memory.effects.claim(mail.id, made.clock.instant, lease=timedelta(minutes=2))
    with made.change() as setting:
        setting.memory.effects.release_stale(only_writer=True)

    made.until("2027-02-09T12:00")

    assert about(post, "Welcome") == []
    assert len(to_facilitators(made, "Nobody can say whether the mail to")) == 1


def test_whoever_reads_mail_says_whether_they_come_by_its_link(made, post):
    made.until("2027-02-11T12:00")
    with made.look() as setting:
        key = mail_wishes.page_to_end(setting, PEARL.id).partition("key=")[2]
    assert "You have not told us yet" in mail_wishes.page(made.desk, key).words

    mail_wishes.comes(made.desk, key, "s01", Rsvp.NO)

    assert "not this time" in mail_wishes.page(made.desk, key).words
    before = len(post.mails)
    made.until("2027-02-17T19:30")
    assert len(post.mails) == before  # whoever does not come is not reminded
    with pytest.raises(BadSignature):
        mail_wishes.comes(made.desk, key + "x", "s01", Rsvp.YES)
