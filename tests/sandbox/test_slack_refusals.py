"""Everything that Slack would refuse, our stand-in refuses, and says whose fault it was."""

import socket
from urllib.parse import urlsplit

import pytest
import requests
from slack_sdk import WebClient

from integrations.sandbox.world import World
from tests.sandbox.asking import BAD, refused
from tests.sandbox.small_app import section


@pytest.fixture
def me(world: World) -> str:
    return world.ids["p001"]


def raw(world: World, method: str, token: str = "", **more: object) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.post(world.slack.api_url + method, headers=headers, timeout=30, **more)


def test_a_call_without_a_token_with_a_strange_one_or_with_a_wrong_kind(world: World):
    keys = world.slack.keys
    assert raw(world, "auth.test").json()["error"] == "not_authed"
    assert raw(world, "auth.test", "xoxb-strange").json()["error"] == "invalid_auth"
    assert raw(world, "auth.test", keys.app).json()["error"] == "not_allowed_token_type"
    assert raw(world, "apps.connections.open", keys.bot).json()["error"] == "not_allowed_token_type"
    assert raw(world, "apps.connections.open", keys.app).json()["ok"]
    assert raw(world, "auth.test", data={"token": keys.bot}).json()["ok"]


def test_who_died_before_the_end_of_a_request_has_asked_nothing(world: World):
    place = urlsplit(world.slack.api_url)
    head = (
        "POST /api/chat.postMessage HTTP/1.1\r\nHost: here\r\nContent-Length: 90\r\n"
        f"Authorization: Bearer {world.slack.keys.bot}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=30) as line:
        line.sendall(head.encode())
        line.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert (world.record.calls, world.record.violations()) == ([], [])


def test_a_revoked_token_is_worth_nothing(world: World, client: WebClient):
    client.auth_revoke()
    assert refused(client.auth_test)["error"] == "token_revoked"


@pytest.mark.parametrize("method", ["chat.shout", "admin.users.list", "chat.scheduleMessage"])
def test_a_method_slack_does_not_have_or_we_do_not_play_is_a_violation(
    world: World, client: WebClient, method: str
):
    assert refused(client.api_call, method)["error"] == "unknown_method"
    assert len(world.record.violations()) == 1


def test_an_argument_slack_does_not_list_is_a_violation(world: World, client: WebClient, me: str):
    said = refused(client.chat_postMessage, channel=me, text="a", colour="red")
    assert said["error"] == "invalid_arg_name"
    assert "colour" in said["response_metadata"]["messages"][0]
    assert "colour" in world.record.violations()[0]


def test_a_client_message_id_and_a_team_id_are_taken(world: World, client: WebClient, me: str):
    client.chat_postMessage(channel=me, text="a", client_msg_id="b", team_id="T0SANDBOX")
    assert world.record.violations() == []


def test_a_required_argument_that_is_missing_is_named(world: World, client: WebClient):
    said = refused(client.api_call, "chat.postMessage", json={"text": "a"})
    assert said["error"] == "invalid_arguments"
    assert said["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_methods_that_take_only_forms_do_not_take_json(world: World, client: WebClient):
    said = refused(client.api_call, "users.lookupByEmail", json={"email": "a@example.org"})
    assert said["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("body", "error"),
    [("{", "invalid_json"), ("[]", "json_not_object"), ("null", "json_not_object")],
)
def test_json_that_is_none_is_refused(world: World, body: str, error: str):
    headers = {"Content-Type": "application/json"}
    answer = requests.post(
        world.slack.api_url + "chat.postMessage", data=body, headers=headers, timeout=30
    )
    assert answer.json()["error"] == error


@pytest.mark.parametrize(
    ("scopes", "method", "args", "needed"),
    [
        ({"users:read"}, "chat.postMessage", {"channel": "C1", "text": "a"}, "chat:write"),
        ({"chat:write"}, "users.lookupByEmail", {"email": "a@example.org"}, "users:read.email"),
        ({"groups:write"}, "conversations.create", {"name": "a"}, "channels:manage"),
        (
            {"channels:manage"},
            "conversations.create",
            {"name": "a", "is_private": "1"},
            "groups:write",
        ),
        ({"channels:history"}, "conversations.history", {"channel": "DM"}, "im:history"),
        ({"mpim:write"}, "conversations.open", {"users": "ME"}, "im:write"),
        ({"im:write"}, "conversations.open", {"users": "ME,YOU"}, "mpim:write"),
        ({"channels:read"}, "conversations.list", {"types": "private_channel"}, "groups:read"),
    ],
)
def test_the_scope_that_is_missing_is_named_beside_those_that_were_granted(
    world: World, client: WebClient, me: str, scopes: set, method: str, args: dict, needed: str
):
    world.slack.keys.scopes = frozenset(scopes)
    world.slack.place.direct(me)
    names = {"DM": f"D{me[1:]}", "ME": me, "ME,YOU": f"{me},{world.ids['p002']}"}
    args = {name: names.get(value, value) for name, value in args.items()}
    said = refused(client.api_call, method, params=args)
    assert said["error"] == "missing_scope"
    assert (said["needed"], said["provided"]) == (needed, ",".join(sorted(scopes)))
    assert world.record.violations() == []


def test_without_the_right_scope_addresses_are_kept_back(world: World, client: WebClient, me: str):
    assert client.users_info(user=me)["user"]["profile"]["email"] == "marlene.voskuil@example.org"
    world.slack.keys.scopes -= {"users:read.email"}
    assert "email" not in client.users_info(user=me)["user"]["profile"]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "no_text"),
        ({"text": "a", "blocks": BAD}, "invalid_blocks"),
        ({"text": "a", "blocks": "[{]"}, "invalid_blocks_format"),
        ({"text": "a", "blocks": {}}, "invalid_blocks_format"),
        ({"text": "a", "blocks": [section("a")] * 51}, "invalid_blocks"),
        ({"text": "a", "blocks": [section("x" * 2700) for _ in range(5)]}, "msg_blocks_too_long"),
        ({"text": "a", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        ({"text": "a", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "a", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "a", "metadata": "words"}, "invalid_metadata_format"),
        (
            {"text": "a", "metadata": {"event_type": "x", "event_payload": {"k": "y" * 9000}}},
            "metadata_too_large",
        ),
        ({"text": "a", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": "a", "channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
def test_messages_that_slack_does_not_take(
    world: World, client: WebClient, me: str, args: dict, error: str
):
    said = refused(client.api_call, "chat.postMessage", json={"channel": me, **args})
    assert said["error"] == error
    assert world.person("p001").inbox() == []


def test_what_is_wrong_with_blocks_is_said_with_its_place(world: World, client: WebClient, me: str):
    said = refused(client.chat_postMessage, channel=me, text="a", blocks=BAD)
    assert said["response_metadata"]["messages"] == [
        "[ERROR] blocks[0].text: 3001 characters, at most 3000"
    ]


def test_an_edit_has_its_own_limits(world: World, client: WebClient, me: str):
    post = client.chat_postMessage(channel=me, text="a")
    where = {"channel": post["channel"], "ts": post["ts"]}
    assert refused(client.chat_update, **where, text="x" * 4001)["error"] == "msg_too_long"
    assert refused(client.api_call, "chat.update", json=where)["error"] == "no_text"
    assert (
        refused(client.chat_update, channel=me, ts=post["ts"], text="a")["error"]
        == "channel_not_found"
    )
    gone = {**where, "ts": "1.000001"}
    assert refused(client.chat_update, **gone, text="a")["error"] == "message_not_found"
    assert refused(client.chat_delete, **gone)["error"] == "message_not_found"


def test_nobody_elses_message_can_be_changed(world: World, client: WebClient, me: str):
    world.person("p001").gestures.say("mine", world.channel)
    theirs = {"channel": world.channel.id, "ts": world.channel.posts[-1].ts}
    assert refused(client.chat_update, **theirs, text="a")["error"] == "cant_update_message"
    assert refused(client.chat_delete, **theirs)["error"] == "cant_delete_message"


def test_messages_go_only_where_the_bot_may_speak(world: World, client: WebClient, me: str):
    place = world.slack.place
    public, private = (place.add_channel(name, (me,), private=name == "b") for name in "ab")
    assert (
        refused(client.chat_postMessage, channel=public.id, text="a")["error"] == "not_in_channel"
    )
    assert (
        refused(client.chat_postMessage, channel=private.id, text="a")["error"]
        == "channel_not_found"
    )
    world.slack.keys.scopes |= {"chat:write.public"}
    assert client.chat_postMessage(channel="#a", text="a")["channel"] == public.id
    world.channel.archived = True
    assert (
        refused(client.chat_postMessage, channel="#community", text="a")["error"] == "is_archived"
    )
    place.messages_tab = False
    assert (
        refused(client.chat_postMessage, channel=me, text="a")["error"] == "messages_tab_disabled"
    )
    assert refused(client.chat_postEphemeral, channel=public.id, user=world.ids["p002"], text="a")[
        "error"
    ] == ("user_not_in_channel")


def test_a_person_whose_account_is_gone_gets_no_message(world: World, client: WebClient, me: str):
    world.admin.deactivates(me)
    assert refused(client.chat_postMessage, channel=me, text="a")["error"] == "channel_not_found"
    assert refused(client.conversations_open, users=me)["error"] == "user_disabled"
    email = "marlene.voskuil@example.org"
    assert refused(client.users_lookupByEmail, email=email)["error"] == "users_not_found"
    assert (
        refused(client.conversations_invite, channel=world.channel.id, users=me)["error"]
        == "cant_invite"
    )
