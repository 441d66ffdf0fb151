"""A strict Zoom: meetings are made, read back, listed, changed and removed as Zoom does it."""

from datetime import timedelta

import pytest

from integrations.sandbox.world import World

ROOMS = [
    {
        "name": "Room 1",
        "participants": ["marlene.voskuil@example.org", "obie.lankford@example.org"],
    },
    {"name": "Room 2", "participants": ["darrow.tesch@example.org"]},
]
SESSION = {
    "topic": "Session 2",
    "agenda": "ref: session:2\nWhat matters",
    "start_time": "2027-02-17T20:00:00Z",
    "timezone": "Europe/London",
    "duration": 90,
    "settings": {"breakout_room": {"enable": True, "rooms": ROOMS}},
}


def rooms_of(meeting: dict) -> list:
    return meeting["settings"]["breakout_room"].get("rooms", [])


def test_what_was_asked_for_is_read_back(zoom):
    made = zoom.create(**SESSION)
    assert made.status_code == 201
    read = zoom.read(made.json()["id"])
    assert (read["topic"], read["agenda"], read["duration"]) == ("Session 2", SESSION["agenda"], 90)
    assert (read["start_time"], read["timezone"]) == ("2027-02-17T20:00:00Z", "Europe/London")
    assert rooms_of(read) == ROOMS
    assert read["password"] in read["join_url"]
    assert read["status"] == "waiting"


def test_a_wall_time_is_read_in_the_meetings_zone(zoom):
    made = zoom.create(start_time="2027-07-01T20:00:00", timezone="Europe/London").json()
    assert made["start_time"] == "2027-07-01T19:00:00Z"


def test_a_time_in_the_past_silently_becomes_now_and_is_ignored_on_a_change(zoom):
    made = zoom.create(start_time="2020-01-01T00:00:00Z").json()
    assert made["start_time"] == "2027-02-01T12:00:00Z"
    kept = zoom.create(start_time="2027-02-17T20:00:00Z").json()["id"]
    past = {"start_time": "2020-01-01T00:00:00Z"}
    assert zoom.ask("PATCH", f"/meetings/{kept}", json=past).status_code == 204
    assert zoom.read(kept)["start_time"] == "2027-02-17T20:00:00Z"


def test_a_change_leaves_alone_what_it_does_not_name_and_replaces_all_rooms(zoom):
    made = zoom.create(**SESSION).json()["id"]
    fewer = {"settings": {"breakout_room": {"enable": True, "rooms": ROOMS[1:]}}}
    answer = zoom.ask("PATCH", f"/meetings/{made}", json=fewer)
    assert (answer.status_code, answer.content) == (204, b"")
    read = zoom.read(made)
    assert rooms_of(read) == ROOMS[1:]
    assert read["topic"] == "Session 2"
    zoom.ask("PATCH", f"/meetings/{made}", json={"settings": {"breakout_room": {"enable": False}}})
    assert rooms_of(zoom.read(made)) == []


@pytest.mark.parametrize("gate", ["breakout_rooms", "assign_when_scheduling"])
def test_a_host_who_may_not_assign_rooms_loses_them_without_a_word(world: World, zoom, gate: str):
    setattr(world.zoom.account.hosts["host@example.org"], gate, False)
    made = zoom.create(**SESSION)
    assert made.status_code == 201
    assert made.json()["settings"]["breakout_room"] == {"enable": False}
    told = zoom.ask("GET", "/users/host@example.org/settings").json()["in_meeting"]
    assert False in (told["breakout_room"], told["breakout_room_schedule"])


def test_addresses_zoom_does_not_know_are_kept_dropped_or_refused(world: World, zoom):
    account = world.zoom.account
    account.addresses = frozenset({"Marlene.Voskuil@example.org"})
    assert rooms_of(zoom.create(**SESSION).json()) == ROOMS
    account.unknown_addresses = "drop"
    kept = rooms_of(zoom.create(**SESSION).json())
    assert [room["participants"] for room in kept] == [["marlene.voskuil@example.org"], []]
    account.unknown_addresses = "refuse"
    refused = zoom.create(**SESSION)
    assert (refused.status_code, refused.json()["code"]) == (400, 300)
    assert len(refused.json()["errors"]) == 2
    assert world.record.violations() == []


