"""A series of sessions: what later sessions ask of this one, and what one impossible session does to the rest."""

import pytest

from bot.domain.programme import RoomRules
from bot.domain.seating import ImpossibleRooms, Past, draw_rooms
from bot.files.room_plans import PlanRules, plan_rooms
from tests.seated import PERSPECTIVES, many

FREE = RoomRules(max_same_organisation=8, min_lay_per_room=0, avoid_line_manager_pairs=False)


def together(rooms, one, other):
    return any({one, other} <= set(room.people) for room in rooms)


@pytest.mark.parametrize("seed", "abcdef")
def test_two_who_will_not_both_be_there_again_meet_now(seed):
    people = many(30)
    one, other = people[0].id, people[17].id
    everyone = frozenset(person.id for person in people)
    past = Past(later=(everyone - {one}, everyone - {other}) * 4)

    rooms = draw_rooms(people, rules=FREE, perspectives=PERSPECTIVES, seed=seed, past=past).rooms

    assert together(rooms, one, other)


def test_those_who_have_met_already_are_not_drawn_together_again():
    people = many(30)
    one, other = people[0].id, people[17].id
    everyone = frozenset(person.id for person in people)
    past = Past(times={frozenset({one, other}): 1}, later=(everyone - {one}, everyone - {other}))

    rooms = draw_rooms(people, rules=FREE, perspectives=PERSPECTIVES, seed="a", past=past).rooms

    assert not together(rooms, one, other)


def test_where_everyone_comes_each_time_knowing_it_changes_nothing():
    people = many(30)
    everyone = frozenset(person.id for person in people)

    drawn = [
        draw_rooms(people, rules=FREE, perspectives=PERSPECTIVES, seed="a", past=past)
        for past in (Past(), Past(later=(everyone,) * 5))
    ]

    assert drawn[0] == drawn[1]


def test_knowing_who_is_away_when_saves_repeats():
    repeats = [
        plan_rooms(many(60), absence=0.25, seed=seed, rules=PlanRules(rooms=FREE))["score"][
            "repeats"
        ]
        for seed in (1, 2)
    ]

    assert sum(repeats) <= 1_805


def parted(people):
    return PlanRules(rooms=FREE, apart=(frozenset({people[0].id, people[1].id}),))


def test_a_session_that_cannot_keep_people_apart_has_no_rooms_and_the_others_have_theirs():
    people = many(30)
    few = frozenset(person.id for person in people[6:])

    plan = plan_rooms(people, sessions=3, absence={2: few}, rules=parted(people))

    rooms = [len(each["rounds"][0]["rooms"]) > 1 for each in plan["sessions"]]
    undrawn = plan["sessions"][1]["rounds"][0]
    assert rooms == [True, False, True]
    assert sorted(undrawn["unplaced"]) == sorted(person.id for person in people[:6])
    assert plan["score"]["hard_violations"] == 0


def test_why_a_session_has_no_rooms_is_said_without_naming_who_is_kept_apart():
    people = many(30)
    few = frozenset(person.id for person in people[6:])

    plan = plan_rooms(people, sessions=2, absence={2: few}, rules=parted(people))

    said = " ".join(plan["sessions"][1]["rounds"][0]["notices"])
    assert said.startswith("No rooms were drawn: of the six people coming")
    assert people[0].name not in said
    assert people[1].name not in said


def test_wishes_that_no_session_can_keep_are_refused_with_the_fewest_that_clash():
    people = many(6)

    with pytest.raises(ImpossibleRooms, match=people[0].name):
        plan_rooms(people, sessions=2, rules=parted(people))
