"""Step 3, asked in one line: where somebody sits or would go, and why one sits where one sits."""

import pytest

from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
FOURTEEN = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)


def plan_now(stage):
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def id_of(name):
    return sample_people()[name].id


@pytest.fixture
def told(theatre):
    """Fourteen people who were told their rooms."""
    stage = theatre.opens(
        people=cast(f"{FOURTEEN} nadia osric"), start=(2027, 2), plan=PLAN, at="2027-02-12T12:00"
    )
    stage.until("2027-02-14 12:00")
    return stage


def test_a_facilitator_asks_before_publishing_after_it_and_while_the_session_is_on(told):
    nadia, before = told.nadia, plan_now(told)
    room = before.room_of(id_of("pearl"))

    proposed = nadia.types("/convene who Pearl")
    nadia.presses("Publish these rooms")
    published = nadia.types("/convene who @Pearl Haversham")
    told.until("2027-02-17 20:10")
    on = nadia.types("/convene who pearl haversham")

    assert f"Pearl Haversham sits in {room.name}" in proposed
    assert "they have not been told" in proposed
    assert f"sits in {room.name}" in published
    assert "they have not been told" not in published
    assert "Zoom places them" in on
    assert "keeps time" in on
    assert plan_now(told).rooms == before.rooms


def test_a_late_joiner_is_foretold_the_room_they_get(told):
    told.nadia.presses("Publish these rooms")
    told.until("2027-02-15 16:00")
    told.ted.presses("I cannot come after all")
    before = plan_now(told)

    said = told.nadia.types("/convene who Ted")
    unchanged = plan_now(told) == before
    told.ted.opens_home()
    told.ted.presses("I can come")

    got = plan_now(told).room_of(id_of("ted")).name
    assert unchanged
    assert f"If they come: {got}, nobody has to move." in said
    assert "They said that they cannot come." in said


def test_names_that_fit_several_are_asked_back_and_unknown_ones_told(told):
    both = told.nadia.types("/convene who a")
    nobody = told.nadia.types("/convene who Zebediah <!channel>")
    empty = told.nadia.types("/convene who")

    assert "could be" in both
    assert "Write the name in full" in both
    assert "There is no person called Zebediah" in nobody
    assert "Say whom you mean" in empty


def test_a_participant_gets_the_own_room_its_people_and_nobody_elses(told):
    hidden = told.pearl.types("/convene who")
    told.nadia.presses("Publish these rooms")
    plan, people = plan_now(told), {p.id: p for p in sample_people().values()}
    room = plan.room_of(id_of("pearl"))
    mate = next(people[p].name for p in room.people if p != id_of("pearl"))
    other = next(people[p].name for p in plan.seated if p not in room.people)

    mine, by_name = told.pearl.types("/convene who"), told.pearl.types("/convene who Pearl")
    beside = told.pearl.types(f"/convene who {mate}")
    mentioned = told.pearl.types(f"/convene who @{mate}")
    elsewhere = told.pearl.types(f"/convene who {other}")
    unknown = told.pearl.types("/convene who Zebediah")
    of_facilitator = told.pearl.types("/convene who @Nadia Thorsby")

    assert "Rooms are not told yet" in hidden
    assert f"Your room is {room.name}" in mine
    assert by_name == mine
    assert f"{mate} is in your room, {room.name}" in beside
    assert mentioned == beside
    assert "of nobody else" in elsewhere
    assert elsewhere == unknown == of_facilitator


def test_everyone_may_ask_why_for_themselves_and_for_nobody_else(told):
    told.nadia.presses("Publish these rooms")

    mine = told.pearl.types("/convene why")
    named = told.pearl.types("/convene why Ted")
    facilitates = told.nadia.types("/convene why Pearl")
    own = told.nadia.types("/convene why")

    room = plan_now(told).room_of(id_of("pearl")).name
    assert f"you sit in {room}" in mine
    assert "you have not shared a room with anybody there before" in mine
    assert "lived experience" in mine
    assert "nobody else: /convene why" in named
    assert facilitates == named
    assert "You facilitate and have no room of your own" in own


def test_both_stand_in_the_list_of_what_one_can_type(told):
    assert "/convene who" in told.pearl.types("/convene help")
    assert "/convene why" in told.pearl.types("/convene help")
    assert "would go if they came late" in told.nadia.types("/convene help")
