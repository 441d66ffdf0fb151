"""Whole series without a repeat where organisations are parted, lay people have company and some stay away."""

from dataclasses import replace

import pytest

from bot.domain.programme import RoomRules
from bot.domain.seating import clean_sessions
from bot.files.room_plans import PlanRules, drawn_absence, plan_rooms
from tests.seated import PERSPECTIVES, many

PARTED = RoomRules(max_same_organisation=1, assume_no_show_rate=0.0)
FREE = RoomRules(max_same_organisation=8, min_lay_per_room=0, assume_no_show_rate=0.0)


def half_lay(teams=9):
    """A hundred and fifty people of whom every other one speaks from lived experience."""
    return [
        replace(
            person,
            role="lay" if at % 2 else "clinician",
            organisation=f"Organisation {at % teams}",
            line_manager="",
        )
        for at, person in enumerate(many(150))
    ]


@pytest.mark.parametrize(("share", "rooms"), [(0.0, 23), (0.2, 19)])
def test_a_large_community_keeps_every_rule_for_months_without_a_repeat(share, rooms):
    people = half_lay()

    plan = plan_rooms(people, rules=PlanRules(rooms=PARTED), rooms=rooms, absence=share, sessions=9)

    counted = ("repeats", "organisation_pairs", "lone_lay_rooms", "hard_violations")
    assert [plan["score"][name] for name in counted] == [0, 0, 0, 0]
    assert plan["score"]["rooms_without_lay"] == 0


def test_managers_of_another_organisation_are_parted_too():
    people = half_lay(teams=17)
    boss = people[0]
    two = {people[5].id, people[22].id}
    people = [replace(p, line_manager=boss.email) if p.id in two else p for p in people]
    reports = {p.id for p in people if boss.manages(p)}

    series = clean_sessions(people, rules=PARTED, perspectives=PERSPECTIVES, rooms=23)

    assert reports == two
    assert len(series) >= 12
    assert not any(boss.id in room and reports & set(room) for seats in series for room in seats)


@pytest.mark.parametrize("rules", [replace(PARTED, min_lay_per_room=0), FREE])
def test_those_away_are_in_no_room_and_rooms_of_another_number_end_the_series(rules):
    people = half_lay()
    away = drawn_absence(people, sessions=9, share=0.2, seed=3)
    coming = [{p.id for p in people} - away[number] for number in range(1, 10)]
    few = set(sorted(coming[8])[:60])

    def series(coming):
        return clean_sessions(
            people, rules=rules, perspectives=PERSPECTIVES, rooms=19, coming=coming
        )

    assert [{one for room in seats for one in room} for seats in series(coming)] == coming
    assert len(series([*coming[:8], few])) == 8
    assert series([*coming[:4], few, *coming[4:8]]) == ()


def test_a_beginning_of_less_than_two_thirds_is_left_to_the_search():
    people = half_lay()

    def series(sessions):
        return clean_sessions(
            people, rules=PARTED, perspectives=PERSPECTIVES, rooms=29, sessions=sessions
        )

    assert len(series(2)) == 2
    assert series(18) == ()
