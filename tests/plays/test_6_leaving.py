"""Step 6: Kwabena leaves the day before a session (A5): exactly five things are handed over, and he is the same when he
returns.
"""

import pytest

from bot.facilitation import publishing
from bot.facilitation.setting import Setting
from tests.facilitation.test_leaving import KWABENA, NADIA, NAMES, holds, seats_kwabena_as_host
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')


@pytest.fixture
def stage(theatre):
    """Rooms are told; Kwabena holds five things; the session is tomorrow."""
    people = cast(f"{NAMES} nadia osric")
    stage = theatre.opens(people=people, start=(2027, 2), plan=PLAN, at="2027-02-12T12:00")
    stage.until("2027-02-12 16:00")
    with stage.desk.store.begin() as memory:
        seats_kwabena_as_host(Setting(stage.desk, memory))
    publishing.publish(stage.desk, "s01", by=NADIA.id)
    holds(stage.desk)
    stage.kwabena.opens_home()
    stage.kwabena.presses("I can come")
    stage.until("2027-02-16 12:00")
    return stage


def test_kwabena_leaves_and_exactly_what_he_held_is_passed_on(stage):
    nadia, osric, kwabena, pearl = stage.nadia, stage.osric, stage.kwabena, stage.pearl
    said = nadia.types("/convene people Kwabena leaves")
    assert "5 things" in said
    nadia.presses("They have left")
    stage.until("2027-02-16 16:00")

    (only,) = kwabena.was_told("You have left")
    assert "My stories" in only or "take back here" in only
    heard = len(kwabena.inbox())
    for facilitator in (nadia, osric):
        (listed,) = facilitator.was_told("what they held", "5 things")
        for words in ("Ring the ward", "Count the beds", "Beds", "Keeping time in", "A story"):
            assert words in listed
    nadia.presses("Pass it on")
    nadia.fills({"Who is asked to take it on?": pearl.name})
    assert "I ask Pearl Haversham for a yes" in nadia.sends()
    stage.until("2027-02-16 17:00")
    pearl.presses("Yes, I take it on")
    assert osric.was_told("Pearl Haversham has it now")
    osric.presses("I take all of it on")
    assert nadia.was_told("Osric Fenwright has it now")

    stage.until("2027-02-20 12:00")
    assert len(kwabena.inbox()) == heard
    assert "Your stories: 1" in kwabena.types("/convene take back")  # his story stays his
    nadia.types("/convene people Kwabena returns")
    with stage.memory() as setting:
        (back,) = [p for p in setting.people.values() if p.name == KWABENA.name]
        owners = {a.owner for a in setting.memory.actions.find()}
        plan = setting.memory.plans.published("s01")
        hosts = {r.host for r in plan.rooms}
    assert back.id == KWABENA.id
    assert KWABENA.id not in owners | hosts
    assert len(hosts) == len(plan.rooms)
    assert "Hello Kwabena" in kwabena.opens_home()


def test_somebody_leaves_by_their_own_press(stage):
    stage.kwabena.presses("I am leaving")
    assert "5 things" in stage.kwabena.modal()
    assert "You have left. Thank you" in stage.kwabena.sends()
    stage.until("2027-02-16 16:00")
    assert stage.nadia.was_told("Kwabena Lathbury has left")
    assert "unless you take it back" in stage.kwabena.types("/convene mine")
    kwabena, have_left = stage.kwabena, "You have left, so I do nothing more for you here."
    assert "You have left" in kwabena.opens_home()
    assert have_left in kwabena.says("Is anybody there?")
    kwabena.presses("A word with a facilitator")
    assert have_left not in kwabena.modal()
