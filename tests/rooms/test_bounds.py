"""The proved least number of repeats: never above what any seating reaches, and met where it can be."""

from collections import Counter
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from bot.rooms.bounds import least_repeats

PEOPLE = "abcdef"


def counted(meetings):
    met = Counter(p for rooms in meetings for room in rooms for p in combinations(sorted(room), 2))
    return sum(count - 1 for count in met.values())


def splits(people, rooms):
    """Every way to put these people into so many rooms, none empty."""
    for places in product(range(rooms), repeat=len(people)):
        if len(set(places)) == rooms:
            yield [
                [p for p, at in zip(people, places, strict=True) if at == r] for r in range(rooms)
            ]


def test_two_meetings_of_six_in_two_rooms_repeat_at_least_two_pairs():
    meetings = [(frozenset(PEOPLE), 2)] * 2
    best = min(
        counted([one, other]) for one in [[list("abc"), list("def")]] for other in splits(PEOPLE, 2)
    )

    assert best == least_repeats(meetings) == 2


@given(
    st.lists(st.tuples(st.sets(st.sampled_from(PEOPLE), min_size=3), st.integers(1, 3)), max_size=3)
)
def test_no_seating_of_a_few_people_has_fewer_repeats_than_the_bound(meetings):
    bound = least_repeats([(frozenset(there), rooms) for there, rooms in meetings])
    choices = [list(splits(sorted(there), rooms))[:40] for there, rooms in meetings]

    for one in list(product(*choices))[:500]:
        assert counted(one) >= bound


def test_the_bound_is_that_of_the_printed_figures():
    for people, rooms, repeats in [(24, 4, 804), (45, 8, 900), (60, 10, 930), (120, 20, 0)]:
        everyone = frozenset(map(str, range(people)))
        assert least_repeats([(everyone, rooms)] * 18) == repeats


def test_people_who_never_attend_together_do_not_count_as_pairs():
    early, late = frozenset("abcd"), frozenset("efgh")

    assert least_repeats([(early, 1), (late, 1)]) == 0
    assert least_repeats([(early, 1), (early, 1), (late, 1)]) == 6


def test_nothing_planned_repeats_nothing():
    assert least_repeats([]) == 0
