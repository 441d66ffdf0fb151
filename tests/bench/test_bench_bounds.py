"""The bench's own bounds: figures known beforehand, and never above what trying everything reaches."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bench import bounds
from bot.bench.community import Community, plain
from bot.bench.flow import greatest_flow
from bot.bench.ours import colleagues_of

PEOPLE = "abcdef"


def always(people, rooms):
    return [(frozenset(f"p{at + 1:04d}" for at in range(people)), rooms)] * 18


def seatings(there, rooms, *, even):
    """Every way to seat these people, rooms not told apart."""
    people = sorted(there)
    for places in product(range(rooms), repeat=len(people)):
        seats = [[p for p, at in zip(people, places, strict=True) if at == r] for r in range(rooms)]
        sizes = [len(room) for room in seats]
        if not even or max(sizes) - min(sizes) <= 1:
            yield [pair for room in seats for pair in combinations(room, 2)]


def best(meetings, *, even):
    """The fewest repeats and squares, by trying everything."""
    series = product(*(list(seatings(*one, even=even)) for one in meetings))
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
    st.tuples(st.sets(st.sampled_from(PEOPLE), min_size=2).map(frozenset), st.integers(1, 2)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40)
@given(GATHERINGS)
def test_no_even_seating_of_a_few_people_beats_the_bound(meetings):
    repeats, squares = best(meetings, even=True)

    assert bounds.least_repeats(meetings) <= repeats
    assert bounds.least_squares(meetings) <= squares


@settings(max_examples=15)
@given(GATHERINGS.filter(lambda meetings: len(meetings) < 3))
def test_no_seating_at_all_beats_counting_and_pigeonhole(meetings):
    repeats, _ = best(meetings, even=False)

    assert max(bounds.counting(meetings), bounds.forced_repeats(meetings)) <= repeats


def test_whoever_comes_seldom_cannot_take_the_repeats_off_those_who_come_often():
    # Two meet alone four times, and once with six others in four rooms of two.
    meetings = [(frozenset("ab"), 1)] * 4 + [(frozenset("abcdefgh"), 4)]

    assert bounds.counting(meetings) == 0
    assert bounds.degrees(meetings) == 1
    assert bounds.least_repeats(meetings) == 3


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.sets(st.sampled_from(list(combinations(range(5), 2)))),
)
def test_half_the_flow_is_never_less_than_the_most_pairs_that_degrees_allow(degrees, pairs):
    fitting = (
        some
        for count in range(len(pairs) + 1)
        for some in combinations(sorted(pairs), count)
        if all(sum(one in pair for pair in some) <= degrees[one] for one in range(5))
    )
    most = max(map(len, fitting))
    flow = greatest_flow(degrees, [0] * 5, 0, sorted(pairs))

    assert most <= flow // 2 <= sum(degrees) // 2


def test_grids_exist_for_prime_powers_alone():
    found = [number for number in range(1, 33) if bounds.is_prime_power(number)]

    assert found == [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29, 31, 32]
    assert [bounds.clean_by_algebra(*one) for one in ((60, 11), (45, 9), (25, 5), (60, 10))] == [
        11,
        9,
        6,
        0,
    ]
