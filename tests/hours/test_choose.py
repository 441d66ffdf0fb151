"""Hours chosen against every choice there is, on instances small enough to look at them all."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours.choose import choose
from bot.hours.mixing import mix, proved
from bot.hours.problem import NothingLeft, kinds_of, undominated
from bot.hours.search import Effort, Search
from bot.rooms.chance import chance

MANY = settings(derandomize=True, max_examples=150, deadline=None, database=None)
COSTS = st.sampled_from([0, 0, 1, 2, 4, 6, 10, 20, 30])


@st.composite
def programmes(draw):
    """Up to five dates of up to four hours for up to four places; some dates are alike."""
    places = draw(st.integers(1, 4))
    hour = st.tuples(*[COSTS] * places)
    kinds = draw(st.lists(st.lists(hour, min_size=1, max_size=4), min_size=1, max_size=3))
    dates = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=5))
    return dates, draw(st.lists(st.integers(1, 9), min_size=places, max_size=places))


def rank(dates, people, hours):
    held = [offered[hour] for offered, hour in zip(dates, hours, strict=True)]
    sums = [sum(costs) for costs in zip(*held, strict=True)]
    return (
        max(sums),
        sum(n * s for n, s in zip(people, sums, strict=True)),
        sum(n * s * s for n, s in zip(people, sums, strict=True)),
        max(max(costs) for costs in held),
    )


def every(dates):
    return product(*(range(len(offered)) for offered in dates))


@given(programmes())
@MANY
def test_what_is_chosen_is_the_best_of_all_choices_and_its_bounds_are_met(programme):
    dates, people = programme

    chosen = choose(dates, people)

    best = min(rank(dates, people, hours) for hours in every(dates))
    assert rank(dates, people, chosen.hours)[:3] == best[:3]
    assert (chosen.worst_bound, chosen.total_bound, chosen.evenest) == (*best[:2], True)


@given(programmes())
@MANY
def test_sums_are_those_of_the_hours_chosen_and_no_such_sums_can_be_had_with_a_milder_single(
    programme,
):
    dates, people = programme

    chosen = choose(dates, people)

    held = [offered[hour] for offered, hour in zip(dates, chosen.hours, strict=True)]
    assert chosen.sums == tuple(map(sum, zip(*held, strict=True)))
    alike = [
        rank(dates, people, hours)[3]
        for hours in every(dates)
        if tuple(map(sum, zip(*(d[h] for d, h in zip(dates, hours, strict=True)), strict=True)))
        == chosen.sums
    ]
    assert rank(dates, people, chosen.hours)[3] == min(alike)


@given(programmes(), st.lists(st.integers(0, 50), min_size=4, max_size=4))
@MANY
def test_no_weighing_of_places_ever_proves_too_much(programme, weights):
    dates, people = programme
    given_weights = [w + (at == 0) for at, w in enumerate(weights[: len(people)])]

    least = proved(kinds_of(dates), given_weights)

    worst = min(rank(dates, people, hours)[0] for hours in every(dates))
    assert -(-least // sum(given_weights)) <= worst


@given(programmes(), st.integers(0, 60))
@MANY
def test_a_search_finds_all_sums_within_its_limits_and_the_way_to_each(programme, limit):
    dates, people = programme
    kinds = kinds_of(dates)
    limits, nothing = (limit,) * len(people), (0,) * len(people)
    search = Search(
        kinds=kinds,
        limits=limits,
        start=nothing,
        weighings=[mix(kinds, nothing, limits).weights],
        effort=Effort(left=10**6),
    )

    found = search.run()

    worth = [undominated(offered) for offered in dates]
    ways = (tuple(map(sum, zip(*way, strict=True))) for way in product(*worth))
    assert found.all
    assert set(found.sums) == {sums for sums in ways if max(sums) <= limit}
    for sums in found.sums:
        taken = search.way_back(sums)
        assert [sum(some) for some in taken] == [kind.dates for kind in kinds]
        again = [
            sum(
                count * hour[place]
                for kind, some in zip(kinds, taken, strict=True)
                for hour, count in zip(kind.hours, some, strict=True)
            )
            for place in range(len(people))
        ]
        assert tuple(again) == sums


def test_where_effort_ends_what_is_found_holds_and_nothing_is_proved():
    draw = chance("a hard one")
    kinds = kinds_of(
        [[tuple(draw.choices(range(20), k=8)) for _ in range(16)] for _ in range(4)] * 4
    )
    nothing, weighing = (0,) * 8, mix(kinds, (0,) * 8, (0,) * 8).weights
    least = -(-proved(kinds, weighing) // sum(weighing))

    def sought(effort, limit):
        limits = (limit,) * 8
        return Search(
            kinds=kinds,
            limits=limits,
            start=nothing,
            weighings=[weighing],
            effort=Effort(left=effort),
        ).run()

    assert not sought(0, least + 6).all
    assert all(max(sums) <= least + 6 for sums in sought(0, least + 6).sums)
    assert not sought(0, least).sums


def test_a_date_without_hours_is_refused():
    with pytest.raises(NothingLeft):
        choose([[(1, 2)], []], [1, 1])


def test_hours_taken_in_turn_come_round_evenly():
    early, late = (10, 0), (0, 10)

    chosen = choose([[early, late]] * 6, [1, 1])

    assert chosen.hours in {(0, 1) * 3, (1, 0) * 3}


def test_people_weigh_in_how_even_a_choice_is():
    """Both cost everybody as much. Were people not counted, the second would be the evener one."""
    assert choose([[(2, 1, 10), (0, 2, 10)]], [1, 2, 1]).hours == (0,)
