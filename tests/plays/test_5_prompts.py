"""Step 5: questions of every kind say who will see the answer, may be changed, put off or left, and count late too."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.plays.scripts import cast, plan_of, sample_people

OWN = """
[[session.prompt]]
key = "t-story"
when = "pre"
send = "-7d"
audience = ["lay"]
type = "story"
text = "When did you last feel at home in a waiting room?"
max_chars = 900
visibility = "room"
minutes = 5
optional = true

[[session.prompt]]
key = "t-many"
when = "pre"
send = "-6d"
audience = ["clinician"]
type = "choice"
text = "Which of these would you change first?"
choices = ["Doors", "Forms", "Chairs", "Hours", "Letters", "Signs"]
visibility = "community"
minutes = 1
optional = true

[[session.prompt]]
key = "t-scale"
when = "pre"
send = "-6d"
audience = ["all"]
type = "scale"
text = "How sure are you that you were heard last month?"
low = "Not at all"
high = "Quite sure"
visibility = "anonymous"
minutes = 1
optional = true

[[session.prompt]]
key = "t-line"
when = "pre"
send = "-5d"
audience = ["coach", "clinician"]
type = "text"
text = "What would your team leave out?"
max_chars = 120
visibility = "community"
minutes = 1
"""
PLAN = plan_of(2, without=["what-we-did", "rsvp"], more=OWN)
TWO = "signe kwabena"
PEOPLE = "jandira raimundo gunvor kwabena pearl anjali kirra ted signe"


def opened(theatre, **more):
    show = {
        "people": cast(f"{PEOPLE} nadia"),
        "start": (2027, 2),
        "plan": PLAN,
        "at": "2027-02-08T12:00",
        "publish": "automatic",
    }
    return theatre.opens(**show | more)


@pytest.fixture(scope="module")
def asked(season):
    """The questions of the weeks before have all been put."""
    stage = opened(season)
    stage.until("2027-02-12 16:00")
    return stage


def answer_of(stage, prompt, person):
    with stage.memory() as setting:
        return setting.memory.responses.seek(f"s01:{prompt}:{person}")


def digest(stage):
    """What the facilitators would read if the draft were made now."""
    with stage.memory() as setting:
        from bot.facilitation.digests import gathered

        return {g.prompt.key: g for g in gathered(setting, setting.session("s01"), "digest")}


def writes(player, words, near, button="Answer", **choices):
    player.presses(button, near)
    box = "Your story" if player.modal().startswith("Your story") else "Your answer"
    player.fills({box: words, **choices})
    answer = player.sends()
    return answer


@pytest.mark.parametrize(
    ("who", "question", "who_sees"),
    [
        ("pearl", "feel at home in a waiting room", "The people in your room and the facilitators"),
        ("anjali", "Which of these would you change first", "Everyone in the community sees"),
        ("kirra", "How sure are you", "Nobody sees who answered what"),
        ("signe", "What would your team leave out", "Everyone in the community sees"),
        ("ted", "should work on first", "People of Lakeshore Public Hospital and the facilitators"),
    ],
)
def test_each_kind_of_question_says_who_will_see_the_answer_before_it_is_given(
    asked, who, question, who_sees
):
    player = getattr(asked, who)
    (message,) = player.was_told(question)
    assert who_sees in message
    assert "Not this time" in message
    for button in ("Answer", "Doors", "Not this time"):
        assert button not in message or message.index(who_sees) < message.index(button)


def test_a_line_is_written_thanked_for_shown_where_it_was_asked_and_changed(asked):
    thanks = writes(asked.signe, "The second form", "leave out")
    (before,) = asked.signe.was_told("What would your team leave out")
    writes(asked.signe, "Both forms", "leave out", button="Change")
    (after,) = asked.signe.was_told("What would your team leave out")

    assert "Thank you" in thanks
    assert "You can change it until then" in thanks
    assert "You answered: “The second form”" in before
    assert "You answered: “Both forms”" in after
    answer = answer_of(asked, "t-line", "p062")
    assert (answer.text, answer.version, answer.late) == ("Both forms", 2, False)
    assert [h.text for h in digest(asked)["t-line"].answers] == ["Both forms"]


def test_the_form_says_who_sees_it_above_the_box_and_how_long_it_may_be(asked):
    asked.kwabena.presses("Answer", "leave out")
    form = asked.kwabena.modal()
    asked.kwabena.closes()

    assert form.index("Everyone in the community sees your") < form.rindex("Your answer\n")
    assert "Up to 120 characters. Short is fine." in form


def test_a_choice_of_six_is_a_list_and_of_four_are_buttons(asked):
    asked.anjali.chooses("Letters", "Choose one")

    assert answer_of(asked, "t-many", "p037").text == "Letters"
    assert asked.anjali.was_told("You answered: “Letters”")
    heard = digest(asked)["t-many"]
    assert [h.text for h in heard.answers] == ["Letters: 1"]


def test_a_story_goes_only_as_far_as_its_teller_chose_and_under_the_name_they_chose(asked):
    answer = writes(
        asked.pearl,
        "The nurse drew me a map.",
        "waiting room",
        **{"Who may see it": "Only the facilitators", "Under which name": "Without my name"},
    )
    with asked.memory() as setting:
        (consent,) = setting.memory.consents.find(by="p039")

    assert "Thank you" in answer
    assert (consent.scope, consent.signed, consent.version) == ("facilitators", "none", 1)
    (heard,) = digest(asked)["t-story"].answers
    assert heard.signed == "someone"
    asked.pearl.presses("Change", "waiting room")
    form = asked.pearl.modal()
    asked.pearl.closes()
    assert "The nurse drew me a map." in form
    assert "you can take it back at any time" in form


def test_a_number_is_chosen_with_one_press_and_shown_only_from_five_answers_on(asked):
    for name, number in zip(["jandira", "raimundo", "gunvor", "ted"], "2345", strict=True):
        getattr(asked, name).presses(number, "How sure are you")
    four = digest(asked)["t-scale"]
    asked.kwabena.presses("1", "How sure are you")
    five = digest(asked)["t-scale"]

    assert (four.average, four.answers, bool(four.hidden)) == (None, (), True)
    assert (five.average, five.answers, five.hidden) == (3.0, (), "")


def test_not_this_time_is_fine_and_is_not_asked_about_again(asked):
    asked.anjali.presses("Not this time", "should work on first")

    (message,) = asked.anjali.was_told("should work on first")
    assert "Not this time. That is fine." in message
    assert asked.effects("remind:s01:m02-pre-outside:p037")[0].state == "cancelled"


def test_too_long_and_empty_answers_are_refused_in_words(asked):
    asked.kwabena.presses("Answer", "leave out")
    asked.kwabena.fills({"Your answer": "   "})
    empty = asked.kwabena.sends()

    assert "the box was empty" in empty
    assert answer_of(asked, "t-line", "p030") is None


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
