"""Rooms as they really were: what is known changes them, and what is not known leaves them as planned."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.presence import NO_ROOM, Presence, as_they_were, known
from bot.domain.seating_wishes import Past
from bot.domain.sessions import Room

NOON = datetime(2027, 2, 17, 12, tzinfo=UTC)
PEOPLE = [f"p{number:02}" for number in range(1, 13)]
PLACES = ["Room 1", "Room 2", "Room 3"]
ONE = Room(name="Room 1", people=("p01", "p02", "p03", "p04"), host="p01", scribe="p02")
TWO = Room(name="Room 2", people=("p05", "p06", "p07"), host="p05", scribe="p06")


def word(person, *, there=True, room="", source="host", by="p01", minutes=0):
    return Presence(
        session_id="s01",
        person_id=person,
        was_there=there,
        room=room,
        source=source,
        by="" if source == "zoom" else by,
        at=NOON + timedelta(minutes=minutes),
    )


def were(*words, rooms=(ONE, TWO)):
    return as_they_were(rooms, known(words))


@st.composite
def planned(draw):
    """Some of the people in some of the rooms, each room with a host and a scribe."""
    seated = draw(st.lists(st.sampled_from(PEOPLE), unique=True))
    groups = {name: [] for name in PLACES[: draw(st.integers(1, 3))]}
    for person in seated:
        groups[draw(st.sampled_from(sorted(groups)))].append(person)
    return [
        Room(name=name, people=tuple(people), host=people[0], scribe=people[-1])
        for name, people in groups.items()
        if people
    ]


WORDS = st.lists(
    st.builds(
        word,
        st.sampled_from(PEOPLE),
        there=st.booleans(),
        room=st.sampled_from(["", *PLACES, "Lobby"]),
        source=st.sampled_from(["host", "facilitator", "self", "zoom"]),
        by=st.sampled_from(["p01", "p05", "p14"]),
        minutes=st.integers(0, 5),
    ),
    unique_by=lambda word: word.id,  # as the shelf keeps them
    max_size=25,
)


def seats_of(rooms):
    return {person: room.name for room in rooms for person in room.people}


def test_where_nothing_is_known_the_plan_stands():
    assert were() == (ONE, TWO)


@given(planned())
def test_whatever_the_plan_it_stands_where_nothing_is_known(rooms):
    assert as_they_were(rooms, {}) == tuple(rooms)


def test_who_was_away_is_taken_out_and_has_neither_hosted_nor_taken_notes():
    rooms = were(word("p01", there=False), word("p06", there=False))

    assert [room.people for room in rooms] == [("p02", "p03", "p04"), ("p05", "p07")]
    assert [(room.host, room.scribe) for room in rooms] == [("", "p02"), ("p05", "")]
    past = Past.of([rooms])
    assert past.hosted == {"p05": 1}
    assert past.noted == {"p02": 1}
    assert frozenset({"p01", "p02"}) not in past.times


def test_who_sat_elsewhere_sits_there_and_whoever_came_without_a_seat_is_added():
    rooms = were(word("p01", room="Room 2"), word("p09", room="Room 1"))

    assert {p: r for p, r in seats_of(rooms).items() if p in {"p01", "p09"}} == {
        "p01": "Room 2",
        "p09": "Room 1",
    }
    assert rooms[0].host == ""
    assert rooms[1].host == "p05"


def test_a_room_that_nobody_planned_is_there_too_and_one_that_stayed_empty_is_not():
    rooms = were(*(word(p, room="Lobby") for p in TWO.people))

    assert rooms == (ONE, Room(name="Lobby", people=TWO.people))


def test_who_was_there_nobody_knows_where_keeps_the_planned_seat_if_there_is_one():
    assert were(word("p01"), word("p09")) == (ONE, TWO)


@given(planned(), WORDS)
def test_everybody_sits_once_where_they_are_known_to_have_been(rooms, words):
    said, before = known(words), seats_of(rooms)
    after = seats_of(as_they_were(rooms, said))

    assert (
        max(Counter(p for r in as_they_were(rooms, said) for p in r.people).values(), default=1)
        == 1
    )
    for person in PEOPLE:
        found = said.get(person)
        if found is None:
            assert after.get(person) == before.get(person)
        elif not found.was_there:
            assert person not in after
        else:
            assert after.get(person) == (found.room or before.get(person))
    for room in as_they_were(rooms, said):
        assert room.people
        assert {room.host, room.scribe} <= {*room.people, ""}


@given(planned(), WORDS)
def test_saying_the_same_again_changes_nothing(rooms, words):
    said = known(words)
    once = as_they_were(rooms, said)
    assert seats_of(as_they_were(once, said)) == seats_of(once)


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_in_which_words_arrive_does_not_matter(words, chance):
    shuffled = list(words)
    chance.shuffle(shuffled)
    assert known(shuffled) == known(words)


@given(WORDS)
def test_people_outrank_zoom_and_among_people_the_newest_word_counts(words):
    for person, found in known(words).items():
        mine = [w for w in words if w.person_id == person]
        by_people = [w for w in mine if w.source != "zoom"] or mine
        assert found.at == max(w.at for w in by_people)
        assert found.was_there or not found.room
        assert found.was_there in {w.was_there for w in by_people if w.at == found.at}


def test_zoom_comes_too_late_to_overrule_a_host_and_fills_in_only_the_room():
    host = word("p03", there=False)
    assert not known([host, word("p03", source="zoom", room="Room 1", minutes=90)])["p03"].was_there

    own, zoom = word("p03", source="self", by="p03"), word("p03", source="zoom", room="Room 2")
    for order in permutations([own, zoom]):
        assert known(order)["p03"] == replace(own, room="Room 2")


def test_a_word_that_somebody_was_away_forgets_the_room_said_before():
    words = [
        word("p03", room="Room 2"),
        word("p03", there=False, source="facilitator", by="p14", minutes=1),
        word("p03", source="self", by="p03", minutes=2),
    ]
    assert known(words)["p03"].room == ""
    assert seats_of(were(*words))["p03"] == "Room 1"


def test_one_teller_has_one_word_of_a_person_and_several_tellers_several():
    words = [word("p03"), word("p03", there=False, minutes=3), word("p03", by="p05"), word("p04")]
    assert len({each.id for each in words}) == 3


def test_whoever_sat_in_no_room_met_nobody_there():
    one, two = were(word("p01", room=NO_ROOM, source="zoom"), word("p09", room=NO_ROOM))

    assert one == replace(ONE, people=("p02", "p03", "p04"), host="")
    assert two == TWO
