"""Clean series by turning a wheel."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.sizes import room_sizes
from bot.rooms.wheel import turned_series


def meetings_by_pair(series):
    return Counter(pair for seats in series for room in seats for pair in combinations(room, 2))


def test_fifteen_schoolgirls_walk_out_in_threes_for_seven_days():
    series = turned_series(15, 5, 7)

    met = meetings_by_pair(series)
    assert len(series) == 7
    assert len(met) == 15 * 14 // 2
    assert set(met.values()) == {1}


@given(st.integers(4, 40), st.integers(2, 8), st.integers(2, 8))
@settings(max_examples=60)
def test_whatever_is_found_has_everyone_once_a_meeting_and_nobody_meeting_twice(
    people, rooms, meetings
):
    if rooms > people:
        return
    series = turned_series(people, rooms, meetings)

    assert len(series) in {0, meetings}
    assert set(meetings_by_pair(series).values()) <= {1}
    for seats in series:
        assert sorted(person for room in seats for person in room) == list(range(people))
        assert sorted(map(len, seats), reverse=True) == list(room_sizes(people, rooms))


@pytest.mark.parametrize(("people", "rooms", "meetings"), [(15, 5, 8), (60, 10, 18), (24, 4, 1)])
def test_where_pairs_do_not_suffice_or_one_meeting_is_asked_nothing_is_tried(
    people, rooms, meetings
):
    assert turned_series(people, rooms, meetings) == ()
