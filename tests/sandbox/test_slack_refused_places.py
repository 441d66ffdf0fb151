"""Channels, groups, forms, addresses and installations that Slack refuses."""

import json

import pytest
import requests
from slack_sdk import WebClient

from integrations.sandbox import slack_views
from integrations.sandbox.world import World
from tests.sandbox.asking import BAD, refused
from tests.sandbox.small_app import STORY, form, section


@pytest.fixture
def me(world: World) -> str:
    return world.ids["p001"]


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
    slack.triggers.age(old, seconds=slack_views.TRIGGER_SECONDS + 0.1)
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
        assert requests.post(url, json={"text": f"{number}"}, timeout=30).text == "ok"
    assert world.person("p001").whispers() == ["0", "1", "2", "3", "4"]
    assert requests.post(url, json={"text": "6"}, timeout=30).json()["error"] == "used_url"
    assert requests.post(url[:-3], json={"text": "a"}, timeout=30).json()["error"] == "expired_url"
    fresh = world.slack.response_url(me, place.direct(me).id)
    for body in ({}, {"text": "a", "blocks": BAD}, {"colour": "red"}):
        assert requests.post(fresh, data=json.dumps(body), timeout=30).status_code == 400
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
    agreed = requests.get(page, params=query, allow_redirects=False, timeout=30)
    assert agreed.headers["Location"].startswith("http://127.0.0.1:1/back?code=")
    code = agreed.headers["Location"].partition("code=")[2].partition("&")[0]
    good = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    good["redirect_uri"] = query["redirect_uri"]
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
