"""The proved least number of repeats: never above what any seating reaches, and met where it can be."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.bounds import least_repeats
from bot.rooms.chance import chance

PEOPLE = "abcdef"
PAIRS = tuple(combinations(PEOPLE, 2))


def counted(meetings):
    met = Counter(p for rooms in meetings for room in rooms for p in combinations(sorted(room), 2))
    return sum(count - 1 for count in met.values())


def seatings(people, rooms):
    """Every way to put these people into so many rooms of any sizes, some perhaps empty, as sets of pairs."""
    ways = set()
    for places in product(range(rooms), repeat=len(people)):
        seats = zip(people, places, strict=True)
        ways.add(frozenset((p, q) for (p, at), (q, to) in combinations(seats, 2) if at == to))
    return ways


def fewest(meetings, never=frozenset()):
    """The fewest repeats of all series of seatings there are; None where each brings some of `never` together."""
    best = None
    for series in product(*(seatings(sorted(there), rooms) for there, rooms in meetings)):
        met = frozenset().union(*series)
        if not met & never:
            repeats = sum(map(len, series)) - len(met)
            best = repeats if best is None else min(best, repeats)
    return best


def test_two_meetings_of_six_in_two_rooms_repeat_at_least_two_pairs():
    meetings = [(frozenset(PEOPLE), 2)] * 2

    assert fewest(meetings) == least_repeats(meetings) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from(PEOPLE[:5])).map(frozenset), st.integers(1, 3)),
        max_size=3,
    ),
    st.sets(st.sampled_from(PAIRS), max_size=3),
)
def test_no_seating_of_a_few_people_has_fewer_repeats_than_the_bound(meetings, parted):
    best, apart = fewest(meetings), fewest(meetings, parted)

    assert least_repeats(meetings) <= best
    assert apart is None or least_repeats(meetings, parted) <= apart


@settings(max_examples=80, deadline=None)
@given(
    people=st.integers(4, 40),
    sessions=st.integers(1, 20),
    share=st.sampled_from((0.0, 0.2, 0.5, 0.8)),
    seed=st.integers(0, 10**6),
)
def test_rooms_drawn_by_chance_never_beat_the_bound(people, sessions, share, seed):
    luck = chance("bound", seed)
    meetings, series = [], []
    for _ in range(sessions):
        there = [one for one in range(people) if luck.random() >= share]
        rooms = [[] for _ in range(luck.randint(1, max(1, people // 3)))]
        for one in there:
            luck.choice(rooms).append(str(one))
        series.append(rooms)
        meetings.append((frozenset(map(str, there)), len(rooms)))
    met = {pair for rooms in series for room in rooms for pair in combinations(sorted(room), 2)}
    never = set(combinations(sorted(map(str, range(people))), 2)) - met

    assert max(least_repeats(meetings), least_repeats(meetings, never)) <= counted(series)


@pytest.mark.parametrize(
    ("people", "rooms", "repeats"), [(24, 4, 804), (45, 8, 900), (60, 10, 930), (120, 20, 0)]
)
def test_the_bound_is_that_of_the_printed_figures(people, rooms, repeats):
    everyone = frozenset(map(str, range(people)))

    assert least_repeats([(everyone, rooms)] * 18) == repeats


def test_those_who_come_seldom_cannot_take_the_repeats_off_those_who_come_often():
    # Four meet four times, and once with eight others: counted with these there would be no repeat.
    meetings = [(frozenset("abcd"), 2)] * 4 + [(frozenset("abcdefghijkl"), 6)]

    assert least_repeats(meetings[:4]) == least_repeats(meetings) == 2


def test_of_pairs_who_never_meet_those_who_are_there_count_and_they_once():
    meetings = [(frozenset("abcd"), 2)] * 3

    assert least_repeats(meetings) == 0
    assert least_repeats(meetings, [("a", "b"), ("a", "z"), ("y", "z")]) == 1
    assert least_repeats(meetings, [("a", "b"), ("c", "d")]) == 2


def test_people_who_never_attend_together_do_not_count_as_pairs():
    early, late = frozenset("abcd"), frozenset("efgh")

    assert least_repeats([(early, 1), (late, 1)]) == 0
    assert least_repeats([(early, 1), (early, 1), (late, 1)]) == 6


def test_nothing_planned_repeats_nothing():
    assert least_repeats([]) == 0
    assert least_repeats([(frozenset(), 0)]) == 0
