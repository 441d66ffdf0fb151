"""Step 3: rooms are proposed with reasons, changed by facilitators in seconds, undone, and published."""

import re
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
FOURTEEN = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)
NINE = "jandira luisa gunvor torkel kwabena doreen pearl kirra ted"


def opened(theatre, names, at="2027-02-11T12:00", **more):
    show = {"people": cast(f"{names} nadia osric"), "start": (2027, 2), "plan": PLAN, "at": at}
    return theatre.opens(**show | more)


def plan_now(stage):
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def names_in(stage, plan):
    """Who sits with whom, by name."""
    with stage.memory() as setting:
        return {room.name: {setting.people[p].name for p in room.people} for room in plan.rooms}


def room_of(stage, name):
    return next(room for room, people in names_in(stage, plan_now(stage)).items() if name in people)


def two_apart(stage):
    """Two people of the same kind who sit in different rooms, and what their rooms are called."""
    rooms = plan_now(stage).rooms
    lay = {p.id: p.name for p in sample_people().values() if p.is_lay}
    one, other = (next(lay[p] for p in room.people if p in lay) for room in rooms[:2])
    return one, other, rooms[0].name, rooms[1].name


@pytest.fixture(scope="module")
def proposed(season):
    """Fourteen people, and rooms that were proposed this morning."""
    stage = opened(season, FOURTEEN)
    stage.until("2027-02-12 16:00")
    return stage


def test_rooms_are_proposed_five_days_ahead_to_every_facilitator_with_reasons(proposed):
    for facilitator in (proposed.nadia, proposed.osric):
        (page,) = facilitator.was_told("Rooms for “A short list that stays short”")
        assert "proposed, not yet told to anyone" in page
        assert "14 people in" in page
        came = facilitator.told_at("Rooms for “A short list")
        melbourne = datetime(2027, 2, 12, 10, tzinfo=ZoneInfo("Australia/Melbourne"))
        assert came.replace(second=0, microsecond=0) == melbourne  # ten strikes there first
    plan = plan_now(proposed)
    assert all(5 <= room.size <= 8 for room in plan.rooms)
    assert plan.notices
    assert all(notice.endswith((".", "?")) for notice in plan.notices)
    assert proposed.jandira.was_told("Your room") == []


def test_a_facilitator_swaps_by_command_and_takes_it_back(proposed):
    before = names_in(proposed, plan_now(proposed))
    one, other, first, second = two_apart(proposed)

    answer = proposed.nadia.types(f"/convene rooms 1 swap {one}, {other}")
    swapped = names_in(proposed, plan_now(proposed))
    undone = proposed.nadia.types("/convene rooms 1 undo")

    assert f"{one} and {other} changed places" in answer
    assert one in swapped[second]
    assert other in swapped[first]
    assert "Taken back" in undone
    assert names_in(proposed, plan_now(proposed)) == before


def test_a_facilitator_swaps_by_form_and_takes_it_back_with_a_button(proposed):
    before = names_in(proposed, plan_now(proposed))
    one, other, first, second = two_apart(proposed)

    proposed.nadia.presses("Swap two people")
    proposed.nadia.fills(
        {"This person": f"{one} ({first})", "changes places with": f"{other} ({second})"}
    )
    answer = proposed.nadia.sends()
    swapped = names_in(proposed, plan_now(proposed))
    proposed.nadia.presses("Undo the last change")

    assert "They have changed places" in answer
    assert one in swapped[second]
    assert names_in(proposed, plan_now(proposed)) == before
    assert "Rooms for" in proposed.osric.sees()


def test_undo_pressed_again_goes_back_one_more(proposed):
    before = names_in(proposed, plan_now(proposed))
    one, other, _, _ = two_apart(proposed)
    proposed.nadia.types(f"/convene rooms 1 swap {one}, {other}")
    third, fourth, _, _ = two_apart(proposed)
    proposed.nadia.types(f"/convene rooms 1 swap {third}, {fourth}")

    proposed.nadia.types("/convene rooms 1 undo")
    proposed.nadia.types("/convene rooms 1 undo")

    assert names_in(proposed, plan_now(proposed)) == before


