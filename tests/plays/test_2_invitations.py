"""Step 2: people are invited at their own ten and answer by a button; silence keeps a seat, a no frees it."""

from dataclasses import replace
from datetime import datetime

from tests.plays.scripts import cast, plan_of, sample_people

EIGHT = "jandira gunvor kwabena signe kirra pearl ted marlene"
PLAN = plan_of(2, bare=True, notices='"-1h"')


def opened(theatre, names=f"{EIGHT} nadia", **more):
    show = {"at": "2027-02-05T12:00", "people": cast(names), "start": (2027, 2), "plan": PLAN}
    return theatre.opens(**show | more)


def rooms_of(stage):
    with stage.memory() as setting:
        plan = setting.memory.plans.latest("s01")
    return plan.rooms if plan else ()


def seated(stage):
    return {person for room in rooms_of(stage) for person in room.people}


def ids(names):
    return {sample_people()[name].id for name in names.split()}


def test_everyone_is_invited_at_ten_where_they_live_with_the_hour_it_is_there(theatre):
    stage = opened(theatre)

    stage.until("2027-02-09 00:00")

    hours = {
        "jandira": "Wed 17 February at 17:00 (Sao Paulo) your time",
        "kirra": "Thu 18 February at 07:00 (Melbourne) your time",
        "pearl": "Wed 17 February at 20:00 (London) your time",
        "gunvor": "Wed 17 February at 21:00 (Stockholm) your time",
        "marlene": "Wed 17 February at 14:00 (Chicago) your time",
    }
    for name, words in hours.items():
        person, zone = getattr(stage, name), sample_people()[name].tz
        assert person.was_told(
            "Will you be with us", words, "Only the facilitators see your answer"
        )
        came = person.told_at("Will you be with us").astimezone(zone)
        # nine days before, on the calendar of each city: the eighth, and the ninth in Melbourne
        assert came.replace(second=0, microsecond=0) == datetime(
            2027, 2, 9 if name == "kirra" else 8, 10, tzinfo=zone
        )
    assert not stage.nadia.was_told("Will you be with us")


def test_whoever_says_no_is_not_seated_and_whoever_says_nothing_is(theatre):
    stage = opened(theatre)
    stage.until("2027-02-09 00:00")

    stage.gunvor.presses("No, not this time")
    stage.jandira.presses("Yes")
    stage.ted.presses("Part of it")
    stage.pearl.presses("Not sure yet")
    stage.until("2027-02-12 18:00")

    assert seated(stage) == ids(EIGHT) - ids("gunvor")
    assert stage.gunvor.was_told("You answered", "No, not this time")
    page = stage.nadia.types("/convene session 1")
    assert "1 yes, 1 part of it, 1 not sure, 1 no, 4 without an answer; 7 seats kept." in page


def test_where_the_house_does_not_seat_the_silent_only_those_who_answered_are_seated(theatre):
    stage = opened(theatre, seat_unanswered=False)
    stage.until("2027-02-09 00:00")

    for name in ("jandira", "ted", "signe", "kwabena", "pearl"):
        getattr(stage, name).presses("Yes")
    stage.until("2027-02-12 18:00")

    assert seated(stage) == ids("jandira ted signe kwabena pearl")


def test_an_answer_can_be_changed_with_the_same_buttons_and_the_last_one_counts(theatre):
    stage = opened(theatre)
    stage.until("2027-02-09 00:00")

    stage.ted.presses("No, not this time")
    stage.ted.presses("Yes")
    stage.until("2027-02-12 18:00")

    assert ids("ted") <= seated(stage)
    (asked,) = stage.ted.was_told("Will you be with us")
    assert "You answered: “Yes”" in asked


def test_one_reminder_at_most_and_none_to_those_who_answered(theatre):
    stage = opened(theatre)
    stage.until("2027-02-09 00:00")
    stage.jandira.presses("Yes")

    stage.until("2027-02-17 19:00")

    assert stage.jandira.was_told("This is still open", "Will you be with us") == []
    (reminder,) = stage.ted.was_told("This is still open", "Will you be with us")
    assert "people have" not in reminder  # one has answered: a number that small is not said
    assert "overdue" not in reminder.casefold()
    came = stage.ted.told_at("This is still open", "Will you be with us")
    assert came.astimezone(sample_people()["ted"].tz).hour == 10


def test_a_late_no_frees_the_seat_and_a_late_yes_gets_one(theatre):
    stage = opened(theatre, publish="automatic")
    stage.until("2027-02-09 00:00")
    stage.gunvor.presses("No, not this time")
    stage.until("2027-02-16 12:00")
    before = {p.name: p for p in rooms_of(stage)}
    counts = {name: len(getattr(stage, name).was_told("Your room for")) for name in EIGHT.split()}

    stage.ted.presses("I cannot come after all")
    stage.gunvor.presses("Yes")
    stage.until("2027-02-17 12:00")

    assert seated(stage) == ids(EIGHT) - ids("ted")
    assert set(before) == {r.name for r in rooms_of(stage)}
    assert len(stage.gunvor.was_told("Your room for")) == 1
    for name in set(EIGHT.split()) - {"ted", "gunvor"}:
        assert len(getattr(stage, name).was_told("Your room for")) == counts[name]
    assert "Gunvor Hallstensson" in stage.pearl.was_told("Your room for")[0]
    assert "Ted Okulicz" not in stage.pearl.was_told("Your room for")[0]
    assert stage.ted.was_told("You have no seat in the rooms")
    assert len(stage.nadia.was_told("Zoom cannot place", "for Zoom's own import")) <= 1
    cards = [getattr(stage, name).was_told("You keep time in") for name in EIGHT.split()]
    assert max(len(c) for c in cards) == 1


def test_pressed_twice_or_told_twice_an_answer_counts_once(theatre):
    stage = opened(theatre)
    stage.until("2027-02-09 00:00")

    stage.jandira.presses("Yes")
    stage.jandira.presses("Yes")
    calls = len(stage.direct(stage.jandira))
    stage.until("2027-02-09 06:00")

    with stage.memory() as setting:
        assert len(setting.memory.replies.find(session_id="s01")) == 1
    assert len(stage.direct(stage.jandira)) == calls


def test_on_the_clock_of_a_place_that_has_a_quarter_hour_ten_is_still_ten(theatre):
    people = cast("jandira kwabena nadia")
    people[0] = replace(people[0], zone="Asia/Kathmandu")
    people[1] = replace(people[1], zone="Australia/Lord_Howe")
    stage = theatre.opens(at="2027-02-05T12:00", people=people, start=(2027, 2), plan=PLAN)

    stage.until("2027-02-10 00:00")

    for person in people[:2]:
        came = stage.named(person.name).told_at("Will you be with us").astimezone(person.tz)
        assert (came.hour, came.minute) == (10, 0)
