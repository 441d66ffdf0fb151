"""Step 3, story A4: two facilitators change the same rooms, and no edit is lost."""

import threading
from collections import Counter

from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
PEOPLE = (
    "jandira raimundo luisa gunvor torkel kwabena doreen ivo pearl anjali kirra noreen ted emeka"
)


def opened(theatre, at="2027-02-12T12:00", **more):
    people = cast(f"{PEOPLE} nadia osric mirabel")
    stage = theatre.opens(people=people, start=(2027, 2), plan=PLAN, at=at, **more)
    stage.until("2027-02-12 16:00")
    return stage


def plan_now(stage):
    with stage.memory() as setting:
        return setting.memory.plans.latest("s01")


def named(stage, person):
    with stage.memory() as setting:
        return setting.people[person].name


def pairs(stage):
    """Two people of the first room and two of the second, each with the room's name beside it."""
    first, second = plan_now(stage).rooms[:2]
    return [
        (f"{named(stage, room.people[n])} ({room.name})", room.people[n])
        for n in (0, 1)
        for room in (first, second)
    ]


def swaps(who, one, other):
    who.presses("Swap two people")
    who.fills({"This person": one[0], "changes places with": other[0]})


def everyone_has_one_seat(stage):
    seats = Counter(p for room in plan_now(stage).rooms for p in room.people)
    return set(seats.values()) == {1} and len(seats) == len(PEOPLE.split())


def test_two_edits_of_different_people_are_both_kept(theatre):
    stage = opened(theatre)
    one, two, three, four = pairs(stage)
    swaps(stage.osric, one, two)
    swaps(stage.nadia, three, four)  # both have the same version before them

    stage.osric.submits()
    answer = stage.nadia.submits()

    rooms = plan_now(stage).rooms
    assert "They have changed places" in answer
    assert {one[1], three[1]} <= set(rooms[1].people)
    assert {two[1], four[1]} <= set(rooms[0].people)
    assert everyone_has_one_seat(stage)
    with stage.memory() as setting:
        did = [
            trace.who for trace in setting.memory.traces.find() if "changed the rooms" in trace.did
        ]
    assert did == ["p027", "p014"]


def test_two_edits_of_the_same_person_the_second_is_refused_with_who_and_what(theatre):
    stage = opened(theatre)
    one, two, three, _ = pairs(stage)
    swaps(stage.osric, one, two)
    swaps(stage.nadia, three, two)

    stage.osric.submits()
    before = plan_now(stage)
    answer = stage.nadia.submits()

    assert "Osric Fenwright changed Room 1 and Room 2 a moment ago" in answer
    assert "Look at it again" in answer
    assert plan_now(stage) == before
    assert everyone_has_one_seat(stage)


def test_the_one_who_moved_the_person_is_named_though_a_third_changed_the_rooms_since(theatre):
    stage = opened(theatre)
    one, two, three, four = pairs(stage)
    swaps(stage.nadia, one, two)

    stage.osric.types(f"/convene rooms 1 swap {named(stage, one[1])}, {named(stage, two[1])}")
    stage.mirabel.types(f"/convene rooms 1 swap {named(stage, three[1])}, {named(stage, four[1])}")
    answer = stage.nadia.submits()

    assert "Osric Fenwright changed Room 1 and Room 2" in answer


def test_publishing_while_another_edits_gives_zoom_and_people_the_same_rooms(theatre):
    stage = opened(theatre)
    one, two, *_ = pairs(stage)
    swaps(stage.osric, one, two)

    both = [
        threading.Thread(target=stage.osric.submits),
        threading.Thread(target=lambda: stage.nadia.presses("Publish these rooms")),
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    stage.until("2027-02-15 16:00")

    with stage.memory() as setting:
        published = setting.memory.plans.published("s01")
        addresses = {p.id: p.zoom_email for p in setting.people.values()}
    (meeting,) = stage.zoom_meetings()
    wanted = {
        room.name: sorted(addresses[p] for p in room.people if addresses[p])
        for room in published.rooms
    }
    assert {r["name"]: sorted(r["participants"]) for r in meeting.rooms} == wanted
    for room in published.rooms:
        for person in room.people:
            (told,) = stage.named(named(stage, person)).was_told("Your room for")
            assert f"is {room.name}, with" in told


def test_an_edit_after_publishing_is_told_to_nobody_until_it_is_published_too(theatre):
    stage = opened(theatre)
    stage.nadia.presses("Publish these rooms")
    stage.until("2027-02-15 16:00")
    one, two, *_ = pairs(stage)
    before = {
        p: len(stage.named(named(stage, p)).inbox())
        for room in plan_now(stage).rooms
        for p in room.people
    }

    stage.nadia.types(f"/convene rooms 1 swap {named(stage, one[1])}, {named(stage, two[1])}")
    silent = {p: len(stage.named(named(stage, p)).inbox()) for p in before}
    stage.osric.types("/convene rooms 1 publish")
    stage.until(
        "2027-02-16 09:00"
    )  # a Melbourne morning, before any day notice of a virtual session

    assert silent == before
    fresh = {p for p in before if len(stage.named(named(stage, p)).was_told("Your room for")) == 2}
    assert fresh == {one[1], two[1]}
    (meeting,) = stage.zoom_meetings()
    with stage.memory() as setting:
        mail = setting.people[one[1]].zoom_email or setting.people[two[1]].zoom_email
        rooms = {p: room.name for room in plan_now(stage).rooms for p in room.people}
        whose = next(p for p in (one[1], two[1]) if setting.people[p].zoom_email == mail)
    assert mail in next(r["participants"] for r in meeting.rooms if r["name"] == rooms[whose])
