"""Drawing rooms for the sample community and for any other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import NoSuchThing
from bot.domain.programme import RoomRules
from bot.domain.seating import Past, Wishes, check_rooms, draw_rooms
from bot.rooms.bounds import least_repeats
from tests.seated import (
    PERSPECTIVES,
    boss_pairs,
    has_legal_split,
    ids,
    lay_by_room,
    many,
    most_colleagues,
    pairs,
    repeats,
    seated,
    sizes,
    to_be_seated,
)

RULES = RoomRules()


def draw(people, rules=RULES, seed="a", **more):
    return draw_rooms(people, rules=rules, perspectives=PERSPECTIVES, seed=seed, **more)


def with_lay(lay, others):
    """So many people with lived experience, and so many others."""
    people = many(300)
    return [p for p in people if p.role == "lay"][:lay] + [p for p in people if p.role != "lay"][
        :others
    ]


@given(count=st.integers(1, 200), seed=st.integers(0, 99), rate=st.sampled_from([0, 0.25]))
@settings(max_examples=25)
def test_everyone_is_in_one_room_of_five_to_eight_whatever_the_number(count, seed, rate):
    people = many(count)

    drawn = draw(people, replace(RULES, assume_no_show_rate=rate), seed=str(seed))

    assert seated(drawn.rooms) == ids(people)
    assert drawn.unplaced == ()
    if has_legal_split(count):
        assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    else:
        assert any("A room needs five" in said or "do not divide" in said for said in drawn.notices)


@pytest.mark.parametrize("count", [333, 1000])
def test_large_communities_sit_in_rooms_of_five_to_eight_too(count):
    people = many(count)

    rooms = draw(people).rooms

    assert seated(rooms) == ids(people)
    assert 5 <= min(sizes(rooms)) <= max(sizes(rooms)) <= 8
    assert most_colleagues(rooms, people) <= 2


@pytest.mark.parametrize("seed", ["a", "b", "c"])
@pytest.mark.parametrize("rooms", [None, 8, 9])
def test_the_sample_community_gets_every_wish(rooms, seed):
    people = to_be_seated()

    drawn = draw(people, seed=seed, rooms=rooms)

    assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    assert lay_by_room(drawn.rooms, people)[0] >= 2
    assert boss_pairs(drawn.rooms, people) == 0
    assert most_colleagues(drawn.rooms, people) == 1
    assert drawn.notices == ()
    assert check_rooms(drawn.rooms, people, rules=RULES, perspectives=PERSPECTIVES) == ()


def test_rooms_are_planned_large_enough_for_some_to_stay_away():
    people = to_be_seated()

    expecting_all = draw(people, replace(RULES, assume_no_show_rate=0, target_size=6)).rooms
    expecting_a_quarter_to_miss = draw(people, replace(RULES, target_size=6)).rooms

    assert sizes(expecting_all) == [7, 7, 7, 7, 7, 6, 6, 6, 6]
    assert sizes(expecting_a_quarter_to_miss) == [8, 8, 8, 7, 7, 7, 7, 7]


def test_fewer_rooms_are_made_where_that_gives_every_room_two_lay_voices():
    rules = replace(RULES, assume_no_show_rate=0, target_size=5)

    drawn = draw(with_lay(10, 28), rules)

    assert len(drawn.rooms) == 5
    assert lay_by_room(drawn.rooms, with_lay(10, 28)) == [2, 2, 2, 2, 2]


def test_three_lay_voices_a_room_where_there_are_enough():
    people = with_lay(15, 20)

    assert lay_by_room(draw(people).rooms, people) == [3, 3, 3, 3, 3]


def test_too_few_lay_people_are_spread_and_the_arithmetic_is_said():
    people = with_lay(8, 31)

    drawn = draw(people, rooms=6)

    assert lay_by_room(drawn.rooms, people) == [1, 1, 1, 1, 2, 2]
    assert drawn.notices == (
        "8 people with lived experience over six rooms: Room 1 and Room 2 have two; Room 3, Room 4, "
        "Room 5 and Room 6 have one. Two in every room would take 12.",
    )


def test_too_few_lay_people_are_paired_where_the_plan_says_so():
    people = with_lay(8, 31)

    drawn = draw(people, replace(RULES, when_lay_scarce="pair"), rooms=6)

    assert lay_by_room(drawn.rooms, people) == [0, 0, 2, 2, 2, 2]
    assert "Room 5 and Room 6 have none" in drawn.notices[0]


def test_an_odd_number_of_lay_people_is_never_paired_down_to_one():
    people = with_lay(9, 30)

    rooms = draw(people, replace(RULES, when_lay_scarce="pair"), rooms=6).rooms

    assert lay_by_room(rooms, people) == [0, 0, 2, 2, 2, 3]


def test_without_lay_people_one_notice_says_so():
    assert draw(with_lay(0, 16)).notices[0].startswith("Nobody with lived experience is coming")


def test_nine_people_make_five_and_four_and_a_tenth_is_asked_for():
    people = with_lay(4, 5)

    drawn = draw(people)

    assert sizes(drawn.rooms) == [5, 4]
    assert drawn.notices[:2] == (
        "9 people do not divide into rooms of 5 to 8, so there are rooms of 5 and 4.",
        "One more person, perhaps a facilitator who joins as the tenth, would make two rooms of five.",
    )


def test_nine_people_sit_in_one_room_only_if_a_facilitator_says_so():
    drawn = draw(with_lay(4, 5), rooms=1)

    assert sizes(drawn.rooms) == [9]
    assert "one room of 9" in drawn.notices[0]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_fewer_than_five_sit_in_one_room(count):
    drawn = draw(with_lay(count, 0))

    assert sizes(drawn.rooms) == [count]
    assert "so all sit in one room" in drawn.notices[0]


def test_nobody_makes_no_rooms():
    drawn = draw([])

    assert drawn.rooms == ()
    assert drawn.notices == ("Nobody is to be seated yet, so there are no rooms.",)


def test_a_number_of_rooms_that_sizes_do_not_allow_is_changed_and_said():
    drawn = draw(many(47), rooms=10)

    assert len(drawn.rooms) == 9
    assert drawn.notices[0] == (
        "Ten rooms were asked for. 47 people fill six to nine of the size the plan asks, so there are nine."
    )


def test_a_way_of_drawing_that_makes_its_own_number_of_rooms_says_so():
    drawn = draw(to_be_seated(), replace(RULES, strategy="home_team"), rooms=4)

    assert drawn.notices == ("Four rooms were asked for; this way of drawing makes nine.",)


def test_rooms_are_larger_where_the_meeting_cannot_open_many():
    people, few = many(100), replace(RULES, most_rooms=13)

    assert len(draw(people).rooms) > 13
    drawn = draw(people, few)
    assert len(drawn.rooms) == 13
    assert not [said for said in drawn.notices if "stay closed" in said]


def test_who_sits_in_a_room_that_the_meeting_cannot_open_is_counted():
    people, few = many(100), replace(RULES, most_rooms=10)

    drawn = draw(people, few)

    assert len(drawn.rooms) == 13
    left = sum(room.size for room in drawn.rooms[10:])
    told = f"13 rooms were drawn, and the meeting can open 10. {drawn.rooms[10].name} and those"
    for said in (
        drawn.notices,
        check_rooms(drawn.rooms, people, rules=few, perspectives=PERSPECTIVES),
    ):
        assert [one for one in said if one.startswith(told) and f"{left} people" in one]


def test_every_room_has_a_host_and_a_scribe_of_its_own():
    for room in draw(to_be_seated()).rooms:
        assert {room.host, room.scribe} <= set(room.people)
        assert room.host != room.scribe


def test_the_coach_is_asked_first_to_host():
    people = to_be_seated()
    coaches = {p.id for p in people if p.role == "coach"}

    for room in draw(people).rooms:
        assert room.host in coaches


def test_where_no_coach_sits_hosting_goes_round_lay_people_included():
    people = [p for p in with_lay(8, 20) if p.role != "coach"]
    past = []
    for month in range(12):
        past.append(draw(people, seed=str(month), past=Past.of(past)).rooms)

    hosted = Past.of(past).hosted
    assert set(hosted) == {p.id for p in people}
    assert max(hosted.values()) - min(hosted.values()) <= 2


def test_those_who_would_rather_not_are_asked_neither_to_host_nor_to_note():
    people = to_be_seated()
    coaches = frozenset(p.id for p in people if p.role == "coach")

    for room in draw(people, wishes=Wishes(spared=coaches)).rooms:
        assert coaches.isdisjoint({room.host, room.scribe})


def test_a_room_where_everyone_is_spared_says_that_nobody_hosts():
    people = with_lay(5, 0)

    drawn = draw(people, wishes=Wishes(spared=frozenset(ids(people))))

    assert drawn.rooms[0].host == ""
    assert "Room 1 has nobody to host it. Ask someone in it." in drawn.notices


def test_people_meet_new_faces_from_month_to_month():
    people = to_be_seated()
    past = []
    for month in range(18):
        drawn = draw(people, seed=str(month), past=Past.of(past), rooms=9)
        assert boss_pairs(drawn.rooms, people) == 0
        assert most_colleagues(drawn.rooms, people) == 1
        past.append(drawn.rooms)

    colleagues = sum(
        1
        for one, other in pairs([replace(past[0][0], people=tuple(ids(people)))])
        if same_home(people, one, other)
    )
    bound = least_repeats([(frozenset(ids(people)), 9)] * 18)
    assert repeats(past) <= (bound + colleagues) * 1.005


def same_home(people, one, other):
    home = {person.id: person.organisation for person in people}
    return home[one] == home[other]


def test_last_months_neighbours_are_kept_apart_when_numbers_allow():
    people = to_be_seated()
    first = draw(people, seed="1").rooms

    second = draw(people, seed="2", past=Past.of([first])).rooms

    assert repeats([first, second]) == 0


def test_a_plan_that_does_not_vary_does_not_look_back():
    people = to_be_seated()
    past = Past.of([draw(people).rooms])
    rules = replace(RULES, vary_from_previous=False)

    first, second = draw(people, rules, past=past), draw(people, rules)
    assert [room.people for room in first.rooms] == [room.people for room in second.rooms]


def test_the_same_draw_gives_the_same_rooms_and_another_seed_others():
    people = to_be_seated()

    assert draw(people) == draw(people)
    assert draw(people, seed="b") != draw(people)


def test_tables_are_called_tables_where_people_meet_in_person():
    assert [room.name for room in draw(many(20), word="Table").rooms] == [
        "Table 1",
        "Table 2",
        "Table 3",
    ]


def test_a_manager_with_their_people_is_said_where_it_cannot_be_helped():
    people = [p for p in to_be_seated() if p.organisation == "Fox Estuary Health"][:5]

    said = draw(people).notices

    assert "Room 1: Darrow Tesch sits with their line manager, Marlene Voskuil." in said
    assert "Room 1 has five people from Fox Estuary Health; two would be the most." in said


def test_the_reasons_tell_what_each_room_brings_together():
    people = to_be_seated()
    first = draw(people, seed="1")
    again = draw(
        people, replace(RULES, vary_from_previous=False), seed="1", past=Past.of([first.rooms])
    )

    assert (
        first.reasons[0]
        == "Three people with lived experience, eight organisations, all new to each other."
    )
    assert "28 pairs have shared a room before" in again.reasons[0]


def test_a_way_of_drawing_that_is_not_known_is_refused_by_name():
    with pytest.raises(NoSuchThing, match="no way of drawing rooms called by_height"):
        draw(many(10), replace(RULES, strategy="by_height"))


def test_where_one_more_would_not_help_nobody_is_asked_for():
    drawn = draw(with_lay(4, 5), replace(RULES, min_size=7, max_size=8))

    assert sizes(drawn.rooms) == [9]
    assert "one room of 9" in drawn.notices[0]
    assert not any("One more person" in said for said in drawn.notices)
