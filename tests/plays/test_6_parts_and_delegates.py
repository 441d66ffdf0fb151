"""Step 6: parts in a session go round by a press, and Darrow sends somebody who comes for him."""

import pytest

from tests.plays.scripts import cast, plan_of, sample_people

NAMES = (
    "marlene darrow ingrid obie ruthanne gil adaeze joaquim delphine walt lucius pearl doreen tariq"
)
PLAN = plan_of(2, without=["rsvp"], bare=True, parts=True)


@pytest.fixture
def stage(theatre):
    people = cast(f"{NAMES} nadia osric")
    stage = theatre.opens(people=people, start=(2027, 2), plan=PLAN, at="2027-02-09T12:00")
    stage.until("2027-02-11 18:00")
    return stage


def player(stage, *words):
    """Whoever was told this, of those who take part."""
    found = [
        one for one in (getattr(stage, name) for name in NAMES.split()) if one.was_told(*words)
    ]
    assert len(found) == 1
    return found[0]


def test_a_part_is_taken_given_back_and_asked_for_by_a_facilitators_press(stage):
    one = player(stage, "Would you be the welcomer")
    one.presses("Yes, I do it")
    stage.until("2027-02-11 19:00")
    assert one.was_told("You are the welcomer", "Thank you")
    assert "You are the welcomer." in one.opens_home()
    one.presses("Give it back: welcoming")
    stage.until("2027-02-16 18:00")

    (said,) = stage.nadia.was_told("still open", "Nobody is the welcomer yet")
    (label,) = [each for each in stage.nadia.buttons() if each.startswith("Ask ")][:1]
    assert label.removeprefix("Ask ") in said
    stage.nadia.presses(label)
    stage.until("2027-02-17 16:00")
    assert stage.nadia.was_told(f"{label.removeprefix('Ask ')} is asked") or stage.nadia.was_told(
        "are asked"
    )


def test_somebody_comes_for_darrow_this_once(stage):
    stage.darrow.opens_home()
    stage.darrow.presses("Somebody comes for me")
    stage.darrow.fills(
        {"Or somebody else, by name": "Tam Rell", "Their e-mail address": "tam@example.org"}
    )
    assert "Tam Rell comes for you" in stage.darrow.sends()
    assert "Tam Rell comes for you this time." in stage.darrow.opens_home()
    darrow = sample_people()["darrow"].name
    assert "Tam Rell comes for" in stage.osric.types("/convene people Darrow delegate")
    assert "No session is over yet" in stage.osric.types("/convene people attendance")
    stage.darrow.presses("I come myself")
    assert f"Nobody comes for {darrow}" in stage.osric.types("/convene people Darrow delegate")
    assert "I can come" in stage.darrow.buttons()
