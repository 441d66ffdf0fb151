"""Clean series on a grid with holes: colleagues in one column, whoever stays away a hole, rows searched for."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.chance import chance
from bot.rooms.problem import Problem
from bot.rooms.rows import parted_series


def asked(people, rooms, marked=(), company=2):
    return Problem(
        people=people,
        rooms=rooms,
        least=5,
        most=8,
        weights=[],
        marked=frozenset(marked),
        company=company,
    )


def teams(people, count):
    return [list(range(first, people, count)) for first in range(count)]


def coming(people, sessions, share, seed=1):
    luck = chance("coming", seed)
    return [
        frozenset(one for one in range(people) if luck.random() >= share) for _ in range(sessions)
    ]


def met(series):
    return Counter(pair for seats in series for room in seats for pair in combinations(room, 2))


def check(series, groups, those, marked=frozenset()):
    """Sizes and shares are kept, everyone who comes sits once, nobody meets anybody twice or their own."""
    group_of = {one: number for number, group in enumerate(groups) for one in group}
    assert set(met(series).values()) <= {1}
    assert not any(group_of[one] == group_of[other] for one, other in met(series))
    for seats, there in zip(series, those, strict=False):
        assert sorted(one for room in seats for one in room) == sorted(there)
        least, most = min(5, len(there) // len(seats)), max(8, -(-len(there) // len(seats)))
        assert all(least <= len(room) <= most for room in seats)
        assert not marked or all(len(marked.intersection(room)) >= 2 for room in seats)


@settings(max_examples=25, deadline=None)
@given(
    people=st.integers(20, 130),
    rooms=st.sampled_from((4, 5, 7, 8, 9, 11, 13, 16, 17, 19)),
    count=st.integers(2, 20),
    share=st.sampled_from((0.0, 0.1, 0.3)),
    lay=st.sampled_from((0.0, 0.3, 0.5, 0.7)),
)
def test_whatever_is_found_keeps_sizes_and_shares_and_nobody_meets_twice_or_their_own(
    people, rooms, count, share, lay
):
    marked = frozenset(range(int(lay * people)))
    groups, those = teams(people, count), coming(people, 18, share)

    series = parted_series(asked(people, rooms, marked), groups, those)

    assert len(series) <= min(18, rooms)
    check(series, groups, those, marked)


@pytest.mark.parametrize(
    ("people", "rooms", "share", "lay", "clean"),
    [
        (60, 9, 0.0, 0.0, 8),
        (60, 9, 0.0, 0.5, 8),
        (150, 23, 0.0, 0.0, 18),
        (150, 19, 0.2, 0.5, 18),
        (200, 29, 0.0, 0.0, 18),
    ],
)
def test_nine_organisations_are_parted_for_so_many_months(people, rooms, share, lay, clean):
    marked = frozenset(chance("lay").sample(range(people), int(lay * people)))
    groups, those = teams(people, 9), coming(people, 18, share)

    series = parted_series(asked(people, rooms, marked), groups, those)

    assert len(series) >= clean
    check(series, groups, those, marked)


def test_there_is_no_series_without_a_field_or_with_too_large_or_too_many_groups():
    everyone = [frozenset(range(60))] * 18

    assert parted_series(asked(60, 10), teams(60, 9), everyone) == ()
    assert parted_series(asked(60, 9), teams(60, 6), everyone) == ()
    assert parted_series(asked(60, 9), [[one, one + 1] for one in range(0, 60, 2)], everyone)
    assert parted_series(asked(60, 8), teams(60, 9), everyone) == ()


def test_where_marked_people_are_too_few_for_every_room_nothing_is_tried():
    everyone = [frozenset(range(60))] * 18

    assert parted_series(asked(60, 9, range(17)), teams(60, 9), everyone) == ()
    assert parted_series(asked(60, 9, range(1), company=0), teams(60, 9), everyone)
