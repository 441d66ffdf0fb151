"""Step 6: the aim is commented on, written anew by two facilitators at once, and the comment hears what came of it."""

from tests.plays.scripts import cast, plan_of

THEIRS, BOTH = "Care that is made together.", "Care that is made together, in plain words."


def test_an_aim_is_commented_on_written_anew_by_two_at_once_and_told_back(theatre):
    stage = theatre.opens(
        people=cast("pearl ted nadia osric"),
        start=(2027, 2),
        plan=plan_of(2, bare=True),
        at="2027-02-08T16:00",
    )
    assert "Version 1, from the learning plan." in stage.pearl.types("/convene aim")
    stage.pearl.presses("Say what you think of it")
    stage.pearl.fills({"What do you think of it?": "Plainer words, please"})
    thanked = stage.pearl.submits()
    for facilitator in (stage.nadia, stage.osric):
        facilitator.types("/convene aim")
        facilitator.presses("Write it anew")
    stage.osric.fills({"What holds from now on": THEIRS})
    stage.osric.submits()
    stage.nadia.fills({"What holds from now on": BOTH})
    stage.nadia.fills({"Whose words does it take up?": "Pearl Haversham: Plainer words, please"})
    met = stage.nadia.submits()
    kept = stage.nadia.submits()
    stage.until("2027-02-09 20:00")

    assert "you hear what came of it" in thanked
    assert "wrote it anew meanwhile" in met
    assert THEIRS in met
    assert BOTH in met
    assert "Kept, as version 3." in kept
    (told,) = stage.pearl.was_told("It was taken up.")
    assert f"Version 3 holds now. What we are here for: {BOTH}" in told
    assert BOTH in stage.ted.types("/convene aim")
    assert BOTH in stage.ted.opens_home()
    assert "Write it anew" not in stage.ted.types("/convene agreements")
