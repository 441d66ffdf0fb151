"""The levers over a real bot: steps, people who live along, kills and outages on the way, and a new beginning."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import requests

from bot.demo import walk
from bot.demo.clockwork import Clockwork
from bot.demo.community import Community, community_for
from bot.demo.levers import Busy, Levers
from bot.demo.product import Product
from bot.demo.sandbox import Sandbox
from bot.demo.strides import NoSuchStep
from bot.demo.wish import CannotPlay, Wish
from integrations.sandbox import delivery
from tests.demo.small import small_roster

PATIENCE = 60.0


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Community:
    return community_for(Wish(roster=small_roster(tmp_path_factory.mktemp("roster")), months=2))


@pytest.fixture(scope="module")
def opened(community: Community, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Levers]:
    sandbox = Sandbox(community, tmp_path_factory.mktemp("sandbox"), port=0, fresh=True)
    levers = Levers(sandbox)
    with pytest.raises(Busy, match="is being opened"):
        levers.step("hour")
    assert levers.state()["bot"] == "starting"
    sandbox.open()
    until(levers, lambda state: not state["doing"])
    assert levers.state()["rate"] == 1
    yield levers
    levers.close()
    sandbox.product.kill()
    sandbox.world.close()


@pytest.fixture
def levers(opened: Levers, monkeypatch: pytest.MonkeyPatch) -> Levers:
    """With the clock standing still, wherever the test before left it; nobody waits long for a bot that is killed."""
    monkeypatch.setattr(delivery, "ACK_SECONDS", 3.0)
    opened.pause()
    return opened


def until(levers: Levers, wanted: Callable[[dict], bool]) -> dict:
    """The state as soon as it is as wanted."""
    end = time.monotonic() + PATIENCE
    while not wanted(state := levers.state()):
        assert time.monotonic() < end, state
        threading.Event().wait(0.005)
    return state


def stepped(levers: Levers, to: str) -> dict:
    levers.step(to)
    return until(levers, lambda state: state["step"]["done"])["step"]


def inbox(levers: Levers, person: str) -> list[str]:
    return levers.sandbox.world.person(person).inbox()


def test_a_step_goes_to_what_happens_next_and_says_what_it_did(levers: Levers):
    heard: list[int] = []
    levers.changed = lambda: heard.append(1)
    step = stepped(levers, "event")
    assert (step["words"], step["stuck"]) == ("To Wed 3 February 09:00 UTC", "")
    assert step["did"][0].startswith("Wed 3 February, 10:00 in Stockholm: 2 people are welcomed")
    assert step["began"][:16] == "2027-02-03T07:00"
    assert step["goal"] == "2027-02-03T09:00:00+00:00" <= step["now"]
    assert len(heard) > 2


def test_while_time_runs_people_act_but_whoever_is_played_by_hand_is_left_alone(levers: Levers):
    played = next(p.id for p in levers.community.seatable if p.zone == "Europe/Stockholm")
    levers.mine(played)
    levers.mine("nobody of the roster")
    assert levers.state()["mine"] == [played]
    if not inbox(
        levers, played
    ):  # nobody has gone to the first thing that happens: there they are welcomed
        stepped(levers, "event")
    assert len(inbox(levers, played)) == 1
    stage = levers._village.stage
    levers.play(30_000)
    until(levers, lambda _: len(stage.diary.did) > 3)
    levers.pause()
    assert levers.state()["rate"] == levers.sandbox.world.clock.rate == 0
    assert all(act.person != played and act.at <= stage.now for act in stage.diary.did)


def test_two_steps_at_a_time_are_one_too_many_and_a_step_can_be_ended(levers: Levers):
    levers.step("session")
    with pytest.raises(Busy, match="A step is being taken"):
        levers.step("hour")
    until(levers, lambda state: state["step"]["did"] and state["step"]["goal"])
    levers.stop()
    step = until(levers, lambda state: not state["doing"])["step"]
    assert (step["stopped"], step["done"], step["stuck"]) == (True, True, "")
    assert step["now"] < step["goal"]


def test_time_goes_on_while_slack_is_down_and_once_it_is_back_nothing_is_lost(
    levers: Levers, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(walk, "WHILE_DOWN_SECONDS", 0.1)
    faults, sandbox = levers.sandbox.world.faults, levers.sandbox
    began, before = sandbox.world.clock.now(), len(sandbox.world.record.messages())
    faults.down("slack")
    try:
        step = stepped(levers, "day")
        assert step["stuck"] == "Slack cannot be reached: what is for it waits in the ledger."
        assert sandbox.world.clock.now() - began >= timedelta(days=1)
        assert len(sandbox.world.record.messages()) == before
    finally:
        faults.up("slack")
    assert sandbox.world.clock.rate == 0
    assert stepped(levers, "hour")["stuck"] == ""
    assert not sandbox.world.record.doubled()
    assert not sandbox.world.record.lost()


def test_the_bot_can_be_started_while_slack_is_down_and_hears_people_once_it_is_back(
    levers: Levers,
):
    world = levers.sandbox.world
    levers.kill()
    world.faults.down("slack")
    try:
        levers.start()
        until(levers, lambda state: state["bot"] == "running" and not state["doing"])
    finally:
        world.faults.up("slack")
    assert world.slack.sockets.wait_for(1, seconds=20)
    assert levers.state()["trouble"] == ""


def test_a_bot_killed_on_the_way_ends_the_step_in_words_and_it_goes_on_afterwards(levers: Levers):
    levers.step("session")
    until(levers, lambda state: state["step"]["goal"])
    levers.kill()
    step = until(levers, lambda state: not state["doing"])["step"]
    assert step["stuck"] == "The bot is down. Start it, then take the step again."
    assert levers.state()["bot"] == "down"
    assert "nobody knows what comes next" in stepped(levers, "event")["stuck"]

    before = levers.sandbox.world.clock.now()
    assert stepped(levers, "hour")["stuck"] == ""
    assert levers.sandbox.world.clock.now() - before >= timedelta(hours=1)

    levers.start()
    assert levers.state()["bot"] == "starting"
    until(levers, lambda state: state["bot"] == "running")
    assert stepped(levers, "event")["stuck"] == ""
    assert not levers.sandbox.world.record.doubled()


def test_a_fault_of_the_sandbox_itself_is_told_and_the_next_step_goes_on(
    levers: Levers, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(Clockwork, "next", lambda self, now: 1 / 0)
        assert "did not work" in stepped(levers, "event")["stuck"]
    until(levers, lambda state: not state["doing"])
    assert stepped(levers, "hour")["stuck"] == ""
    assert levers.state()["trouble"] == ""


def test_a_new_beginning_that_fails_says_why(levers: Levers, monkeypatch: pytest.MonkeyPatch):
    def cannot(sandbox: Sandbox) -> None:
        raise CannotPlay(why="the disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(Sandbox, "anew", cannot)
        levers.begin_again()
        state = until(levers, lambda state: not state["doing"])
    assert state["trouble"] == "The pretend community cannot begin: the disk is full."
    assert state["bot"] == "down"


def test_beginning_again_in_the_middle_of_a_step_makes_a_new_world_by_no_command(
    levers: Levers, monkeypatch: pytest.MonkeyPatch
):
    levers.start()
    until(levers, lambda state: state["bot"] == "running")
    monkeypatch.setattr(Product, "does", None)
    epoch, switchboard = levers.epoch, levers.switchboard
    levers.step("session")
    levers.begin_again()
    assert levers.state()["bot"] == "starting"
    with pytest.raises(Busy, match="Everything begins again"):
        levers.begin_again()
    state = until(levers, lambda state: not state["doing"])
    assert (state["epoch"], state["step"], state["mine"]) == (epoch + 1, None, [])
    assert (state["trouble"], state["bot"]) == ("", "running")
    assert levers.switchboard != switchboard
    told = requests.get(f"{levers.switchboard}/now", timeout=30).json()
    assert told["now"].startswith("2027-02-03T07:0")
    assert not any(inbox(levers, person) for person in levers.community.people)
    levers.pause()
    assert "2 people are welcomed" in stepped(levers, "event")["did"][0]


def test_nobody_lives_where_the_others_are_switched_off(levers: Levers):
    levers.others(False)
    step = stepped(levers, "day")
    assert step["did"]
    assert all("welcomed" in line for line in step["did"])
    assert levers.state()["others"] is False
    assert json.loads((levers.sandbox.folder / "lives.json").read_text()) == {
        "others": False,
        "mine": [],
    }


def test_there_is_no_other_step(levers: Levers):
    with pytest.raises(NoSuchStep, match="not to “christmas”"):
        levers.step("christmas")
