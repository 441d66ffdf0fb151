"""The group decides its hours: compared, put to everybody, answered, told, and all sessions ahead move at one press."""

from bot.domain.hour_polls import PollState
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, 3, 4, 5, without=["rsvp"], bare=True, notices='"-1d", "-1h"')
PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
NOW = "The hours as they are"


def test_from_the_question_to_everybodys_new_hours(theatre):
    stage = theatre.opens(people=cast(PEOPLE), start=(2027, 2), plan=PLAN, at="2027-02-03T16:00")
    stage.until("2027-02-04 16:00")
    page = stage.nadia.types("/convene hours")
    assert f"{NOW}: the hours that the plan gives. Melbourne bears most" in page
    stage.nadia.presses("Ask the group")
    stage.nadia.fills({"A word of yours, which everyone reads": "Say it as it is."})
    seen = stage.nadia.submits()
    assert "Melbourne (1 person): Thu 06:00 in March; Wed 21:00 from April to May." in seen
    assert stage.kirra.was_told("When shall we meet?") == []
    stage.nadia.sends()
    stage.until("2027-02-05 16:00")

    (kirra,) = stage.kirra.was_told("When shall we meet?", "“Say it as it is.”")
    assert "Everyone else sees numbers only, and none below five" in kirra
    stage.kirra.presses("I cannot", near=NOW)
    stage.ted.opens_home()
    stage.ted.presses("Say which hours suit you")
    stage.ted.fills({NOW: "Hard", "What makes it hard": "I drive then"})
    stage.ted.sends()
    assert "it is hard. What makes it hard: “I drive then”." in stage.ted.opens_home()
    stage.nadia.types("/convene people Pearl")
    stage.nadia.presses("Answer for them, by telephone")
    stage.nadia.fills(
        {"Which question": f"{NOW}: works, hard or cannot", "What they say": "cannot"}
    )
    stage.nadia.sends()
    assert "Noted by Nadia" in stage.pearl.opens_home()
    waits = stage.osric.types("/convene hours")
    assert "Cannot: Pearl Haversham and Kirra Hallam" in waits

    stage.until("2027-02-12 16:00")
    assert "Decide: /convene hours" in stage.osric.opens_home()
    (told,) = stage.osric.was_told("What you all said about our hours")
    assert "Hard: Ted Okulicz (“I drive then”)." in told
    stage.osric.presses("Look at: hours that go round")
    assert "2 sessions would move" in stage.osric.modal()
    done = stage.osric.sends()
    assert "2 sessions moved. 1 session stayed as it was." in done
    stage.until("2027-02-16 16:00")

    (kirra,) = stage.kirra.was_told("Our hours change: hours that go round.")
    assert "“Where the work meets the person”" in kirra
    assert stage.kirra.was_told("is moved") == []
    with stage.memory() as setting:
        assert sum(s.moves for s in setting.sessions()) == 2
        (poll,) = setting.memory.hour_polls.find()
        assert (poll.state, poll.answered) == (PollState.TAKEN, 3)
