"""What Zoom tells piece by piece comes to the same whatever its order, and nobody is taken for anybody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.presence import NO_ROOM
from bot.domain.roster import Participant
from bot.domain.seen import Who, seen_in
from bot.domain.sightings import Sighting, What, gather

START = datetime(2027, 2, 17, 20, tzinfo=UTC)
END = START + timedelta(minutes=90)
PEOPLE = [f"p{number}" for number in range(1, 9)]
HOME = {person: "Room 1" if number < 4 else "Room 2" for number, person in enumerate(PEOPLE)}
UUIDS = {"Room 1": "uuid-b", "Room 2": "uuid-a"}


def minute(number):
    return START + timedelta(minutes=number)


def participant(id, *, zoom="", name="Ada Quill"):
    return Participant(
        id=id, name=name, email=f"{id}@work.example", role="lay", organisation="", zone="UTC",
        zoom_email=f"{id}@zoom.example" if zoom == "" else zoom,
    )  # fmt: skip


WHO = Who.of([participant(id) for id in PEOPLE], ["host@zoom.example"])


class Told:
    """Pieces of news, as Zoom tells them."""

    def __init__(self):
        self.pieces = []

    def add(self, what, at, connection="", **more):
        piece = Sighting(
            id=f"n{len(self.pieces)}", session_id="s01", what=what, at=minute(at),
            instance="i", connection=connection, **more,
        )  # fmt: skip
        self.pieces.append(piece)

    def meeting(self, start=-5, end=90):
        self.add(What.STARTED, start)
        self.add(What.ENDED, end)
        return self

    def visit(self, connection, start, end, address="", rooms=(), **more):
        """In the meeting, and in rooms: (name, from, to)."""
        more |= {"address": address}
        self.add(What.JOINED, start, connection, **more)
        if end is not None:
            self.add(What.LEFT, end, connection, **more)
        for room, came, went in rooms:
            self.add(What.ENTERED, came, connection, room=UUIDS.get(room, room), **more)
            if went is not None:
                self.add(What.WENT, went, connection, room=UUIDS.get(room, room), **more)
        return self


def address(person):
    return f"{person.upper()}@Zoom.example"


def seen(pieces, who=WHO, home=HOME, spans=()):
    return seen_in(gather(pieces, END), who, home, starts=START, ends=END, spans=spans)


def all_in_their_rooms(told, *, but=()):
    for number, person in enumerate(p for p in PEOPLE if p not in but):
        told.visit(f"c{number}", 0, 90, address(person), [(HOME[person], 20, 70)])
    return told


@st.composite
def evenings(draw):
    """Anybody comes once or several times, sits in some rooms, and may call by telephone."""
    told = Told().meeting()
    for number in range(draw(st.integers(1, 8))):
        who = draw(st.sampled_from([*map(address, PEOPLE), "", "stranger@x.example"]))
        came = draw(st.integers(-10, 80))
        went = draw(st.none() | st.integers(came + 1, 90))
        over = 90 if went is None else went
        rooms = []
        if over - came >= 3:
            enters = draw(st.integers(came + 1, over - 2))
            goes = draw(st.none() | st.integers(enters + 1, over - 1))
            rooms = [(draw(st.sampled_from([*UUIDS, "uuid-c"])), enters, goes)]
        told.visit(
            f"c{number}", came, went, who, rooms, same=draw(st.sampled_from(["", f"s{number}"]))
        )
    return told.pieces


@given(evenings(), st.data())
def test_any_order_and_repeats_come_to_the_same(pieces, data):
    doubled = [*pieces, *(replace(p, id=f"{p.id}+") for p in pieces)]
    jumbled = data.draw(st.permutations(doubled))

    assert gather(jumbled, END) == gather(pieces, END)
    assert seen(jumbled) == seen(pieces)


@given(evenings(), st.data())
def test_a_line_that_broke_and_came_back_at_once_changes_nothing(pieces, data):
    joined = data.draw(st.sampled_from([p for p in pieces if p.what is What.JOINED]))
    mine = [p for p in pieces if p.connection == joined.connection]
    left = max((p.at for p in mine if p.what is What.LEFT), default=END)
    inside = [p for p in mine if p.room]
    first = min([left, *(p.at for p in inside)])
    breaks = joined.at + (first - joined.at) / 2
    if not joined.at < breaks < left:
        return
    again = f"{joined.connection} again"
    moved = [
        replace(p, connection=again, same="") if p in mine and p.at > breaks else p for p in pieces
    ]
    broken = [
        replace(joined, id="x1", what=What.LEFT, at=breaks),
        replace(joined, id="x2", at=breaks, connection=again, same=""),
    ]

    assert seen([*moved, *broken]) == seen(pieces)


def test_everybody_in_their_rooms():
    there = seen(all_in_their_rooms(Told().meeting()).pieces)

    assert there.there == HOME
    assert (there.unnamed, there.either, there.looked_in) == (0, (), frozenset())


def test_a_going_that_was_not_told_ends_with_the_meeting_and_a_coming_began_with_it():
    told = Told().meeting(start=0, end=60).visit("c1", 10, None, address("p1"))
    told.add(What.LEFT, 50, "c2", address=address("p2"))
    one, two = sorted(gather(told.pieces, END).guests, key=lambda guest: guest.address)

    assert [(s.start, s.end) for s in one.stays] == [(minute(10), minute(60))]
    assert [(s.start, s.end) for s in two.stays] == [(minute(0), minute(50))]


def test_the_meeting_may_end_before_the_last_one_left():
    told = Told().meeting(end=88)
    told.visit("c1", 0, 90, address("p1"))

    assert seen(told.pieces).there == {"p1": ""}
    assert gather(told.pieces, END).whole


def test_a_meeting_that_was_not_heard_to_end_is_not_told_whole():
    told = Told()
    told.add(What.STARTED, 0)
    assert not gather(told.visit("c1", 0, 90).pieces, END).whole
    assert not gather([], END).whole
    assert not gather(Told().meeting().pieces, END).whole  # nobody told of people


def test_people_of_one_name_are_known_by_their_addresses_alone():
    two = Who.of([participant("p1"), participant("p2")])
    told = Told().meeting().visit("c1", 0, 90, address("p2"))

    assert seen(told.pieces, who=two).there == {"p2": ""}


def test_of_two_who_share_a_login_neither_is_known():
    shared = Who.of(
        [participant("p1", zoom="desk@x.example"), participant("p2", zoom="DESK@x.example")]
    )
    there = seen(Told().meeting().visit("c1", 0, 90, "Desk@x.example").pieces, who=shared)

    assert there.there == {}
    assert there.either == (frozenset({"p1", "p2"}),)
    assert there.unnamed == 0


def test_strangers_are_a_number_however_often_their_lines_break():
    told = Told().meeting()
    for number, (came, went) in enumerate([(0, 30), (30, 60), (61, 90), (10, 80)]):
        told.visit(f"c{number}", came, went)
    told.visit("h", 0, 90, "HOST@zoom.example")

    assert seen(told.pieces).unnamed == 2
    assert seen(told.pieces).there == {}


def test_whoever_looked_in_for_a_moment_neither_was_there_nor_was_away():
    told = Told().meeting().visit("c1", 10, 13, address("p1")).visit("c2", 0, 90, address("p2"))

    assert seen(told.pieces).there == {"p2": ""}
    assert seen(told.pieces).looked_in == {"p1"}


def test_a_connection_of_a_room_is_bound_to_its_person_by_either_of_zooms_marks():
    told = all_in_their_rooms(Told().meeting(), but=["p1"])
    told.visit("c8", 0, 90, address("p1"), same="one")
    told.add(What.ENTERED, 20, "c9", same="one", room=UUIDS["Room 2"])
    told.add(What.WENT, 70, "c9", same="one", room=UUIDS["Room 2"])
    there = seen(told.pieces)

    assert there.there["p1"] == "Room 2"
    assert there.unnamed == 0


def test_whoever_sat_elsewhere_sat_there_and_whoever_sat_nowhere_has_no_room():
    told = all_in_their_rooms(Told().meeting(), but=["p1", "p2"])
    told.visit("c8", 0, 90, address("p1"), [("Room 1", 20, 25), ("Room 2", 25, 70)])
    told.visit("c9", 0, 90, address("p2"))
    there = seen(told.pieces)

    assert (there.there["p1"], there.there["p2"]) == ("Room 2", NO_ROOM)
    assert there.there["p8"] == "Room 2"


def test_a_room_that_its_people_do_not_tell_is_not_guessed():
    one_each = Told().meeting().visit("c1", 0, 90, address("p1"), [("Room 1", 20, 70)])
    half = all_in_their_rooms(Told().meeting(), but=["p3", "p4"])
    for number, person in enumerate(["p5", "p6"]):
        half.visit(f"d{number}", 0, 90, address(person), [("Room 1", 20, 70)])

    assert seen(one_each.pieces).there == {"p1": ""}
    assert seen(half.pieces).there["p1"] == ""


def test_two_rooms_open_at_one_time_are_never_the_same_and_one_opened_anew_may_be():
    told = Told().meeting()
    for number, (person, room) in enumerate(
        zip(PEOPLE[:5], ["a", "a", "b", "b", "b"], strict=True)
    ):
        home = dict.fromkeys(PEOPLE, "Room 1")
        told.visit(f"c{number}", 0, 90, address(person), [(room, 20, 40), (f"{room}2", 50, 70)])
    there = seen(told.pieces, home=home).there

    assert [there[p] for p in PEOPLE[:5]] == ["", "", "Room 1", "Room 1", "Room 1"]


def test_only_the_rounds_of_the_sessions_own_rooms_say_who_sat_where():
    told = Told().meeting()
    for number, person in enumerate(PEOPLE):
        rooms = [(HOME[person], 20, 40), (f"mixed {number % 2}", 45, 80)]
        told.visit(f"c{number}", 0, 90, address(person), rooms)

    assert seen(told.pieces, spans=[(minute(20), minute(40))]).there == HOME
    assert set(seen(told.pieces).there.values()) == {""}


def test_whoever_came_and_went_in_one_instant_was_not_there():
    told = Told().meeting().visit("c1", 10, 10, address("p1"))

    assert gather(told.pieces, END).guests[0].stays == ()
    assert seen(told.pieces).there == {}


def test_where_the_way_out_of_a_room_is_not_told_the_next_room_or_the_end_is():
    told = all_in_their_rooms(Told().meeting(), but=["p1"])
    told.visit("c8", 0, 60, address("p1"), [("Room 1", 20, None), ("Room 2", 30, None)])
    guest = next(g for g in gather(told.pieces, END).guests if g.address == "p1@zoom.example")

    assert {room: [s.end for s in stays] for room, stays in guest.rooms.items()} == {
        UUIDS["Room 1"]: [minute(30)],
        UUIDS["Room 2"]: [minute(60)],
    }
