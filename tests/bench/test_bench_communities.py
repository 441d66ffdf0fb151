"""The bench's communities and peers: what they claim to be, and the same every time."""

import csv
import os
import tomllib
from collections import Counter

import pytest

from bot.bench.community import absences, lively, plain, strangers
from bot.bench.outside import OUTSIDE, apart, installed
from bot.bench.peers import OWN, even_sizes, series
from bot.files.room_plans import read_room_rules


def rows(papers):
    return list(csv.DictReader(papers.roster.splitlines()))


def test_nine_organisations_share_the_people_evenly_and_three_in_ten_are_lay():
    for people in (24, 60, 120):
        found = rows(plain(people, seed=4))
        teams = Counter(row["organisation"] for row in found)

        assert len(teams) == 9
        assert max(teams.values()) - min(teams.values()) <= 1
        assert sum(row["role"] == "lay" for row in found) == int(0.3 * people)


def test_a_seed_makes_one_community_and_another_seed_another():
    assert lively(60, seed=1) == lively(60, seed=1) != lively(60, seed=2)
    assert plain(60, seed=1) == plain(60, seed=1) != plain(60, seed=2)


def test_a_lively_community_has_managers_cities_languages_and_wishes():
    papers = lively(200, seed=1)
    found, rules = rows(papers), tomllib.loads(papers.rules)
    wished = [person for pair in rules["keep_apart"] + rules["keep_together"] for person in pair]

    assert len({row["time_zone"] for row in found}) > 2
    assert {row["language"] for row in found} == {"en", "fr"}
    assert any(row["line_manager_email"] for row in found)
    assert (len(rules["keep_apart"]), len(rules["keep_together"])) == (6, 4)
    assert len(set(wished)) == len(wished)


@pytest.mark.parametrize("papers", [plain(30, seed=1, full=True), lively(30, seed=1), strangers(9)])
def test_the_product_reads_every_communitys_rules(papers):
    assert read_room_rules(papers.rules).rooms.assume_no_show_rate == 0


def test_absences_are_drawn_anew_each_session_near_the_share_asked():
    away = absences(200, share=0.25, seed=1)

    assert sorted(away) == list(range(1, 19))
    assert len(set(away.values())) == 18
    assert 0.2 < sum(map(len, away.values())) / (200 * 18) < 0.3


@pytest.mark.parametrize("name", OWN)
def test_a_peer_seats_everyone_once_in_even_rooms(name):
    meetings = [(frozenset(f"p{at}" for at in range(17)), 3)] * 4
    plan = series(OWN[name], meetings, 1)

    for rooms in plan.rounds:
        assert [len(room) for room in rooms] == even_sizes(17, 3) == [6, 6, 5]
        assert sorted(p for room in rooms for p in room) == sorted(meetings[0][0])


def test_climbing_leaves_no_swap_that_would_help():
    meetings = [(frozenset(f"p{at:02d}" for at in range(16)), 4)] * 5

    climbed = sum(series(OWN["swap climb"], meetings, seed).repeats for seed in range(5))
    chance = sum(series(OWN["random"], meetings, seed).repeats for seed in range(5))

    assert climbed < 0.8 * chance


def test_outside_peers_that_are_not_installed_are_named():
    here, missing = installed(lambda module: None)

    assert not here
    assert missing == list(OUTSIDE)


@pytest.mark.parametrize("name", OUTSIDE)
def test_an_outside_peer_that_is_installed_seats_everyone_once(name):
    if name not in installed()[0]:
        pytest.skip(f"{name} is an extra of the bench alone")
    meetings = [(frozenset(f"p{at:02d}" for at in range(11)), 2)] * 2
    plan = apart(name, meetings, 1)

    for rooms in plan.rounds:
        assert sorted(map(len, rooms)) == [5, 6]
        assert sorted(p for room in rooms for p in room) == sorted(meetings[0][0])


class Fatal:
    """Ends whichever process is handed it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_an_outside_peer_that_breaks_down_breaks_nothing_else(monkeypatch):
    monkeypatch.setitem(OUTSIDE, "broken", ("os", Fatal()))

    assert apart("broken", [(frozenset("abcdef"), 1)], 1) is None
