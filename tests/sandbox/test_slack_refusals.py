"""Everything that Slack would refuse, our stand-in refuses, and says whose fault it was."""

import json

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from integrations.sandbox.world import World
from tests.sandbox.small_app import STORY, form, section

BAD = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]


@pytest.fixture
def me(world: World) -> str:
    return world.ids["p001"]


def refused(call, *args: object, **more: object) -> dict:
    with pytest.raises(SlackApiError) as caught:
        call(*args, **more)
    return caught.value.response.data


def raw(world: World, method: str, token: str = "", **more: object) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.post(world.slack.api_url + method, headers=headers, timeout=5, **more)


def test_a_call_without_a_token_with_a_strange_one_or_with_a_wrong_kind(world: World):
    keys = world.slack.keys
    assert raw(world, "auth.test").json()["error"] == "not_authed"
    assert raw(world, "auth.test", "xoxb-strange").json()["error"] == "invalid_auth"
    assert raw(world, "auth.test", keys.app).json()["error"] == "not_allowed_token_type"
    assert raw(world, "apps.connections.open", keys.bot).json()["error"] == "not_allowed_token_type"
    assert raw(world, "apps.connections.open", keys.app).json()["ok"]
    assert raw(world, "auth.test", data={"token": keys.bot}).json()["ok"]


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
        world.slack.api_url + "chat.postMessage", data=body, headers=headers, timeout=5
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


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Room One", "invalid_name_specials"),
        ("raum-ä", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("community", "name_taken"),
    ],
)
def test_channel_names_that_slack_does_not_take(client: WebClient, name: str, error: str):
    assert refused(client.conversations_create, name=name)["error"] == error


def test_a_channel_that_was_put_away_keeps_its_name(client: WebClient):
    made = client.conversations_create(name="room-1", is_private=True)["channel"]
    client.conversations_archive(channel=made["id"])
    assert refused(client.conversations_create, name="room-1")["error"] == "name_taken"
    assert (
        refused(client.conversations_invite, channel=made["id"], users="U1")["error"]
        == "is_archived"
    )
    assert refused(client.conversations_archive, channel=made["id"])["error"] == "already_archived"
    client.conversations_unarchive(channel=made["id"])
    assert refused(client.conversations_unarchive, channel=made["id"])["error"] == "not_archived"


def test_one_person_who_cannot_be_invited_keeps_everybody_out_unless_forced(
    world: World, client: WebClient, me: str
):
    made = client.conversations_create(name="room-1")["channel"]["id"]
    both = f"{me},U0NOBODY"
    said = refused(client.conversations_invite, channel=made, users=both)
    assert said["error"] == "user_not_found"
    assert said["errors"] == [{"user": "U0NOBODY", "ok": False, "error": "user_not_found"}]
    assert me not in client.conversations_members(channel=made)["members"]
    forced = client.conversations_invite(channel=made, users=both, force=True)
    assert forced["errors"][0]["user"] == "U0NOBODY"
    assert me in client.conversations_members(channel=made)["members"]
    assert (
        refused(client.conversations_invite, channel=made, users=me)["error"]
        == "already_in_channel"
    )
    bot = world.slack.place.ids.bot_person
    assert (
        refused(client.conversations_invite, channel=made, users=bot)["error"] == "cant_invite_self"
    )


def test_a_group_has_at_most_eight_others(world: World, client: WebClient):
    nine = [f"U{n}" for n in range(9)]
    assert refused(client.conversations_open, users=nine)["error"] == "too_many_users"
    assert refused(client.api_call, "conversations.open")["error"] == "users_list_not_supplied"
    assert refused(client.conversations_open, users="U0NOBODY")["error"] == "user_not_found"
    me = world.ids["p001"]
    assert (
        refused(client.conversations_open, users=me, prevent_creation=True)["error"]
        == "channel_not_found"
    )


def test_user_groups_need_a_paid_plan_and_take_no_guests(world: World, client: WebClient, me: str):
    world.slack.keys.scopes |= {"usergroups:write", "usergroups:read"}
    assert refused(client.usergroups_create, name="Room 1")["error"] == "paid_teams_only"
    world.slack.place.paid = True
    made = client.usergroups_create(name="Room 1")["usergroup"]["id"]
    assert refused(client.usergroups_create, name="Room 1")["error"] == "name_already_exists"
    guest = world.ids["p003"]
    assert (
        refused(client.usergroups_users_update, usergroup=made, users=guest)["error"]
        == "invalid_users"
    )
    client.usergroups_users_update(usergroup=made, users=me)
    assert client.usergroups_users_list(usergroup=made)["users"] == [me]


def test_a_form_opens_once_and_soon_after_a_gesture(world: World, client: WebClient, me: str):
    slack = world.slack
    assert (
        refused(client.views_open, trigger_id="1.2.3", view=STORY)["error"] == "invalid_trigger_id"
    )
    trigger = slack.triggers.new(me)
    client.views_open(trigger_id=trigger, view=STORY)
    assert (
        refused(client.views_open, trigger_id=trigger, view=STORY)["error"]
        == "exchanged_trigger_id"
    )
    old = slack.triggers.new(me)
    slack.triggers.age(old, seconds=3.1)
    assert refused(client.views_open, trigger_id=old, view=STORY)["error"] == "expired_trigger_id"
    assert (
        refused(client.api_call, "views.open", json={"view": STORY})["error"] == "invalid_arguments"
    )


