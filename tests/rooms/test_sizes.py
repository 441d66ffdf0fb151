"""How many rooms a number of people makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rooms.sizes import (
    bounds_for,
    legal_counts,
    nearest_count,
    possible_counts,
    poured,
    room_sizes,
)


def test_only_one_to_four_and_nine_people_cannot_sit_in_rooms_of_five_to_eight():
    illegal = [people for people in range(1, 1001) if not legal_counts(people, 5, 8)]

    assert illegal == [1, 2, 3, 4, 9]


def test_every_legal_number_of_rooms_keeps_each_room_between_five_and_eight():
    for people, rooms in ((p, r) for p in range(1, 1001) for r in legal_counts(p, 5, 8)):
        sizes = room_sizes(people, rooms)
        assert (sum(sizes), len(sizes)) == (people, rooms)
        assert 5 <= min(sizes) <= max(sizes) <= 8
        assert max(sizes) - min(sizes) <= 1


def test_no_legal_number_of_rooms_is_left_out():
    for people in range(1, 200):
        by_trying = [rooms for rooms in range(1, 60) if 5 * rooms <= people <= 8 * rooms]
        assert list(legal_counts(people, 5, 8)) == by_trying


@pytest.mark.parametrize(
    ("people", "sizes"),
    [(9, (5, 4)), (4, (4,)), (1, (1,)), (10, (5, 5)), (17, (6, 6, 5)), (59, (8, 8, 8, *[7] * 5))],
)
def test_people_are_shared_out_evenly_over_the_fewest_rooms(people, sizes):
    assert room_sizes(people, possible_counts(people, 5, 8)[0]) == sizes


@pytest.mark.parametrize(
    ("people", "least", "most", "rooms"),
    [(9, 5, 8, 2), (3, 5, 8, 1), (17, 7, 8, 2), (9, 7, 8, 1), (33, 4, 4, 8), (7, 4, 4, 2)],
)
def test_where_no_number_is_legal_the_rooms_miss_the_sizes_by_as_little_as_can_be(
    people, least, most, rooms
):
    assert nearest_count(people, least, most) == rooms


def test_bounds_are_widened_only_where_the_rooms_cannot_keep_them():
    assert bounds_for(9, 2, 5, 8) == (4, 8)
    assert bounds_for(9, 1, 5, 8) == (5, 9)
    assert bounds_for(40, 6, 5, 8) == (5, 8)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1), st.data())
def test_pouring_keeps_floors_and_caps_and_levels_what_is_between(vessels, data):
    floors = [min(one, other) for one, other in vessels]
    caps = [max(one, other) for one, other in vessels]
    total = data.draw(st.integers(sum(floors), sum(caps)))

    levels = poured(total, floors, caps)

    assert sum(levels) == total
    assert all(f <= level <= c for f, level, c in zip(floors, levels, caps, strict=True))
    lowest_open = min((v for v, c in zip(levels, caps, strict=True) if v < c), default=99)
    assert all(v <= lowest_open + 1 for v, f in zip(levels, floors, strict=True) if v > f)
