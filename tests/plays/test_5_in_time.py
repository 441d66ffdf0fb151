"""Step 5: questions may be put off, answered in passing or late, and are put in the rooms and after them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.plays.questions import PEOPLE, answer_of, opened, writes
from tests.plays.scripts import cast, sample_people

TWO = "signe kwabena"


def test_later_today_brings_one_reminder_three_hours_on(theatre):
    stage = opened(theatre, people=cast(f"{TWO} nadia"))
    stage.until("2027-02-12 10:00", "Europe/Stockholm")

    stage.signe.presses("Later today", "leave out")
    (waiting,) = stage.signe.was_told("What would your team leave out")
    stage.until("2027-02-17 12:00")

    assert "Later, then. I will remind you once." in waiting
    (reminder,) = stage.signe.was_told("This is still open", "leave out")
    assert reminder
    came = stage.signe.told_at("This is still open", "leave out").astimezone(
        ZoneInfo("Europe/Stockholm")
    )
    assert (came.day, came.hour) == (12, 13)


def test_words_in_a_direct_message_are_offered_as_the_answer_and_never_assumed(theatre):
    stage = opened(theatre, people=cast(f"{TWO} nadia"))
    stage.until("2027-02-12 16:00")

    offer = stage.signe.says("We would leave out the second form")
    before = answer_of(stage, "t-line", "p062")
    stage.signe.presses("Yes, that is my answer")

    assert "Shall I take this as your answer to “What would your team leave out?”" in offer
    assert before is None
    assert answer_of(stage, "t-line", "p062").text == "We would leave out the second form"
    assert stage.signe.was_told("Taken as your answer")
    assert stage.signe.was_told("What would your team leave out", "You answered")


def test_no_means_that_nothing_of_the_words_is_kept(theatre):
    stage = opened(theatre, people=cast(f"{TWO} nadia"))
    stage.until("2027-02-12 16:00")

    stage.signe.says("a canary called Quillon")
    stage.signe.presses("No", "Shall I take this")

    assert answer_of(stage, "t-line", "p062") is None
    assert stage.signe.was_told("Nothing was kept")
    with stage.memory() as setting:
        assert [n for n in setting.memory.notes.find() if "Quillon" in n.text] == []


def test_with_several_questions_open_words_are_not_guessed_about(theatre):
    stage = opened(theatre, people=cast("anjali nadia"))
    stage.until("2027-02-12 16:00")

    answer = stage.anjali.says("The second form")

    assert "each question has one" in answer
    assert "Shall I take" not in answer


def test_late_answers_are_welcome_and_marked(theatre):
    stage = opened(theatre, people=cast(f"{TWO} nadia"))
    stage.until("2027-02-18 12:00")

    writes(stage.signe, "Better late", "leave out")

    assert answer_of(stage, "t-line", "p062").late
    assert stage.signe.was_told("It came after the session, and counts all the same")


def test_in_the_last_third_of_a_round_host_and_scribe_are_asked_and_all_may_answer(theatre):
    stage = opened(theatre)
    stage.until("2027-02-12 16:00")
    with stage.memory() as setting:
        (first, *_) = setting.memory.plans.latest("s01").rooms
        people = {p.id: p for p in setting.people.values()}
    host, scribe = people[first.host], people[first.scribe]
    other = next(people[p] for p in first.people if p not in {host.id, scribe.id})
    for person in people.values():
        if not person.facilitates:
            stage.named(person.name).presses("I can come")

    stage.until("2027-02-17 20:45")  # the round with rooms runs from 20:40 to 21:12
    early = [stage.named(p.name).was_told("Whose list are you hearing") for p in (host, scribe)]
    stage.until("2027-02-17 21:05")
    late = [stage.named(p.name).was_told("Whose list are you hearing") for p in (host, scribe)]
    player = stage.named(other.name)
    player.presses("Answer for my room")
    form = player.modal()
    player.fills({"Your answer": "The short one"})
    player.submits()

    awake = [
        8 <= datetime(2027, 2, 17, 21, 1, tzinfo=ZoneInfo("UTC")).astimezone(p.tz).hour < 20
        for p in (host, scribe)
    ]
    assert early == [[], []]
    assert [bool(each) for each in late] == awake
    assert "Whose list are you hearing" in form
    assert answer_of(stage, "m02-room", other.id).room == first.name


def test_after_the_session_everyone_seated_is_asked_and_nobody_is_called_missing(theatre):
    stage = opened(theatre, people=cast(f"{PEOPLE} nadia elis"))
    stage.until("2027-02-11 12:00")
    stage.elis.presses("I cannot come")

    stage.until("2027-02-24 12:00")

    for name in PEOPLE.split():
        player = getattr(stage, name)
        assert len(player.was_told("Did people listen to what you had to say")) == 1
        assert len(player.was_told("stays with you")) == 1
        assert player.was_told("We missed you") == []
        came = player.told_at("stays with you").astimezone(sample_people()[name].tz)
        assert 8 <= came.hour < 20
    assert stage.elis.was_told("Did people listen") == []
    assert stage.elis.was_told("We missed you") == []


def test_a_question_of_the_anonymous_kind_names_nobody_where_facilitators_read(theatre):
    stage = opened(theatre)
    stage.until("2027-02-18 16:00")
    for name in PEOPLE.split():
        getattr(stage, name).presses("4", "Did people listen")

    stage.until("2027-02-23 16:00")

    (bones,) = stage.nadia.was_told("bones for your synthesis")
    heard = bones[bones.index("Did people listen") :]
    assert "On average 4.0 on a scale of 1 to 5" in heard
    assert "Okulicz" not in heard.split("What is one thing")[0]
