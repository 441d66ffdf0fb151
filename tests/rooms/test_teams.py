"""Rooms for teams that stay together, as counts."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.teams import team_rooms


def sizes(rooms):
    return sorted((sum(room.values()) for room in rooms), reverse=True)


@pytest.mark.parametrize(
    ("teams", "rooms"),
    [
        ([7, 7, 7], [{0: 7}, {1: 7}, {2: 7}]),
        ([7, 3, 4], [{0: 7}, {2: 4, 1: 3}]),
        ([5, 3], [{0: 5, 1: 3}]),
        ([16], [{0: 8}, {0: 8}]),
        ([10], [{0: 5}, {0: 5}]),
        ([2, 2, 2], [{0: 2, 1: 2, 2: 2}]),
        ([3], [{0: 3}]),
        ([4, 10], [{1: 5, 0: 2}, {1: 5, 0: 2}]),
        ([], []),
        ([0, 6], [{1: 6}]),
    ],
)
def test_whole_teams_have_a_room_and_small_ones_share(teams, rooms):
    assert list(team_rooms(teams, 5, 8)) == rooms


def test_a_small_team_nobody_can_take_in_is_lent_two_who_know_each_other():
    assert sorted(sizes(team_rooms([7, 7, 3], 5, 8))) == [5, 5, 7]
    assert Counter(len(room) for room in team_rooms([7, 7, 3], 5, 8)) == {1: 2, 2: 1}


def test_people_in_no_team_fill_rooms_before_anyone_is_lent():
    rooms = team_rooms([3, 7, 2], 5, 8, loose=2)

    assert {0: 3, 2: 2} in rooms
    assert {1: 7} in rooms


def test_many_small_teams_are_joined_in_no_time():
    teams = [2, 3, 4, 1] * 20

    rooms = team_rooms(teams, 5, 8)

    assert all(5 <= size <= 8 for size in sizes(rooms))


@given(st.lists(st.integers(0, 25), max_size=10))
@settings(max_examples=80)
def test_everyone_has_a_place_and_sizes_are_legal_where_the_sum_allows(teams):
    rooms = team_rooms(teams, 5, 8)

    for team, size in enumerate(teams):
        assert sum(room.get(team, 0) for room in rooms) == size
    total = sum(teams)
    if any(5 * rooms_made <= total <= 8 * rooms_made for rooms_made in range(1, 99)):
        assert all(5 <= size <= 8 for size in sizes(rooms))


def test_a_team_that_may_be_split_lends_first():
    assert sorted(team_rooms([3, 7, 8], 5, 8, loose=2), key=str) == [{0: 3, 2: 2}, {1: 7}, {2: 6}]
