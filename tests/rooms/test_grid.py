"""Clean series by algebra: nobody meets anybody twice."""

from collections import Counter
from itertools import combinations

import pytest

from bot.rooms.grid import clean_series, field_of, suits
from bot.rooms.problem import Problem

POWERS = [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29, 31, 32]


def test_there_is_a_field_for_every_prime_and_its_powers_and_no_other_number():
    assert [size for size in range(33) if field_of(size)] == POWERS


@pytest.mark.parametrize("size", [2, 4, 7, 8, 9, 25, 27])
def test_a_field_divides_and_distributes(size):
    field = field_of(size)
    for one in range(1, size):
        assert sorted(field.times(one, other) for other in range(size)) == list(range(size))
        assert sorted(field.add(one, other) for other in range(size)) == list(range(size))
    for one in range(size):
        for other in range(size):
            third = (one + 2) % size
            whole = field.times(third, field.add(one, other))
            assert whole == field.add(field.times(third, one), field.times(third, other))


@pytest.mark.parametrize(
    ("people", "rooms", "meetings"),
    [
        (60, 11, 11),
        (45, 9, 9),
        (60, 8, 8),
        (25, 5, 6),
        (49, 7, 8),
        (64, 8, 9),
        (120, 19, 19),
        (300, 53, 53),
    ],
)
def test_nobody_meets_twice_in_as_many_meetings_as_there_are_rooms(people, rooms, meetings):
    series = clean_series(range(people), rooms)

    met = Counter(pair for seats in series for room in seats for pair in combinations(room, 2))
    assert len(series) == meetings
    assert set(met.values()) == {1}
    for seats in series:
        assert sorted(person for room in seats for person in room) == list(range(people))
        assert {len(room) for room in seats} <= {people // rooms, -(-people // rooms)}


@pytest.mark.parametrize(
    ("people", "rooms", "asked", "made"),
    [
        (400, 53, 18, 18),
        (60, 11, 18, 11),
        (25, 5, 5, 5),
        (25, 5, 6, 6),
        (25, 5, 7, 6),
        (25, 5, 0, 0),
    ],
)
def test_no_more_meetings_are_made_than_asked_for(people, rooms, asked, made):
    every = clean_series(range(people), rooms)

    assert clean_series(range(people), rooms, asked) == every[:made]
    assert len(every[:made]) == made


@pytest.mark.parametrize(("people", "rooms"), [(60, 10), (60, 6), (60, 7), (5, 1)])
def test_where_the_numbers_allow_no_clean_series_there_is_none(people, rooms):
    assert clean_series(range(people), rooms) == ()


def problem(**more):
    return Problem(
        people=25, rooms=5, least=5, most=8, weights=[[0] * 25 for _ in range(25)], **more
    )


def test_seats_suit_only_if_nothing_is_broken():
    seats = clean_series(range(25), 5)[0]
    one, two = seats[0][:2]

    assert suits(problem(marked=frozenset(range(10)), company=2, in_company=True), seats, 1000)
    assert not suits(problem(marked=frozenset(seats[0]), company=1), seats, 1000)
    assert not suits(problem(apart=(frozenset({one, two}),)), seats, 1000)
    assert not suits(problem(together=(frozenset({one, seats[1][0]}),)), seats, 1000)
    assert not suits(problem(fixed={one: 3}), seats, 1000)
    assert not suits(problem(marked=frozenset(range(5)), company=2, in_company=True), seats, 1000)


def test_seats_do_not_suit_where_two_cost_the_limit():
    seats = clean_series(range(25), 5)[0]
    costly = problem()
    costly.weights[seats[2][0]][seats[2][1]] = 1000

    assert not suits(costly, seats, 1000)
    assert suits(costly, seats, 1001)