def test_someone_is_moved_by_form_and_by_command(proposed):
    rooms = sorted(plan_now(proposed).rooms, key=lambda room: room.size)
    smallest, largest = rooms[0], rooms[-1]
    with proposed.memory() as setting:
        mover = setting.people[largest.people[-1]].name

    proposed.nadia.presses("Move someone")
    proposed.nadia.fills({"Who": f"{mover} ({largest.name})", "To which room": smallest.name})
    answer = proposed.nadia.sends()
    there = room_of(proposed, mover)
    proposed.nadia.types(f"/convene rooms 1 move {mover} to {largest.name.split()[-1]}")

    assert smallest.name in answer
    assert there == smallest.name
    assert room_of(proposed, mover) == largest.name


def test_a_pinned_person_stays_when_rooms_are_drawn_anew(proposed):
    where = room_of(proposed, "Pearl Haversham")

    proposed.nadia.types("/convene rooms 1 pin Pearl")
    drawn = proposed.osric.types("/convene rooms 1 propose")

    assert "Pinned people stayed" in drawn
    assert room_of(proposed, "Pearl Haversham") == where
    assert re.search(r"Pearl Haversham( \(\w+\))? \(pinned\)", drawn)
    proposed.nadia.types("/convene rooms 1 unpin Pearl")
    assert plan_now(proposed).pinned == ()


def test_a_room_of_nine_is_refused_with_a_way_out(proposed):
    full = max(plan_now(proposed).rooms, key=lambda room: room.size)
    others = [p for room in plan_now(proposed).rooms if room != full for p in room.people]
    movers = [p.name for p in sample_people().values() if p.id in others]
    answers = [
        proposed.nadia.types(f"/convene rooms 1 move {who} to {full.name}") for who in movers
    ]

    refused = [a for a in answers if "9 people; swap someone instead" in a]
    assert refused
    assert max(room.size for room in plan_now(proposed).rooms) == 8


def test_names_need_no_comma_and_a_missing_one_is_asked_for(proposed):
    one, other = (room.people[0] for room in plan_now(proposed).rooms[:2])
    with proposed.memory() as setting:
        names = f"{setting.people[one].name} {setting.people[other].name}"
    swapped = proposed.nadia.types(f"/convene rooms 1 swap {names}")
    back = proposed.nadia.types(f"/convene rooms 1 swap {one} {other}")
    alone = proposed.nadia.types(f"/convene rooms 1 swap {one}")
    nowhere = proposed.nadia.types(f"/convene rooms 1 move {one} Room 99")

    assert "changed places" in swapped
    assert "changed places" in back
    assert "Name the two people who change places" in alone
    assert "There is no room called Room 99." in nowhere


def test_a_name_that_could_be_two_people_is_asked_about_and_a_wrong_one_told(proposed):
    both = proposed.nadia.types("/convene rooms 1 pin a")
    nobody = proposed.nadia.types("/convene rooms 1 pin Zebediah")
    nowhere = proposed.nadia.types("/convene rooms 1 move Pearl to Room 77")
    nothing = proposed.nadia.types("/convene rooms 1 shuffle")

    assert "could be" in both
    assert "There is no person called Zebediah" in nobody
    assert "There is no room called Room 77. There are Room 1" in nowhere
    assert "Try: see, swap" in nothing


def test_only_facilitators_see_and_change_rooms(proposed):
    before = plan_now(proposed)

    answer = proposed.pearl.types("/convene rooms 1 swap Pearl, Ted")

    assert "Only facilitators can do that" in answer
    assert plan_now(proposed) == before
    assert "Rooms for" not in proposed.pearl.sees()


def test_published_by_hand_two_days_ahead_everyone_hears_their_room_at_their_own_ten(theatre):
    stage = opened(theatre, FOURTEEN, at="2027-02-12T12:00")
    stage.until("2027-02-14 12:00")

    stage.nadia.presses("Publish these rooms")
    stage.until("2027-02-16 12:00", "America/New_York")

    rooms = names_in(stage, plan_now(stage))
    for name in FOURTEEN.split():
        player, who = getattr(stage, name), sample_people()[name]
        (told,) = player.was_told("Your room for")
        mine = next(room for room, people in rooms.items() if who.name in people)
        assert f"is {mine}, with" in told
        assert all(mate in told for mate in rooms[mine] - {who.name})
        came = player.told_at("Your room for").astimezone(who.tz)
        assert (came.day, came.hour, came.minute) == (15, 10, 0)
    assert stage.nadia.was_told("version 2: published")


