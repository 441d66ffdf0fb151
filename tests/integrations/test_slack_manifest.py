"""The manifest asks for exactly what we use, no more and no less, and Slack takes it."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

import bot.slack
import integrations.slack
from integrations.slack.manifest import NoPublicAddress, UnknownTransport, manifest
from integrations.slack.scopes import EVENTS, METHODS_CALLED, OPTIONAL_SCOPES

SHIPPED = files("integrations.sandbox.contracts")
METHODS = json.loads((SHIPPED / "methods.json").read_text())["methods"]
EVENT_SCOPES = json.loads((SHIPPED / "events.json").read_text())
SOCKET = manifest(name="Convener", transport="socket", public_url="")
ASKED_BY_THE_DOOR = {"views.open", "views.push", "views.update", "chat.postEphemeral"}
HTTP = manifest(name="Convener", transport="http", public_url="https://learn.example.org/")


def test_it_asks_for_what_the_methods_and_events_need_and_nothing_else():
    asked = SOCKET["oauth_config"]["scopes"]
    needed = {scope for call in METHODS_CALLED.values() for scope in call.scopes}
    needed |= {scope for event in EVENTS for scope in EVENT_SCOPES[event]}
    assert set(asked["bot"]) == needed | {"commands"}
    assert set(asked["bot_optional"]) == {"channels:history", "groups:history", "mpim:history"}
    assert not set(asked["bot"]) & set(asked["bot_optional"])


def test_what_people_are_asked_to_grant_is_this_list():
    assert SOCKET["oauth_config"]["scopes"]["bot"] == [
        "channels:read",
        "chat:write",
        "commands",
        "groups:read",
        "groups:write",
        "im:history",
        "im:write",
        "mpim:write",
        "users:read",
        "users:read.email",
    ]


@pytest.mark.parametrize("method", METHODS_CALLED)
def test_each_scope_is_one_that_slack_names_for_the_method(method):
    call, named = METHODS_CALLED[method], set(METHODS[method]["scopes"])
    assert set(call.scopes) | set(call.optional) <= named
    assert bool(call.scopes) == bool(named)


def test_the_scopes_agree_with_slacks_own_index(contract):
    index = contract("slack/methods-index.json")["methods"]
    for method, call in METHODS_CALLED.items():
        named = set(index[method]["scope"].get("bot", []))
        assert {*call.scopes, *call.optional} <= named
        assert bool(call.scopes) == bool(named)
    events = {event["name"]: event for event in contract("slack/events.json")}
    for event, scopes in EVENTS.items():
        assert events[event].get("scopes", []) == list(scopes)


def test_every_method_listed_is_called_somewhere():
    folder = Path(integrations.slack.__path__[0])
    sources = [f.read_text(encoding="utf-8") for f in folder.glob("*.py") if f.stem != "scopes"]
    called = set(re.findall(r'(?:call|call_with_headers)\(\s*"([\w.]+)"', "".join(sources)))
    assert called == set(METHODS_CALLED) - ASKED_BY_THE_DOOR


def test_the_door_asks_only_for_what_is_listed_for_it():
    sources = "".join(
        f.read_text(encoding="utf-8") for f in Path(bot.slack.__path__[0]).glob("*.py")
    )
    called = {name.replace("_", ".", 1) for name in re.findall(r"client\.(\w+_\w+)\(", sources)}
    assert called - {"auth.test"} == ASKED_BY_THE_DOOR


@pytest.mark.parametrize("made", [SOCKET, HTTP])
def test_it_is_valid_by_slacks_published_schema(made, contract):
    jsonschema = pytest.importorskip("jsonschema")
    schema = contract("slack/manifest.schema.2.0.0.json")
    jsonschema.Draft7Validator(schema).validate(made)


def test_there_is_one_command_whose_names_come_as_ids():
    (command,) = SOCKET["features"]["slash_commands"]
    assert (command["command"], command["should_escape"]) == ("/convene", True)
    assert command["usage_hint"]
    assert "url" not in command


def test_the_shortcuts_stand_where_they_belong_under_their_names():
    shortcuts = SOCKET["features"]["shortcuts"]
    assert [(s["name"], s["type"], s["callback_id"]) for s in shortcuts] == [
        ("Make this an action", "message", "make_action"),
        ("Start a branch from this", "message", "start_branch"),
        ("Add to the bibliography", "message", "add_reading"),
        ("Tell a story", "global", "tell_story"),
    ]
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 140 for s in shortcuts)


def test_people_can_answer_in_the_messages_tab_and_have_a_home():
    assert SOCKET["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_over_a_socket_no_address_is_needed():
    settings = SOCKET["settings"]
    assert settings["socket_mode_enabled"] is True
    assert "http" not in json.dumps(SOCKET)


def test_over_http_everything_comes_to_one_door():
    door = "https://learn.example.org/slack/events"
    settings = HTTP["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == door
    assert settings["interactivity"]["request_url"] == door
    assert HTTP["features"]["slash_commands"][0]["url"] == door
    assert HTTP["oauth_config"]["redirect_urls"] == [
        "https://learn.example.org/slack/oauth_redirect"
    ]


@pytest.mark.parametrize(("name", "called"), [("", "Convener"), ("x" * 99, "x" * 35)])
def test_a_name_fits(name, called):
    made = manifest(name=name, transport="socket", public_url="")
    assert made["display_information"]["name"] == called
    assert made["features"]["bot_user"]["display_name"] == called
    assert len(made["display_information"]["description"]) <= 140


def test_what_cannot_work_is_refused():
    with pytest.raises(NoPublicAddress, match="https"):
        manifest(name="x", transport="http", public_url="")
    with pytest.raises(UnknownTransport, match="pigeon"):
        manifest(name="x", transport="pigeon", public_url="")


def test_what_is_optional_is_only_for_looking_back():
    assert all(scope.endswith(":history") for scope in OPTIONAL_SCOPES)
