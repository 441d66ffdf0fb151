"""The news of what has changed, for whoever waits for it."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from slack_sdk import WebClient

from integrations.sandbox import bell
from integrations.sandbox.faults import FaultPlan
from integrations.sandbox.world import World
from tests.sandbox.board import Board
from tests.sandbox.conftest import PEOPLE, ZoomCaller
from tests.sandbox.small_app import STORY

EVERYTHING = {topic: [] for topic in bell.TOPICS}


class Waiting:
    """Somebody who waits for the next piece of news."""

    def __init__(self, board: Board) -> None:
        self.board, self.since = board, board.get("/news")["serial"]
        self.told: dict = {}

    def hears(self, seconds: float = 5.0) -> dict:
        """What has changed since the last time; calls aside, which anybody on this machine may make."""
        self.told = self.board.get("/news", since=self.since, wait=seconds)
        self.since = self.told["serial"]
        return {topic: ids for topic, ids in self.told["changed"].items() if topic != "calls"}

    def nothing(self) -> bool:
        return self.hears(0) == {}


@pytest.fixture
def waiting(board: Board) -> Waiting:
    return Waiting(board)


def test_whoever_comes_new_hears_at_once_that_everything_may_have_changed(board: Board):
    told = board.get("/news", since=0, wait=25)
    assert told["changed"] == EVERYTHING
    assert told["serial"] > 0
    assert board.get("/news", since=told["serial"], wait=0)["changed"] == {}


def test_a_number_of_another_world_is_answered_with_everything(board: Board):
    with World.from_people(PEOPLE[:1]) as later:
        theirs = later.bell.serial + 1000
    assert board.get("/news", since=theirs, wait=25)["changed"] == EVERYTHING
    assert board.get("/news", since=-5, wait=25)["changed"] == EVERYTHING


def test_a_message_is_news_to_those_who_see_it(
    world: World, board: Board, waiting: Waiting, client: WebClient
):
    marlene, everybody = world.ids["p001"], sorted(world.ids.values())
    client.chat_postMessage(channel=marlene, text="to her")
    told = waiting.hears()
    assert told == {"slack": [marlene]}
    ts = client.chat_postMessage(channel=world.channel.id, text="to all")["ts"]
    assert sorted(waiting.hears()["slack"]) == everybody
    client.reactions_add(channel=world.channel.id, timestamp=ts, name="tada")
    assert sorted(waiting.hears()["slack"]) == everybody
    client.chat_delete(channel=world.channel.id, ts=ts)
    assert sorted(waiting.hears()["slack"]) == everybody
    client.chat_postEphemeral(channel=world.channel.id, user=marlene, text="psst")
    assert waiting.hears()["slack"] == [marlene]


def test_forms_and_pages_are_news_to_their_owner(
    world: World, board: Board, waiting: Waiting, client: WebClient
):
    me = world.ids["p002"]
    client.views_open(trigger_id=world.slack.triggers.new(me), view=STORY)
    assert waiting.hears()["slack"] == [me]
    board.act(me, "closes")
    assert waiting.hears()["slack"] == [me]
    client.views_publish(user_id=me, view={"type": "home", "blocks": []})
    assert waiting.hears()["slack"] == [me]


def test_a_new_name_is_news_to_everybody(world: World, waiting: Waiting):
    world.admin.changes(world.ids["p001"], name="Marlene V.")
    assert sorted(waiting.hears()["slack"]) == sorted(world.ids.values())


def test_reading_is_news_once(world: World, board: Board, waiting: Waiting, client: WebClient):
    me = world.ids["p001"]
    client.chat_postMessage(channel=me, text="one")
    waiting.hears()
    board.act(me, "reads")
    assert waiting.hears() == {"slack": [me]}
    board.act(me, "reads")
    assert waiting.nothing()


def test_who_comes_and_goes_is_news_to_the_channel(
    world: World, board: Board, waiting: Waiting, client: WebClient
):
    me = world.ids["p001"]
    made = client.conversations_create(name="a-branch")["channel"]["id"]
    waiting.hears()
    client.conversations_invite(channel=made, users=[me])
    assert me in waiting.hears()["slack"]
    board.act(me, "leaves", place=made)
    assert me in waiting.hears()["slack"]
    client.conversations_archive(channel=world.channel.id)
    assert me in waiting.hears()["slack"]


def test_the_clock_the_faults_and_the_calls_are_news(
    world: World, board: Board, waiting: Waiting, client: WebClient
):
    world.clock.advance(timedelta(hours=1))
    assert waiting.hears() == {"clock": []}
    world.clock.rate = 60.0
    assert waiting.hears() == {"clock": []}
    now = requests.get(world.switchboard.clock_url, timeout=30).json()
    assert now["rate"] == 60.0
    world.faults.down("zoom")
    assert waiting.hears() == {"faults": []}
    world.faults.up("zoom")
    assert waiting.hears() == {"faults": []}
    world.faults.set(FaultPlan(at={1: "429"}))
    assert waiting.hears() == {"faults": []}
    with pytest.raises(Exception, match="ratelimited"):
        client.auth_test()
    assert waiting.hears() == {"faults": []}
    client.auth_test()
    waiting.hears()
    assert waiting.told["changed"]["calls"] == []


def test_meetings_and_who_is_in_them_are_news(
    world: World, board: Board, waiting: Waiting, zoom: ZoomCaller
):
    waiting.hears()
    made = str(zoom.create(topic="Session 2").json()["id"])
    assert waiting.hears()["zoom"] == [made]
    zoom.read(int(made))
    assert "zoom" not in waiting.hears()
    world.zoom.stage.join(int(made), "Host 1", email="host@example.org")
    assert waiting.hears() == {"zoom": [made]}
    world.zoom.portal.changes(int(made), topic="Session 2, later")
    assert waiting.hears() == {"zoom": [made]}
    world.zoom.stage.end(int(made))
    assert waiting.hears() == {"zoom": [made]}


def test_whoever_waits_hears_as_soon_as_something_happens(world: World, board: Board):
    since, told = board.get("/news")["serial"], []
    thread = threading.Thread(
        target=lambda: told.append(board.get("/news", since=since, wait=25)), daemon=True
    )
    thread.start()
    while not told and thread.is_alive():
        world.clock.advance(timedelta(seconds=1))
        thread.join(0.05)
    assert told[0]["changed"]["clock"] == []


def test_a_flock_of_changes_is_one_piece_of_news(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bell, "GATHER_SECONDS", 20.0)
    rung, told = bell.Bell(), []
    since = rung.serial
    thread = threading.Thread(target=lambda: told.append(rung.wait(since, 25)), daemon=True)
    thread.start()
    rung.ring("clock")
    thread.join(0.2)
    assert thread.is_alive()
    rung.ring("zoom", ["86000000001"])
    rung.close()
    thread.join(5)
    assert told[0] == {"serial": rung.serial, "changed": {"clock": [], "zoom": ["86000000001"]}}


def test_it_may_be_rung_whatever_is_locked_and_by_many_at_once(world: World, board: Board):
    """Everybody moves everything while others look on, and all of them come to an end."""
    place, ends = world.slack.place, threading.Event()
    watchers = [threading.Thread(target=_looks_on, args=(world, ends)) for _ in range(3)]
    movers = [threading.Thread(target=_moves, args=(world, n)) for n in range(4)]
    for each in (*watchers, *movers):
        each.start()
    for each in movers:
        each.join(20)
    ends.set()
    with place.lock:
        place.stir()
    for each in watchers:
        each.join(20)
    assert not any(each.is_alive() for each in (*movers, *watchers))


def _looks_on(world: World, ends: threading.Event) -> None:
    since = 0
    while not ends.is_set():
        since = world.bell.wait(since, 1.0)["serial"]
        with world.slack.place.lock:
            world.clock.now()


def _moves(world: World, number: int) -> None:
    place, me = world.slack.place, list(world.ids.values())[number]
    for _ in range(100):
        with place.lock:
            place.put(place.direct(me), place.ids.bot_person, "again")
            world.clock.advance(timedelta(seconds=1))
        world.record.open("slack", "chat.postMessage")
        world.faults.set(FaultPlan())


def test_ringing_costs_next_to_nothing_beside_what_it_tells_of(world: World):
    """A ring against the posting of one message, which is the least the stand-ins do in a call."""
    place, ids = world.slack.place, list(world.ids.values())

    def cost(act) -> float:
        began = time.perf_counter()
        for _ in range(300):
            act()
        return time.perf_counter() - began

    post = min(cost(lambda: place.put(world.channel, ids[0], "one")) for _ in range(3))
    ring = min(cost(lambda: world.bell.ring("slack", ids)) for _ in range(3))
    assert ring < post


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"wait": "long"}, {"since": "1.5"}])
def test_what_is_no_number_is_refused(board: Board, query: dict):
    assert board.ask("/news", **query).status_code == 400


@pytest.mark.parametrize("wait", ["nan", "-1", "0"])
def test_odd_waits_are_no_waits(board: Board, wait: str):
    since = board.get("/news")["serial"]
    assert board.get("/news", since=since, wait=wait) == {"serial": since, "changed": {}}


@pytest.fixture
def closing() -> Iterator[World]:
    with World.from_people(PEOPLE) as made:
        yield made


def test_a_world_that_ends_lets_go_of_those_who_wait(closing: World):
    ended = threading.Event()
    since = closing.bell.serial

    def waits() -> None:
        closing.bell.wait(since, 25)
        ended.set()

    page = threading.Thread(target=_asks, args=(closing, since), daemon=True)
    inside = threading.Thread(target=waits, daemon=True)
    page.start()
    inside.start()
    closing.close()
    assert ended.wait(2)
    page.join(2)
    assert not page.is_alive()


def _asks(world: World, since: int) -> None:
    try:
        url = f"{world.switchboard.url}/sandbox/news"
        requests.get(url, params={"since": since, "wait": 25}, timeout=30)
    except requests.ConnectionError:
        return


def test_what_was_told_of_many_is_told_of_everybody_if_one_ring_was():
    rung = bell.Bell()
    before = rung.serial
    rung.ring("slack", ["U1", "U2"])
    middle = rung.serial
    rung.ring("slack")
    rung.ring("slack", ["U2"])
    assert rung.wait(before, 0)["changed"] == {"slack": []}
    assert rung.wait(middle + 1, 0)["changed"] == {"slack": ["U2"]}
