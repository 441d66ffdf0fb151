"""Step 5: questions of every kind say who will see the answer, and may be answered, changed or left."""

import pytest

from bot.facilitation import ballots
from bot.facilitation.digests import gathered
from bot.facilitation.setting import Setting
from tests.plays.questions import answer_of, opened, writes


@pytest.fixture(scope="module")
def asked(season):
    """The questions of the weeks before have all been put."""
    stage = opened(season)
    stage.until("2027-02-12 16:00")
    return stage


def digest(stage):
    """What the facilitators would read if the draft were made now."""
    with stage.desk.store.begin() as memory:
        setting = Setting(stage.desk, memory)
        ballots.count_urns(setting, setting.session("s01"))
        return {g.prompt.key: g for g in gathered(setting, setting.session("s01"), "digest")}


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
    (whole,) = player.was_told(question)
    message = whole[whole.index(question) :]  # other things may come in the same message
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
