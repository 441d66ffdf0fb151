"""A meeting while it runs, what Zoom tells of it, and what it tells afterwards."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from integrations.sandbox.wire import Door, as_json
from integrations.sandbox.world import World
from integrations.sandbox.zoom_live import NotRunning
from integrations.sandbox.zoom_news import signature
from integrations.sandbox.zoom_refusal import ZoomRefusal
from tests.sandbox.listener import BROKEN, GONE, TAKEN, Listener
from tests.sandbox.test_zoom_meetings import SESSION

MARLENE, OBIE = "marlene.voskuil@example.org", "obie.lankford@example.org"


@pytest.fixture
def app(world: World) -> Iterator[Listener]:
    made = Listener()
    world.zoom.news.url = made.door.url + "/zoom/events"
    yield made
    made.close()


@pytest.fixture
def meeting(zoom) -> int:
    return zoom.create(**SESSION).json()["id"]


def test_only_those_who_are_there_and_signed_in_as_assigned_are_placed(world: World, meeting: int):
    stage = world.zoom.stage
    here = stage.attend(meeting, [("Marlene", MARLENE.upper()), ("Darrow", "d@elsewhere.example")])
    guest = stage.join(meeting, "Obie", email=OBIE, guest=True)
    phone = stage.join(meeting, "Caller", phone=True)
    placed, left_over = stage.open_rooms(meeting)
    assert [(one.name, one.room) for one in placed] == [("Marlene", "Room 1")]
    assert {one.name for one in left_over} == {"Host 1", "Darrow", "Obie", "Caller"}
    late = stage.join(meeting, "Obie", email=OBIE)
    assert late.room == ""
    stage.place(meeting, guest, "Room 1")
    assert (guest.room, guest.by_hand) == ("Room 1", True)
    assert phone.phone.startswith("+1 555")
    stage.close_rooms(meeting)
    assert [one.room for one in here] == ["", ""]


def test_rooms_changed_after_the_start_do_not_reach_the_running_meeting(
    world: World, zoom, meeting: int
):
    stage = world.zoom.stage
    (marlene,) = stage.attend(meeting, [("Marlene", MARLENE)])
    other = {"enable": True, "rooms": [{"name": "Room 9", "participants": [MARLENE]}]}
    zoom.ask("PATCH", f"/meetings/{meeting}", json={"settings": {"breakout_room": other}})
    stage.open_rooms(meeting)
    assert marlene.room == "Room 1"
    assert zoom.read(meeting)["settings"]["breakout_room"] == other
    assert zoom.read(meeting)["status"] == "started"
    assert zoom.ask("DELETE", f"/meetings/{meeting}").json()["code"] == 3002


def test_what_is_not_running_cannot_be_joined_or_opened(world: World, zoom, meeting: int):
    stage = world.zoom.stage
    with pytest.raises(NotRunning):
        stage.join(meeting, "Marlene", email=MARLENE)
    bare = zoom.create(topic="no rooms").json()["id"]
    (marlene,) = stage.attend(bare, [("Marlene", MARLENE)])
    with pytest.raises(NotRunning, match="no rooms"):
        stage.open_rooms(bare)
    with pytest.raises(NotRunning, match="no open room"):
        stage.place(bare, marlene, "Room 1")
    stage.leave(bare, marlene)
    with pytest.raises(NotRunning):
        stage.leave(bare, marlene)


def test_everything_that_happens_is_told_and_signed(world: World, app: Listener, meeting: int):
    stage, news = world.zoom.stage, world.zoom.news
    stage.attend(meeting, [("Marlene", MARLENE), ("Stranger", "s@elsewhere.example")])
    stage.open_rooms(meeting)
    stage.end(meeting)
    assert news.courier.idle()
    kinds = [told["event"].removeprefix("meeting.") for told in app.told()]
    assert kinds == [
        "started",
        "participant_joined",
        "participant_joined",
        "participant_joined",
        "participant_joined_breakout_room",
        "participant_left",
        "participant_left_breakout_room",
        "participant_left",
        "participant_left",
        "ended",
    ]
    for asked in app.heard:
        stamp = asked.headers["x-zm-request-timestamp"]
        assert asked.headers["x-zm-signature"] == signature(news.secret, stamp, asked.body)
        assert int(stamp) == int(world.clock.now().timestamp())


def test_an_outsiders_address_is_told_only_where_it_was_assigned(
    world: World, app: Listener, meeting: int
):
    stage = world.zoom.stage
    stage.attend(meeting, [("Marlene", MARLENE), ("Stranger", "s@elsewhere.example")])
    assert world.zoom.news.courier.idle()
    people = [told["payload"]["object"].get("participant", {}) for told in app.told()]
    assert {one["user_name"]: one["email"] for one in people if one} == {
        "Host 1": "host@example.org",
        "Marlene": MARLENE,
        "Stranger": "",
    }


def test_news_may_carry_the_worlds_time(world: World, app: Listener):
    world.zoom.news.stamp = "real"
    world.zoom.news.tell("meeting.started", {"id": "1"})
    assert world.zoom.news.courier.idle()
    stamp = int(app.heard[0].headers["x-zm-request-timestamp"])
    assert stamp != int(world.clock.now().timestamp())


def test_news_that_is_not_taken_comes_after_five_twenty_and_sixty_minutes(
    world: World, app: Listener
):
    app.answers = [BROKEN]
    world.zoom.news.tell("meeting.started", {"id": "1"})
    assert app.wait_for(1)
    for count, minutes in enumerate((5, 20, 60), 2):
        assert world.zoom.news.courier.rest()
        world.clock.advance(timedelta(minutes=minutes))
        assert app.wait_for(count)
    assert world.zoom.news.courier.idle()
    assert len(app.heard) == 4


@pytest.mark.parametrize("answer", [GONE, TAKEN])
def test_news_that_is_taken_or_refused_for_good_does_not_come_again(
    world: World, app: Listener, answer
):
    app.answers = [answer]
    world.zoom.news.tell("meeting.started", {"id": "1"})
    assert world.zoom.news.courier.idle()
    world.clock.advance(timedelta(hours=2))
    assert len(app.heard) == 1


def test_some_news_can_be_kept_back(world: World, app: Listener, meeting: int):
    world.zoom.news.quiet = {"meeting.participant_joined"}
    world.zoom.stage.attend(meeting, [("Marlene", MARLENE)])
    assert world.zoom.news.courier.idle()
    assert [told["event"] for told in app.told()] == ["meeting.started"]


def test_what_a_host_does_on_zooms_own_pages_is_told(
    world: World, app: Listener, zoom, meeting: int
):
    portal = world.zoom.portal
    portal.changes(meeting, start_time="2027-02-18T20:00:00Z")
    assert zoom.read(meeting)["start_time"] == "2027-02-18T20:00:00Z"
    with pytest.raises(ZoomRefusal, match="Validation"):
        portal.changes(meeting, duration=0)
    portal.removes(meeting)
    assert zoom.read(meeting)["code"] == 3001
    assert world.zoom.news.courier.idle()
    changed, removed = (told["payload"] for told in app.told())
    assert changed["object"] == {"id": meeting, "start_time": "2027-02-18T20:00:00Z"}
    assert changed["old_object"] == {"id": meeting, "start_time": "2027-02-17T20:00:00Z"}
    assert removed["object"]["id"] == meeting
    assert removed["operator"] == "host@example.org"


def test_zoom_checks_that_the_listener_knows_the_secret(world: World):
    news = world.zoom.news

    def answer(asked, secret: str = news.secret):
        plain = json.loads(asked.body)["payload"]["plainToken"]
        sealed = hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
        return as_json({"plainToken": plain, "encryptedToken": sealed})

    good, bad = Door(answer), Door(lambda asked: answer(asked, "another"))
    news.url = good.url
    assert news.check_listener()
    news.url = bad.url
    assert not news.check_listener()
    for door in (good, bad):
        door.shut()


def test_the_signature_is_zooms():
    body = (
        b'{"event":"meeting.started","event_ts":1700000000000,'
        b'"payload":{"account_id":"A","object":{"id":"95204914252"}}}'
    )
    assert signature("unit-test-secret", "1700000000", body) == (
        "v0=dd0c53eb6f259ba752b23fb121fab2ae235d1641ec13d1f9ed71f5ced878bc1f"
    )


def test_afterwards_each_coming_is_one_row(world: World, zoom, meeting: int):
    stage = world.zoom.stage
    (marlene,) = stage.attend(meeting, [("Marlene", MARLENE)])
    world.clock.advance(timedelta(minutes=10))
    stage.leave(meeting, marlene)
    stage.join(meeting, "Marlene", email=MARLENE)
    world.clock.advance(timedelta(minutes=80))
    stage.end(meeting)
    told = zoom.ask("GET", f"/past_meetings/{meeting}").json()
    assert (told["duration"], told["participants_count"]) == (90, 3)
    rows = zoom.ask("GET", f"/past_meetings/{meeting}/participants").json()["participants"]
    assert [(row["name"], row["duration"]) for row in rows] == [
        ("Host 1", 5400),
        ("Marlene", 600),
        ("Marlene", 4800),
    ]
    page = {"page_size": 2}
    first = zoom.ask("GET", f"/past_meetings/{meeting}/participants", params=page).json()
    assert first["next_page_token"]
    instances = zoom.ask("GET", f"/past_meetings/{meeting}/instances").json()["meetings"]
    assert [one["uuid"] for one in instances] == [told["uuid"]]
    assert zoom.read(meeting)["uuid"] != told["uuid"]


def test_a_meeting_with_one_person_has_no_rows_and_a_free_host_none_at_all(
    world: World, zoom, meeting: int
):
    world.zoom.stage.attend(meeting, [])
    world.zoom.stage.end(meeting)
    path = f"/past_meetings/{meeting}/participants"
    assert zoom.ask("GET", path).json()["participants"] == []
    world.zoom.account.hosts["host@example.org"].licensed = False
    assert zoom.ask("GET", path).json()["code"] == 200
