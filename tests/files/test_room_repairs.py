"""A plan from files after a change: what it says is so, what may not be broken is not, and rounds stay together."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.domain.errors import NoSuchThing
from bot.domain.seating import ImpossibleRooms
from bot.files.room_plans import (
    UnusableRoomFile,
    plan_rooms,
    read_room_plan,
    read_room_rules,
    repair_plan,
    write_room_plan,
)
from tests.seated import ROSTER, many, roster


def strangers(count):
    """People of whom no two are colleagues or share a login."""
    return [replace(p, organisation=p.id, line_manager="", zoom_email="") for p in many(count)]


def without(people, count):
    """The last few of these, away from the first session."""
    return {1: frozenset(person.id for person in people[-count:])}


def first_round(plan):
    return plan["sessions"][0]["rounds"][0]


def room_of(plan):
    return {p: room["name"] for room in first_round(plan)["rooms"] for p in room["people"]}


def rearranged(plan, sizes):
    """The same plan with the same people in rooms of these sizes."""
    seated = sorted(room_of(plan))
    rooms = []
    for number, size in enumerate(sizes, start=1):
        taken, seated = seated[:size], seated[size:]
        rooms.append(
            {"name": f"Room {number}", "people": taken, "host": taken[0], "scribe": taken[1]}
        )
    first_round(plan)["rooms"] = rooms
    return plan


def test_sums_that_no_longer_hold_are_no_longer_told():
    people = strangers(10)
    plan = plan_rooms(people, sessions=1, absence=without(people, 1))
    assert any("9 people do not divide" in said for said in first_round(plan)["notices"])

    ten = repair_plan(plan, people, session=1, join=[people[9].id]).plan

    assert not any("do not divide" in said for said in first_round(ten)["notices"])
    assert not any("One more person" in said for said in first_round(ten)["notices"])


def test_the_number_asked_for_is_told_only_as_long_as_its_sum_holds():
    people = strangers(30)
    plan = plan_rooms(people, sessions=1, rooms=20)
    assert any("30 people fill" in said for said in first_round(plan)["notices"])

    mended = repair_plan(plan, people, session=1, leave=[people[0].id]).plan

    assert not any("people fill" in said for said in first_round(mended)["notices"])


def test_room_one_is_not_taken_for_room_ten():
    people = strangers(60)
    plan = plan_rooms(people, sessions=1, rooms=10)
    first_round(plan)["notices"] = ["Room 10 has its own reason.", "Room 1 has its own reason."]
    leaver = first_round(plan)["rooms"][0]["people"][0]

    mended = repair_plan(plan, people, session=1, leave=[leaver]).plan

    assert "Room 10 has its own reason." in first_round(mended)["notices"]
    assert "Room 1 has its own reason." not in first_round(mended)["notices"]


def test_one_login_is_told_of_only_while_two_who_share_it_come():
    people = strangers(20)
    people = [replace(p, zoom_email="desk@example.org") for p in people[:2]] + people[2:]
    plan = plan_rooms(people, sessions=1)
    assert any("with one address" in said for said in first_round(plan)["notices"])

    mended = repair_plan(plan, people, session=1, leave=[people[0].id]).plan
    again = repair_plan(mended, people, session=1, join=[people[0].id]).plan

    assert not any("with one address" in said for said in first_round(mended)["notices"])
    assert any("so they are in one room" in said for said in first_round(again)["notices"])


def test_a_newcomer_sits_with_those_they_are_kept_with_though_their_room_is_full():
    people = strangers(23)
    rules = read_room_rules(
        f'keep_together = [["{people[22].id}", "{people[0].id}", "{people[1].id}"]]'
    )
    plan = rearranged(plan_rooms(people, sessions=1, absence=without(people, 1)), [8, 7, 7])

    mended = repair_plan(plan, people, session=1, rules=rules, join=[people[22].id]).plan

    rooms = room_of(mended)
    assert rooms[people[22].id] == rooms[people[0].id] == rooms[people[1].id]
    assert mended["score"]["hard_violations"] == 0


def test_a_change_that_no_rooms_can_take_is_refused_with_the_wishes():
    people = strangers(10)
    one, other = people[0], people[1]
    rules = read_room_rules(f'keep_apart = [["{one.id}", "{other.id}"]]')
    plan = plan_rooms(people, sessions=1, rules=rules)
    leave = [person.id for person in people[2:5]]

    with pytest.raises(ImpossibleRooms, match=f"{one.name} and {other.name}"):
        repair_plan(plan, people, session=1, rules=rules, leave=leave)


def test_rooms_are_drawn_once_what_stood_in_their_way_is_gone():
    people = strangers(8)
    rules = read_room_rules(f'keep_apart = [["{people[0].id}", "{people[1].id}"]]')
    away = {2: frozenset({people[0].id})}
    plan = plan_rooms(people, sessions=2, absence=away, rules=rules)
    assert first_round(plan)["rooms"] == []

    still = repair_plan(plan, people, session=1, rules=rules, leave=[people[2].id]).plan
    mended = repair_plan(plan, people, session=1, rules=rules, leave=[people[0].id])

    assert "of the seven people coming" in first_round(still)["notices"][0]
    assert len(first_round(still)["unplaced"]) == 7
    assert [len(room["people"]) for room in first_round(mended.plan)["rooms"]] == [7]
    assert not any("No rooms were drawn" in said for said in first_round(mended.plan)["notices"])
    assert {move.why for move in mended.rounds[0].moves} == {"can be seated now"}


def test_a_newcomer_pinned_to_a_room_there_is_not_is_told_of_in_words():
    people = strangers(12)
    last = people[11].id
    rules = read_room_rules(f'pinned = [{{session = 1, person = "{last}", room = "Room 7"}}]')
    plan = plan_rooms(people, sessions=1, absence=without(people, 1))

    with pytest.raises(NoSuchThing, match="no room called Room 7"):
        repair_plan(plan, people, session=1, rules=rules, join=[last])


def test_a_pin_may_name_a_room_that_was_not_there_last_time():
    people = strangers(24)
    last = people[23].id
    rules = read_room_rules(
        f'pinned = [{{session = 2, person = "{last}", room = "Room 3"}}]\n'
        '[rooms]\nstrategy = "same_as_last"'
    )
    away = {1: frozenset(person.id for person in people[8:])}

    plan = plan_rooms(people, sessions=2, absence=away, rules=rules)

    rooms = plan["sessions"][1]["rounds"][0]["rooms"]
    assert last in rooms[2]["people"]


def test_rounds_that_are_to_keep_their_rooms_keep_them_when_someone_has_to_move():
    people = strangers(30)
    rules = read_room_rules("[rooms]\nkeep_within_session = true")
    plan = plan_rooms(people, sessions=1, rounds=3, rooms=5, rules=rules)
    for _ in range(6):
        room = first_round(plan)["rooms"][0]
        plan = repair_plan(plan, people, session=1, rules=rules, leave=[room["host"]]).plan

        rounds = [turn["rooms"] for turn in plan["sessions"][0]["rounds"]]
        assert rounds[0] == rounds[1] == rounds[2]


def test_whoever_is_no_longer_on_the_roster_comes_no_more():
    people = strangers(12)
    plan = plan_rooms(people, sessions=1)

    mended = repair_plan(plan, people[1:], session=1, leave=[people[1].id])

    assert people[0].id not in mended.plan["sessions"][0]["attending"]
    assert first_round(mended.plan)["unplaced"] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plan: plan.update(size=[8, 5]), "size: the least, 8, is more than the most, 5"),
        (lambda plan: plan["sessions"].append(plan["sessions"][0]), "session 1 stands there twice"),
        (
            lambda plan: first_round(plan)["rooms"][0].update(name="Room 2"),
            "Room 2 stands there twice",
        ),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_in_words(change, said):
    plan = plan_rooms(strangers(12), sessions=1)
    change(plan)

    with pytest.raises(UnusableRoomFile, match=said):
        read_room_plan(write_room_plan(plan))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('keep_apart = [["p1", "p2", "p1"]]', "keep_apart names p1 twice"),
        ('keep_together = [["p1", "p1"]]', "keep_together names p1 twice"),
        (
            'pinned = [{session = 2, person = "p1", room = "Room 2"},'
            ' {session = 2, person = "p1", room = "Room 3"}]',
            "gives p1 two rooms in session 2, Room 2 and Room 3",
        ),
    ],
)
def test_rules_that_cannot_be_meant_are_refused_instead_of_one_being_dropped(text, said):
    with pytest.raises(UnusableRoomFile, match=said):
        read_room_rules(text)


def test_a_room_may_be_written_as_people_write_it():
    text = (
        'pinned = [{session = 1, person = "p001", room = "Room 2"},'
        ' {session = 1, person = "p001", room = " room 02"}]'
    )

    rules = read_room_rules(text)
    plan = plan_rooms(roster(), sessions=1, rules=rules)

    assert rules.wishes(1).pinned == {"p001": "Room 2"}
    assert room_of(plan)["p001"] == "Room 2"
    assert plan["score"]["hard_violations"] == 0


def run(*words):
    return CliRunner().invoke(app, ["rooms", *map(str, words)])


@pytest.mark.parametrize("option", ["--rules", "--history", "--absence"])
def test_a_file_in_another_encoding_is_refused_in_one_sentence(tmp_path, option):
    (tmp_path / "odd").write_bytes("Jönköping".encode("latin-1"))

    told = run("plan", "--roster", ROSTER, option, tmp_path / "odd")

    assert told.exit_code == 1
    assert "is not text in UTF-8" in told.stderr


def test_files_may_begin_with_a_byte_order_mark(tmp_path):
    plan = tmp_path / "plan.json"
    plan.write_text("\ufeff" + write_room_plan(plan_rooms(roster(), sessions=1)), encoding="utf-8")

    told = run("repair", "--plan", plan, "--roster", ROSTER, "--session", 1, "--leave", "p001")

    assert told.exit_code == 0
    assert "Marlene Voskuil: " in told.stdout


def test_a_session_nobody_comes_to_is_not_called_impossible(tmp_path):
    away = tmp_path / "away.csv"
    lines = [f"1,{person.id}\n" for person in roster()]
    away.write_text("session,person_id\n" + "".join(lines), encoding="utf-8")

    told = run(
        "plan", "--roster", ROSTER, "--sessions", 1, "--absence", away, "--out", tmp_path / "plan"
    )

    assert "Nobody is to be seated in session 1." in told.stdout
    assert "cannot be kept" not in told.stdout
    assert told.stdout.startswith("1 session seated")


def test_sessions_without_anybody_are_told_together(tmp_path):
    away = tmp_path / "away.csv"
    lines = [f"{session},{person.id}\n" for person in roster() for session in (1, 3)]
    away.write_text("session,person_id\n" + "".join(lines), encoding="utf-8")

    told = run(
        "plan", "--roster", ROSTER, "--sessions", 3, "--absence", away, "--out", tmp_path / "plan"
    )

    assert "Nobody is to be seated in sessions 1, 3." in told.stdout
    assert "0 repeats, 0 of them unavoidable; 0 rooms with one lay voice" in told.stdout


def test_of_two_with_one_name_neither_is_taken_for_the_other(tmp_path):
    one, other = (person.name for person in roster()[:2])
    people = tmp_path / "roster.csv"
    people.write_text(ROSTER.read_text(encoding="utf-8").replace(other, one), encoding="utf-8")
    plan = tmp_path / "plan.json"
    run("plan", "--roster", people, "--sessions", 1, "--out", plan)

    by_name = run("encounters", "--plan", plan, "--roster", people, "--who", one)
    by_id = run("encounters", "--plan", plan, "--roster", people, "--who", roster()[1].id)

    assert by_name.exit_code == 1
    assert f"{one} (p001), {one} (p002)" in by_name.stderr
    assert by_id.exit_code == 0
    assert by_id.stdout.startswith(f"{one} has never been in a room with: ")
