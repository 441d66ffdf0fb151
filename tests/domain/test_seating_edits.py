"""A facilitator moves people by hand, and is told what that does."""

from dataclasses import replace

import pytest

from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.seating import Wishes, check_rooms, draw_rooms, honours, move, swap
from bot.domain.sessions import Room
from tests.seated import PERSPECTIVES, roster, to_be_seated

RULES = RoomRules()
ONE = Room(name="Room 1", people=("a", "b", "c"), host="a", scribe="b")
TWO = Room(name="Room 2", people=("d", "e"), host="d")


def amiss(rooms, people, rules=RULES, **more):
    return check_rooms(rooms, people, rules=rules, perspectives=PERSPECTIVES, **more)


def drawn():
    return draw_rooms(to_be_seated(), rules=RULES, perspectives=PERSPECTIVES, seed="a").rooms


def test_two_people_change_places_and_take_over_each_others_part():
    assert swap((ONE, TWO), "a", "e") == (
        Room(name="Room 1", people=("e", "b", "c"), host="e", scribe="b"),
        Room(name="Room 2", people=("d", "a"), host="d"),
    )


def test_swapping_back_restores_the_rooms():
    rooms = drawn()
    one, other = rooms[0].people[0], rooms[3].people[2]

    assert swap(swap(rooms, one, other), one, other) == rooms


def test_two_in_the_same_room_have_nothing_to_swap():
    assert swap((ONE, TWO), "a", "b") == (ONE, TWO)


def test_someone_who_moves_leaves_their_part_behind():
    assert move((ONE, TWO), "a", "room 2") == (
        Room(name="Room 1", people=("b", "c"), host="", scribe="b"),
        Room(name="Room 2", people=("d", "e", "a"), host="d"),
    )


def test_moving_to_where_one_sits_changes_nothing():
    assert move((ONE, TWO), "a", "Room 1") == (ONE, TWO)


def test_a_room_or_a_person_that_is_not_there_is_refused_in_words():
    with pytest.raises(NoSuchThing, match=r"no room called Room 9. There are Room 1, Room 2"):
        move((ONE, TWO), "a", "Room 9")
    with pytest.raises(NoSuchThing, match="no person in these rooms called z"):
        swap((ONE, TWO), "a", "z")


def test_a_room_grown_too_large_and_one_become_too_small_are_said():
    people = to_be_seated()
    rooms = drawn()
    small = min(rooms, key=lambda room: room.size)
    for person in small.people[:3]:
        rooms = move(rooms, person, "Room 1")

    said = amiss(rooms, people)

    assert "Room 1 has eleven people; eight is the most for everyone to be heard." in said
    assert f"{small.name} has only four people; five is the least." in said


def test_a_lay_person_left_alone_is_said():
    people = to_be_seated()
    rooms = drawn()
    lay = [p.id for p in people if p.role == "lay" and p.id in rooms[7].people]

    for person in lay[1:]:
        rooms = move(rooms, person, "Room 1")

    assert "Room 8 has only one person with lived experience." in amiss(rooms, people)
    rooms = move(rooms, lay[0], "Room 1")
    assert "Room 8 has nobody with lived experience." in amiss(rooms, people)


def test_a_manager_moved_to_their_people_is_said_in_mixed_rooms_only():
    people = to_be_seated()
    rooms = drawn()
    boss_room = next(room for room in rooms if "p001" in room.people)

    together = move(rooms, "p002", boss_room.name)

    said = f"{boss_room.name}: Darrow Tesch sits with their line manager, Marlene Voskuil."
    assert said in amiss(together, people)
    assert said not in amiss(together, people, replace(RULES, strategy="home_team"))
    assert said not in amiss(together, people, replace(RULES, avoid_line_manager_pairs=False))


def test_three_of_an_organisation_are_said_and_two_are_not():
    people = to_be_seated()
    fox = [p.id for p in people if p.organisation == "Fox Estuary Health"]
    rooms = drawn()
    there = next(room for room in rooms if fox[4] in room.people)

    two = move(rooms, fox[5], there.name)
    three = move(two, fox[2], there.name)

    assert not any("from Fox Estuary Health" in said for said in amiss(two, people))
    assert (
        f"{there.name} has three people from Fox Estuary Health; two would be the most."
        in amiss(three, people)
    )


def test_people_without_a_room_or_in_two_and_missing_hosts_are_said():
    people = to_be_seated()
    rooms = drawn()
    doubled = replace(rooms[1], people=(*rooms[1].people, rooms[0].people[0]))
    emptied = replace(rooms[2], people=rooms[2].people[1:], host="", scribe=rooms[0].people[1])
    names = {person.id: person.name for person in people}

    said = amiss((rooms[0], doubled, emptied, *rooms[3:]), people)

    assert (
        f"{names[rooms[0].people[0]]} is in Room 1 and Room 2; nobody can be in two rooms." in said
    )
    assert f"{names[rooms[2].people[0]]} has no room yet." in said
    assert "Room 3 has nobody to host it. Ask someone in it." in said
    assert f"{names[rooms[0].people[1]]} is to take notes in Room 3 but does not sit there." in said


def test_people_to_be_kept_together_are_missed_but_a_wish_to_be_apart_stays_private():
    people = to_be_seated()
    rooms = drawn()
    one, two, three = rooms[0].people[0], rooms[0].people[1], rooms[1].people[0]
    wishes = Wishes(keep=(frozenset({one, three}),), apart=(frozenset({one, two}),))

    said = amiss(rooms, people, wishes=wishes)

    assert len(said) == 1
    assert "were to share a room and do not" in said[0]
    assert not honours(rooms, wishes)
    assert not honours(rooms, Wishes(apart=wishes.apart))
    assert not honours(rooms, Wishes(pinned={one: "Room 2"}))
    assert honours(rooms, Wishes(pinned={one: "Room 1"}))
    assert amiss(rooms, people, wishes=Wishes(keep=(frozenset({one, two}),))) == ()


def test_professionals_among_themselves_are_no_exception_in_affinity_rooms():
    people = roster()[:5]
    rooms = (Room(name="Room 1", people=("p001", "p002", "p003", "p004", "p005"), host="p001"),)

    assert (
        amiss(rooms, people, replace(RULES, strategy="affinity", avoid_line_manager_pairs=False))
        == ()
    )


def test_strangers_to_the_roster_in_two_rooms_are_passed_over():
    people = to_be_seated()
    rooms = drawn()
    doubled = tuple(replace(room, people=(*room.people, "guest")) for room in rooms[:2])

    assert not any("two rooms" in said for said in amiss((*doubled, *rooms[2:]), people))