def test_forms_and_pages_that_slack_does_not_show(world: World, client: WebClient, me: str):
    def try_to_open(view: dict) -> dict:
        return refused(client.views_open, trigger_id=world.slack.triggers.new(me), view=view)

    said = try_to_open({**STORY, "title": {"type": "plain_text", "text": "x" * 25}})
    assert said["error"] == "invalid_arguments"
    assert "view.title" in said["response_metadata"]["messages"][0]
    assert try_to_open({"type": "home", "blocks": []})["error"] == "invalid_arguments"
    heavy = form("a", *(section("x" * 3000) for _ in range(90)))
    assert try_to_open(heavy)["error"] == "view_too_large"
    page = {"type": "home", "blocks": [section("a")]}
    assert refused(client.views_publish, user_id="U0NOBODY", view=page)["error"] == "user_not_found"
    first = client.views_publish(user_id=me, view=page)["view"]
    client.views_publish(user_id=me, view=page, hash=first["hash"])
    again = refused(client.views_publish, user_id=me, view=page, hash=first["hash"])
    assert again["error"] == "hash_conflict"


def test_forms_pile_up_three_high_and_outside_names_are_unique(
    world: World, client: WebClient, me: str
):
    def trigger() -> str:
        return world.slack.triggers.new(me)

    client.views_open(trigger_id=trigger(), view=form("1", external_id="mine"))
    client.views_push(trigger_id=trigger(), view=form("2"))
    again = refused(client.views_push, trigger_id=trigger(), view=form("3", external_id="mine"))
    assert again["error"] == "duplicate_external_id"
    client.views_push(trigger_id=trigger(), view=form("3"))
    assert (
        refused(client.views_push, trigger_id=trigger(), view=form("4"))["error"]
        == "push_limit_reached"
    )
    changed = client.views_update(external_id="mine", view=form("changed", external_id="mine"))
    assert changed["view"]["title"]["text"] == "changed"
    assert refused(client.views_update, view_id="V1", view=form("a"))["error"] == "not_found"


def test_a_response_url_answers_five_times_and_only_with_what_slack_knows(world: World, me: str):
    place = world.slack.place
    url = world.slack.response_url(me, place.direct(me).id)
    for number in range(5):
        assert requests.post(url, json={"text": f"{number}"}, timeout=5).text == "ok"
    assert world.person("p001").whispers() == ["0", "1", "2", "3", "4"]
    assert requests.post(url, json={"text": "6"}, timeout=5).json()["error"] == "used_url"
    assert requests.post(url[:-3], json={"text": "a"}, timeout=5).json()["error"] == "expired_url"
    fresh = world.slack.response_url(me, place.direct(me).id)
    for body in ({}, {"text": "a", "blocks": BAD}, {"colour": "red"}):
        assert requests.post(fresh, data=json.dumps(body), timeout=5).status_code == 400
    assert len(world.record.violations()) == 5


def test_old_history_methods_want_their_own_scopes_and_a_bot_that_is_in(
    world: World, client: WebClient, me: str
):
    outside = world.slack.place.add_channel("elsewhere", (me,))
    assert refused(client.conversations_history, channel=outside.id)["error"] == "not_in_channel"
    channel = world.channel.id
    assert (
        refused(client.conversations_history, channel=channel, oldest="soon")["error"]
        == "invalid_ts_oldest"
    )
    assert (
        refused(client.conversations_history, channel=channel, cursor="x")["error"]
        == "invalid_cursor"
    )
    assert (
        refused(client.conversations_replies, channel=channel, ts="1.0")["error"]
        == "thread_not_found"
    )
    assert refused(client.conversations_list, types="room")["error"] == "invalid_types"


def test_an_installation_wants_the_right_code_and_secret(world: World):
    slack = world.slack
    client = WebClient(base_url=slack.api_url)
    page = f"{slack.door.url}/oauth/v2/authorize"
    query = {"client_id": slack.client_id, "state": "s", "redirect_uri": "http://127.0.0.1:1/back"}
    agreed = requests.get(page, params=query, allow_redirects=False, timeout=5)
    assert agreed.headers["Location"].startswith("http://127.0.0.1:1/back?code=")
    code = agreed.headers["Location"].partition("code=")[2].partition("&")[0]
    good = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    assert (
        refused(client.oauth_v2_access, **{**good, "client_id": "1"})["error"]
        == "invalid_client_id"
    )
    assert (
        refused(client.oauth_v2_access, **{**good, "client_secret": "1"})["error"]
        == "bad_client_secret"
    )
    assert client.oauth_v2_access(**good)["access_token"] == slack.keys.bot
    assert refused(client.oauth_v2_access, **good)["error"] == "invalid_code"
