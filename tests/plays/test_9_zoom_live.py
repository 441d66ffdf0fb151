"""While rooms are open in Zoom: the host sheet says in place who needs a room, and the fewest moves that help."""

import itertools

from tests.plays.scripts import cast, sample_people
from tests.plays.test_9_zoom_attendance import (
    MIDDLE,
    PEOPLE,
    PERSONS,
    ROOMS,
    START,
    Evening,
    opened,
    placed,
)

LOOKED = "2027-02-17 20:23"


def begun(stage, *, but=(), more=()):
    """The rooms open with everybody who has a seat, but for some."""
    evening = Evening(stage)
    stage.until(START)
    evening.zoom.start(evening.meeting.id)
    evening.zoom.join(evening.meeting.id, "Host", email=evening.meeting.host.email)
    evening.joins(*sorted(evening.plan.seated - {*but}), *more)
    evening.until(ROOMS)
    evening.zoom.open_rooms(evening.meeting.id)
    for person, attendee in evening.inside.items():
        if not attendee.room and not placed(person):
            evening.places(person, evening.plan.room_of(person).name)
    return evening


def sheet(stage):
    """The lines of the host sheet on what to do now."""
    (said,) = stage.nadia.was_told("Host sheet")
    return said.partition("In Zoom at")[2].partition("In Zoom: Breakout")[0]


def told_by_zoom(stage, *people):
    """These belong to the host's own Zoom account, so that Zoom tells their addresses."""
    hosts = stage.world.zoom.account.hosts
    for person in people:
        hosts[PERSONS[person].zoom_email.lower()] = next(iter(hosts.values()))


def edits(stage):
    """The changes of one facilitator's host sheet."""
    said = [c for c in stage.world.record.landed("chat.update") if "Host sheet" in c.text]
    return [c for c in said if c.target == said[0].target]


def test_where_all_is_well_nothing_is_said(theatre):
    stage = opened(theatre)
    evening = begun(stage)
    evening.until(MIDDLE)

    assert sheet(stage) == ""
    assert edits(stage) == []


def test_a_room_that_fell_under_five_gets_the_fewest_moves(theatre):
    stage = opened(theatre)
    one, two = Evening(stage).plan.rooms
    gone = [p for p in one.people if placed(p)][: one.size - 4]
    evening = begun(stage, but=gone)
    evening.until(LOOKED)

    said = sheet(stage)
    assert f"{one.name} holds 4 people, fewer than 5." in said
    assert said.count("The fewest moves: ") == 1
    moved = said.partition("The fewest moves: ")[2].partition(".")[0]
    assert moved.endswith(f"from {two.name} to {one.name}")
    assert moved.partition(" from ")[0] in {PERSONS[p].name for p in two.people}


def test_somebody_alone_in_a_room_is_seen(theatre):
    stage = opened(theatre)
    one = Evening(stage).plan.rooms[0]
    _, *gone = [p for p in one.people if placed(p)]
    gone += [p for p in one.people if not placed(p)]
    evening = begun(stage, but=gone)
    evening.until(LOOKED)

    assert f"{one.name} holds 1 person, fewer than 5." in sheet(stage)


def test_who_comes_late_without_a_seat_is_put_where_it_needs_nobody_to_move(theatre):
    late = sample_people()["elis"].id
    stage = opened(
        theatre, people=cast(f"{PEOPLE} elis nadia osric"), cannot=["elis"], at="2027-02-10T12:00"
    )
    evening = begun(stage)
    evening.until(MIDDLE)
    before = sheet(stage)
    told_by_zoom(stage, late)
    evening.joins(late)
    evening.until("2027-02-17 20:32")
    soon = sheet(stage)
    evening.until("2027-02-17 20:36")

    assert before == soon == ""
    said = sheet(stage)
    rooms = [room.name for room in evening.plan.rooms]
    name = PERSONS[late].name
    assert any(f"{name} came without a seat: put them into {room}." in said for room in rooms)
    assert "The fewest moves" not in said
    evening.places(late, evening.plan.rooms[0].name)
    evening.until("2027-02-17 20:40")
    assert name not in sheet(stage)


def test_facilitators_and_the_host_are_never_told_to_go_into_a_room(theatre):
    stage = opened(theatre)
    facilitators = [sample_people()[name].id for name in ("nadia", "osric")]
    told_by_zoom(stage, *facilitators)
    evening = begun(stage, more=facilitators)
    evening.until(MIDDLE)
    assert sheet(stage) == ""
    stranger = evening.zoom.join(evening.meeting.id, "iPhone", phone=True)

    waits = next(p for p in evening.plan.rooms[1].people if placed(p))
    evening.zoom.leave(evening.meeting.id, evening.inside[waits])
    evening.joins(waits)
    evening.until("2027-02-17 20:36")

    said = sheet(stage)
    assert f"{PERSONS[waits].name} is in the main meeting" in said
    assert "In the main meeting is one person whom Zoom does not name" in said
    assert not any(word in said for word in ("Nadia", "Osric", "Host is", stranger.name, "iPhone"))


def test_the_sheet_is_edited_at_most_every_three_minutes_and_only_where_it_changes(theatre):
    stage = opened(theatre)
    evening = begun(stage)
    waits = [p for p in evening.plan.rooms[0].people if placed(p)][:3]
    for minute, person in enumerate(waits, 24):
        evening.zoom.leave(evening.meeting.id, evening.inside[person])
        evening.joins(person)
        evening.until(f"2027-02-17 20:{minute}")
    evening.until("2027-02-17 21:00")

    at = [call.at for call in edits(stage)]
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(at)]
    assert len(at) == 2
    assert min(gaps) >= 180
    assert all(PERSONS[p].name in sheet(stage) for p in waits)
    assert len(stage.nadia.was_told("Host sheet")) == 1
