"""Several pretend workspaces, one app: a token opens the one it was given for, and nothing in any other."""

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from integrations.sandbox.slack_admin import Admin
from integrations.sandbox.world import World
from tests.plays.scripts import cast

BACK = "http://127.0.0.1:1/back"
VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "A word"}, "blocks": []}


@pytest.fixture
def worlds():
    with World(cast("jandira ted")) as world:
        yield world, world.opens_workspace("T0NORTH", "North Health", cast("pearl ted"))


def agree(world, team) -> str:
    """The token that comes of somebody's yes."""
    slack = world.slack
    slack.consent.signed_in = team
    asked = {"client_id": slack.client_id, "state": "s", "redirect_uri": BACK}
    page = f"{slack.door.url}/oauth/v2/authorize"
    sent = requests.get(page, params=asked, allow_redirects=False, timeout=30).headers["Location"]
    code = sent.partition("code=")[2].partition("&")[0]
    told = WebClient(base_url=slack.api_url).oauth_v2_access(
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        code=code,
        redirect_uri=BACK,
    )
    assert told["team"]["id"] == team
    return told["access_token"]


def why_not(call, **said) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**said)
    return refused.value.response["error"]


def speaking(world, token) -> WebClient:
    return WebClient(token=token, base_url=world.slack.api_url)


def test_a_token_is_worth_nothing_in_another_workspace(worlds):
    world, north = worlds
    home, there = (speaking(world, agree(world, team)) for team in ("T0SANDBOX", "T0NORTH"))
    (pearl, _), jandira = north.participants, next(iter(world.participants))

    assert there.auth_test()["team"] == "North Health"
    assert there.chat_postMessage(channel=pearl, text="Hello")["ok"]
    assert why_not(there.chat_postMessage, channel=jandira, text="Hello") == "channel_not_found"
    assert (
        why_not(there.chat_postMessage, channel=world.channel.id, text="x") == "channel_not_found"
    )
    assert why_not(there.users_info, user=jandira) == "user_not_found"
    assert why_not(home.users_info, user=pearl) == "user_not_found"
    pearls = cast("pearl")[0].email
    assert there.users_lookupByEmail(email=pearls)["user"]["team_id"] == "T0NORTH"
    assert why_not(home.users_lookupByEmail, email=pearls) == "users_not_found"
    assert why_not(there.auth_test, team_id="T0SANDBOX") == "team_not_found"
    trigger, view = world.slack.triggers.new(jandira), VIEW
    assert why_not(there.views_open, trigger_id=trigger, view=view) == "invalid_trigger_id"
    assert [post.text for post in north.place.direct(pearl).standing()] == ["Hello"]


def test_it_is_not_installed_before_somebody_agrees_nor_after_it_was_removed(worlds):
    world, north = worlds
    assert why_not(speaking(world, "xoxb-T0NORTH-token-1").auth_test) == "invalid_auth"

    token = agree(world, "T0NORTH")
    assert agree(world, "T0NORTH") == token, "Slack gives the same token once more"
    Admin(north).uninstalls()
    assert why_not(speaking(world, token).auth_test) == "token_revoked"
    assert agree(world, "T0NORTH") != token
    assert speaking(world, world.slack.keys.bot).auth_test()["ok"]


def test_both_may_use_the_same_ids(worlds):
    world, north = worlds
    jandira = next(iter(world.participants))
    north.place.add_person(jandira, "Somebody else")
    there = speaking(world, agree(world, "T0NORTH"))

    there.chat_postMessage(channel=jandira, text="To somebody else")
    assert there.users_info(user=jandira)["user"]["real_name"] == "Somebody else"
    assert world.slack.place.direct(jandira).standing() == []
