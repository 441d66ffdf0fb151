"""Seating on plain numbers: nothing hard is ever broken, and as little as possible is lost."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rooms.bounds import least_repeats
from bot.rooms.frame import feasible
from bot.rooms.problem import Infeasible, Problem
from bot.rooms.seat import seat
from bot.rooms.sizes import bounds_for, possible_counts


def no_weights(people):
    return [[0] * people for _ in range(people)]


@st.composite
def problems(draw):
    """People, rooms, and a few hard wishes that may or may not go together."""
    people = draw(st.integers(1, 60))
    rooms = draw(st.sampled_from(possible_counts(people, 5, 8)))
    someone = st.integers(0, people - 1)
    groups = (
        st.lists(st.frozensets(someone, min_size=2, max_size=4), max_size=4)
        if people > 4
        else st.just([])
    )
    return Problem(
        people=people,
        rooms=rooms,
        least=5,
        most=8,
        weights=no_weights(people),
        marked=draw(st.frozensets(someone)),
        company=2,
        in_company=draw(st.booleans()),
        together=tuple(draw(groups)),
        apart=tuple(draw(groups)),
        fixed=draw(st.dictionaries(someone, st.integers(0, rooms - 1), max_size=4)),
        seed=str(draw(st.integers(0, 9))),
    )


@given(problems())
@settings(max_examples=100)
def test_a_seating_has_everyone_once_and_breaks_nothing_hard(problem):
    try:
        rooms = seat(problem).rooms
    except Infeasible:
        return
    least, most = bounds_for(problem.people, problem.rooms, 5, 8)
    room_of = {person: at for at, room in enumerate(rooms) for person in room}
    assert sorted(person for room in rooms for person in room) == list(range(problem.people))
    assert all(least <= len(room) <= most for room in rooms)
    assert all(len({room_of[p] for p in group}) == 1 for group in problem.together)
    assert all(len({room_of[p] for p in group}) == len(group) for group in problem.apart)
    assert all(room_of[person] == room for person, room in problem.fixed.items())


@given(problems())
@settings(max_examples=50)
def test_without_hard_wishes_marked_people_are_level_or_in_company(problem):
    free = Problem(
        people=problem.people,
        rooms=problem.rooms,
        least=5,
        most=8,
        weights=problem.weights,
        marked=problem.marked,
        company=2,
        in_company=problem.in_company,
    )
    marks = [len(problem.marked.intersection(room)) for room in seat(free).rooms]

    if problem.in_company and 2 <= len(problem.marked) < 2 * problem.rooms:
        assert 1 not in marks
    else:
        assert max(marks) - min(marks) <= 1


def tiny(draw_rooms, people, least, most):
    """Every way to put a handful of people into rooms, by brute force."""
    ways = [[]]
    for _ in range(people):
        ways = [[*way, room] for way in ways for room in range(draw_rooms)]
    for way in ways:
        counts = Counter(way)
        if all(least <= counts[room] <= most for room in range(draw_rooms)):
            yield way


@given(
    st.lists(st.frozensets(st.integers(0, 6), min_size=2, max_size=3), max_size=3),
    st.lists(st.frozensets(st.integers(0, 6), min_size=2, max_size=3), max_size=4),
    st.dictionaries(st.integers(0, 6), st.integers(0, 2), max_size=2),
)
@settings(max_examples=40)
def test_what_is_called_impossible_is_impossible(together, apart, fixed):
    problem = Problem(
        people=7,
        rooms=3,
        least=2,
        most=3,
        weights=no_weights(7),
        together=tuple(together),
        apart=tuple(apart),
        fixed=fixed,
    )

    by_trying = any(
        all(len({way[p] for p in group}) == 1 for group in together)
        and all(len({way[p] for p in group}) == len(group) for group in apart)
        and all(way[person] == room for person, room in fixed.items())
        for way in tiny(3, 7, 2, 3)
    )

    assert feasible(problem) == by_trying


def a_year(people, rooms, sessions, seed, least=5, most=8):
    """Sessions after one another where only new faces count: repeats, and who met how often."""
    met = Counter()
    for session in range(sessions):
        weights = no_weights(people)
        for (one, other), times in met.items():
            weights[one][other] = weights[other][one] = 1000 + 700 * times
        problem = Problem(
            people=people,
            rooms=rooms,
            least=least,
            most=most,
            weights=weights,
            seed=f"{seed}:{session}",
            goal=0,
        )
        for room in seat(problem).rooms:
            met.update(combinations(room, 2))
    return sum(times - 1 for times in met.values()), met


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("people", "rooms"), [(24, 4), (45, 8), (60, 10)])
def test_eighteen_sessions_repeat_no_more_than_arithmetic_makes_them(people, rooms, seed):
    everyone = frozenset(map(str, range(people)))

    repeats, _ = a_year(people, rooms, 18, seed)

    assert repeats == least_repeats([(everyone, rooms)] * 18)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_meetings_are_spread_evenly_over_the_pairs(seed):
    _, met = a_year(24, 4, 18, seed)

    assert sum(times * (times - 1) // 2 for times in met.values()) <= 1624


def test_swapping_does_not_go_round_in_circles_while_anyone_is_ill_at_ease():
    """Two colleagues in one room, whose clash could be handed on to others for ever."""
    teams = [at % 9 for at in range(200)]
    weights = [[100_000 * (one == other) for other in teams] for one in teams]
    for person in range(200):
        weights[person][person] = 0

    for seed in ("11", "13", "17"):
        problem = Problem(
            people=200,
            rooms=33,
            least=5,
            most=8,
            weights=weights,
            marked=frozenset(range(0, 200, 5)),
            company=2,
            in_company=True,
            seed=seed,
            ease=500,
        )
        assert seat(problem).cost == 0


def test_three_hundred_people_meet_nobody_twice_in_half_a_year():
    repeats, _ = a_year(300, 50, 6, 1)

    assert repeats == 0


@pytest.mark.parametrize(("rooms", "size", "weeks"), [(5, 3, 5), (6, 6, 3), (8, 4, 7)])
def test_golfers_find_weeks_in_which_nobody_plays_with_the_same_partner_twice(rooms, size, weeks):
    assert any(a_year(rooms * size, rooms, weeks, seed, size, size)[0] == 0 for seed in range(12))


def test_the_same_problem_and_seed_give_the_same_seating():
    weights = [[(a * b * 7919) % 50 if a != b else 0 for b in range(40)] for a in range(40)]
    problem = Problem(people=40, rooms=6, least=5, most=8, weights=weights, seed="x")

    assert seat(problem) == seat(problem)
    assert seat(problem) != seat(Problem(**{**vars(problem), "seed": "y"}))


def test_the_cost_told_is_the_cost_of_the_rooms():
    weights = [[abs(a - b) % 7 if a != b else 0 for b in range(24)] for a in range(24)]
    leaning = [[(person + room) % 3 for room in range(4)] for person in range(24)]
    problem = Problem(
        people=24,
        rooms=4,
        least=5,
        most=8,
        weights=weights,
        leaning=leaning,
        together=(frozenset({0, 9}),),
    )

    seating = seat(problem)

    within = weights[0][9]
    pairs = sum(weights[a][b] for room in seating.rooms for a, b in combinations(room, 2))
    leans = sum(leaning[p][at] for at, room in enumerate(seating.rooms) for p in room)
    assert seating.cost == pairs - within + leans


def test_people_sit_where_they_lean_to_when_nothing_hinders():
    leaning = [[0 if room == person % 4 else 9 for room in range(4)] for person in range(24)]
    problem = Problem(people=24, rooms=4, least=5, most=8, weights=no_weights(24), leaning=leaning)

    assert seat(problem).rooms == tuple(tuple(range(at, 24, 4)) for at in range(4))


def test_in_a_large_gathering_too_everybody_finds_the_one_room_they_lean_to():
    leaning = [[0 if room == person % 60 else 9_000 for room in range(60)] for person in range(300)]
    problem = Problem(
        people=300, rooms=60, least=5, most=8, weights=no_weights(300), leaning=leaning, ease=9_999
    )

    assert seat(problem).cost == 0


def test_the_impossible_is_seen_at_once_even_where_many_are_alike():
    triples = tuple(frozenset(range(at, at + 3)) for at in range(0, 60, 3))
    bound = Problem(people=60, rooms=9, least=5, most=8, weights=no_weights(60), together=triples)

    assert not feasible(bound)
    assert feasible(Problem(**{**vars(bound), "rooms": 10}))


def test_marked_people_share_rooms_where_others_leave_them_no_choice():
    problem = Problem(
        people=10,
        rooms=2,
        least=5,
        most=8,
        weights=no_weights(10),
        marked=frozenset({8, 9}),
        company=2,
        in_company=True,
        fixed={person: person % 2 for person in range(8)},
    )

    rooms = seat(Problem(**{**vars(problem), "sizes": (5, 5)})).rooms

    assert [len(problem.marked.intersection(room)) for room in rooms] == [1, 1]
