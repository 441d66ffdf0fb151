"""Step 6, story A9: an idea, a button for those who would like to join, and a subgroup with a place of its own."""

from collections.abc import Iterable

import pytest

from integrations.sandbox.slack_things import GROUP, PRIVATE
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, keep=["branch"])
PEOPLE = "jandira raimundo luisa gunvor elis kwabena pearl anjali kirra ted signe"
IDEA = "Texts before discharge"


def opened(theatre, at="2027-02-22T12:00", **more):
    people = cast(f"{PEOPLE} nadia")
    stage = theatre.opens(people=people, start=(2027, 2), plan=PLAN, at=at, **more)
    stage.until("2027-02-23 12:00")
    return stage


@pytest.fixture
def stage(theatre):
    return opened(theatre)


def subgroups(stage):
    with stage.memory() as setting:
        return setting.memory.subgroups.find()


def places(stage):
    return [c for c in stage.world.slack.place.conversations.values() if c.kind in {GROUP, PRIVATE}]


def join(stage, names: Iterable[str]):
    for name in names:
        getattr(stage, name).presses("I'd like to join")


def test_three_takers_from_three_cities_and_the_namer_brings_the_four_together(stage):
    said = stage.signe.types(f"/convene branch {IDEA}")
    join(stage, ["ted", "jandira"])
    two = stage.signe.was_told("Would you like to bring")
    join(stage, ["pearl"])
    stage.until("2027-02-23 12:30")
    (asked,) = stage.signe.was_told("Would you like to bring the four of you together?")
    stage.signe.presses("Bring us together")
    stage.until("2027-02-24 16:00")

    assert f"Named: “{IDEA}”" in said
    assert two == []
    assert "Ted Okulicz, Jandira Coutinho and Pearl Haversham" in asked
    (subgroup,) = subgroups(stage)
    assert (subgroup.state, subgroup.convenor, subgroup.purpose) == ("open", "p062", IDEA)
    (place,) = places(stage)
    members = {getattr(stage, name).id for name in ("signe", "ted", "jandira", "pearl")}
    assert members <= set(place.members)
    assert stage.ted.reads("Here you are: Signe Fridell, Ted Okulicz")
    assert stage.ted.reads("Signe Fridell convenes. It runs until")
    assert stage.gunvor.reads("Here you are") is False
    assert stage.ted.was_told("The subgroup “Texts before discharge” has begun")
    assert stage.gunvor.reads("It is a subgroup now")


def test_in_the_subgroups_place_an_action_is_noted_and_told_to_all_of_it(stage):
    stage.signe.types(f"/convene branch {IDEA}")
    join(stage, ["ted", "jandira", "pearl"])
    stage.signe.presses("Bring us together")

    stage.signe.presses("Note an action", "Here you are")
    with pytest.raises(AssertionError):
        stage.signe.fills({"Who": "Gunvor Hallstensson"})  # not one of the subgroup
    stage.signe.fills({"What": "Collect five letters", "Who": "Ted Okulicz"})
    stage.signe.sends()
    stage.until("2027-02-23 16:00")
    before = stage.pearl.reads("Agreed: “Collect five letters”")
    stage.ted.presses("Yes, I take it on")

    assert before is False
    assert stage.pearl.reads("Agreed: “Collect five letters”: Ted Okulicz")
    assert stage.gunvor.reads("Collect five letters") is False


def test_pressed_twice_a_taker_counts_once_and_ones_own_branch_is_no_taker(stage):
    stage.signe.types(f"/convene branch {IDEA}")

    join(stage, ["ted", "ted", "signe", "jandira"])

    with stage.memory() as setting:
        (branch,) = setting.memory.branches.find()
    assert branch.takers == ("p020", "p054")
    assert stage.signe.was_told("Would you like to bring") == []


def test_somebody_else_may_be_asked_to_convene(stage):
    stage.signe.types(f"/convene branch {IDEA}")
    join(stage, ["gunvor", "pearl", "ted"])

    stage.signe.presses("Somebody else, please")
    stage.until("2027-02-23 16:00")
    stage.gunvor.presses("Bring us together")

    assert subgroups(stage)[0].convenor == "p060"
    assert len(places(stage)) == 1


def test_more_than_eight_get_a_private_channel(stage):
    stage.signe.types(f"/convene branch {IDEA}")
    takers = [name for name in PEOPLE.split() if name != "signe"]
    join(stage, takers)

    stage.signe.presses("Bring us together")
    stage.until("2027-02-24 12:00")

    (place,) = places(stage)
    assert place.kind == PRIVATE
    assert "texts-before-discharge" in place.name
    assert {getattr(stage, name).id for name in PEOPLE.split()} <= set(place.members)
    assert stage.kirra.reads("Here you are")


def test_a_branch_is_named_from_home_and_from_a_message_as_well(stage):
    stage.signe.opens_home()
    stage.signe.presses("Name a branch")
    stage.signe.fills({"What would you like to go further on?": IDEA})
    stage.signe.sends()
    stage.ted.says("Letters in plain words", channel="community")
    stage.pearl.runs_shortcut("Start a branch from this", "Letters in plain words")
    stage.pearl.submits()

    with stage.memory() as setting:
        named = {b.idea: b.by for b in setting.memory.branches.find()}
    assert named == {IDEA: "p062", "Letters in plain words": "p039"}
    assert stage.kirra.reads(f"Signe Fridell would like to go further on: “{IDEA}”")


def test_an_answer_to_the_question_after_the_session_is_a_branch(theatre):
    stage = theatre.opens(
        people=cast(f"{PEOPLE} nadia"), start=(2027, 2), plan=PLAN, at="2027-02-16T12:00"
    )
    stage.until("2027-02-18 12:00")

    stage.signe.presses("Answer", "Is there something you would like to go further on")
    stage.signe.fills({"Your answer": "Texts"})
    stage.signe.sends()
    stage.signe.presses("Change", "Is there something you would like to go further on")
    stage.signe.fills({"Your answer": IDEA})
    stage.signe.sends()
    join(stage, ["ted", "pearl", "kirra"])

    with stage.memory() as setting:
        (branch,) = setting.memory.branches.find()
    assert (branch.idea, branch.by, branch.session_id) == (IDEA, "p062", "s01")
    assert len(branch.takers) == 3
    assert stage.signe.reads("bring the four of you together?")


def test_somebody_without_slack_is_in_the_subgroup_and_the_others_hear_who_is_missing(theatre):
    people = cast(f"{PEOPLE} nadia")
    absent = sample_people()["gunvor"]
    stage = theatre.opens(
        people=people,
        on_slack=[p for p in people if p.id != absent.id],
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-22T12:00",
    )
    stage.until("2027-02-23 12:00")
    stage.signe.types(f"/convene branch {IDEA}")
    join(stage, ["ted", "pearl"])
    with stage.desk.store.begin() as memory:
        (branch,) = memory.branches.find()
        memory.branches.save(branch.joined_by(absent.id))

    join(stage, ["kirra"])
    stage.signe.presses("Bring us together")

    (subgroup,) = subgroups(stage)
    assert absent.id in subgroup.members
    assert subgroup.uninvited == (absent.id,)
    assert stage.ted.reads("Here you are")
