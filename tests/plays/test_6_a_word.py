"""A person, not a form: a room that does not feel right, told at once to those it may reach, answered by a time."""

import pytest

from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
PEOPLE = "jandira raimundo luisa gunvor kwabena doreen pearl kirra ted nadia osric"
NOT_RIGHT, ABOUT = "This room does not feel right", "Is it about a facilitator?"
CANARY = "a canary called Wenceslas"


@pytest.fixture
def stage(theatre):
    """People have been told their rooms."""
    stage = theatre.opens(
        people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-12T12:00", publish="automatic"
    )
    stage.until("2027-02-15 16:00")
    return stage


def all_of(facilitator):
    """Every message, page and answer before one facilitator."""
    typed = [facilitator.types(f"/convene {word}") for word in ("status", "session 1", "wishes")]
    return [facilitator.opens_home(), *facilitator.inbox(), *typed]


def test_a_room_that_does_not_feel_right_is_told_to_those_it_is_not_about(stage):
    pearl, nadia, osric = stage.pearl, stage.nadia, stage.osric
    before = all_of(osric)

    pearl.presses(NOT_RIGHT)
    assert "Something is wrong now: tell a facilitator" in pearl.modal()
    assert ABOUT in pearl.submits()
    pearl.fills({"What is it about?": CANARY, ABOUT: [osric.name]})
    receipt = pearl.sends()

    assert "I have told Nadia Thorsby. They write to you here in Slack by" in receipt
    assert "20:00 in London" in receipt  # four hours on, in her own time
    assert "This is no emergency line" in receipt
    (came,) = nadia.was_told("Pearl Haversham", f"About the room. {CANARY}")
    assert "It is about Osric Fenwright, who is told nothing of it." in came
    assert "Somebody would like a word with a facilitator" in nadia.opens_home()

    nadia.presses("I answer")
    (card,) = pearl.was_told("Nadia Thorsby answers you by Mon 15 February")
    assert "20:00 in London" in card
    nadia.presses("I have answered")
    pearl.presses("I am still waiting", "Nadia Thorsby says that you have had an answer")
    assert nadia.was_told("Pearl Haversham", "still waits for a word")
    pearl.presses("It is settled")
    assert nadia.was_told("Pearl says that it is settled")
    stage.until("2027-02-15 22:00")

    assert all_of(osric) == before
    assert CANARY not in "\n".join(map(str, stage.log))


def test_where_nobody_answers_the_whole_team_is_told_after_four_hours_and_once(stage):
    stage.kirra.opens_home()
    stage.kirra.presses("A word with a facilitator")
    receipt = stage.kirra.sends()
    assert f"{stage.nadia.name} and {stage.osric.name}" in receipt
    assert sample_people()["kirra"].zone == "Australia/Melbourne"
    assert "07:00 in Melbourne" in receipt
    stage.osric.presses("I answer")

    stage.until("2027-02-16 12:00")

    for facilitator in (stage.nadia, stage.osric):
        (said,) = facilitator.was_told("Kirra", "still waits for a word")
        assert "Osric Fenwright took it on, and nobody has said that it is done" in said
    assert stage.kirra.was_told("You still wait for a word with a facilitator")
