"""The independent recount: it agrees with a good plan and notices every way to spoil one."""

import copy

import pytest

from bot.bench.community import Community, absences, lively, plain
from bot.bench.ours import drawn
from bot.bench.recount import disagreements, least_lay, legal, recount, refusal_due

AWAY = absences(33, share=0.2, seed=5, sessions=3)
PAPERS = lively(70, seed=5)
COMMUNITY = Community(name="recounted", seed=5, sessions=3, papers=PAPERS)


@pytest.fixture(scope="module")
def trial():
    return drawn(COMMUNITY)


@pytest.fixture
def plan(trial):
    return copy.deepcopy(trial.plan)


def rooms_of(plan, session=0):
    return plan["sessions"][session]["rounds"][0]["rooms"]


def count(plan):
    return recount(PAPERS.roster, PAPERS.rules, plan)


def test_a_plan_of_the_engine_is_found_whole_and_scored_as_it_says(trial):
    assert trial.faults == ()
    assert trial.found.hard == 0


def test_those_absent_are_not_missed_and_anybody_else_is():
    papers = lively(33, seed=5)
    community = Community(name="thinned", seed=5, sessions=3, away=AWAY, papers=papers)
    plan = drawn(community).plan

    assert recount(papers.roster, papers.rules, plan, AWAY).faults == []
    assert len(recount(papers.roster, papers.rules, plan).faults) == 3


def test_someone_seated_twice_or_not_at_all_is_noticed(plan):
    rooms_of(plan)[0]["people"].append(rooms_of(plan)[1]["people"][0])
    twice = count(plan)
    rooms_of(plan)[0]["people"].pop()
    rooms_of(plan)[0]["people"].pop()
    missing = count(plan)

    assert twice.hard == missing.hard == 1
    assert twice.faults
    assert missing.faults


def test_a_room_too_large_is_noticed(plan):
    first, second, *_ = rooms_of(plan)
    moved = [p for p in second["people"] if p not in (second["host"], second["scribe"])][:4]
    first["people"] += moved
    second["people"] = [p for p in second["people"] if p not in moved]

    assert count(plan).hard >= 2


@pytest.mark.parametrize("kind", ["keep_apart", "keep_together"])
def test_a_wish_broken_is_noticed(plan, kind):
    one, other = PAPERS.rules.split(f'{kind} = [["')[1].split('"]')[0].split('", "')
    where = {person: room for room in rooms_of(plan) for person in room["people"]}
    elsewhere = next(room for room in rooms_of(plan) if room is not where[one])
    target = where[one] if kind == "keep_apart" else elsewhere
    stranger = next(p for p in target["people"] if p != one)
    here, there = where[other]["people"], target["people"]
    here[here.index(other)], there[there.index(stranger)] = stranger, other
    found = count(plan)

    assert found.hard == 1
    assert any("1 wishes broken" in fault for fault in found.faults)


def test_a_room_without_a_host_of_its_own_is_noticed(plan):
    rooms_of(plan)[0]["host"] = rooms_of(plan)[1]["people"][0]

    assert count(plan).faults == ["Room 1 has no host and scribe of its own"]


@pytest.mark.parametrize(
    "key",
    [
        "repeats",
        "organisation_pairs",
        "lone_lay_rooms",
        "rooms_without_lay",
        "manager_pairs",
        "hard_violations",
    ],
)
def test_a_score_that_is_one_off_is_contradicted(plan, key):
    plan["score"][key] += 1

    assert len(disagreements(count(plan), plan["score"])) == 1


def test_a_bound_above_what_was_reached_is_contradicted(plan):
    plan["score"]["repeats_unavoidable"] = plan["score"]["repeats"] + 1

    assert len(disagreements(count(plan), plan["score"])) == 1


def test_repeats_squares_gaps_and_clean_months_are_counted_by_hand():
    papers = plain(6, seed=1)
    ids = [f"p{at:04d}" for at in range(1, 7)]
    months = [(ids[:3], ids[3:]), (ids[1:4], [*ids[4:], ids[0]]), (ids[:3], ids[3:])]
    plan = {
        "size": [3, 3],
        "sessions": [
            {"session": number, "attending": ids, "rounds": [_round(rooms)]}
            for number, rooms in enumerate(months, start=1)
        ],
    }
    found = recount(papers.roster, papers.rules, plan)

    # 2+3 and 5+6 meet each time; 1+2, 1+3, 4+5 and 4+6 in the first and third month.
    assert (found.repeats, found.squares) == (8, 10)
    assert (found.clean, found.gap, found.most) == (1, 1, 3)
    assert found.hosted == (0, 2)


def _round(rooms):
    return {
        "round": 1,
        "rooms": [
            {"name": f"Room {n}", "people": list(people), "host": people[0], "scribe": people[1]}
            for n, people in enumerate(rooms, start=1)
        ],
        "unplaced": [],
        "notices": [],
    }


@pytest.mark.parametrize(
    ("lay", "rooms", "pairs", "spread"),
    [
        (18, 10, (0, 1), (2, 0)),
        (20, 10, (0, 0), (0, 0)),
        (7, 10, (0, 7), (7, 3)),
        (1, 3, (1, 2), (1, 2)),
    ],
)
def test_lay_voices_that_are_too_few_leave_so_many_rooms_without(lay, rooms, pairs, spread):
    assert least_lay(lay, rooms, pairs=True) == pairs
    assert least_lay(lay, rooms, pairs=False) == spread


def test_only_five_numbers_of_people_have_no_legal_rooms():
    assert [n for n in range(1, 1001) if not legal(n, 5, 8)] == [1, 2, 3, 4, 9]


def test_a_refusal_is_due_only_where_one_room_must_hold_those_kept_apart():
    papers = plain(10, seed=1)
    rules = 'keep_apart = [["p0001", "p0002"]]\n' + papers.rules

    assert not refusal_due(papers.roster, rules, {}, (5, 8))
    assert refusal_due(papers.roster, rules, {2: frozenset({"p0009", "p0010"})}, (5, 8))
    assert not refusal_due(papers.roster, rules, {2: frozenset({"p0001", "p0010"})}, (5, 8))
