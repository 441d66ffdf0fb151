"""The whole world: its people, its settings, its switchboard, and its clean end."""

import threading

import pytest
import requests
from slack_sdk import WebClient

from integrations.clock import SandboxClock
from integrations.sandbox.screen import NotThere
from integrations.sandbox.wire import Answer, Asked, Door
from integrations.sandbox.world import World
from tests.sandbox.conftest import NOON, PEOPLE, somebody
from tests.sandbox.small_app import button, field, form, section


@pytest.fixture
def board(world: World) -> str:
    return f"{world.switchboard.url}/sandbox"


def get(url: str) -> dict:
    return requests.get(url, timeout=30).json()


def act(board: str, id: str, **wish: object) -> requests.Response:
    return requests.post(f"{board}/person/{id}/act", json=wish, timeout=30)


def test_everybody_on_the_roster_has_an_account_a_zone_and_a_place_in_the_channel(world: World):
    assert len(world.participants) == len(PEOPLE)
    assert world.channel.name == "community"
    assert set(world.ids.values()) <= set(world.channel.members)
    assert world.zones[world.ids["p003"]] == "Europe/London"
    assert world.facilitators == [world.ids["p005"]]
    assert world.slack.place.people[world.ids["p003"]].guest


def test_people_whose_ids_look_alike_are_kept_apart():
    people = [somebody(1, "Marlene Voskuil", "UTC"), somebody(2, "Darrow Tesch", "UTC")]
    alike = [
        type(one)(**{**vars(one), "id": id}) for one, id in zip(people, ("p-1", "p1"), strict=True)
    ]
    with World.from_people(alike) as world:
        assert len(set(world.ids.values())) == 2


def test_the_settings_name_everything_the_product_needs(world: World):
    settings = world.settings()
    assert settings["slack"]["api_base_url"].endswith("/")
    assert settings["slack"]["channel"] == world.channel.id
    assert settings["slack"]["facilitators"] == ["nadia.thorsby@example.org"]
    assert settings["zoom"]["hosts"] == ["host@example.org"]
    assert SandboxClock(settings["clock"]["source"]).now() == NOON
    assert all(settings["environment"].values())
    assert {name.partition("_")[0] for name in settings["environment"]} == {"CONVENER"}


def test_a_manifest_says_what_is_granted(world: World, client: WebClient):
    world.knows_manifest(
        {
            "oauth_config": {"scopes": {"bot": ["users:read"], "bot_optional": ["chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
            "features": {"shortcuts": [{"name": "Tell a story", "callback_id": "tell"}]},
        }
    )
    client.chat_postMessage(channel=world.ids["p001"], text="a")
    assert world.slack.events == {"app_home_opened"}
    with pytest.raises(NotThere, match="no shortcut"):
        world.person("p001").runs_shortcut("Another")


def test_the_switchboard_tells_who_there_is_and_what_each_has_to_read(
    world: World, board: str, client: WebClient
):
    me = world.ids["p001"]
    client.chat_postMessage(
        channel=me, text="a", blocks=[section("Will you come?", accessory=button("Yes", "y"))]
    )
    first = get(f"{board}/people")["people"][0]
    assert (first["roster_id"], first["name"], first["unread"]) == ("p001", "Marlene Voskuil", 1)
    told = get(f"{board}/person/{me}")
    direct = next(talk for talk in told["conversations"] if talk["kind"] == "im")
    assert direct["messages"][0]["words"] == "Will you come?\nYes"
    assert direct["messages"][0]["buttons"] == ["Yes"]
    assert (told["modal"], told["home"]) == (None, None)


def test_the_switchboard_shows_an_open_form_and_a_page(world: World, board: str, client: WebClient):
    me = world.ids["p001"]
    view = form("Hello", field("Your story", "b", {"type": "plain_text_input", "action_id": "a"}))
    client.views_open(trigger_id=world.slack.triggers.new(me), view=view)
    page = {"type": "home", "blocks": [section("Your page")]}
    client.views_publish(user_id=me, view=page)
    told = get(f"{board}/person/{me}")
    assert told["modal"]["fields"] == ["Your story"]
    assert told["home"]["words"] == "Your page"
    filled = act(board, me, act="fills", values={"Your story": "It rained"})
    assert filled.json() == {"words": "", "ack": None}


def test_acts_over_the_switchboard_are_a_persons_own(world: World, board: str):
    said = act(board, "p001", act="types", line="/convene help", settle=0).json()
    assert "dispatch_failed" in said["words"]
    assert said["ack"]["ok"] is False


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"act": "presses", "label": "Nothing"}, 409),
        ({"act": "submits"}, 409),
        ({"act": "flies"}, 400),
        ({"act": "presses", "colour": "red"}, 400),
        ({}, 400),
    ],
)
def test_an_act_that_cannot_be_done_is_said_in_words(
    world: World, board: str, wish: dict, status: int
):
    answer = act(board, "p001", **wish)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_faults_can_be_changed_over_the_switchboard(world: World, board: str):
    def wish(**plan: object) -> requests.Response:
        return requests.post(f"{board}/faults", json=plan, timeout=30)

    assert wish(rate=0.5, seed=2, kinds=["drop"]).json()["rate"] == 0.5
    assert world.faults.plan.kinds == ("drop",)
    assert wish(down=["zoom"]).json()["down"] == ["zoom"]
    assert world.faults.plan.rate == 0.5
    assert wish(up=["zoom"]).json()["down"] == []
    assert wish(rate=7).status_code == 400
    assert get(f"{board}/faults")["seed"] == 2


def test_the_switchboard_shows_zoom_and_the_record(world: World, board: str, zoom):
    made = zoom.create(topic="Session 2", agenda="ref: k1").json()
    shown = get(f"{board}/zoom")
    assert shown["hosts"][0]["email"] == "host@example.org"
    assert shown["meetings"][0]["id"] == made["id"]
    calls = get(f"{board}/record")["calls"]
    assert [call["method"] for call in calls] == ["oauth.token", "meetings.create"]
    assert calls[1]["key"] == "k1"
    assert get(f"{board}/record?since=2")["calls"] == []


@pytest.mark.parametrize("path", ["/sandbox", "/sandbox/person", "/elsewhere", "/sandbox/people/x"])
def test_other_paths_are_not_there(world: World, path: str):
    assert requests.get(world.switchboard.url + path, timeout=30).status_code == 404


def test_a_stranger_has_no_page(world: World, board: str):
    assert requests.get(f"{board}/person/U0NOBODY", timeout=30).status_code == 409


def test_a_world_ends_without_leaving_anything_behind():
    before = set(threading.enumerate())
    world = World.from_people(PEOPLE)
    addresses = [world.slack.door.url, world.zoom.door.url, world.switchboard.url]
    world.close()
    for address in addresses:
        with pytest.raises(requests.ConnectionError):
            requests.get(address, timeout=1)
    assert set(threading.enumerate()) <= before


def test_a_fault_of_a_stand_in_itself_is_kept_and_not_hidden():
    def stumbles(asked: Asked) -> Answer:
        raise ZeroDivisionError(asked.path)

    door = Door(stumbles)
    with pytest.raises(requests.ConnectionError):
        requests.get(door.url, timeout=1)
    door.shut()
    assert "ZeroDivisionError" in door.mishaps[0]
