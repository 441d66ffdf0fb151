"""Home teams, subgroups, one's own kind, and the rooms of last time."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating import (
    ImpossibleRooms,
    Past,
    Wishes,
    check_rooms,
    clean_sessions,
    draw_rooms,
)
from bot.domain.sessions import Room
from tests.seated import (
    PERSPECTIVES,
    has_legal_split,
    ids,
    lay_by_room,
    many,
    repeats,
    seated,
    sizes,
    to_be_seated,
)

HOME = RoomRules(strategy="home_team")
SUBGROUP = RoomRules(strategy="subgroup")
AFFINITY = RoomRules(strategy="affinity")
LAST = RoomRules(strategy="same_as_last")


def draw(people, rules, seed="a", **more):
    return draw_rooms(people, rules=rules, perspectives=PERSPECTIVES, seed=seed, **more)


def of(organisation, count):
    people = [p for p in many(300) if p.organisation == organisation]
    return people[:count]


def teams_by_room(rooms, people):
    home = {person.id: person.organisation for person in people}
    return [Counter(home[p] for p in room.people) for room in rooms]


def test_every_organisation_of_the_sample_has_a_room_of_its_own():
    people = to_be_seated()

    drawn = draw(people, HOME)

    assert [len(teams) for teams in teams_by_room(drawn.rooms, people)] == [1] * 9
    assert drawn.notices == ()


def test_an_organisation_with_few_present_joins_another_small_one_and_it_is_said():
    people = (
        of("Fox Estuary Health", 7) + of("Banksia Valley Health", 3) + of("Region Sjöbygden", 4)
    )

    drawn = draw(people, HOME)

    assert sizes(drawn.rooms) == [7, 7]
    assert drawn.notices[0] == (
        "Room 2 brings together Region Sjöbygden (4) and Banksia Valley Health (3): a room needs five."
    )


def test_an_organisation_too_large_for_a_room_sits_in_two_and_no_lay_person_is_alone():
    people = of("Fox Estuary Health", 14)

    drawn = draw(people, HOME)

    assert sizes(drawn.rooms) == [7, 7]
    assert "Fox Estuary Health has 14 people coming" in drawn.notices[0]
    assert not any("only one person with lived experience" in said for said in drawn.notices)


def test_a_small_organisation_that_nobody_can_take_in_is_lent_people():
    people = (
        of("Fox Estuary Health", 7) + of("Heathside Hospital Trust", 7) + of("Region Sjöbygden", 3)
    )

    drawn = draw(people, HOME)

    assert sizes(drawn.rooms) == [7, 5, 5]
    assert len(teams_by_room(drawn.rooms, people)[2]) == 2
    assert "so that it has five people" in drawn.notices[0]


def test_managers_sit_with_their_people_in_home_teams_without_a_word():
    people = to_be_seated()

    assert draw(people, HOME).notices == ()


@given(st.data())
@settings(max_examples=40)
def test_home_teams_have_legal_sizes_whoever_comes(data):
    people = to_be_seated()
    away = data.draw(st.sets(st.sampled_from(ids(people)), max_size=55))
    coming = [p for p in people if p.id not in away]

    drawn = draw(coming, HOME)

    assert seated(drawn.rooms) == ids(coming)
    if has_legal_split(len(coming)):
        assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8


@given(st.lists(st.integers(1, 20), min_size=1, max_size=9), st.integers(0, 9))
@settings(max_examples=40)
def test_home_teams_of_any_sizes_keep_legal_rooms(team_sizes, seed):
    people = many(sum(team_sizes))
    homes = [f"Home {at}" for at, size in enumerate(team_sizes) for _ in range(size)]
    people = [replace(p, organisation=home) for p, home in zip(people, homes, strict=True)]

    rooms = draw(people, HOME, seed=str(seed)).rooms

    assert seated(rooms) == ids(people)
    if has_legal_split(len(people)):
        assert 5 <= min(sizes(rooms)) <= max(sizes(rooms)) <= 8


def test_subgroups_sit_together_and_others_fill_their_rooms():
    people = to_be_seated()
    groups = {"Texts": ids(people)[:6], "Letters": ids(people)[6:9], "Old": ["gone"]}

    drawn = draw(people, SUBGROUP, wishes=Wishes(groups=groups))

    room_of = {person: room.name for room in drawn.rooms for person in room.people}
    assert len({room_of[p] for p in groups["Texts"]}) == 1
    assert len({room_of[p] for p in groups["Letters"]}) == 1
    assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    assert seated(drawn.rooms) == ids(people)


def test_someone_in_two_subgroups_sits_with_the_first():
    people = many(10)
    groups = {"Texts": ids(people)[:5], "Letters": ids(people)[4:]}

    rooms = draw(people, SUBGROUP, wishes=Wishes(groups=groups)).rooms

    assert [set(room.people) for room in rooms] == [set(ids(people)[:5]), set(ids(people)[5:])]


def test_lay_people_sit_with_lay_people_and_professionals_with_professionals():
    people = to_be_seated()
    lay = {p.id for p in people if p.role == "lay"}

    drawn = draw(people, AFFINITY)

    assert all(lay.issuperset(room.people) or lay.isdisjoint(room.people) for room in drawn.rooms)
    assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    assert drawn.notices == ()


def test_affinity_rooms_add_up_to_the_number_asked_for_where_sizes_allow():
    assert len(draw(to_be_seated(), AFFINITY, rooms=10).rooms) == 10


def test_affinity_of_lay_people_alone_is_one_kind():
    lay = [p for p in to_be_seated() if p.role == "lay"][:12]

    assert sizes(draw(lay, AFFINITY).rooms) == [6, 6]


def test_the_rooms_of_last_time_come_back_with_those_who_are_here():
    people = to_be_seated()
    first = draw(people, RoomRules()).rooms
    coming = [p for p in people if p.id not in {first[0].people[0], first[3].people[0]}]

    again = draw(coming, LAST, seed="b", past=Past.of([first])).rooms

    here = set(ids(coming))
    assert [set(room.people) for room in again] == [here & set(room.people) for room in first]


def test_rooms_of_last_time_that_have_become_too_small_are_filled_or_given_up():
    people = to_be_seated()
    first = draw(people, RoomRules()).rooms
    coming = [p for p in people if p.id not in first[0].people[:6]]

    again = draw(coming, LAST, seed="b", past=Past.of([first])).rooms

    assert len(again) == len(first) - 1
    assert seated(again) == ids(coming)
    assert 5 <= min(sizes(again)) <= max(sizes(again)) <= 8


@pytest.mark.parametrize("past", [Past(), Past.of([[]])])
def test_without_a_last_time_the_rooms_are_mixed(past):
    people = to_be_seated()

    drawn = draw(people, LAST, past=past)

    assert drawn.rooms == draw(people, RoomRules()).rooms
    assert drawn.notices[0].startswith("There are no rooms of last time")


def clean_months(rules, people, rooms=None):
    """How many months pass before somebody meets somebody again."""
    starts = clean_sessions(people, rules=rules, perspectives=PERSPECTIVES, rooms=rooms)
    past = []
    for month, start in enumerate(starts):
        drawn = draw(people, rules, seed=str(month), past=Past.of(past), rooms=rooms, start=start)
        past.append(drawn.rooms)
        if repeats(past):
            return month
    return len(starts)


def test_where_colleagues_may_meet_nobody_meets_twice_in_eleven_months():
    free = RoomRules(max_same_organisation=8, min_lay_per_room=0, avoid_line_manager_pairs=False)

    assert clean_months(free, many(60), rooms=11) == 11
    assert clean_months(free, many(45), rooms=9) == 9
    assert clean_months(free, to_be_seated()) == 8


def test_a_clean_series_gives_every_room_its_lay_voices():
    rules = RoomRules(max_same_organisation=8, avoid_line_manager_pairs=False)
    people = to_be_seated()

    start = clean_sessions(people, rules=rules, perspectives=PERSPECTIVES)[0]
    rooms = draw(people, rules, start=start).rooms

    assert [set(room.people) for room in rooms] == [set(room) for room in start]
    assert lay_by_room(rooms, people)[0] >= 2


def test_a_clean_series_gives_way_to_wishes_and_to_other_people():
    rules = RoomRules(max_same_organisation=8)
    people = to_be_seated()
    start = clean_sessions(people, rules=rules, perspectives=PERSPECTIVES)[0]
    wishes = Wishes(keep=(frozenset({start[0][0], start[1][0]}),))

    rooms = draw(people, rules, start=start, wishes=wishes).rooms
    fewer = draw(people[1:], rules, start=start).rooms

    assert any(wishes.keep[0] <= set(room.people) for room in rooms)
    assert seated(fewer) == ids(people[1:])


def test_there_is_no_clean_series_where_colleagues_cannot_be_parted_or_rooms_are_not_mixed():
    people = to_be_seated()
    for rules in (
        RoomRules(),
        RoomRules(strategy="affinity", max_same_organisation=8),
        RoomRules(max_same_organisation=8, vary_from_previous=False),
    ):
        assert clean_sessions(people, rules=rules, perspectives=PERSPECTIVES) == ()
    assert clean_sessions([], rules=RoomRules(), perspectives=PERSPECTIVES) == ()


def test_a_large_organisation_with_many_lay_people_fills_more_rooms_with_them():
    lay = [p for p in many(300) if p.role == "lay"][:12]
    people = [replace(p, organisation="Fox") for p in lay] + [
        replace(p, organisation="Fox") for p in of("Banksia Valley Health", 3)
    ]

    assert sizes(draw(people, HOME).rooms) == [8, 7]


def test_people_lent_to_a_subgroup_are_named():
    people = many(17)
    groups = {"Texts": ids(people)[:7], "Letters": ids(people)[7:14], "Maps": ids(people)[14:]}

    drawn = draw(people, SUBGROUP, wishes=Wishes(groups=groups))

    assert sizes(drawn.rooms) == [7, 5, 5]
    assert any("so that it has five people" in said for said in drawn.notices)


def test_an_organisation_too_large_for_a_column_is_spread_over_several():
    rules = RoomRules(max_same_organisation=8)
    people = [replace(p, role="clinician") for p in many(59)]
    boss = people[0]
    people = [boss, *(replace(p, line_manager=boss.email) for p in people[1:21]), *people[21:]]

    starts = clean_sessions(people, rules=rules, perspectives=PERSPECTIVES)

    assert len(starts) == 8
    assert sorted(p for room in starts[0] for p in room) == ids(people)


def test_lay_people_in_no_subgroup_fill_up_rooms_one_by_one():
    lay = [p for p in many(60) if p.role == "lay"][:3]
    others = [p for p in many(60) if p.role != "lay"][:13]
    groups = {"Texts": ids(others)[:6], "Letters": ids(others)[6:]}

    drawn = draw(others + lay, SUBGROUP, wishes=Wishes(groups=groups))

    assert sizes(drawn.rooms) == [8, 8]
    assert [lay_by_room([room], lay) for room in drawn.rooms] == [[2], [1]]


def test_a_lay_person_may_report_to_someone_in_a_clean_series_too():
    rules = RoomRules(max_same_organisation=8)
    people = to_be_seated()
    people = [replace(p, line_manager=people[0].email) if p.id == "p005" else p for p in people]

    assert len(clean_sessions(people, rules=rules, perspectives=PERSPECTIVES)) == 8


@pytest.mark.parametrize(
    ("lay", "others", "shared"), [(2, 21, (2, 3)), (9, 21, (4, 1)), (4, 9, (4, 4))]
)
def test_lay_people_too_few_for_a_room_share_one_with_others_and_it_is_said(lay, others, shared):
    voices = [p for p in many(90) if p.role == "lay"][:lay]
    people = voices + [p for p in many(90) if p.role != "lay"][:others]

    drawn = draw(people, AFFINITY)

    both = [
        (count, room.size - count)
        for room in drawn.rooms
        for count in lay_by_room([room], voices)
        if 0 < count < room.size
    ]
    assert both == [shared]
    assert 5 <= min(sizes(drawn.rooms)) <= max(sizes(drawn.rooms)) <= 8
    said = f"people with lived experience ({shared[0]}) and all others ({shared[1]}): a room needs five"
    assert any(said in one for one in drawn.notices)


def test_teams_larger_than_a_room_of_the_size_asked_share_what_is_left_over():
    people = of("Fox Estuary Health", 7) + of("Banksia Valley Health", 5)
    rules = replace(HOME, min_size=4, max_size=4, target_size=4)

    drawn = draw(people, rules)

    assert sizes(drawn.rooms) == [4, 4, 4]
    assert sorted(len(teams) for teams in teams_by_room(drawn.rooms, people)) == [1, 1, 2]
    assert drawn.notices[0] == (
        "Fox Estuary Health has 7 people coming, more than four, and sits in Room 1 and Room 2."
    )


def test_rooms_of_last_time_that_are_too_large_now_are_drawn_anew_near_them():
    people = to_be_seated()[:24]
    first = draw(people, RoomRules()).rooms
    rules = replace(LAST, min_size=4, max_size=6, target_size=6)

    drawing = draw(people, rules, past=Past.of([first]))

    again = drawing.rooms
    assert sizes(first) == [8, 8, 8]
    assert max(sizes(again)) <= 6
    assert drawing.notices[0].startswith("Not everyone could sit with their own")
    together = [len(set(old.people) & set(new.people)) for new in again for old in first]
    assert sum(count * (count - 1) // 2 for count in together) >= 30


def test_people_who_must_be_apart_split_a_home_team_over_more_rooms():
    people = of("Fox Estuary Health", 7) + of("Banksia Valley Health", 7)
    wishes = Wishes(apart=(frozenset(ids(people)[:3]),))

    with pytest.raises(ImpossibleRooms):
        draw(people, HOME, wishes=wishes)
    drawn = draw(people + of("Region Sjöbygden", 7), HOME, wishes=wishes)

    room_of = {p: room.name for room in drawn.rooms for p in room.people}
    assert len({room_of[p] for p in wishes.apart[0]}) == 3


def test_a_parted_organisation_keeps_its_few_lay_people_together():
    lay = [p for p in many(200) if p.role == "lay"][:3]
    people = [replace(p, organisation="Fox") for p in lay + of("Banksia Valley Health", 40)]
    people = [p for p in people if p.role != "lay" or p.id in ids(lay)][:14]

    assert lay_by_room(draw(people, HOME).rooms, people) == [0, 3]


def test_a_home_team_room_left_without_lived_experience_is_said_in_words():
    people = [
        Participant(
            id=f"h{n}",
            name=f"Person {n}",
            email=f"h{n}@example.org",
            role="lay" if n > 5 else "clinician",
            organisation="One" if n < 6 else "Two",
            zone="Europe/London",
        )
        for n in range(1, 11)
    ]
    rooms = (
        Room(name="Room 1", people=tuple(p.id for p in people[:5]), host="h1", scribe="h2"),
        Room(name="Room 2", people=tuple(p.id for p in people[5:]), host="h6", scribe="h7"),
    )

    said = check_rooms(rooms, people, rules=RoomRules(strategy="home_team"), perspectives={})

    assert any("Room 1" in line and "lived experience" in line for line in said)
