"""The least number of pairs who meet again, beside every seating there is."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.again import least_again


def seatings(people, sizes):
    """Every way of putting these people into rooms of these sizes, some of them more than once."""
    if not sizes:
        yield []
        return
    first, rest = sizes[0], sizes[1:]
    for room in combinations(sorted(people), first):
        for others in seatings(people - set(room), rest):
            yield [set(room), *others]


def again(seating, earlier):
    met = {
        pair for session in earlier for room in session for pair in combinations(sorted(room), 2)
    }
    return sum(pair in met for room in seating for pair in combinations(sorted(room), 2))


def test_nobody_has_met_before_the_first_session():
    assert least_again("abcdef", 2, 3, []) == 0


@pytest.mark.parametrize(
    ("earlier", "least"),
    [
        pytest.param([["abc", "def"]], 2, id="three of a room into two: one pair of each stays"),
        pytest.param([["abcdef"]], 6, id="all have met: every pair meets again"),
        pytest.param([["abxy", "cdzw"]], 0, id="two of a room into two need not"),
        pytest.param(
            [[f"{one}{other}"] for one, other in combinations("abcdef", 2)],
            6,
            id="all have met two by two: nobody new is left for anybody",
        ),
    ],
)
def test_two_rooms_of_three(earlier, least):
    assert least_again("abcdef", 2, 3, earlier) == least
    assert min(again(rooms, earlier) for rooms in seatings(set("abcdef"), (3, 3))) == least


people = st.sampled_from([set("abcdef"), set("abcdefg"), set("abcdefgh")])


@settings(max_examples=60)
@given(data=st.data(), coming=people, count=st.integers(1, 3))
def test_no_seating_at_all_has_fewer_than_the_bound(data, coming, count):
    draw = data.draw
    sizes = [len(coming) // 2, len(coming) - len(coming) // 2]
    everyone = sorted(coming | set("xy"))
    earlier = []
    for _ in range(count):
        order = draw(st.permutations(everyone))
        cut = draw(st.integers(2, len(order) - 2))
        earlier.append([set(order[:cut]), set(order[cut:])])

    bound = least_again(coming, len(sizes), min(sizes), earlier)

    assert bound <= min(again(rooms, earlier) for rooms in seatings(coming, tuple(sizes)))
