"""Wishes that may not be broken, what is private in them, and those that contradict each other."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.seating import ImpossibleRooms, Past, Wishes, draw_rooms, honours
from tests.seated import PERSPECTIVES, ids, many, seated, sizes, to_be_seated

RULES = RoomRules()
STRATEGIES = ["mixed", "home_team", "affinity", "subgroup", "same_as_last"]


def draw(people, rules=RULES, **more):
    return draw_rooms(people, rules=rules, perspectives=PERSPECTIVES, seed="a", **more)


def room_of(drawn):
    return {person: room.name for room in drawn.rooms for person in room.people}


@pytest.mark.parametrize("strategy", STRATEGIES)
@given(data=st.data())
@settings(max_examples=5)
def test_wishes_are_kept_whatever_the_way_of_drawing(strategy, data):
    people = to_be_seated()
    someone = st.sampled_from(ids(people))
    wishes = Wishes(
        apart=tuple(
            data.draw(st.lists(st.frozensets(someone, min_size=2, max_size=3), max_size=3))
        ),
        keep=tuple(data.draw(st.lists(st.frozensets(someone, min_size=2, max_size=3), max_size=3))),
        pinned=data.draw(
            st.dictionaries(someone, st.sampled_from(["Room 1", "Room 4"]), max_size=3)
        ),
        groups={"Texts": ids(people)[:7], "Letters": ids(people)[10:16]},
    )
    past = Past.of([draw(people).rooms])

    try:
        drawn = draw(people, replace(RULES, strategy=strategy), wishes=wishes, past=past)
    except ImpossibleRooms:
        assert any(a & k for a in wishes.apart for k in wishes.keep) or wishes.pinned
        return

    where = room_of(drawn)
    assert seated(drawn.rooms) == ids(people)
    assert all(len({where[p] for p in group}) == len(group) for group in wishes.apart)
    assert all(len({where[p] for p in group}) == 1 for group in wishes.keep)
    assert all(where[person] == room for person, room in wishes.pinned.items())
    assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    assert honours(drawn.rooms, wishes)


def test_private_wishes_and_access_needs_are_in_no_notice_and_no_reason():
    people = [replace(p, access_needs="CANARY") for p in many(39)]
    wishes = Wishes(apart=(frozenset({"p005", "p006"}), frozenset({"p012", "p020"})))

    drawn = draw(people, wishes=wishes, rooms=6)

    said = " ".join((*drawn.notices, *drawn.reasons))
    assert said
    assert "CANARY" not in said
    assert not any(p.name in said for p in people if p.id in {"p005", "p006", "p012", "p020"})


def test_two_who_share_a_zoom_login_sit_in_one_room_and_it_is_said():
    people = to_be_seated()
    shared = {"p001", "p036"}
    people = [
        replace(p, zoom_email="Office@Example.org" if p.id == "p001" else "office@example.org")
        if p.id in shared
        else p
        for p in people
    ]

    drawn = draw(people)

    assert len({room_of(drawn)[p] for p in shared}) == 1
    assert drawn.notices[0] == (
        "Marlene Voskuil and Gethin Prowse both sign in to Zoom with one address, so they are in one room. "
        "Ask them for an address each."
    )


def test_a_shared_login_gives_way_to_a_wish_and_is_placed_by_hand():
    people = [
        replace(p, zoom_email="office@example.org") if p.id in {"p001", "p036"} else p
        for p in to_be_seated()
    ]

    drawn = draw(people, wishes=Wishes(pinned={"p001": "Room 1", "p036": "Room 2"}))

    assert (room_of(drawn)["p001"], room_of(drawn)["p036"]) == ("Room 1", "Room 2")
    assert "place them by hand" in drawn.notices[0]


def test_wishes_about_people_who_are_not_here_do_not_matter():
    people = many(20)
    wishes = Wishes(
        apart=(frozenset({"p001", "gone"}),),
        keep=(frozenset({"gone", "away"}),),
        pinned={"gone": "Room 9"},
    )

    assert draw(people, wishes=wishes).rooms == draw(people).rooms


def test_more_rooms_are_made_where_people_must_be_apart():
    people = many(24)
    apart = Wishes(apart=(frozenset(ids(people)[:4]),))

    assert len(draw(people).rooms) == 3
    assert len(draw(people, wishes=apart).rooms) == 4


def refused(people, **wishes):
    with pytest.raises(ImpossibleRooms) as refusal:
        draw(people, wishes=Wishes(**wishes))
    return refusal.value


def test_only_the_wishes_that_contradict_each_other_are_named():
    refusal = refused(
        many(40),
        keep=(
            frozenset({"p001", "p002"}),
            frozenset({"p002", "p003"}),
            frozenset({"p008", "p009"}),
        ),
        apart=(frozenset({"p010", "p011"}), frozenset({"p001", "p003"})),
        pinned={"p012": "Room 1"},
    )

    assert refusal.facts["people"] == ("p001", "p002", "p003")
    assert str(refusal) == (
        "These cannot all be kept: Marlene Voskuil and Darrow Tesch are to share one room of at most eight; "
        "Darrow Tesch and Ingrid Pallister are to share one room of at most eight; Marlene Voskuil and "
        "Ingrid Pallister are not to share a room, of eight at most. "
        "Let go of one of them, then draw the rooms again."
    )


def test_a_chain_longer_than_a_room_is_named_and_nobody_else():
    chain = tuple(frozenset({f"p{n:03}", f"p{n + 1:03}"}) for n in (1, 2, 3, 4, 5, 6, 7, 8))
    refusal = refused(many(40), keep=(*chain, frozenset({"p020", "p021"})))

    assert refusal.facts["people"] == tuple(f"p{n:03}" for n in range(1, 10))


def test_more_people_apart_than_rooms_are_named():
    people = many(15)
    everyone = ids(people)

    refusal = refused(people, apart=(frozenset(everyone[:4]), frozenset(everyone[5:7])))

    assert refusal.facts["people"] == tuple(everyone[:4])
    assert "of three at most" in str(refusal)


def test_pairs_that_need_more_rooms_than_there_are_are_named_together():
    people = many(15)
    four = ids(people)[:4]

    refusal = refused(people, apart=tuple(map(frozenset, combinations(four, 2))))

    assert refusal.facts["people"] == tuple(four)
    assert refusal.facts["kinds"] == ("apart",) * 6


def test_two_pinned_to_one_room_who_must_be_apart_are_named():
    refusal = refused(
        many(30),
        apart=(frozenset({"p001", "p002"}),),
        pinned={"p001": "Room 2", "p002": "Room 2", "p003": "Room 1"},
    )

    assert refusal.facts["people"] == ("p001", "p002")
    assert sorted(refusal.facts["kinds"]) == ["apart", "pinned", "pinned"]


def test_someone_pinned_to_a_room_too_many_is_named():
    refusal = refused(many(30), pinned={"p001": "Room 7"})

    assert "Marlene Voskuil is to sit in Room 7, of six at most" in str(refusal)


def test_a_pin_to_something_that_is_no_room_is_refused_with_a_hint():
    with pytest.raises(NoSuchThing, match=r"no room called the garden. Write Room and a number"):
        draw(many(30), wishes=Wishes(pinned={"p001": "the garden"}))


def test_the_smallest_contradiction_is_named_though_a_larger_one_is_there_too():
    people = many(15)
    four = ids(people)[5:9]

    refusal = refused(
        people,
        keep=(frozenset({"p001", "p002"}),),
        apart=(frozenset({"p001", "p002"}), *map(frozenset, combinations(four, 2))),
    )

    assert refusal.facts["people"] == ("p001", "p002")
