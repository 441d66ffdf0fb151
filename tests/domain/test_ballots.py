"""Whatever is shown of anonymous answers, in whatever order they come and are looked at, nobody stands alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots import OTHERS, Ballot, Urn, mean, roughly, urn_from
from bot.domain.roster import LAY

LEAST = 5


def filled(urn, lay=0, others=0):
    """The urn with so many more ballots in it, each with words of its own."""
    number = sum(len(pile) for pile in (urn.waiting, urn.counted))
    for n, side in enumerate([LAY] * lay + [OTHERS] * others):
        urn = urn.with_ballot(Ballot(side=side, said=f"{number + n:03}"))
    return urn


def test_fewer_than_five_are_never_counted_and_the_sixth_is_not_found_by_subtraction():
    four = filled(Urn(), lay=4).opened(LEAST)
    five = filled(four, others=1).opened(LEAST)
    nine = filled(five, lay=4).opened(LEAST)

    assert four.shown.said == ()
    assert len(five.shown.said) == 5
    assert nine.shown == five.shown
    assert len(filled(nine, lay=1).opened(LEAST).shown.said) == 10


def test_four_of_nineteen_with_lived_experience_are_seen_in_the_whole_alone():
    """A14: neither side is shown, for one would give the other away."""
    urn = filled(Urn(), lay=4, others=9).opened(LEAST)

    assert len(urn.shown.said) == 13
    assert (urn.shown.lay, urn.shown.others) == ((), ())


def test_both_sides_are_shown_where_both_are_five():
    shown = filled(Urn(), lay=5, others=6).opened(LEAST).shown

    assert (len(shown.lay), len(shown.others)) == (5, 6)


def test_a_side_that_stands_still_does_not_give_away_the_few_counted_beside_it():
    """Seven counted, two of them professionals; then five more of these: 7 less the lay 5 would be the two."""
    early = filled(Urn(), lay=5, others=2).opened(LEAST)
    late = filled(early, others=5).opened(LEAST)

    assert (late.shown.lay, late.shown.others) == ((), ())
    assert len(late.shown.said) == 12


def test_what_was_shown_by_side_stays_until_the_next_figures_give_nobody_away():
    first = filled(Urn(), lay=5, others=5).opened(LEAST)
    second = filled(first, lay=1, others=4).opened(LEAST)
    third = filled(second, lay=4, others=4).opened(LEAST)

    assert (second.shown.lay, second.shown.others) == (first.shown.lay, first.shown.others)
    assert (len(third.shown.lay), len(third.shown.others)) == (10, 13)


def test_free_words_have_no_side():
    urn = Urn()
    for said in "cabdefghij":
        urn = urn.with_ballot(Ballot(said=said))
    shown = urn.opened(LEAST).shown

    assert shown.said == tuple("abcdefghij")
    assert (shown.lay, shown.others) == ((), ())


@pytest.mark.parametrize("least", [0, 2, 4])
def test_no_plan_can_ask_for_fewer_than_five(least):
    assert filled(Urn(), lay=4).opened(least).shown.said == ()
    assert roughly(4, least) == 0


def test_a_plan_can_ask_for_more():
    assert filled(Urn(), lay=6).opened(7).shown.said == ()
    assert [roughly(n, 7) for n in (6, 7, 13, 14)] == [0, 7, 7, 14]


def test_an_average_is_that_of_all():
    assert mean([1, 2, 6]) == 3.0
    assert mean([]) is None


# each step: somebody answers, from one side or the other, or somebody looks
STEPS = st.lists(st.sampled_from([LAY, LAY, OTHERS, OTHERS, OTHERS, "look"]), max_size=45)


@given(steps=STEPS)
def test_no_two_things_shown_speak_together_of_fewer_than_five(steps):
    """The attacker keeps all that was ever shown and adds and subtracts it in every way there is."""
    urn, looks = Urn(), []
    for step in [*steps, "look"]:
        if step == "look":
            urn = urn.opened(LEAST)
            shown = urn.shown
            looks += [set(part) for part in (shown.said, shown.lay, shown.others) if part]
        else:
            urn = filled(urn, lay=step == LAY, others=step == OTHERS)

    assert fewest_told_apart(looks) >= LEAST


@given(steps=STEPS)
def test_an_urn_says_nothing_of_the_order_in_which_answers_came(steps):
    ballots = [Ballot(side=side, said=f"{n:03}") for n, side in enumerate(steps) if side != "look"]
    forth, back = Urn(), Urn()
    for one, other in zip(ballots, reversed(ballots), strict=True):
        forth, back = forth.with_ballot(one), back.with_ballot(other)

    assert forth == back
    assert urn_from(forth.words) == forth
    assert urn_from(forth.opened(LEAST).words) == forth.opened(LEAST)


def test_the_attacker_of_these_tests_finds_what_there_is_to_find():
    a, b, rest = {"a"}, {"b", "c"}, {f"r{n}" for n in range(6)}
    assert fewest_told_apart([a | rest, rest]) == 1
    assert fewest_told_apart([a | b | rest, a | rest]) == 2
    assert fewest_told_apart([rest]) == LEAST
    assert fewest_told_apart([]) == LEAST


def fewest_told_apart(looks):
    """Of how few people some sum and difference of all these figures speaks."""
    people = sorted(set().union(*looks)) if looks else []
    alike = {}
    for person in people:
        alike.setdefault(tuple(person in look for look in looks), []).append(person)
    columns, sizes = list(alike), [len(group) for group in alike.values()]
    rows = [[Fraction(column[n]) for column in columns] for n in range(len(looks))]
    whole = rank(rows)
    return min(
        (
            size
            for chosen, size in unions(sizes, most=LEAST - 1)
            if rank([[r[c] for c in range(len(columns)) if c not in chosen] for r in rows]) < whole
        ),
        default=LEAST,  # or more: nobody can be told apart by fewer
    )


def unions(sizes, most):
    """Every choice of groups that has so few people together."""
    found = [(frozenset(), 0)]
    for n, size in enumerate(sizes):
        found += [(chosen | {n}, sum_ + size) for chosen, sum_ in found if sum_ + size <= most]
    return sorted((pair for pair in found if pair[0]), key=lambda pair: pair[1])


def rank(rows):
    rows, found = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(found + 1, len(rows)):
            share = rows[n][column] / rows[found][column]
            rows[n] = [x - share * y for x, y in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found
