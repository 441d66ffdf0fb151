"""Guests from outside: invited with their own time, briefed with what people ask, swapped, and thanked."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.domain.errors import ChangedMeanwhile, TooLate, UnknownZone
from bot.domain.guests import Standing
from bot.domain.onlookers import Thing
from bot.facilitation import calling_off, guests, heartbeat, sight, stories
from bot.facilitation.guests import Given
from bot.facilitation.plan_changes import change_plan
from bot.facilitation.programmes import load_plan
from bot.facilitation.stories import Telling
from bot.main import plan_from
from integrations.sandbox.post import DONE_THEN_DROP, GREYLIST
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(3, without=["rsvp"], bare=True, notices='"-7d"')
PEARL, NADIA = (sample_people()[name] for name in ("pearl", "nadia"))
ADA, BO = "ada@guests.example", "bo@guests.example"


@pytest.fixture
def made(company, post):
    """Three weeks before a session with a place for a guest."""
    company = company("2027-02-24T12:00")
    company.writes_to(post)
    company.begins(cast("pearl ted kwabena nadia osric"), PLAN, (2027, 3))
    company.work()
    return company


def place(made, whole=False):
    with made.look() as setting:
        session = setting.session("s01")
        (expert,) = [r for r in setting.planned(session).rounds if r.format == "expert"]
    return "s01|" if whole else f"s01|{expert.key}"


def given(made, name="Ada Bí", email=ADA, **more):
    usual = {"place": place(made), "zone": "America/Sao_Paulo"}
    return Given(name=name, email=email, **usual | more)


def invite(made, **more):
    guests.invite(made.desk, given(made, **more), by=NADIA.id)
    made.work()
    with made.look() as setting:
        return max(setting.memory.guests.find(), key=lambda g: int(g.id[1:]))


def entries(post, email=ADA):
    """What a calendar makes of the mails, in their order: what was asked, for what, how new."""
    found = [Calendar.from_ical(m.calendar) for m in post.to(email) if m.calendar]
    return [(str(c["method"]), str(c.events[0]["uid"]), c.events[0]["sequence"]) for c in found]


def subjects(post, email=ADA):
    return [str(m.mail["Subject"]).partition(":")[0] for m in post.to(email)]


def test_from_invitation_to_thanks(made, post):
    ada = invite(made)

    (invited,) = post.to(ADA)
    assert "in Sao Paulo" in invited.text
    assert "It is the first time that we meet." in invited.text
    calendar = Calendar.from_ical(invited.calendar)
    with made.look() as setting:
        assert calendar.events[0]["dtstart"].dt == guests.slot_of(setting, ada).starts_at

    assert "Ada Bí" in guests.ask(made.desk, "s01", "What helped <b>you</b> most?", by=PEARL.id)
    made.until("2027-03-25T12:00")

    assert subjects(post) == ["Your invitation", "Before we meet", "Thank you for coming to “Guest"]
    brief = post.to(ADA)[1].text
    assert "What helped <b>you</b> most?" in brief
    assert PEARL.name not in brief
    assert "https://zoom.example/j/1" in brief
    assert entries(post) == [("REQUEST", entries(post)[0][1], 0)] * 2
    with made.look() as setting:
        assert setting.memory.guests.get(ada.id).state is Standing.THANKED


def test_a_guest_sees_nothing_else(made, post):
    stories.tell_unasked(made.desk, PEARL.id, Telling(text="We sang.", scope="community"))
    ada = invite(made)
    made.until("2027-03-25T12:00")

    assert all("We sang." not in mail.text for mail in post.mails)
    with made.look() as setting:
        seen = {thing for thing in Thing if sight.may_see(setting, ada.as_reader, thing)}
    assert seen == {Thing.GUEST_QUESTION}


def test_everyone_who_was_told_hears_of_a_swap_and_each_calendar_is_right(made, post):
    ada = invite(made)
    made.until("2027-03-11T12:00")  # the notice named Ada
    assert made.told(PEARL, "Our guest: Ada Bí")

    said = guests.swap(made.desk, ada.id, given(made, "Bo", BO, zone="Asia/Tokyo"), by=NADIA.id)
    made.until("2027-03-12T12:00")

    assert "Both are written to" in said
    assert [asked for asked, *_ in entries(post)] == ["REQUEST", "CANCEL"]
    assert entries(post)[0][1] == entries(post)[1][1]
    assert entries(post)[1][2] == 1
    assert [asked for asked, *_ in entries(post, BO)] == ["REQUEST"]
    assert entries(post, BO)[0][1] != entries(post)[0][1]
    assert made.told(PEARL, "Bo, in place of Ada Bí")
    assert made.told(sample_people()["osric"], "Bo, in place of Ada Bí")
    assert made.told(NADIA, "in place of") == []  # she did it
    assert made.told(PEARL, "Our guest: Ada Bí") == []
    with pytest.raises(ChangedMeanwhile):
        guests.swap(made.desk, ada.id, given(made, "Cy", BO), by=NADIA.id)
    made.until("2027-03-25T12:00")
    assert subjects(post)[-1] == "You are not awaited any more"
    assert subjects(post, BO)[-1].startswith("Thank you")


def test_whoever_was_told_of_nobody_hears_of_no_swap(made, post):
    ada = invite(made)

    guests.swap(made.desk, ada.id, given(made, "Bo", BO), by=NADIA.id)
    made.work()

    assert made.told(PEARL, "in place of") == []


def test_a_session_that_is_called_off_and_on_again_is_told_to_its_guests(made, post):
    invite(made)

    calling_off.call_off(made.desk, "s01", why="", by=NADIA.id)
    made.work()
    calling_off.take_place(made.desk, "s01", by=NADIA.id)
    made.until("2027-03-25T12:00")

    asked = entries(post)
    assert [a for a, *_ in asked] == ["REQUEST", "CANCEL", "REQUEST", "REQUEST"]
    assert [n for *_, n in asked] == [0, 1, 2, 2]
    assert len({uid for _, uid, _ in asked}) == 1


def test_another_hour_by_a_changed_plan_is_told_once_and_another_word_is_not(made, post):
    invite(made)
    worded = PLAN.replace("small systems at the front line", "small systems")
    change_plan(made.desk, worded, plan_from(worded))
    made.work()
    assert len(entries(post)) == 1

    shifted = worded.replace('told us", minutes = 8', 'told us", minutes = 5')
    shifted = shifted.replace('to a place", minutes = 34', 'to a place", minutes = 37')
    change_plan(made.desk, shifted, plan_from(shifted))
    made.work()

    assert subjects(post) == ["Your invitation", "Another time or place"]
    first, second = [Calendar.from_ical(m.calendar).events[0] for m in post.to(ADA)]
    assert first["dtstart"].dt - second["dtstart"].dt == timedelta(minutes=3)
    assert [n for *_, n in entries(post)] == [0, 1]


def test_a_new_plan_on_other_dates_moves_its_guests(made, post):
    invite(made)

    load_plan(made.desk, PLAN, plan_from(PLAN), start=(2027, 4))
    made.work()

    assert subjects(post) == ["Your invitation", "Another time or place"]
    assert "April" in post.to(ADA)[1].text


def test_another_house_by_a_changed_plan_is_told_once_though_the_hour_stays(company, post):
    facts = (
        'mode = "in_person"\nday_starts = ["09:00"]\nvenue_zone = "Europe/London"\nvenue = "The {}"'
    )
    mill, barn = (
        PLAN.replace('mode = "virtual"', facts.format(house), 1) for house in ("old mill", "barn")
    )
    made = company("2027-02-24T12:00")
    made.writes_to(post)
    made.begins(cast("pearl ted kwabena nadia osric"), mill, (2027, 3))
    invite(made)

    change_plan(made.desk, barn, plan_from(barn))
    made.work()

    assert subjects(post) == ["Your invitation", "Another time or place"]
    assert "The barn" in post.to(ADA)[1].text


def test_in_slack_where_they_have_it_and_by_mail_where_not(made, post):
    invite(made, in_slack=True)
    assert post.to(ADA) == []
    (said,) = [said for said in made.chat.said.values() if said.to == f"U-{ADA}"]
    assert "would be glad to have you" in said.text

    made.chat.absent.add(BO)
    invite(made, name="Bo", email=BO, in_slack=True)
    made.work()
    assert subjects(post, BO) == ["Your invitation"]
    calling_off.call_off(made.desk, "s01", why="", by=NADIA.id)
    made.work()
    assert subjects(post, BO) == ["Your invitation", "Called off"]


def test_a_guest_whom_mail_does_not_reach_is_told_to_facilitators(made, post):
    post.refused.add(ADA)

    invite(made)
    made.until("2027-02-25T12:00")

    assert made.told(NADIA, "No mail reaches Ada Bí")
    with made.look() as setting:
        assert heartbeat.stuck_now(setting) == []  # which would tell it once more


def test_whoever_may_have_been_invited_is_told_that_they_need_not_come(made, post):
    post.faults.append(DONE_THEN_DROP)
    ada = invite(made)
    made.until("2027-02-25T12:00")
    assert made.told(NADIA, "Nobody can say whether the mail to Ada Bí")

    guests.swap(made.desk, ada.id, given(made, "Bo", BO), by=NADIA.id)
    made.work()

    assert subjects(post) == ["Your invitation", "You are not awaited any more"]


def test_a_guest_who_comes_late_reads_the_invitation_before_the_brief(made, post):
    made.until("2027-03-17T12:00")
    post.faults.append(GREYLIST)

    invite(made)
    assert subjects(post) == []
    made.until("2027-03-17T13:00")

    assert subjects(post) == ["Your invitation", "Before we meet"]


def test_thanks_by_hand_are_the_only_ones(made, post):
    ada = invite(made)
    guests.thank(made.desk, ada.id, by=NADIA.id)
    guests.thank(made.desk, ada.id, by=NADIA.id)

    made.until("2027-03-25T12:00")

    assert [s.partition(" for")[0] for s in subjects(post)].count("Thank you") == 1


def test_what_cannot_be_is_refused_in_words(made):
    for wrong, told in [
        ({"email": "ada"}, guests.NoAddress),
        ({"name": " "}, guests.NoName),
        ({"zone": "Nowhere"}, UnknownZone),
    ]:
        with pytest.raises(told):
            guests.invite(made.desk, given(made, **wrong), by=NADIA.id)
    with pytest.raises(guests.NoQuestion):
        guests.ask(made.desk, "s01", " ", by=PEARL.id)


def test_without_a_mail_server_only_slack_can_be_chosen(company):
    made = company("2027-02-24T12:00")
    made.begins(cast("pearl nadia"), PLAN, (2027, 3))

    with pytest.raises(guests.NoMail):
        guests.invite(made.desk, given(made), by=NADIA.id)
    assert "is written to" in guests.invite(made.desk, given(made, in_slack=True), by=NADIA.id)


def asks(made):
    return guests.ask(made.desk, "s01", "What helped you?", by=PEARL.id)


def test_whoever_asks_reads_who_sees_it_with_their_name_and_who_without(made):
    assert "The guest, once one is invited, reads it without your name." in asks(made)
    invite(made)
    assert "Ada Bí reads it without your name. Facilitators see it with your name." in asks(made)
    invite(made, name="Bo", email=BO)
    assert "Ada Bí and Bo read it without your name." in asks(made)
    made.until("2027-03-16T20:00")
    late = asks(made)  # their letters have left, so nobody promises that they read it
    assert "without your name" not in late
    assert "Ada Bí and Bo have their letter already" in late
    made.until("2027-03-18T12:00")
    with pytest.raises(TooLate):
        asks(made)


def test_thanks_by_hand_long_afterwards_come_by_day(made, post):
    ada = invite(made)
    with made.change() as setting:  # the thanks that would leave by themselves
        setting.memory.effects.cancel(f"guest:{ada.id}:thanks:", "kept for later")
    made.until("2027-03-23T04:00")  # one at night in Sao Paulo
    guests.thank(made.desk, ada.id, by=NADIA.id)
    made.work()
    assert "Thank you for coming to “Guest" not in subjects(post)
    made.until("2027-03-23T13:00")
    assert "Thank you for coming to “Guest" in subjects(post)


def test_who_has_not_been_written_to_yet_is_not_told_that_they_need_not_come(made, post):
    made.chat.absent.add(ADA)
    post.faults.append(GREYLIST)
    ada = invite(made, in_slack=True)  # goes by mail, and waits

    said = guests.swap(made.desk, ada.id, given(made, "Bo", BO), by=NADIA.id)
    made.until("2027-02-25T12:00")

    assert "Bo is written to; 1 other hears of it, too." in said
    assert subjects(post) == []
    assert subjects(post, BO) == ["Your invitation"]
