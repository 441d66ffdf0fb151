"""Step 4, story A8: one Zoom meeting with rooms, read back; when Zoom drops or refuses them the session still runs."""

import csv
import io
from dataclasses import replace

import pytest
import requests

from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.zoom_account import DROP, REFUSE
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-1h"')
PEOPLE = "jandira gunvor kwabena doreen pearl anjali kirra noreen ted emeka"
WITHOUT_ZOOM = "jandira doreen"
UNKNOWN = "ted emeka noreen gunvor"


def opened(theatre, prepare=None, **more):
    show = {
        "people": cast(f"{PEOPLE} nadia osric"),
        "start": (2027, 2),
        "plan": PLAN,
        "at": "2027-02-12T12:00",
        "publish": "automatic",
    }
    return theatre.opens(**show | {"prepare": prepare} | more)


def knows_all_but(names, *, how):
    """A Zoom account to which some addresses say nothing."""

    def prepare(world):
        account, strange = world.zoom.account, {p.zoom_email for p in cast(names)}
        account.unknown_addresses = how
        known = {p.zoom_email for p in world.participants.values()}
        account.addresses = frozenset(known - strange - {""})

    return prepare


def seats(stage):
    """Each person's room as they were told it, by name."""
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
        return {setting.people[p].name: room.name for room in plan.rooms for p in room.people}


def in_zoom(stage):
    (meeting,) = stage.zoom_meetings()
    return {mail: room["name"] for room in meeting.rooms for mail in room["participants"]}


def everyone_knows_their_room(stage):
    where = seats(stage)
    return all(
        stage.named(who).was_told("Your room for", f"is {room}, with")
        for who, room in where.items()
    )


def calls(stage, *methods):
    return [c for c in stage.world.record.calls if c.system == "zoom" and c.method in methods]


def test_the_meeting_stands_when_rooms_are_proposed_and_gets_them_when_they_are_published(theatre):
    stage = opened(theatre)
    stage.until("2027-02-12 16:00")
    (meeting,) = stage.zoom_meetings()
    before, planned = list(meeting.rooms), stage.nadia.types("/convene session 1")

    stage.until("2027-02-15 16:00")
    after = stage.nadia.types("/convene session 1")

    assert before == []
    assert "planned 8, sent 0, confirmed 0, no Zoom address 2, guest 0" in planned
    assert "planned 0, sent 0, confirmed 8, no Zoom address 2, guest 0" in after
    where = seats(stage)
    assert in_zoom(stage) == {p.zoom_email: where[p.name] for p in cast(PEOPLE) if p.zoom_email}
    assert len(calls(stage, "meetings.create")) == 1
    assert len(calls(stage, "meetings.update")) == 1
    assert everyone_knows_their_room(stage)


def test_whoever_has_no_zoom_address_is_named_to_facilitators_host_and_themselves(theatre):
    stage = opened(theatre)
    stage.until("2027-02-17 19:30")
    where = seats(stage)

    for facilitator in (stage.nadia, stage.osric):
        (news,) = facilitator.was_told("Zoom cannot place 2 people", "convener session rooms 1")
        assert f"Doreen Ashgrove (no Zoom address, {where['Doreen Ashgrove']})" in news
        (sheet,) = facilitator.was_told("Host sheet")
        assert "Zoom cannot place 2 people" in sheet
        assert "Recreate" in sheet
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
        host = setting.people[plan.room_of("p033").host]
    if host.id != "p033":
        assert stage.named(host.name).was_told(
            f"You keep time in {where['Doreen Ashgrove']}", "Doreen Ashgrove joins by telephone"
        )
    (told,) = stage.doreen.was_told("Your room for")
    assert "Zoom cannot place you by itself" in told
    assert f"“{where['Doreen Ashgrove']}”" in told
    assert "By telephone:" in told


def test_addresses_that_zoom_drops_in_silence_are_found_by_reading_back(theatre):
    stage = opened(theatre, knows_all_but(UNKNOWN, how=DROP))

    stage.until("2027-02-15 16:00")

    strange = {sample_people()[name] for name in UNKNOWN.split()}
    assert not in_zoom(stage).keys() & {p.zoom_email for p in strange}
    (news,) = stage.nadia.was_told("Zoom cannot place 6 people", "convener session rooms 1")
    assert all(f"{p.name} (guest, {seats(stage)[p.name]})" in news for p in strange)
    page = stage.nadia.types("/convene session 1")
    assert "confirmed 4, no Zoom address 2, guest 4" in page
    assert everyone_knows_their_room(stage)


def test_rooms_refused_for_some_addresses_are_sent_again_without_them(theatre):
    stage = opened(theatre, knows_all_but(UNKNOWN, how=REFUSE))
    stage.expected_faults = True  # the refused call stays in the ledger, with its reason
    stage.expected_refusals = ("meetings.update",)

    stage.until("2027-02-15 16:00")

    strange = {sample_people()[name] for name in UNKNOWN.split()}
    assert len(in_zoom(stage)) == 4
    assert len(calls(stage, "meetings.create")) == 1
    (news,) = stage.nadia.was_told("Zoom cannot place 6 people", "convener session rooms 1")
    assert all(p.name in news for p in strange)
    assert everyone_knows_their_room(stage)


def test_two_who_share_one_zoom_login_sit_together_and_zoom_gets_it_once(theatre):
    shared = "office.ceo@example.org"
    leaders = [replace(p, zoom_email=shared) for p in cast("marlene adaeze")]
    stage = opened(theatre, people=[*leaders, *cast(f"{PEOPLE} nadia osric")])

    stage.until("2027-02-15 16:00")

    one, other = (seats(stage)[leader.name] for leader in leaders)
    assert one == other == in_zoom(stage)[shared]
    (meeting,) = stage.zoom_meetings()
    assert [mail for room in meeting.rooms for mail in room["participants"]].count(shared) == 1
    assert "both sign in to Zoom with one address" in stage.nadia.types("/convene rooms 1")
    assert everyone_knows_their_room(stage)


