"""Zoom as the switchboard tells it to a page, and what hosts and guests do from there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from integrations.sandbox.wire import Door, as_json
from integrations.sandbox.world import World
from tests.sandbox.board import Board
from tests.sandbox.conftest import ZoomCaller

MARLENE, DARROW = "marlene.voskuil@example.org", "darrow.tesch@example.org"
ROOMS = {
    "enable": True,
    "rooms": [
        {"name": "Room 1", "participants": [MARLENE.upper(), "stranger@elsewhere.example"]},
        {"name": "Room 2", "participants": [DARROW]},
    ],
}
FEBRUARY = {"start_time": "2027-02-17T20:00:00Z", "duration": 90, "type": 2}


@pytest.fixture
def meeting(zoom: ZoomCaller) -> int:
    wish = {"topic": "Session 2", "settings": {"breakout_room": ROOMS}, **FEBRUARY}
    return zoom.create(**wish).json()["id"]


class Hall:
    """One meeting, over the switchboard."""

    def __init__(self, board: Board, meeting: int) -> None:
        self.board, self.meeting = board, meeting

    def act(self, act: str, **facts: object) -> dict:
        answer = self.board.send(f"/zoom/{self.meeting}/act", act=act, **facts)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, act: str, **facts: object) -> str:
        answer = self.board.send(f"/zoom/{self.meeting}/act", act=act, **facts)
        assert answer.status_code == 409, answer.text
        return answer.json()["error"]

    def here(self) -> dict[str, dict]:
        told = self.board.get("/zoom")["meetings"][0]["live"]
        return {each["name"]: each for each in told["here"]}


@pytest.fixture
def hall(board: Board, meeting: int) -> Hall:
    return Hall(board, meeting)


def test_a_meeting_is_told_with_its_rooms_and_who_zoom_would_place(
    world: World, board: Board, hall: Hall
):
    told = board.get("/zoom")
    (host,), (shown,) = told["hosts"], told["meetings"]
    assert (host["breakout_rooms"], host["assign_when_scheduling"]) == (True, True)
    assert shown["id"] == hall.meeting
    assert shown["starts_at"] == "2027-02-17T20:00:00Z"
    assert (shown["minutes"], shown["host"]) == (90, "host@example.org")
    assert shown["join_url"].startswith(f"https://zoom.example.org/j/{hall.meeting}")
    assert (shown["state"], shown["live"], shown["past"]) == ("scheduled", None, [])
    first = shown["rooms"][0]
    marlene = {"email": MARLENE.upper(), "name": "Marlene Voskuil", "id": world.ids["p001"]}
    stranger = {"email": "stranger@elsewhere.example", "name": "", "id": ""}
    assert first == {"name": "Room 1", "people": [marlene, stranger]}


def test_an_evening_from_the_hosts_coming_to_the_end(world: World, board: Board, hall: Hall):
    marlene, darrow, obie = (world.ids[one] for one in ("p001", "p002", "p004"))
    assert "not started" in hall.refused("join", member=marlene, how="signed in")
    live = hall.act("start")["live"]
    assert [each["name"] for each in live["here"]] == ["Host 1"]
    assert "runs already" in hall.refused("start")
    hall.act("join", member=marlene, how="signed in")
    hall.act("join", member=darrow, how="by telephone")
    hall.act("join", member=obie, how="guest")
    hall.act("join", name="  A   stranger ", email="stranger@elsewhere.example", how="signed in")
    here = hall.here()
    assert {name: each["how"] for name, each in here.items()} == {
        "Host 1": "signed in",
        "Marlene Voskuil": "signed in",
        "Darrow Tesch": "by telephone",
        "Obie Lankford": "guest",
        "A stranger": "signed in",
    }
    assert [here[name]["assigned"] for name in ("Marlene Voskuil", "Darrow Tesch")] == [
        "Room 1",
        "",
    ]
    assert here["Darrow Tesch"]["member"] == darrow
    assert here["A stranger"]["member"] == ""
    assert here["Marlene Voskuil"]["email"] == MARLENE
    assert "no open room" in hall.refused(
        "place", attendee=here["Darrow Tesch"]["id"], room="Room 2"
    )
    assert hall.act("open_rooms")["live"]["rooms_open"]
    assert {name: each["room"] for name, each in hall.here().items() if each["room"]} == {
        "Marlene Voskuil": "Room 1",
        "A stranger": "Room 1",
    }
    hall.act("place", attendee=here["Darrow Tesch"]["id"], room="Room 2")
    placed = hall.here()["Darrow Tesch"]
    assert (placed["room"], placed["by_hand"]) == ("Room 2", True)
    hall.refused("place", attendee=here["Darrow Tesch"]["id"], room="Room 9")
    hall.act("leave", attendee=here["Obie Lankford"]["id"])
    assert "any more" in hall.refused("leave", attendee=here["Obie Lankford"]["id"])
    assert hall.act("close_rooms")["live"]["gone"] == 1
    assert "no rooms are open" in hall.refused("close_rooms")
    world.clock.advance(timedelta(hours=1))
    over = hall.act("end")
    assert (over["state"], over["live"]) == ("over", None)
    assert over["past"] == [
        {"started": "2027-02-01T12:00:00Z", "ended": "2027-02-01T13:00:00Z", "people": 5}
    ]
    assert "not started" in hall.refused("end")


def test_who_comes_as_the_host_opens_the_meeting(hall: Hall):
    told = hall.act("join", name="Host", email="HOST@example.org", how="signed in")
    assert told["state"] == "live"
    assert "not started" not in str(told)


def test_a_guest_who_gives_the_hosts_address_does_not_open_it(hall: Hall):
    assert hall.refused("join", name="Host", email="host@example.org", how="guest")


def test_who_comes_back_is_counted_once(world: World, hall: Hall):
    hall.act("start")
    for _ in range(2):
        hall.act("join", member=world.ids["p001"])
        hall.act("leave", attendee=hall.here()["Marlene Voskuil"]["id"])
    assert hall.act("end")["past"][0]["people"] == 2


def test_a_meeting_nobody_opened_is_over_when_its_time_is(world: World, board: Board, hall: Hall):
    world.clock.advance(timedelta(days=17))
    assert board.get("/zoom")["meetings"][0]["state"] == "over"


def test_a_host_without_the_settings_loses_the_rooms_silently(
    board: Board, zoom: ZoomCaller, hall: Hall
):
    told = board.send("/zoom/host", email="HOST@example.org", assign_when_scheduling=False).json()
    assert (told["breakout_rooms"], told["assign_when_scheduling"]) == (True, False)
    wish = {"settings": {"breakout_room": ROOMS}}
    assert zoom.ask("PATCH", f"/meetings/{hall.meeting}", json=wish).status_code == 204
    assert board.get("/zoom")["meetings"][0]["rooms"] == []
    hall.act("start")
    assert "no rooms were assigned" in hall.refused("open_rooms")
    assert board.send("/zoom/host", email="who@example.org").status_code == 409
    assert (
        board.send("/zoom/host", email="host@example.org", breakout_rooms="no").status_code == 400
    )
    assert board.send("/zoom/host").status_code == 400


@pytest.fixture
def listener(world: World) -> Iterator[list[int]]:
    """What the product answers to webhooks: the statuses in this list, from its end, then 204."""
    statuses: list[int] = []
    door = Door(lambda asked: as_json({}, status=statuses.pop() if statuses else 200))
    world.listens(door.url, http=False)
    yield statuses
    door.shut()


def test_webhooks_are_told_newest_first_with_how_they_went(
    world: World, board: Board, hall: Hall, listener: list[int]
):
    marlene = world.ids["p001"]
    hall.act("start")
    hall.act("join", member=marlene)
    hall.act("open_rooms")
    assert world.zoom.news.courier.idle()
    told = board.get("/zoom")["webhooks"]
    assert [(each["event"], each["who"], each["room"]) for each in told] == [
        ("meeting.participant_joined_breakout_room", "Marlene Voskuil", "Room 1"),
        ("meeting.participant_joined", "Marlene Voskuil", ""),
        ("meeting.participant_joined", "Host 1", ""),
        ("meeting.started", "", ""),
    ]
    assert {each["meeting"] for each in told} == {hall.meeting}
    assert told[0]["at"] == "2027-02-01T12:00:00Z"
    assert [(each["ok"], each["status"], each["attempt"], each["waiting"]) for each in told] == [
        (True, 200, 0, False)
    ] * 4


def test_a_webhook_that_was_not_taken_waits_and_comes_again(
    world: World, board: Board, hall: Hall, listener: list[int]
):
    listener.append(503)
    hall.act("start")
    assert world.zoom.news.courier.rest()
    started = board.get("/zoom")["webhooks"][-1]
    first = (started["ok"], started["status"], started["attempt"], started["waiting"])
    assert first == (False, 503, 0, True)
    world.clock.advance(timedelta(minutes=6))
    assert world.zoom.news.courier.idle()
    started = board.get("/zoom")["webhooks"][-1]
    assert (started["ok"], started["attempt"], started["waiting"]) == (True, 1, False)


def test_no_more_than_fifty_webhooks_are_told(
    world: World, board: Board, hall: Hall, listener: list[int]
):
    hall.act("start")
    for number in range(60):
        hall.act("join", name=f"Guest {number}", how="guest")
    told = board.get("/zoom")["webhooks"]
    assert len(told) == 50
    assert told[0]["who"] == "Guest 59"


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"act": "sing"}, 400),
        ({"act": "join", "how": "flying", "name": "x"}, 400),
        ({"act": "join", "member": "U0NOBODY"}, 409),
        ({"act": "join", "name": "", "how": "guest"}, 409),
        ({"act": "join", "name": "x" * 65, "how": "guest"}, 409),
        ({"act": "join", "name": "half \udc00", "how": "guest"}, 409),
        ({"act": "join", "name": 5, "how": "guest"}, 400),
        ({"act": "leave"}, 400),
        ({"act": "leave", "attendee": "1"}, 409),
        ({"act": "place", "attendee": "1", "room": "Room 1"}, 409),
        ([], 400),
    ],
)
def test_nonsense_is_refused_and_moves_nobody(board: Board, hall: Hall, wish: object, status: int):
    hall.act("start")
    url = f"{board.url}/zoom/{hall.meeting}/act"
    answer = board.session.post(url, json=wish, timeout=30)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]
    assert list(hall.here()) == ["Host 1"]


@pytest.mark.parametrize("number", ["1", "x", "-3", "²"])
def test_a_meeting_that_is_not_there_is_said(board: Board, number: str):
    assert board.send(f"/zoom/{number}/act", act="start").status_code == 409


def test_hostile_names_come_through_as_they_are(board: Board, hall: Hall):
    hall.act("start")
    hall.act("join", name="<b>Rue</b> & \u202e co", how="guest")
    assert "<b>Rue</b> & \u202e co" in hall.here()


def test_a_removed_meeting_is_not_shown(board: Board, zoom: ZoomCaller, hall: Hall):
    zoom.ask("DELETE", f"/meetings/{hall.meeting}")
    assert board.get("/zoom")["meetings"] == []
    assert "not there any more" in hall.refused("start")