def test_end_to_end_encryption_switches_assigned_rooms_off(world: World, zoom):
    settings = {**SESSION["settings"], "encryption_type": "e2ee"}
    assert rooms_of(zoom.create(**{**SESSION, "settings": settings}).json()) == []
    assert len(world.record.violations()) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"topic": "x" * 201}, "topic"),
        ({"agenda": "x" * 2001}, "agenda"),
        ({"duration": 0}, "duration"),
        ({"duration": "90"}, "duration"),
        ({"duration": 1441}, "duration"),
        ({"type": 4}, "type"),
        ({"password": "x" * 11}, "password"),
        ({"timezone": "GMT+1"}, "timezone"),
        ({"start_time": "next Tuesday"}, "start_time"),
        ({"start_time": "2027-02-17T20:00:00+01:00"}, "start_time"),
        ({"settings": []}, "settings"),
        ({"settings": {"waiting_room": "yes"}}, "settings.waiting_room"),
        ({"settings": {"jbh_time": 7}}, "settings.jbh_time"),
        ({"settings": {"alternative_hosts": ["a@example.org"]}}, "settings.alternative_hosts"),
        ({"settings": {"alternative_hosts": "nobody"}}, "settings.alternative_hosts"),
        ({"settings": {"breakout_room": {"rooms": {}}}}, "settings.breakout_room.rooms"),
        (
            {"settings": {"breakout_room": {"rooms": [{"name": 3}]}}},
            "settings.breakout_room.rooms[0].name",
        ),
        (
            {"settings": {"breakout_room": {"rooms": [{"participants": ["nobody"]}]}}},
            "settings.breakout_room.rooms[0].participants[0]",
        ),
        (
            {"settings": {"breakout_room": {"rooms": [{"name": str(n)} for n in range(51)]}}},
            "settings.breakout_room.rooms",
        ),
        (
            {
                "settings": {
                    "breakout_room": {
                        "rooms": [{"participants": [f"p{n}@example.org" for n in range(201)]}]
                    }
                }
            },
            "settings.breakout_room.rooms",
        ),
        ({"recurrence": {"type": 1}}, "recurrence"),
        ({"colour": "red"}, "colour"),
        ({"settings": {"colour": "red"}}, "settings.colour"),
    ],
)
def test_a_body_that_zoom_does_not_take_is_refused_with_the_field_named(
    world: World, zoom, body: dict, field: str
):
    refused = zoom.create(**body)
    assert refused.status_code == 400
    assert (refused.json()["code"], refused.json()["message"]) == (300, "Validation Failed.")
    assert field in [error["field"] for error in refused.json()["errors"]]
    assert len(world.record.violations()) == 1
    assert zoom.listing()["meetings"] == []


def test_what_zoom_takes_although_nobody_can_want_it_is_a_violation(world: World, zoom):
    twice = [{"name": "Room 1", "participants": ["a@example.org"]}] * 2
    zoom.create(settings={"breakout_room": {"enable": True, "rooms": twice}})
    zoom.create(type=8, recurrence={"type": 3})
    found = world.record.violations()
    assert len(found) == 3
    assert any("one address in two places" in one for one in found)
    assert any("of the same name" in one for one in found)
    assert any("series" in one for one in found)


def test_the_list_is_paged_brief_and_sorted(zoom):
    for day in (19, 17, 18):
        zoom.create(
            topic=str(day), agenda="ref: k\n" + "x" * 400, start_time=f"2027-02-{day}T20:00:00Z"
        )
    first = zoom.listing(page_size=2)
    assert [one["topic"] for one in first["meetings"]] == ["17", "18"]
    assert len(first["meetings"][0]["agenda"]) == 250
    assert "settings" not in first["meetings"][0]
    second = zoom.listing(page_size=2, next_page_token=first["next_page_token"])
    assert [one["topic"] for one in second["meetings"]] == ["19"]
    assert second["next_page_token"] == ""
    params = {"page_size": 301}
    assert zoom.ask("GET", "/users/host@example.org/meetings", params=params).status_code == 400


def test_the_list_may_lag_behind(world: World, zoom):
    world.zoom.account.list_lag = timedelta(seconds=30)
    made = zoom.create(**SESSION).json()["id"]
    assert zoom.listing()["meetings"] == []
    assert zoom.read(made)["id"] == made
    world.clock.advance(timedelta(seconds=30))
    assert [one["id"] for one in zoom.listing()["meetings"]] == [made]


def test_what_is_over_is_upcoming_no_more_and_forgotten_after_thirty_days(world: World, zoom):
    made = zoom.create(**SESSION).json()["id"]
    world.clock.set(world.clock.now() + timedelta(days=20))
    assert zoom.listing("upcoming")["meetings"] == []
    assert len(zoom.listing("scheduled")["meetings"]) == 1
    assert zoom.read(made)["id"] == made
    world.clock.advance(timedelta(days=31))
    assert zoom.read(made)["code"] == 3001


def test_what_was_removed_is_gone_and_can_be_brought_back(zoom):
    made = zoom.create(**SESSION).json()["id"]
    assert zoom.ask("DELETE", f"/meetings/{made}").status_code == 204
    again = zoom.ask("DELETE", f"/meetings/{made}")
    assert (again.status_code, again.json()["code"]) == (404, 3001)
    assert zoom.ask("PATCH", f"/meetings/{made}", json={"duration": 60}).status_code == 404
    assert zoom.listing()["meetings"] == []
    zoom.ask("PUT", f"/meetings/{made}/status", json={"action": "recover"})
    assert zoom.read(made)["topic"] == "Session 2"


def test_each_reading_gives_a_new_link_for_the_host(world: World, zoom):
    made = zoom.create(**SESSION).json()
    links = {made["start_url"], zoom.read(made["id"])["start_url"]}
    assert len(links) == 2
    assert all(zak in "".join(links) for zak in world.zoom.account.zaks)


def test_hosts_are_known_by_address_or_id_and_nobody_is_me(zoom):
    host = zoom.ask("GET", "/users/Host@example.org").json()
    assert zoom.ask("GET", f"/users/{host['id']}").json()["email"] == "host@example.org"
    assert host["type"] == 2
    nobody = zoom.ask("GET", "/users/nobody@example.org")
    assert (nobody.status_code, nobody.json()["code"]) == (404, 1001)
    assert zoom.ask("POST", "/users/me/meetings", json={}).status_code == 400