def off(world):
    for host in world.zoom.account.hosts.values():
        host.assign_when_scheduling = False


def test_with_the_feature_off_the_session_runs_by_hand_and_the_reason_is_said(theatre):
    stage = opened(theatre, off)

    stage.until("2027-02-17 19:30")

    assert in_zoom(stage) == {}
    assert len(calls(stage, "meetings.create")) == 1
    (news,) = stage.nadia.was_told("Zoom did not keep the rooms", "convener session rooms")
    assert "Assign participants to breakout rooms when scheduling" in news
    (sheet,) = stage.nadia.was_told("Host sheet", "Zoom cannot place 10 people")
    assert "Breakout Rooms, 2 rooms, “Let participants choose room”" in sheet
    assert "Recover to pre-assigned rooms" not in sheet
    assert everyone_knows_their_room(stage)
    assert stage.ted.was_told("Zoom cannot place you by itself", "Name a branch")


def test_the_list_for_zoom_comes_by_command_and_from_the_command_line(theatre):
    stage = opened(theatre, off)
    stage.until("2027-02-15 16:00")
    where = seats(stage)
    file = stage.config.parent / "rooms.csv"

    typed = stage.nadia.types("/convene rooms 1 csv")
    written = stage.convener("session", "rooms", "1", "--zoom-csv", str(file))

    assert written.returncode == 0, written.stderr
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert rows[0] == ["Pre-assign Room Name", "Email Address"]
    wanted = {(where[p.name], p.zoom_email) for p in cast(PEOPLE) if p.zoom_email}
    assert {tuple(row) for row in rows[1:]} == wanted
    assert all(f"{room},{mail}" in typed for room, mail in wanted)


def test_the_start_button_fetches_the_hosts_link_at_that_moment_and_keeps_it_nowhere(theatre):
    stage = opened(theatre)
    stage.until("2027-02-17 19:30")
    address = stage.nadia.link("Start the meeting")

    first, second = (requests.get(address, allow_redirects=False, timeout=30) for _ in range(2))

    links = [answer.headers["Location"] for answer in (first, second)]
    assert [answer.status_code for answer in (first, second)] == [302, 302]
    assert all(link.startswith("https://zoom.example.org/s/") for link in links)
    assert links[0] != links[1]
    kept = b"".join(
        path.read_bytes() for path in stage.config.parent.iterdir() if "sqlite" in path.name
    )
    said = " ".join(call.text for call in stage.world.record.calls) + str(stage.log)
    for zak in stage.world.zoom.account.zaks:
        assert zak.encode() not in kept
        assert zak not in said
    with stage.memory() as setting:
        assert "p014 opened the meeting as host" in [
            f"{trace.who} {trace.did}" for trace in setting.memory.traces.find()
        ]


def test_the_start_page_opens_for_nobody_but_facilitators(theatre):
    stage = opened(theatre)
    stage.until("2027-02-17 19:30")
    address = stage.nadia.link("Start the meeting")
    page, _, key = address.partition("?key=")

    without = requests.get(page, allow_redirects=False, timeout=30)
    forged = requests.get(f"{page}?key={key[:-4]}aaaa", allow_redirects=False, timeout=30)
    with stage.desk.store.begin() as memory:
        nadia = memory.people.get("p014")
        memory.people.save(replace(nadia, role="coach"))
    no_more = requests.get(address, allow_redirects=False, timeout=30)

    assert [a.status_code for a in (without, forged, no_more)] == [403, 403, 403]
    assert all("zak" not in answer.text for answer in (without, forged, no_more))
    everyone = [getattr(stage, name) for name in PEOPLE.split()]
    assert not any("Start the meeting" in person.buttons() for person in everyone)


@pytest.mark.parametrize("fault", ["reset", "late", "500", "drop"])
def test_a_meeting_is_made_once_even_if_the_answer_is_lost(theatre, fault):
    plan = FaultPlan(at={1: fault}, methods=frozenset({"meetings.create"}), late_seconds=0.2)
    stage = opened(theatre, lambda world: world.faults.set(plan))

    stage.until("2027-02-15 16:00")

    assert len(stage.zoom_meetings()) == 1
    assert len(in_zoom(stage)) == 8
    assert stage.world.faults.struck == {fault: 1}


def test_without_any_zoom_the_facilitators_hear_why_and_everyone_knows_their_room(theatre):
    def unlicensed(world):
        world.zoom.account.scopes = frozenset()

    stage = opened(theatre, unlicensed)
    stage.expected_faults = True

    stage.until("2027-02-17 19:30")

    assert stage.zoom_meetings() == []
    (news,) = stage.nadia.was_told("Zoom did not make the meeting")
    assert "open a meeting by hand and share its link" in news
    assert everyone_knows_their_room(stage)
    assert stage.nadia.was_told("Host sheet")


def test_while_zoom_is_away_the_host_sheet_says_what_is_not_confirmed(theatre):
    stage = opened(theatre, publish="by-hand")
    stage.until("2027-02-17 16:00")
    stage.world.faults.down("zoom")
    stage.nadia.presses("Publish these rooms")

    stage.until("2027-02-17 19:10")
    (sheet,) = stage.nadia.was_told("Host sheet")
    stage.world.faults.up("zoom")
    stage.until("2027-02-17 19:30")

    assert "Zoom has not confirmed the rooms of 8 people yet" in sheet
    assert len(in_zoom(stage)) == 8
    assert "confirmed 8, no Zoom address 2" in stage.nadia.types("/convene session 1")
