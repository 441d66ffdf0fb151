"""Who has met whom, over a whole programme."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.encounters import encounters
from bot.files.defaults import default_plan_path, sample_roster_path
from bot.files.plan import read_plan
from bot.files.roster import read_roster

PEOPLE = read_roster(
    sample_roster_path(),
    roles=read_plan(default_plan_path().read_text(encoding="utf-8")).plan.labels,
    today=date(2027, 1, 1),
).people[:12]
IDS = [person.id for person in PEOPLE]


def test_a_first_encounter_is_told_from_a_second_one():
    a, b, c, d = IDS[:4]
    told = encounters({1: [[[a, b], [c, d]]], 2: [[[a, b], [c]]], 3: [[[a, c]]]}, PEOPLE)
    assert [(m.first, m.again, m.people) for m in told.months] == [(2, 0, 4), (0, 1, 3), (1, 0, 2)]
    assert (told.met, told.most) == (3, 2)
    assert told.times[tuple(sorted((a, b)))] == 2


def test_two_rounds_of_one_session_are_one_encounter():
    a, b = IDS[:2]
    told = encounters({1: [[[a, b]], [[b, a]]]}, PEOPLE)
    assert told.most == 1
    assert told.months[0].again == 0


def test_who_is_no_longer_of_the_community_is_not_counted():
    a, b = IDS[:2]
    told = encounters({1: [[[a, b, "gone"]]]}, PEOPLE)
    assert told.met == 1
    assert told.months[0].people == 2


def test_without_a_session_nobody_has_met_anybody():
    told = encounters({}, PEOPLE)
    assert (told.months, told.met, told.most) == ((), 0, 0)
    assert len(told.never) == len(list(combinations(IDS, 2)))


def test_a_person_learns_whom_they_have_never_met():
    a, b, c = IDS[:3]
    told = encounters({1: [[[a, b]]]}, PEOPLE[:3])
    assert told.never_met(a) == [c]
    assert sorted(told.never_met(c)) == sorted([a, b])


seating = st.lists(st.permutations(IDS).map(lambda p: [list(p[:5]), list(p[5:10])]), max_size=6)


@settings(max_examples=60, deadline=None)
@given(seating)
def test_the_sums_agree_with_a_plain_count(rounds: list[list[list[str]]]):
    told = encounters({n: [rooms] for n, rooms in enumerate(rounds, 1)}, PEOPLE)
    home = {person.id: person.organisation for person in PEOPLE}
    plain = [
        frozenset(pair) for rooms in rounds for room in rooms for pair in combinations(room, 2)
    ]
    assert sum(m.first + m.again for m in told.months) == len(plain)
    assert told.met == len(set(plain))
    across = [pair for pair in set(plain) if len({home[p] for p in pair}) == 2]
    assert (told.months[-1].across if told.months else 0) == len(across)
    assert len(told.never) == len(IDS) * (len(IDS) - 1) // 2 - told.met
