"""When someone drops out or comes after all: small change, small change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.seating import Past, Wishes, draw_rooms, repair, room_notices
from bot.domain.sessions import Room
from tests.seated import (
    PERSPECTIVES,
    boss_pairs,
    has_legal_split,
    ids,
    lay_by_room,
    many,
    most_colleagues,
    seated,
    sizes,
    to_be_seated,
)

RULES = RoomRules()


def draw(people, rooms=None, rules=RULES):
    return draw_rooms(people, rules=rules, perspectives=PERSPECTIVES, seed="a", rooms=rooms).rooms


def mended(rooms, people, rules=RULES, **more):
    return repair(rooms, people, rules=rules, perspectives=PERSPECTIVES, seed="b", **more)


def strangers(count):
    """People of whom no two are colleagues."""
    return [replace(p, organisation=p.id, line_manager="") for p in many(count)]


def others(repaired):
    """Those who changed room without leaving or coming."""
    return [one for one in repaired.moves if one.from_room and one.to_room]


def test_nobody_else_moves_when_someone_drops_out_of_a_room_large_enough():
    people = to_be_seated()
    rooms = draw(people)

    for person in ids(people):
        repaired = mended(rooms, people, leave=[person])

        assert [(one.person, one.to_room, one.why) for one in repaired.moves] == [
            (person, "", "does not come")
        ]
        assert seated(repaired.rooms) == [one for one in ids(people) if one != person]
        untouched = [room for room in rooms if person not in room.people]
        assert [room for room in repaired.rooms if room in untouched] == untouched


def test_one_person_comes_over_when_a_room_of_five_loses_one():
    people = many(47)
    rooms = draw(people, rooms=9)
    five = next(room for room in rooms if room.size == 5)

    repaired = mended(rooms, people, leave=[five.people[0]])

    (moved,) = others(repaired)
    assert moved.to_room == five.name
    assert moved.why == f"{five.name} would have had fewer than five"
    assert min(sizes(repaired.rooms)) == 5
    assert boss_pairs(repaired.rooms, people) == 0
    assert most_colleagues(repaired.rooms, people) <= 2


def test_a_room_is_given_up_when_nobody_can_be_spared():
    people = strangers(30)
    rooms = draw(people, rooms=6)

    repaired = mended(rooms, people, leave=[rooms[2].people[0]])

    assert repaired.gone == ("Room 3",)
    assert sizes(repaired.rooms) == [6, 6, 6, 6, 5]
    assert len(others(repaired)) == 4
    assert {one.why for one in others(repaired)} == {
        "Room 3 would have had fewer than five and is given up"
    }
    assert [room.name for room in repaired.rooms] == [
        "Room 1",
        "Room 2",
        "Room 4",
        "Room 5",
        "Room 6",
    ]


def test_a_room_left_by_almost_all_is_given_up_rather_than_filled():
    people = to_be_seated()
    rooms = draw(people)

    repaired = mended(rooms, people, leave=rooms[0].people[:6])

    assert repaired.gone == ("Room 1",)
    assert len(others(repaired)) == rooms[0].size - 6


def test_nine_left_stay_in_five_and_four_with_a_notice():
    people = many(10)
    rooms = draw(people)

    repaired = mended(rooms, people, leave=[rooms[1].people[0]])

    assert others(repaired) == []
    assert sizes(repaired.rooms) == [5, 4]
    assert "Room 2 has only four people; five is the least." in repaired.notices


def test_someone_who_comes_after_all_moves_nobody_where_there_is_space():
    people = to_be_seated()
    coming = [p for p in people if p.id != "p034"]
    rooms = draw(coming)

    repaired = mended(rooms, people, join=["p034"])

    (only,) = repaired.moves
    assert (only.person, only.from_room, only.why) == ("p034", "", "comes after all")
    assert max(sizes(repaired.rooms)) <= 8
    assert lay_by_room(repaired.rooms, people)[0] >= 2
    assert most_colleagues(repaired.rooms, people) == 1


def test_a_newcomer_fills_the_place_of_one_who_leaves_at_the_same_time():
    people = many(31)
    rooms = draw(people[:30], rooms=6)

    repaired = mended(rooms, people, leave=[rooms[4].people[0]], join=[people[30].id])

    assert others(repaired) == []
    assert sizes(repaired.rooms) == [5] * 6


def test_a_new_room_is_opened_when_all_are_full():
    people = strangers(41)
    rooms = draw(people[:40])
    assert sizes(rooms) == [8] * 5

    repaired = mended(rooms, people, join=[people[40].id])

    assert sizes(repaired.rooms) == [8, 7, 7, 7, 7, 5]
    assert repaired.rooms[-1].name == "Room 6"
    assert repaired.rooms[-1].host
    assert len(others(repaired)) == 4


def test_a_host_who_falls_ill_is_followed_by_someone_of_the_room():
    people = to_be_seated()
    rooms = draw(people)
    host = rooms[2].host

    repaired = mended(rooms, people, leave=[host])

    assert repaired.rooms[2].host in rooms[2].people
    assert repaired.rooms[2].host != host
    name = next(p.name for p in people if p.id == repaired.rooms[2].host)
    assert f"{name} hosts Room 3 now." in repaired.notices


def test_rooms_keep_their_host_and_scribe_when_others_change():
    people = to_be_seated()
    rooms = draw(people)
    guest = next(p for p in rooms[0].people if p not in {rooms[0].host, rooms[0].scribe})

    after = mended(rooms, people, leave=[guest]).rooms[0]

    assert (after.host, after.scribe) == (rooms[0].host, rooms[0].scribe)


def lonely(rooms, people):
    """Let all lay people but one leave the first room that has only two."""
    lay = {p.id for p in people if p.role == "lay"}
    room = next(room for room in rooms if len(lay.intersection(room.people)) == 2)
    return room, [p for p in room.people if p in lay][1:]


def test_a_lay_person_left_alone_is_told_of_with_the_move_that_would_help():
    people = to_be_seated()
    rooms = draw(people)
    room, leave = lonely(rooms, people)

    repaired = mended(rooms, people, leave=leave)

    assert others(repaired) == []
    assert f"{room.name} has only one person with lived experience." in repaired.notices
    assert repaired.notices[-1].startswith("Moving ")
    assert repaired.notices[-1].endswith(" would give company there.")


def test_a_lay_person_left_alone_gets_company_by_the_move_that_is_told():
    people = to_be_seated()
    rooms = draw(people)
    _, leave = lonely(rooms, people)

    repaired = mended(rooms, people, leave=leave)
    told = heeded(repaired, people)

    assert 1 <= len(told) <= 2
    at = {p: room.name for room in repaired.rooms for p in room.people} | told
    after = [Room(name=n, people=tuple(p for p in at if at[p] == n)) for n in {*at.values()}]
    assert lay_by_room(after, people)[0] >= 2
    assert 5 <= min(sizes(after)) <= max(sizes(after)) <= 8


def heeded(repaired, people):
    """Who would sit where by the move that is told."""
    tip = repaired.notices[-1]
    names = [room.name for room in repaired.rooms]
    return {p.id: name for p in people for name in names if f"{p.name} to {name} " in f"{tip} "}


def lone_soon(*sizes):
    """Rooms of strangers, the first two of each with lived experience and no more."""
    people, rooms = strangers(sum(sizes)), []
    for number, size in enumerate(sizes, 1):
        start = sum(sizes[: number - 1])
        rooms.append(Room(name=f"Room {number}", people=tuple(ids(people)[start : start + size])))
    lay = {p for room in rooms for p in room.people[:2]}
    return [replace(p, role="lay" if p.id in lay else "coach") for p in people], rooms


@pytest.mark.parametrize("kind", ["apart", "keep", "elsewhere", "manager"])
def test_the_move_that_would_help_gives_nobodys_wish_away(kind):
    people, rooms = lone_soon(7, 7, 7)
    leaves, lone, one, other = rooms[0].people[1::-1] + rooms[0].people[3:5]
    boss = next(p for p in people if p.id == other).email if kind == "manager" else ""
    people = [replace(p, line_manager=boss) if p.id == one else p for p in people]
    wishes = {
        "apart": Wishes(apart=(frozenset({one, other}),)),
        "keep": Wishes(keep=(frozenset({one, rooms[1].people[3]}),)),
        "elsewhere": Wishes(elsewhere={one: "Room 1"}),
    }

    repaired = mended(rooms, people, leave=[leaves], wishes=wishes.get(kind), settled=False)

    assert heeded(repaired, people) in [{lone: "Room 2"}, {lone: "Room 3"}]


@pytest.mark.parametrize("sizes_before", [(8, 7, 7), (6, 5, 5)])
def test_the_move_that_would_help_leaves_nobody_else_alone(sizes_before):
    people, rooms = lone_soon(*sizes_before)
    (leaves, alone, boss, *_), nobody_heard, (foe, *lay, _, _) = (r.people for r in rooms)
    heard = {leaves, alone, foe, *lay}
    chief = next(p.email for p in people if p.id == boss)
    people = [replace(p, role="lay" if p.id in heard else "coach") for p in people]
    people = [replace(p, line_manager=chief) if p.id == alone else p for p in people]
    wishes = Wishes(apart=(frozenset({alone, foe}),), pinned={boss: "Room 1"})

    told = heeded(mended(rooms, people, leave=[leaves], wishes=wishes), people)

    assert "Room 1" in [told.get(person) for person in lay]
    assert told.keys().isdisjoint({alone, foe, boss, *nobody_heard})


def test_nobody_is_to_go_back_to_a_room_they_would_rather_not_be_in():
    people, rooms = lone_soon(6, 5)
    people = [replace(p, role="lay") if p.id == rooms[1].people[2] else p for p in people]
    leaves, *stay = rooms[0].people
    but_one = Wishes(elsewhere=dict.fromkeys(stay[:-1], "Room 2"))
    nobody = Wishes(elsewhere=dict.fromkeys(stay, "Room 2"))

    free = mended(rooms, people, leave=[leaves], wishes=but_one)
    unfree = mended(rooms, people, leave=[leaves], wishes=nobody)

    assert set(heeded(free, people)) & set(stay) == {stay[-1]}
    assert heeded(unfree, people) == {}


def test_pinned_people_and_those_kept_together_stay_where_they_are():
    people = many(47)
    rooms = draw(people, rooms=9)
    five = next(room for room in rooms if room.size == 5)
    sixes = [p for room in rooms if room.size == 6 for p in room.people]
    free = sixes[3]
    wishes = Wishes(
        pinned={p: next(r.name for r in rooms if p in r.people) for p in sixes if p != free},
    )

    (moved,) = others(mended(rooms, people, leave=[five.people[0]], wishes=wishes))

    assert moved.person == free


def test_a_newcomer_goes_where_the_one_sits_with_whom_they_share_a_login():
    people = [
        replace(p, zoom_email="office@example.org") if p.id in {"p001", "p036"} else p
        for p in to_be_seated()
    ]
    rooms = draw([p for p in people if p.id != "p036"])
    room = next(room for room in rooms if "p001" in room.people)

    repaired = mended(rooms, people, join=["p036"])

    after = next(one for one in repaired.rooms if one.name == room.name)
    assert "p036" in after.people
    assert after.size <= 8
    assert len(others(repaired)) == (room.size == 8)


def test_a_newcomer_never_joins_someone_they_are_to_be_apart_from():
    people = many(17)
    rooms = draw(people[:16], rooms=3)
    apart = [room.people[0] for room in rooms[:2]]
    wishes = Wishes(apart=tuple(frozenset({people[16].id, one}) for one in apart))

    repaired = mended(rooms, people, join=[people[16].id], wishes=wishes)

    assert people[16].id in repaired.rooms[2].people


def test_a_newcomer_goes_to_the_room_they_are_pinned_to():
    people = to_be_seated()
    rooms = draw([p for p in people if p.id != "p034"])
    small = next(room for room in rooms if room.size == 7)

    repaired = mended(rooms, people, join=["p034"], wishes=Wishes(pinned={"p034": small.name}))

    assert repaired.moves[0].to_room == small.name
    with pytest.raises(NoSuchThing, match="no room called Room 77"):
        mended(rooms, people, join=["p034"], wishes=Wishes(pinned={"p034": "Room 77"}))


def test_someone_no_longer_on_the_roster_leaves():
    people = to_be_seated()
    rooms = draw(people)

    repaired = mended(rooms, [p for p in people if p.id != "p003"])

    assert [one.person for one in repaired.moves] == ["p003"]


def test_a_newcomer_joins_their_own_organisation_in_home_teams():
    people = to_be_seated()
    rules = RoomRules(strategy="home_team")
    rooms = draw([p for p in people if p.id != "p034"], rules=rules)

    repaired = mended(rooms, people, rules, join=["p034"])

    room = next(room for room in repaired.rooms if "p034" in room.people)
    assert {p.organisation for p in people if p.id in room.people} == {
        "Lea Marshes Mental Health Trust"
    }


def test_rooms_that_were_never_drawn_can_be_started_by_those_who_come():
    people = many(6)

    repaired = mended((), people, join=ids(people))

    assert [room.name for room in repaired.rooms] == ["Room 1"]
    assert seated(repaired.rooms) == ids(people)


def test_everyone_leaving_leaves_no_room():
    people = many(6)

    assert mended(draw(people), people, leave=ids(people)).rooms == ()


def test_the_same_repair_gives_the_same_rooms():
    people = many(47)
    rooms = draw(people, rooms=9)

    assert mended(rooms, people, leave=ids(people)[:4]) == mended(
        rooms, people, leave=ids(people)[:4]
    )


@given(st.data())
@settings(max_examples=30)
def test_after_several_changes_everyone_has_one_seat_and_no_more_move_than_must(data):
    people = many(60)
    coming = data.draw(st.integers(10, 50))
    rooms = draw(people[:coming], rules=replace(RULES, assume_no_show_rate=0))
    leave = data.draw(st.lists(st.sampled_from(ids(people[:coming])), unique=True, max_size=6))
    join = data.draw(st.lists(st.sampled_from(ids(people[coming:])), unique=True, max_size=6))

    repaired = mended(rooms, people, leave=leave, join=join)

    stayed = (set(ids(people[:coming])) - set(leave)) | set(join)
    assert seated(repaired.rooms) == sorted(stayed)
    told = {one.person: (one.from_room, one.to_room) for one in repaired.moves}
    before = {p: room.name for room in rooms for p in room.people}
    after = {p: room.name for room in repaired.rooms for p in room.people}
    assert told == {
        p: (before.get(p, ""), after.get(p, ""))
        for p in {*before, *after}
        if before.get(p) != after.get(p)
    }
    if has_legal_split(len(stayed)) and len(stayed) >= 10:
        assert 5 <= min(sizes(repaired.rooms)) <= max(sizes(repaired.rooms)) <= 8
    assert all(room.host in room.people for room in repaired.rooms)
    lost = sum(max(0, 5 - len(stayed.intersection(room.people))) for room in rooms)
    assert len(others(repaired)) <= max(lost, 8) * 2


def test_a_repair_after_drawing_remembers_whose_turn_it_is_to_host():
    people = [p for p in many(30) if p.role != "coach"]
    rooms = draw(people)
    past = Past.of([rooms] * 3)
    leave = rooms[0].host

    after = mended(rooms, people, leave=[leave], past=past).rooms[0]

    assert past.hosted.get(after.host, 0) == 0
    assert isinstance(after, Room)


def test_someone_makes_space_where_a_newcomer_must_sit_with_the_one_who_is_kept_with_them():
    people = strangers(24)
    rooms = draw(people[:23], rooms=3)
    full = next(room for room in rooms if room.size == 8)
    wishes = Wishes(keep=(frozenset({full.people[0], people[23].id}),))

    repaired = mended(rooms, people, join=[people[23].id], wishes=wishes)

    (moved,) = others(repaired)
    assert (moved.from_room, sizes(repaired.rooms)) == (full.name, [8, 8, 8])
    assert moved.why.startswith(f"to make space in {full.name}")
    assert wishes.keep[0] <= set(next(r for r in repaired.rooms if r.name == full.name).people)


def test_a_newcomer_for_whom_no_space_can_be_made_starts_a_room():
    people = strangers(9)
    rooms = draw(people[:8])
    wishes = Wishes(pinned={p.id: "Room 1" for p in people[:8]}, keep=(frozenset(ids(people)[:2]),))

    repaired = mended(rooms, people, join=[people[8].id], wishes=wishes)

    assert sizes(repaired.rooms) == [8, 1]


def test_newcomers_who_are_to_be_apart_from_all_and_each_other_sit_apart():
    people = strangers(12)
    rooms = draw(people[:10])
    apart = (
        frozenset(ids(people)[10:]),
        *(frozenset({new.id, old.id}) for new in people[10:] for old in people[:10]),
    )

    repaired = mended(rooms, people, join=[p.id for p in people[10:]], wishes=Wishes(apart=apart))

    assert sizes(repaired.rooms) == [5, 5, 1, 1]


def test_nobody_is_moved_to_someone_they_are_to_be_apart_from():
    people = strangers(15)
    rooms = draw(people, rooms=3)
    (one, two), third = rooms[0].people[:2], rooms[1].people[0]
    wishes = Wishes(
        apart=tuple(frozenset({one, other}) for room in rooms[1:] for other in room.people)
    )

    after = mended(rooms, people, leave=[two], wishes=wishes)

    room_of = {p: room.name for room in after.rooms for p in room.people}
    assert third in room_of
    assert all(room_of[one] != room_of[other] for room in rooms[1:] for other in room.people)


def test_newcomers_find_their_own_in_affinity_and_subgroup_rooms():
    people = to_be_seated()
    lay = next(p.id for p in people if p.role == "lay")
    affinity = RoomRules(strategy="affinity")
    rooms = draw([p for p in people if p.id != lay], rules=affinity)
    joined = mended(rooms, people, affinity, join=[lay])
    room = next(room for room in joined.rooms if lay in room.people)
    assert all(p.role == "lay" for p in people if p.id in room.people)
    assert joined.notices == ()

    groups = Wishes(groups={"Texts": ids(people)[:7], "Letters": ids(people)[20:26]})
    subgroup = RoomRules(strategy="subgroup")
    rooms = draw_rooms(
        people[1:], rules=subgroup, perspectives=PERSPECTIVES, seed="a", wishes=groups
    ).rooms
    joined = mended(rooms, people, subgroup, join=["p001"], wishes=groups)
    room = next(room for room in joined.rooms if "p001" in room.people)
    assert "p002" in room.people


def test_nobody_on_the_roster_any_more_leaves_no_room():
    assert mended(draw(many(6)), []).rooms == ()


def test_only_what_is_new_is_told_after_a_repair():
    people = [p for p in many(120) if p.role != "lay"][:31] + [
        p for p in many(120) if p.role == "lay"
    ][:8]
    rooms = draw(people, rooms=6)
    gone = next(
        p
        for p in rooms[0].people
        if p in ids(people[:31]) and p not in {rooms[0].host, rooms[0].scribe}
    )

    assert mended(rooms, people, leave=[gone]).notices == ()


def test_rooms_as_they_are_now_are_spoken_of_like_a_draw():
    people = [p for p in many(120) if p.role != "lay"][:31] + [
        p for p in many(120) if p.role == "lay"
    ][:8]
    drawn = draw_rooms(people, rules=RULES, perspectives=PERSPECTIVES, seed="a", rooms=6)

    assert (
        room_notices(drawn.rooms, people, rules=RULES, perspectives=PERSPECTIVES) == drawn.notices
    )
    assert (
        room_notices((), [], rules=RULES, perspectives=PERSPECTIVES)
        == draw_rooms([], rules=RULES, perspectives=PERSPECTIVES, seed="a").notices
    )
