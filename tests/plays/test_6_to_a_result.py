"""Story A9: an idea in month 5, three takers in three zones, a subgroup, help where it is stuck, told in month 7."""

from datetime import date

from bot.domain.followup import Progress
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira raimundo pearl gunvor kwabena kirra ted signe"
PLAN = plan_of(
    5, 6, 8, without=["rsvp"], bare=True, keep=["what-we-did", "action-check"], notices='"-1h"'
)
CHARTER = "Nobody goes home without knowing whom to ring"
IDEA, LETTERS = "Texts before discharge", "Collect 5 letters"


def test_from_an_idea_to_what_everyone_hears_of_it(theatre):
    stage = theatre.opens(
        people=cast(f"{PEOPLE} nadia"), start=(2027, 2), plan=PLAN, at="2027-02-19T12:00"
    )
    stage.until("2027-02-22 12:00")
    stage.signe.types(f"/convene branch {IDEA}")
    for taker in (stage.ted, stage.jandira, stage.pearl):
        taker.presses("I'd like to join")
    stage.signe.presses("Bring us together")
    stage.until("2027-02-24 16:00")
    assert stage.ted.reads("Here you are: Signe Fridell, Ted Okulicz")

    stage.kwabena.presses("Join the subgroup")
    assert "Signe Fridell convenes" in stage.kwabena.modal()
    assert "You are in" in stage.kwabena.sends()
    stage.until("2027-02-24 17:00")
    assert stage.kwabena.reads("Here you are: Signe Fridell, Ted Okulicz")

    stage.signe.presses("Charter and end", "Here you are")
    stage.signe.fills({"What are you here for, in a line?": CHARTER})
    assert "Kept" in stage.signe.sends()
    stage.until("2027-02-24 17:10")
    assert stage.kwabena.reads(CHARTER)

    stage.ted.presses("Find a time", "Here you are")
    times = stage.ted.modal()
    assert "between 08 and 18 for all of you" in times
    for city in (
        "Stockholm: Signe Fridell",
        "London: Pearl Haversham",
        "Sao Paulo: Jandira Coutinho",
    ):
        assert city in times

    stage.ted.closes()

    stage.signe.presses("Note an action", "Here you are")
    told = "Once it is done, everyone hears before the next session what was done, without a name."
    assert told in stage.signe.modal()
    stage.signe.fills({"What": LETTERS, "Who": "Ted Okulicz", "By when": date(2027, 4, 10)})
    stage.signe.sends()
    stage.until("2027-02-25 16:00")
    assert stage.ted.was_told(f"{LETTERS}”", told)
    stage.ted.presses("Yes, I take it on")

    stage.until("2027-03-31 16:00")  # two weeks after the second session
    assert stage.ted.was_told(f'You took on "{LETTERS}" for {IDEA}', told)
    before = len(stage.kirra.was_told("could use help"))
    stage.ted.presses("Stuck - I could use help", f'You took on "{LETTERS}"')
    (asked,) = stage.ted.was_told("May I ask everyone whether somebody can help?")
    assert "It is stuck" in asked
    assert (
        stage.kirra.reads("could use help") is False
    )  # nobody hears of it before the owner says so

    stage.ted.presses("Ask everyone for help")
    assert "Everyone in the community reads it, with your name" in stage.ted.modal()
    stage.ted.fills({"What would help?": "Who has a letter from the stroke ward?"})
    stage.ted.sends()
    stage.until("2027-03-31 17:00")
    assert stage.kirra.reads(f"Ted Okulicz could use help with “{LETTERS}”")
    stage.kirra.presses("I can help")
    stage.until("2027-04-02 12:00")
    assert stage.gunvor.reads("Taken by Kirra")
    assert stage.ted.was_told("Kirra", f"can help you with “{LETTERS}”")
    assert stage.kirra.was_told(f"you help Ted Okulicz with “{LETTERS}”")

    stage.ted.opens_home()
    stage.ted.presses("Done", LETTERS)
    with stage.memory() as setting:
        (action,) = setting.memory.actions.find()
    assert (action.state, action.told_in) == (Progress.DONE, "")

    stage.until("2027-04-21 16:00")
    (told,) = stage.gunvor.was_told("Done by the subgroup", IDEA)
    assert f"Done by the subgroup “{IDEA}”: {LETTERS}." in told
    assert before == 0

    stage.signe.presses("Close it", "Here you are")
    assert "What came of it?" in stage.signe.modal()
    stage.signe.fills({"What came of it?": "The ward sends a text before discharge"})
    assert "Closed with thanks" in stage.signe.sends()
    stage.until("2027-04-22 12:00")
    assert stage.pearl.reads(f"“{IDEA}” closes here. Thank you, Signe Fridell")
    assert stage.pearl.reads("What came of it: “The ward sends a text before discharge”.")
    assert stage.gunvor.reads("closes here") is False
    assert "You are in no subgroup" in stage.ted.types("/convene subgroup")
