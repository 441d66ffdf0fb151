"""Rooms and their repairs for communities of any kind, counted by eyes that never saw how they were drawn."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import NoSuchThing
from bot.domain.seating import ImpossibleRooms
from bot.files.room_plans import plan_rooms, read_room_rules, repair_plan
from tests.domain.seat_counting import (
    SIZES,
    asked,
    can_be_kept,
    communities,
    faults,
    in_toml,
)
from tests.seated import many

WAYS = ("mixed", "mixed", "mixed", "affinity", "subgroup", "same_as_last")
WITHIN = st.booleans()


@given(data=st.data(), people=communities(), size=st.sampled_from(SIZES), way=st.sampled_from(WAYS))
@settings(max_examples=60)
def test_a_plan_holds_what_it_must_and_scores_itself_rightly(data, people, size, way):
    wishes = data.draw(asked(people, sessions=2))
    scarce = data.draw(st.sampled_from(["spread", "pair"]))
    rules = read_room_rules(in_toml(wishes, strategy=way, when_lay_scarce=scarce))
    away = data.draw(st.sampled_from([0, 0.25, 0.5]))
    rounds = data.draw(st.integers(1, 2))

    with suppress(ImpossibleRooms):
        plan = plan_rooms(people, sessions=2, rounds=rounds, absence=away, rules=rules, size=size)
        assert faults(plan, people, wishes) == []


@given(data=st.data(), people=communities(most=40), size=st.sampled_from(SIZES), same=WITHIN)
@settings(max_examples=40)
def test_repairs_one_after_another_keep_all_that_a_plan_must(data, people, size, same):
    wishes = data.draw(asked(people, sessions=1))
    rules = read_room_rules(in_toml(wishes, keep_within_session=same))
    try:
        plan = plan_rooms(people, sessions=1, rounds=2, absence=0.2, rules=rules, size=size)
    except ImpossibleRooms:
        return

    for _ in range(6):
        session = plan["sessions"][0]
        leave, join = data.draw(_changes(session["attending"], [p.id for p in people]))
        try:
            mended = repair_plan(plan, people, session=1, rules=rules, leave=leave, join=join)
        except (ImpossibleRooms, NoSuchThing):  # a room that somebody is pinned to may be gone
            continue
        _check_change(plan, mended, leave, join)
        plan = mended.plan
        assert faults(plan, people, wishes) == []
        first, second = plan["sessions"][0]["rounds"]
        assert first["rooms"] == second["rooms"] or not same


@st.composite
def _changes(draw, attending, everyone):
    """One to three who leave or come, or both at once."""
    out = [person for person in everyone if person not in attending]
    leave = draw(st.permutations(attending))[: draw(st.integers(0, 3))]
    join = draw(st.permutations(out))[: draw(st.integers(0, 3))]
    return list(leave), list(join)


def _check_change(before, mended, leave, join):
    """The moves told are the real ones, and those whom they do not touch keep everything."""
    after = mended.plan["sessions"][0]
    attending = set(before["sessions"][0]["attending"])
    assert set(after["attending"]) == (attending - set(leave)) | set(join)
    for old, new, told in zip(
        before["sessions"][0]["rounds"], after["rounds"], mended.rounds, strict=True
    ):
        was, now = _places(old), _places(new)
        real = {
            (p, was.get(p, ""), now.get(p, "")) for p in {**was, **now} if was.get(p) != now.get(p)
        }
        assert {(m.person, m.from_room, m.to_room) for m in told.moves} == real
        assert len(told.moves) == len(real)
        assert all(move.why for move in told.moves)
        rooms = {room["name"]: room for room in new["rooms"]}
        for room in old["rooms"]:
            mine = rooms.get(room["name"])
            if mine and len(mine["people"]) > 1:
                stay = [part for part in ("host", "scribe") if room[part] in mine["people"]]
                assert [mine[part] for part in stay] == [room[part] for part in stay]
            if mine and set(mine["people"]) == set(room["people"]):
                assert mine == room


def _places(turn):
    return {person: room["name"] for room in turn["rooms"] for person in room["people"]}


@given(count=st.integers(10, 90), rooms=st.integers(2, 14), who=st.integers(0, 999))
@settings(max_examples=25)
def test_one_who_leaves_moves_nobody_or_one_and_never_more_than_a_room(count, rooms, who):
    people = many(count)
    plan = plan_rooms(people, sessions=1, rooms=rooms)
    before = plan["sessions"][0]["rounds"][0]
    gone = people[who % count].id
    room = next(room for room in before["rooms"] if gone in room["people"])

    mended = repair_plan(plan, people, session=1, leave=[gone])

    others = [move for move in mended.rounds[0].moves if move.from_room and move.to_room]
    spare = any(len(one["people"]) > 5 for one in before["rooms"] if one is not room)
    if len(room["people"]) > 5:
        assert others == []
    elif spare:
        assert len(others) == 1
    assert len(others) <= 8


@given(data=st.data(), count=st.integers(6, 10))
@settings(max_examples=60)
def test_what_cannot_be_kept_is_refused_with_the_smallest_set_and_all_else_is_drawn(data, count):
    size = data.draw(st.sampled_from([(2, 4), (3, 5), (2, 3)]))
    luck = data.draw(st.randoms(use_true_random=False))
    wishes = list(dict.fromkeys(_wish(luck, count) for _ in range(data.draw(st.integers(3, 9)))))
    pins = {}
    wishes = [one for one in wishes if one[0] != "pinned" or pins.setdefault(*one[1]) == one[1][1]]
    people = many(count)

    try:
        plan_rooms(people, sessions=1, rules=_as_rules(wishes, people, size), size=size)
        drawn = True
    except ImpossibleRooms as refusal:
        drawn, said = False, refusal.facts["kinds"]

    assert drawn == can_be_kept(count, size, wishes)
    if not drawn:
        fewer = (some for few in range(len(said)) for some in combinations(wishes, few))
        assert all(can_be_kept(count, size, some) for some in fewer)


def _wish(luck, count):
    kind = luck.choice(["apart", "apart", "keep", "pinned"])
    if kind == "pinned":
        return kind, (luck.randrange(count), luck.randrange(2))
    return kind, tuple(sorted(luck.sample(range(count), k=luck.choice([2, 2, 3]))))


def _as_rules(wishes, people, size):
    def groups(kind):
        return [[people[at].id for at in group] for one, group in wishes if one == kind]

    pins = [
        {"session": 1, "person": people[at].id, "room": f"Room {room + 1}"}
        for at, room in (group for kind, group in wishes if kind == "pinned")
    ]
    told = {"keep_apart": groups("apart"), "keep_together": groups("keep"), "pinned": pins}
    sizes = {"min_size": size[0], "max_size": size[1]}
    return read_room_rules(in_toml(told, **sizes))


@given(
    people=communities(least=12),
    sessions=st.integers(2, 5),
    first=st.sampled_from(["coach", "lay"]),
)
@settings(max_examples=20)
def test_hosts_and_scribes_are_those_whose_turn_it_is(people, sessions, first):
    rules = read_room_rules(f'[rooms]\nroom_host = "{first}"')
    role = {person.id: person.role for person in people}
    hosted, noted = Counter(), Counter()

    for session in plan_rooms(people, sessions=sessions, rules=rules)["sessions"]:
        rooms = session["rounds"][0]["rooms"]
        for room in rooms:
            turns = {p: (role[p] != first, hosted[p]) for p in room["people"]}
            assert turns[room["host"]] == min(turns.values())
            assert noted[room["scribe"]] == min(noted[p] for p in turns if p != room["host"])
        hosted.update(room["host"] for room in rooms)
        noted.update(room["scribe"] for room in rooms)


@given(people=communities(least=10, most=90), scarce=st.sampled_from(["spread", "pair"]))
@settings(max_examples=30)
def test_lived_experience_is_level_or_in_company_and_exceptions_are_told(people, scarce):
    people = [replace(person, zoom_email="") for person in people]
    rules = read_room_rules(f'[rooms]\nwhen_lay_scarce = "{scarce}"')
    turn = plan_rooms(people, sessions=1, rules=rules)["sessions"][0]["rounds"][0]
    lay = {person.id for person in people if person.role == "lay"}
    voices = {room["name"]: len(lay & set(room["people"])) for room in turn["rooms"]}
    told = " ".join(turn["notices"])

    if scarce == "spread" or len(lay) >= 2 * len(voices):
        assert max(voices.values()) - min(voices.values()) <= 1
    elif len(lay) > 1:
        assert 1 not in voices.values()
        assert list(voices.values()).count(0) == len(voices) - len(lay) // 2
    assert all(name in told or not lay for name, count in voices.items() if count < 2)


def test_nine_sit_as_five_and_four_and_the_tenth_makes_two_of_five():
    people = [replace(person, organisation="One", line_manager="") for person in many(10)]
    plan = plan_rooms(people, sessions=1, absence={1: frozenset({people[9].id})})

    change = repair_plan(plan, people, session=1, join=[people[9].id])

    mended = change.plan
    assert [move.person for move in change.rounds[0].moves] == [people[9].id]
    rooms = mended["sessions"][0]["rounds"][0]["rooms"]
    assert [len(room["people"]) for room in rooms] == [5, 5]
    assert faults(mended, people, {"keep_apart": [], "keep_together": [], "pinned": []}) == []
