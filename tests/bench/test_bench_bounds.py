"""The bench's own bounds: figures known beforehand, and never above what trying everything reaches."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bench import bounds
from bot.bench.community import Community, absences, named, plain
from bot.bench.ours import colleagues_of
from bot.rooms import bounds as engine_bounds

PEOPLE = "abcdef"


def always(people, rooms):
    return [(frozenset(f"p{at + 1:04d}" for at in range(people)), rooms)] * 18


def seatings(there, rooms):
    """Every way to seat these people in rooms of any sizes, as the pairs that sit together."""
    people = sorted(there)
    for places in product(range(rooms), repeat=len(people)):
        seats = [[p for p, at in zip(people, places, strict=True) if at == r] for r in range(rooms)]
        yield tuple(pair for room in seats for pair in combinations(room, 2))


def best(meetings):
    """The fewest repeats and squares, by trying everything."""
    series = product(*(set(seatings(*one)) for one in meetings))
    counts = [Counter(pair for pairs in some for pair in pairs) for some in series]
    repeats = min(sum(c - 1 for c in met.values()) for met in counts)
    return repeats, min(sum(c * (c - 1) // 2 for c in met.values()) for met in counts)


@pytest.mark.parametrize(
    ("people", "rooms", "repeats", "parted", "squares", "parted_squares"),
    [(24, 4, 804, 825, 1584, 1770), (45, 8, 900, 990, 900, 1080), (60, 10, 930, 1101, 930, 1101)],
)
def test_eighteen_months_have_the_bounds_known_for_them(
    people, rooms, repeats, parted, squares, parted_squares
):
    meetings = always(people, rooms)
    community = Community(name="", seed=3, papers=plain(people, seed=3))
    apart = colleagues_of(community)

    assert bounds.least_repeats(meetings) == repeats
    assert bounds.least_repeats(meetings, apart) == parted
    assert bounds.least_squares(meetings) == squares
    assert bounds.least_squares(meetings, apart) == parted_squares


GATHERINGS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(PEOPLE), min_size=2, max_size=5).map(frozenset), st.integers(1, 2)
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(GATHERINGS)
def test_no_seating_of_a_few_people_beats_the_bounds(meetings):
    repeats, squares = best(meetings)

    assert bounds.counting(meetings) <= bounds.least_repeats(meetings) <= repeats
    assert bounds.least_squares(meetings) <= squares


def test_whoever_comes_seldom_cannot_take_the_repeats_off_those_who_come_often():
    # Four meet four times, and once with eight others, who bring many more who may meet.
    meetings = [(frozenset("abcd"), 2)] * 4 + [(frozenset("abcdefghijkl"), 6)]

    assert bounds.counting(meetings) == bounds.forced_repeats(meetings) == 0
    assert bounds.grouped(meetings) == bounds.least_repeats(meetings) == 2
    assert bounds.grouped(meetings, [("a", "b")]) == 3


def test_the_engine_tells_the_bound_that_the_bench_finds_in_its_own_way():
    for people, share in ((24, 0.2), (45, 0.25), (60, 0.25), (60, 0.35)):
        away = absences(people, share=share, seed=people)
        everyone = frozenset(map(named, range(people)))
        meetings = [(everyone - some, -(-len(everyone - some) // 6)) for some in away.values()]

        assert engine_bounds.least_repeats(meetings) == bounds.least_repeats(meetings) > 0
    assert bounds.least_repeats(meetings) > bounds.counting(meetings)


def test_grids_exist_for_prime_powers_alone():
    found = [number for number in range(1, 33) if bounds.is_prime_power(number)]

    assert found == [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29, 31, 32]
    assert [bounds.clean_by_algebra(*one) for one in ((60, 11), (45, 9), (25, 5), (60, 10))] == [
        11,
        9,
        6,
        0,
    ]
