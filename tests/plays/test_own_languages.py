"""Everyone is spoken to in their own language, whichever they answer in; facilitators' part is in English."""

import pytest

from bot.domain.errors import UnknownZone
from bot.voice.languages import catalogue
from tests.plays.scripts import plan_of, sample_people

EIGHT = "jandira gunvor kwabena signe kirra pearl ted marlene nadia"
STRANGER = "doreen"
PLAN = plan_of(2, bare=True, notices='"-1h"')


def in_swedish(sentence: str) -> str:
    return catalogue("sv").words.gettext(sentence)


def in_portuguese(sentence: str) -> str:
    return catalogue("pt-BR").words.gettext(sentence)


@pytest.fixture
def stage(theatre):
    everyone = sample_people(in_own_languages=True)
    people = [everyone[name] for name in EIGHT.split()]
    show = {"people": people, "on_slack": [*people, everyone[STRANGER]], "plan": PLAN}
    stage = theatre.opens(at="2027-02-05T12:00", start=(2027, 2), **show)
    stage.until("2027-02-09 00:00")
    return stage


ANYWAY = (
    "Each question says who will see the answer before you give it. Facilitators see stories too. You never have to "
    "answer, and you can change what you wrote."
)
WHO_SEES = "Only the facilitators see your answer."


def test_each_is_welcomed_asked_and_answered_in_their_own_language(stage):
    for person, words in (
        (stage.gunvor, in_swedish),
        (stage.jandira, in_portuguese),
        (stage.ted, str),
    ):
        welcomed = person.inbox()[0]
        assert words(ANYWAY) in welcomed
        # the plan's own words stay as they are, with what it says of hours; what is ours is said in their language
        assert person.was_told("Will you be with us", "Wed 17 February at", words(WHO_SEES))
        assert words("My details") in person.opens_home()
    assert in_swedish(ANYWAY) != ANYWAY != in_portuguese(ANYWAY)
    assert "ons 17 februari" in stage.gunvor.types("/convene mine")
    assert "qua., 17 de fevereiro" in stage.jandira.types("/convene mine")
    assert "Wed 17 February" in stage.ted.types("/convene mine")


def test_a_window_and_what_comes_of_it_are_in_ones_own_language(stage):
    stage.gunvor.opens_home()
    stage.gunvor.presses("My details")
    assert in_swedish("Your time zone, by its city") in stage.gunvor.modal()
    stage.gunvor.fills({"Your time zone, by its city": "Atlantis"})
    stage.gunvor.submits()
    assert (
        in_swedish(" ".join(UnknownZone.__doc__.split())).partition("}")[2] in stage.gunvor.modal()
    )


def test_a_language_is_changed_at_any_time_and_what_stands_follows(stage):
    ted = stage.ted
    ted.presses("Change city, language or Zoom address")
    ted.fills({"Your language": "sv"})
    ted.sends()
    assert in_swedish("My details") in ted.opens_home()
    assert in_swedish(ANYWAY) in ted.inbox()[0]

    with stage.memory() as setting:
        assert setting.person(sample_people()["ted"].id).language == "sv"


def test_an_answer_to_one_person_does_not_colour_the_next(stage):
    for _ in range(3):
        assert in_swedish("My details") in stage.gunvor.opens_home()
        assert "My details" in stage.ted.opens_home()
        assert in_portuguese("My details") in stage.jandira.opens_home()


def test_whoever_we_do_not_know_is_not_answered_in_the_language_of_the_one_before(stage):
    for _ in range(3):
        assert "ons 17 februari" in stage.gunvor.types("/convene mine")
        assert "I do not know you yet" in stage.doreen.types("/convene mine")


def test_facilitators_part_is_in_english_whatever_language_they_have(stage):
    stage.nadia.presses("Change city, language or Zoom address")
    stage.nadia.fills({"Your language": "sv"})
    stage.nadia.sends()
    assert "My details" in stage.nadia.opens_home()
