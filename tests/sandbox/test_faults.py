"""What goes wrong goes wrong as planned: nothing done, done and not told, late, slow, refused."""

import threading
import time

import pytest
import requests
from slack_sdk import WebClient

from integrations.sandbox.faults import KINDS, FaultPlan, Faults, read_plan
from integrations.sandbox.world import World


def post(world: World, text: str, key: str = "k1") -> requests.Response:
    body = {
        "channel": world.ids["p001"],
        "text": text,
        "metadata": {"event_type": "owed", "event_payload": {"key": key}},
    }
    headers = {"Authorization": f"Bearer {world.slack.keys.bot}"}
    return requests.post(
        world.slack.api_url + "chat.postMessage", json=body, headers=headers, timeout=30
    )


def inbox(world: World) -> list[str]:
    return world.person("p001").inbox()


def test_dropped_means_that_nothing_was_done(world: World):
    world.faults.set(FaultPlan(at={1: "drop"}))
    with pytest.raises(requests.ConnectionError):
        post(world, "a")
    assert inbox(world) == []
    assert world.record.lost() == ["slack chat.postMessage: k1 never arrived"]
    post(world, "a")
    assert inbox(world) == ["a"]
    assert world.record.lost() == []


def test_reset_means_done_but_not_told_and_a_blind_repeat_is_seen_as_doubled(world: World):
    world.faults.set(FaultPlan(at={1: "reset"}))
    with pytest.raises(requests.ConnectionError):
        post(world, "a")
    assert inbox(world) == ["a"]
    assert world.record.doubled() == []
    post(world, "a")
    assert [call.key for call in world.record.doubled()] == ["k1"]


def test_late_means_done_after_the_caller_has_given_up(world: World):
    world.faults.set(FaultPlan(at={1: "late"}, late_seconds=0.1))
    with pytest.raises(requests.ConnectionError):
        post(world, "a")
    assert inbox(world) == []
    world.faults.settle()
    assert inbox(world) == ["a"]
    assert world.record.calls[-1].landed


def test_slow_means_done_at_once_and_told_later(world: World):
    world.faults.set(FaultPlan(at={1: "slow"}, slow_seconds=0.2))
    before = time.monotonic()
    assert post(world, "a").json()["ok"]
    assert time.monotonic() - before >= 0.2


def test_refusals_speak_each_systems_own_language(world: World, zoom):
    world.faults.set(FaultPlan(at={1: "429", 2: "500", 3: "429", 4: "500"}, retry_after=7))
    too_many, broken = post(world, "a"), post(world, "a")
    assert (too_many.status_code, too_many.headers["Retry-After"]) == (429, "7")
    assert (broken.status_code, broken.json()["error"]) == (500, "internal_error")
    too_many, broken = zoom.create(topic="a"), zoom.create(topic="a")
    assert (too_many.status_code, too_many.headers["Retry-After"]) == (429, "7")
    assert "per-second" in too_many.json()["message"]
    assert broken.status_code == 500
    assert inbox(world) == []
    assert zoom.listing()["meetings"] == []


def test_a_plan_counts_only_the_calls_it_is_about(world: World, client: WebClient, zoom):
    methods = frozenset({"chat.postMessage"})
    world.faults.set(FaultPlan(at={2: "500"}, system="slack", methods=methods))
    client.auth_test()
    zoom.listing()
    assert post(world, "a").ok
    assert post(world, "b", key="k2").status_code == 500
    assert dict(world.faults.struck) == {"500": 1}


def test_the_same_seed_strikes_the_same_calls():
    def struck(seed: int) -> list[str]:
        faults = Faults(FaultPlan(rate=0.3, seed=seed))
        return [faults.strike("slack", "chat.postMessage") for _ in range(200)]

    assert struck(1) == struck(1) != struck(2)
    assert set(struck(1)) == {"", *KINDS}
    assert 40 < sum(1 for kind in struck(1) if kind) < 80


def test_a_system_that_is_down_refuses_every_connection_and_comes_back_at_its_place(
    world: World, client: WebClient, zoom
):
    address = world.slack.api_url
    world.faults.down("slack")
    with pytest.raises(requests.ConnectionError, match="refused"):
        post(world, "a")
    assert zoom.listing()["meetings"] == []
    world.faults.up("slack")
    assert world.slack.api_url == address
    assert post(world, "a").json()["ok"]


def test_going_down_breaks_connections_that_stand(world: World, zoom):
    zoom.listing()
    world.faults.down()
    with pytest.raises(requests.ConnectionError):
        zoom.listing()
    world.faults.off()
    assert zoom.listing()["meetings"] == []


def test_many_calls_at_once_are_each_struck_once(world: World):
    world.slack.limits.on = False
    world.faults.set(FaultPlan(rate=0.5, seed=3, kinds=("drop", "500")))
    done: list[bool] = []

    def go(number: int) -> None:
        try:
            done.append(post(world, str(number), key=f"k{number}").ok)
        except requests.ConnectionError:
            done.append(False)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(inbox(world)) == sum(done) == 30 - sum(world.faults.struck.values())


@pytest.mark.parametrize(
    "wish", [{"rate": 2}, {"kinds": ["fire"]}, {"at": {"1": "fire"}}, {"at": [1]}, {"colour": 1}]
)
def test_a_plan_that_is_none_is_refused(wish: dict):
    with pytest.raises((ValueError, TypeError)):
        read_plan(wish)


def test_a_plan_is_read_as_it_is_told(world: World):
    world.faults.set(FaultPlan(rate=0.5, seed=4, at={2: "drop"}, methods=frozenset({"a"})))
    told = world.faults.as_json()
    plan = {name: told[name] for name in ("rate", "seed", "kinds", "at", "system", "methods")}
    assert read_plan(plan) == world.faults.plan
