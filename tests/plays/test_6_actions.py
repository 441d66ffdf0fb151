"""Step 6: what people take on, from a button, a message or a command, with an owner's yes and a kind question later."""

from datetime import date

import pytest

from bot.domain.followup import Progress
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, keep=["action-check"])
PEOPLE = "gunvor kwabena pearl ted signe"


def opened(theatre, at="2027-02-16T12:00", **more):
    people = cast(f"{PEOPLE} nadia osric")
    return theatre.opens(people=people, start=(2027, 2), plan=PLAN, at=at, **more)


@pytest.fixture
def evening(theatre):
    """The evening of the session: every card is there."""
    stage = opened(theatre)
    for name in PEOPLE.split():
        getattr(stage, name).opens_home()
        getattr(stage, name).presses("I can come")
    stage.until("2027-02-17 21:25")
    return stage


def actions(stage):
    with stage.memory() as setting:
        return setting.memory.actions.find()


def test_from_the_session_card_an_action_is_noted_and_its_owner_asked_for_a_yes(evening):
    evening.signe.presses("Note an action")
    evening.signe.fills(
        {"What": "Ring the ward", "Who": "Ted Okulicz", "By when": date(2027, 3, 10)}
    )
    noted = evening.signe.sends()
    evening.until("2027-02-18 12:00")
    (asked,) = evening.ted.was_told("Do you take it on?")
    waits = actions(evening)[0].state
    evening.until("2027-02-18 16:00")
    evening.ted.presses("Yes, I take it on")

    assert "I ask them for a yes" in noted
    assert "Signe Fridell wrote down for our next steps: “Ring the ward”, by Wed 10 March" in asked
    assert waits is Progress.PROPOSED
    (action,) = actions(evening)
    assert (action.owner, action.state, action.session_id) == ("p020", Progress.OPEN, "s01")
    assert evening.ted.was_told("Ring the ward", "You took it on")


def test_who_says_not_me_gives_it_back_to_whoever_wrote_it(evening):
    evening.signe.presses("Note an action")
    evening.signe.fills({"What": "Ring the ward", "Who": "Ted Okulicz"})
    evening.signe.sends()
    evening.until("2027-02-18 16:00")

    evening.ted.presses("No, not me")
    evening.until("2027-02-19 12:00")

    (action,) = actions(evening)
    assert (action.owner, action.state) == ("p062", Progress.OPEN)
    assert evening.signe.was_told("Not taken on, and so with you again", "Ring the ward")
    (asked,) = evening.ted.was_told("Do you take it on?")
    assert "You did not take it on: it is with Signe Fridell again." in asked
    assert "You took it on" not in asked


def test_from_a_message_its_words_become_an_action(evening):
    evening.gunvor.says("Somebody should ring the ward", channel="community")

    evening.signe.runs_shortcut("Make this an action", "ring the ward")
    form = evening.signe.modal()
    evening.signe.submits()

    (action,) = actions(evening)
    assert "Somebody should ring the ward" in form
    assert (action.what, action.owner) == ("Somebody should ring the ward", "p062")
    assert action.state is Progress.OPEN


def test_by_command_with_a_date_and_said_again_at_once_it_is_kept_once(evening):
    first = evening.kwabena.types("/convene action Ring the ward by 2027-03-10")
    again = evening.kwabena.types("/convene action Ring the ward by 2027-03-10")
    wrong = evening.kwabena.types("/convene action Ring the ward by 2027-02-31")

    assert "Written down: “Ring the ward”: Kwabena Lathbury, by Wed 10 March (open)" in first
    assert "You wrote that down a moment ago" in again
    assert "2027-02-31 is not a date" in wrong
    (action,) = actions(evening)
    assert action.due == date(2027, 3, 10)
    assert "“Ring the ward” by Wed 10 March: open" in evening.kwabena.types("/convene mine")
    assert "Kwabena Lathbury" in evening.nadia.types("/convene actions")


def test_two_weeks_on_the_owner_is_asked_and_stuck_brings_help_the_same_day(evening):
    evening.kwabena.types("/convene action Ring the ward by 2027-03-10")
    evening.until("2027-03-03 10:30")

    (check,) = evening.kwabena.was_told('You took on "Ring the ward"')
    evening.kwabena.presses("Stuck - I could use help")
    evening.until("2027-03-03 18:00")

    assert "for the community, by Wed 10 March. How is it going?" in check
    assert "Only the facilitators see your answer" in check
    assert actions(evening)[0].state is Progress.STUCK
    for facilitator in (evening.nadia, evening.osric):
        assert facilitator.was_told("Somebody could use help", "Ring the ward", "Kwabena Lathbury")
    assert evening.ted.was_told("You took on") == []


@pytest.mark.parametrize(
    ("button", "state", "said"),
    [
        ("Done", Progress.DONE, "It is done"),
        ("On its way", Progress.ON_ITS_WAY, "It is on its way"),
        ("Stuck - I could use help", Progress.STUCK, "It is stuck, could use help"),
        ("No longer needed", Progress.LET_GO, "It is let go"),
    ],
)
def test_the_check_has_four_answers_and_no_blame(evening, button, state, said):
    evening.kwabena.types("/convene action Ring the ward by 2027-02-20")
    evening.until("2027-03-03 10:30")

    evening.kwabena.presses(button)

    assert actions(evening)[0].state is state
    shown = evening.kwabena.was_told('You took on "Ring the ward"')[0]
    assert "overdue" not in shown.casefold()
    assert said in shown
    going = evening.nadia.types("/convene actions")
    assert ("No actions are open" in going) is (state in {Progress.DONE, Progress.LET_GO})


def test_an_action_that_ended_before_is_not_asked_about(evening):
    evening.kwabena.types("/convene action Ring the ward")
    evening.kwabena.opens_home()
    evening.kwabena.presses("Done", "Ring the ward")

    evening.until("2027-03-05 12:00")

    assert evening.kwabena.was_told("How is it going?") == []


def test_only_the_owner_and_facilitators_say_how_it_goes(evening):
    evening.kwabena.types("/convene action Ring the ward")
    (action,) = actions(evening)
    with evening.memory():
        assert sample_people()["ted"].id != action.owner

    typed = evening.ted.types("/convene actions")

    assert "Only facilitators can do that" in typed


def test_an_action_without_words_is_not_kept(evening):
    answer = evening.kwabena.types("/convene action")

    assert "There are no words in it yet." in answer
    assert actions(evening) == []
