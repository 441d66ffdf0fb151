"""Rules, absences and sizes as people write them."""

import pytest

from bot.domain.programme import RoomRules
from bot.domain.seating import Wishes
from bot.files.room_absence import BadShare
from bot.files.room_plans import (
    PlanRules,
    UnusableRoomFile,
    drawn_absence,
    read_absence,
    read_room_rules,
    read_room_size,
    read_share,
)
from bot.files.room_rules import BadRoomSize
from tests.seated import roster


def test_a_rules_file_has_the_plans_keys_and_a_few_of_its_own():
    rules = read_room_rules(
        """
        seat_facilitators = true
        keep_apart = [["p1", "p2"]]

        [rooms]
        min_size = 4
        strategy = "home_team"
        keep_together = [["p3", "p4"]]
        pinned = [{session = 2, person = "p5", room = "Room 2"}]
        """
    )

    assert rules.rooms == RoomRules(min_size=4, strategy="home_team")
    assert rules.seat_facilitators
    assert rules.wishes(1) == Wishes(
        apart=(frozenset({"p1", "p2"}),), keep=(frozenset({"p3", "p4"}),)
    )
    assert rules.wishes(2).pinned == {"p5": "Room 2"}
    assert rules.named == {"p1", "p2", "p3", "p4", "p5"}


def test_an_empty_rules_file_changes_nothing():
    assert read_room_rules("") == PlanRules(pinned={})
    assert read_room_rules("\ufeff[rooms]\n").rooms == RoomRules()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rooms]\nmin_sise = 4", "Line 2, rooms.min_sise"),
        ("[room]\nmin_size = 4", "room is not known here"),
        ("keep_appart = []", "keep_appart is not known here"),
        ('[rooms]\nmin_size = "4"', 'Line 2, rooms.min_size: "4" is not a whole number'),
        ('[rooms]\nstrategy = "by_height"', "by_height"),
        ("[rooms]\nmin_size = 9", "min_size 9 is more than max_size 8"),
        ("[rooms]\ntarget_size = 12", "target_size 12 must lie between 5 and 8"),
        ('keep_apart = [["p1"]]', "Line 1, keep_apart"),
        ('pinned = [{session = 1, person = "p1"}]', "room is missing"),
        ("seat_facilitators = true\n[rooms]\nseat_facilitators = true", "stands twice"),
        ("rooms = 3", r"rooms is a table: write \[rooms\]"),
        ("[rooms\n", "cannot be read as TOML"),
        ("[rooms]\nmin_size = 4\nmin_size = 5", "given before"),
    ],
)
def test_a_fault_in_the_rules_is_named_with_its_place(text, said):
    with pytest.raises(UnusableRoomFile, match=said):
        read_room_rules(text, "rules.toml")


def test_a_size_that_was_not_wished_follows_the_least_and_the_most():
    assert read_room_rules("[rooms]\nmin_size = 3\nmax_size = 4").rooms.target_size == 4
    assert PlanRules().sized((9, 12)).rooms == RoomRules(min_size=9, max_size=12, target_size=9)
    assert PlanRules().sized(None) == PlanRules()


@pytest.mark.parametrize(("text", "size"), [("5-8", (5, 8)), (" 4 ", (4, 4)), ("5 – 8", (5, 8))])
def test_a_size_is_read_from_words(text, size):
    assert read_room_size(text) == size


@pytest.mark.parametrize("text", ["", "8-5", "0-4", "five", "5-8-9", "-5"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(BadRoomSize, match="such as 5-8"):
        read_room_size(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.25", 0.25), (".1", 0.1), ("25%", 0.25), ("0,2", 0.2), ("0", 0), ("away.csv", None)],
)
def test_a_share_is_told_from_a_file(text, share):
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["1", "1.5", "100%"])
def test_a_share_that_leaves_nobody_is_refused(text):
    with pytest.raises(BadShare, match=r"such as 0\.25"):
        read_share(text)


def test_the_same_share_of_people_is_drawn_for_every_session():
    away = drawn_absence(roster(), sessions=3, share=0.2, seed=1)

    assert [len(away[session]) for session in (1, 2, 3)] == [13, 13, 13]
    assert away == drawn_absence(roster(), sessions=3, share=0.2, seed=1)
    assert away != drawn_absence(roster(), sessions=3, share=0.2, seed=2)


def test_absences_are_read_by_session_and_person():
    text = "\ufeffsession,person_id\r\n1,p001\r\n1, p002\r\n,\r\n\r\n3,p001\r\n"

    assert read_absence(text, roster(), sessions=3) == {
        1: frozenset({"p001", "p002"}),
        3: frozenset({"p001"}),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("session;person_id\n1;p001", "first line must be session,person_id"),
        ("", "first line must be session,person_id"),
        ("session,person_id\n4,p001", "Line 2: 4 is no session from 1 to 3"),
        ("session,person_id\n1,p001\nx,p001", "Line 3: x is no session"),
        ("session,person_id\n1,p999", "Line 2: p999 is not on the roster"),
        ("session,person_id\n1,", "Line 2: nobody is not on the roster"),
    ],
)
def test_a_wrong_line_of_absences_is_refused_with_its_number(text, said):
    with pytest.raises(UnusableRoomFile, match=said):
        read_absence(text, roster(), sessions=3, file="away.csv")
