"""A session is moved: what waits follows, what stands is put right, and whoever was told hears of it once."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.answers import Rsvp
from bot.domain.civil_time import HourTwice, NoSuchHour
from bot.domain.effects import State
from bot.domain.errors import ChangedMeanwhile, Impossible
from bot.facilitation import calling_off, pausing
from bot.facilitation.moving import (
    Act,
    Collides,
    NewTime,
    OutOfOrder,
    ask_first,
    move_session,
)
from bot.facilitation.replies import reply
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
PLAN = plan_of(2, 3, bare=True, notices='"-7d", "-1d", "-1h"')
TITLE = "A short list that stays short"  # planned for Wed 17 February, 15:00 in New York
KIRRA, TED, PEARL, NADIA, OSRIC, GUNVOR = cast("kirra ted pearl nadia osric gunvor")
WEEK_ON = NewTime(day=date(2027, 2, 24), at=time(15))
READY = [State.READY]


@pytest.fixture
def runs(company):
    """The invitation was asked on the 8th, the week notice came on the 10th; Kirra and Ted come."""
    made = company("2027-02-05T12:00", publish_by_hand=False)
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.until("2027-02-10 23:30")
    reply(made.desk, "s01", KIRRA.id, Rsvp.YES)
    reply(made.desk, "s01", TED.id, Rsvp.YES)
    made.work()
    return made


def moves(company, to=WEEK_ON, why="the hall is taken", by=NADIA, **more):
    new = move_session(company.desk, "s01", to, Act(by=by.id, why=why, **more))
    company.work()
    return new


def moved(company, person):
    return company.told(person, f"“{TITLE}” is moved: ")


def test_everyone_who_was_told_hears_the_new_time_and_the_old_one_once_in_their_own(runs):
    new = moves(runs)
    runs.until("2027-02-11 23:00")

    assert new.starts_at == datetime(2027, 2, 24, 20, tzinfo=UTC)
    (kirra,) = moved(runs, KIRRA)
    assert "Thu 25 February, 07:00 in Melbourne. It was to be Thu 18 February, 07:00" in kirra.text
    assert "Why: the hall is taken" in kirra.text
    assert "You said yes. That still holds" in kirra.text
    (pearl,) = moved(runs, PEARL)
    assert "Wed 24 February, 20:00 in London. It was to be Wed 17 February, 20:00" in pearl.text
    assert "Can you come at the new time?" in pearl.text
    assert len(moved(runs, OSRIC)) == 1
    assert moved(runs, NADIA) == []  # she did it


def test_whoever_sleeps_hears_it_in_the_morning(runs):
    runs.until("2027-02-11 03:00")  # 14:00 in Melbourne, 22:00 in New York, 04:00 in Stockholm
    moves(runs)

    assert len(moved(runs, KIRRA)) == 1
    assert moved(runs, TED) == moved(runs, GUNVOR) == []
    runs.until("2027-02-11 20:00")
    assert [said.at.hour for said in moved(runs, TED)] == [15]
    assert [said.at.hour for said in moved(runs, GUNVOR)] == [9]


def test_the_notices_of_the_new_day_come_and_none_of_the_old_one(runs):
    moves(runs)
    runs.until("2027-02-24 19:30")

    came = [said.at for said in runs.told(TED, TITLE, "is coming up: ")]
    assert came == [
        datetime(2027, 2, day, 15, tzinfo=UTC) for day in (10, 17, 23)
    ]  # a week before the old day, and the new one; and its eve
    (card,) = runs.told(TED, "starts soon: ")
    assert card.at == datetime(2027, 2, 24, 19, tzinfo=UTC)


def test_what_stands_says_the_new_time(runs):
    moves(runs)

    (notice,) = runs.told(PEARL, "is coming up: ")
    assert "Wed 24 February, 20:00 in London" in notice.text
    (asked,) = runs.told(PEARL, "Will you be with us")
    assert "24 February" in asked.text


def test_nothing_is_asked_twice_and_the_reminder_ends_with_the_new_start(runs):
    moves(runs)
    runs.until("2027-02-24 19:30")

    assert len(runs.told(PEARL, "Will you be with us")) == 2  # the question and its one reminder
    assert len(runs.effects("ask:s01:rsvp:", target=PEARL.id)) == 1


def test_a_question_that_waits_for_its_hour_is_asked_by_the_new_time(company):
    made = company("2027-02-05T12:00")
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.until("2027-02-06 12:00")
    moves(made, NewTime(day=date(2027, 3, 3), at=time(15)))
    made.until("2027-03-03 19:00")

    (asked, _reminded) = made.told(PEARL, "Will you be with us")
    assert asked.at == datetime(2027, 2, 22, 10, tzinfo=UTC)


def test_nobody_who_was_not_told_of_it_hears_that_it_is_moved(company):
    made = company("2027-02-05T12:00")
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    moves(made)
    made.until("2027-02-09 12:00")

    assert moved(made, TED) == []
    assert len(moved(made, OSRIC)) == 1


def test_whoever_pauses_and_did_not_say_yes_hears_nothing_and_who_said_yes_does(runs):
    for person in (TED, PEARL):
        pausing.pause(runs.desk, person.id, until=None)
    runs.work()
    moves(runs)
    runs.until("2027-02-11 23:00")

    assert len(moved(runs, TED)) == 1
    assert moved(runs, PEARL) == []


def test_rooms_that_were_told_are_drawn_anew_for_another_day_and_zoom_is_moved_once(runs):
    runs.until("2027-02-16 12:00")
    (told,) = runs.told(TED, "Your room for")
    moves(runs)

    assert "Rooms are drawn anew for that day" in told.text
    with runs.look() as setting:
        assert setting.memory.plans.published("s01") is None
    assert runs.places.moved == [(datetime(2027, 2, 24, 20, tzinfo=UTC), 90)]

    runs.until("2027-02-23 12:00")
    with runs.look() as setting:
        plan = setting.memory.plans.published("s01")
        assert plan.at > datetime(2027, 2, 21, tzinfo=UTC)
        assert TED.id in plan.seated
    assert len(runs.places.opened) == 1
    assert len(runs.told(TED, "Your room")) == 2
    assert runs.places.rooms[-1] != ()


def test_so_near_that_rooms_are_due_already_they_are_drawn_and_told_at_once(runs):
    runs.until("2027-02-16 16:00")
    moves(runs, NewTime(day=date(2027, 2, 18), at=time(15)))

    with runs.look() as setting:
        assert setting.memory.plans.published("s01").version > 1
    runs.until("2027-02-18 19:30")
    assert len(runs.told(TED, "Your room for")) == 2
    assert runs.told(TED, "drawn anew") == []


def test_on_the_same_day_the_rooms_stay(runs):
    runs.until("2027-02-16 12:00")
    with runs.look() as setting:
        before = setting.memory.plans.published("s01")
    moves(runs, NewTime(day=date(2027, 2, 17), at=time(16)))

    with runs.look() as setting:
        assert setting.memory.plans.published("s01") == before
    (told,) = runs.told(TED, "Your room for")
    assert "drawn anew" not in told.text
    runs.until("2027-02-17 20:30")
    (card,) = runs.told(TED, "starts soon: ")
    assert card.at == datetime(2027, 2, 17, 20, tzinfo=UTC)


def test_an_hour_later_on_the_day_nobody_reads_the_notice_of_the_day_again(runs):
    runs.until("2027-02-17 19:30")
    before = runs.told(TED, "is coming up: ")
    moves(runs, NewTime(day=date(2027, 2, 17), at=time(17)))
    runs.until("2027-02-17 21:30")

    assert runs.told(TED, "is coming up: ") == before
    cards = runs.told(TED, "starts soon: ")
    assert [said.at for said in cards] == [datetime(2027, 2, 17, 21, tzinfo=UTC)]
    assert runs.told(TED, f"“{TITLE}” was moved: Wed 17 February, 17:00 in New York")


def test_on_the_eve_whoever_had_the_notice_reads_it_once_and_the_others_at_their_hour(runs):
    runs.until("2027-02-16 12:00")  # after ten in London, before ten in New York
    moves(runs, NewTime(day=date(2027, 2, 17), at=time(16)))
    runs.until("2027-02-17 12:00")

    assert [said.at.day for said in runs.told(PEARL, "is coming up: ")] == [10, 16]
    assert [said.at.day for said in runs.told(TED, "is coming up: ")] == [10, 16]
    assert len(moved(runs, PEARL)) == len(moved(runs, TED)) == 1


def test_shortly_before_whoever_said_yes_is_woken_and_the_others_are_not(runs):
    runs.until("2027-02-17 19:05")  # 06:05 in Melbourne, 20:05 in Stockholm
    moves(runs)

    assert len(moved(runs, KIRRA)) == 1
    assert moved(runs, GUNVOR) == []


def test_moved_twice_before_it_was_heard_only_the_last_is_told_from_what_was_known(runs):
    runs.until("2027-02-11 03:00")
    moves(runs)
    moves(runs, NewTime(day=date(2027, 2, 25), at=time(15)))
    runs.until("2027-02-11 20:00")

    (ted,) = moved(runs, TED)
    assert "Thu 25 February, 15:00 in New York. It was to be Wed 17 February" in ted.text
    assert len(moved(runs, KIRRA)) == 2


def test_moved_back_before_it_was_heard_nobody_is_told(runs):
    runs.until("2027-02-11 03:00")
    moves(runs)
    moves(runs, NewTime(day=date(2027, 2, 17), at=time(15)))
    runs.until("2027-02-17 19:30")

    assert moved(runs, TED) == []
    assert len(moved(runs, KIRRA)) == 1  # back again; the first news says that it is as it was
    assert len(runs.told(KIRRA, f"“{TITLE}” is as it was to be: Thu 18 February")) == 1
    assert len(runs.told(TED, "starts soon: ")) == 1
    assert len(runs.told(TED, "is coming up: ")) == 2


def test_called_off_after_a_move_nobody_heard_is_told_by_the_time_they_know(runs):
    runs.until("2027-02-11 03:00")
    moves(runs)
    calling_off.call_off(runs.desk, "s01", why="snow", by=NADIA.id)
    runs.until("2027-02-11 20:00")

    (off,) = runs.told(TED, "does not take place")[-1:]
    assert "Wed 17 February, 15:00 in New York does not take place" in off.text
    assert moved(runs, TED) == []


def test_moved_after_it_was_called_off_it_takes_place_with_all_that_was_held_back(runs):
    runs.until("2027-02-16 12:00")
    calling_off.call_off(runs.desk, "s01", why="snow", by=NADIA.id)
    runs.until("2027-02-17 12:00")
    moves(runs, NewTime(day=date(2027, 3, 3), at=time(15)))
    runs.until("2027-02-17 20:00")

    (ted,) = runs.told(TED, "takes place after all, at another time: Wed 3 March")
    assert "It was to be Wed 17 February" in ted.text
    assert "You said yes. That still holds" in ted.text
    runs.until("2027-03-03 19:30")
    assert len(runs.places.opened) == 2
    assert runs.places.closed == ["86000000001"]
    assert [s.at for s in runs.told(TED, "starts soon: ")] == [datetime(2027, 3, 3, 19, tzinfo=UTC)]
    with runs.look() as setting:
        assert setting.memory.plans.published("s01") is not None


@pytest.mark.parametrize(
    ("to", "no"),
    [
        (NewTime(day=date(2027, 3, 14), at=time(2, 30)), NoSuchHour),
        (NewTime(day=date(2027, 10, 31), at=time(1, 30), zone="Europe/London"), HourTwice),
        (NewTime(day=date(2027, 3, 17), at=time(16)), Collides),
        (NewTime(day=date(2027, 3, 18), at=time(16)), OutOfOrder),
        (NewTime(day=date(2027, 2, 9), at=time(16)), Impossible),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_changes_nothing(runs, to, no):
    with pytest.raises(no):
        moves(runs, to)
    with pytest.raises(no):
        ask_first(runs.desk, "s01", to, Act(by=NADIA.id), NADIA.zone)

    with runs.look() as setting:
        assert setting.session("s01").moves == 0


def test_asked_first_it_says_who_hears_whose_hour_changes_and_for_whom_it_is_night(runs):
    page = ask_first(
        runs.desk, "s01", NewTime(day=date(2027, 2, 24), at=time(11)), Act(by=NADIA.id), NADIA.zone
    ).text

    assert "At night for 1 person: Thu 25 February, 03:00 in Melbourne, until 04:30." in page
    assert "London 16:00 (was 20:00)" in page
    assert "8 people hear it, once" in page
    assert "Nothing is done yet" in page
    with runs.look() as setting:
        assert setting.session("s01").moves == 0


def test_the_second_of_two_at_once_is_told_that_it_was_moved(runs):
    moves(runs, base=0)

    with pytest.raises(ChangedMeanwhile):
        moves(runs, NewTime(day=date(2027, 2, 25), at=time(15)), base=0)


def test_the_same_time_again_changes_nothing(runs):
    moves(runs)
    once = runs.chat.posted
    moves(runs)

    assert runs.chat.posted == once


def test_while_the_meeting_is_not_made_yet_it_is_made_for_the_new_time(runs):
    moves(runs)
    runs.until("2027-02-20 12:00")

    assert [wish.starts_at for wish in runs.places.opened] == [
        datetime(2027, 2, 24, 20, tzinfo=UTC)
    ]
    assert runs.places.moved == []


def test_earlier_by_days_what_is_due_by_then_comes_at_once(runs):
    moves(runs, NewTime(day=date(2027, 2, 13), at=time(15)))
    runs.until("2027-02-13 19:30")

    assert len(runs.told(TED, "is coming up: ")) == 2
    assert len(runs.told(TED, "starts soon: ")) == 1
    assert len(runs.told(TED, "Your room for")) == 1
    assert runs.effects("s01:", states=READY, kind="notice") == []