def test_rooms_that_wait_for_a_yes_are_told_to_nobody_and_brought_to_mind(theatre):
    stage = opened(theatre, FOURTEEN, at="2027-02-12T12:00")

    stage.until("2027-02-15 16:00")

    for facilitator in (stage.nadia, stage.osric):
        (asked,) = facilitator.was_told("wait for your yes: nobody has been told yet")
        assert "Publish these rooms" in asked
    assert stage.pearl.was_told("Your room") == []


def test_published_automatically_where_the_house_says_so(theatre):
    stage = opened(theatre, FOURTEEN, at="2027-02-12T12:00", publish="automatic")

    stage.until("2027-02-15 16:00")

    assert plan_now(stage).state == "published"
    assert stage.jandira.was_told("Your room for")
    assert stage.nadia.was_told("wait for your yes") == []


def test_nine_people_sit_five_and_four_and_a_tenth_is_asked_for(theatre):
    stage = opened(theatre, NINE, publish="automatic")

    stage.until("2027-02-15 16:00")

    assert sorted(room.size for room in plan_now(stage).rooms) == [4, 5]
    page = stage.nadia.types("/convene rooms 1")
    assert "tenth" in page
    assert all(getattr(stage, name).was_told("Your room for") for name in NINE.split())


def test_nine_are_left_when_the_others_say_no(theatre):
    stage = opened(
        theatre,
        f"{NINE} elis ivo emeka",
        at="2027-02-05T12:00",
        plan=plan_of(2, bare=True, notices='"-1h"'),
    )
    stage.until("2027-02-09 12:00")
    for name in ["elis", "ivo", "emeka"]:
        getattr(stage, name).presses("No, not this time")

    stage.until("2027-02-12 16:00")

    assert sorted(room.size for room in plan_now(stage).rooms) == [4, 5]
    assert "tenth" in stage.osric.sees()


def test_three_people_have_one_room_and_a_notice(theatre):
    stage = opened(theatre, "jandira kwabena kirra", publish="automatic")

    stage.until("2027-02-15 16:00")

    (room,) = plan_now(stage).rooms
    assert room.size == 3
    assert plan_now(stage).notices
    assert stage.kirra.was_told("Your room for", "Jandira Coutinho")


def test_nobody_at_all_is_no_error(theatre):
    stage = opened(theatre, "", publish="automatic")

    stage.until("2027-02-18 16:00")

    assert plan_now(stage) is None or plan_now(stage).rooms == ()
    assert stage.nadia.types("/convene rooms 1").strip()


def test_the_whole_sample_sits_in_rooms_of_five_to_eight_with_two_lay_each(theatre):
    everyone = list(sample_people().values())
    stage = theatre.opens(
        at="2027-02-12T12:00", people=everyone, start=(2027, 2), plan=PLAN, publish="by-hand"
    )

    stage.nadia.types("/convene rooms 1 propose")

    rooms = plan_now(stage).rooms
    people = {p.id: p for p in everyone}
    assert sum(room.size for room in rooms) == 59
    for room in rooms:
        assert 5 <= room.size <= 8
        assert sum(people[p].is_lay for p in room.people) >= 2
        assert max(Counter(people[p].organisation for p in room.people).values()) <= 2
        assert not [
            (a, b) for a in room.people for b in room.people if people[a].manages(people[b])
        ]


def test_facilitators_see_who_has_met_whom_and_nobody_else_does(theatre):
    stage = opened(theatre, FOURTEEN, at="2027-02-12T12:00", publish="automatic")
    assert "Nobody has met yet" in stage.nadia.types("/convene rooms met")
    stage.until("2027-02-16 16:00")
    told = stage.nadia.types("/convene rooms met")
    assert told.startswith("After 1 session ")
    assert "met for the first time, 0 again" in told
    assert "have met" not in stage.jandira.types("/convene rooms met")
