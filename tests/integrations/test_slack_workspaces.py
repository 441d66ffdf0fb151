"""One chat over several workspaces: who is looked for where, and what is said of one that is shut or locked."""

import pytest
import requests

from bot.ports import ComeBack, Gone, Refused, WorkspaceGone
from bot.voice.message import Message
from integrations.clock import SystemClock
from integrations.sandbox.world import World
from integrations.slack.client import web_client
from integrations.slack.installations import AppKeys, Installations
from integrations.slack.messenger import SlackMessenger
from integrations.slack.workspaces import SlackWorkspaces
from tests.pg import sqlite_store, sqlite_template, sqlite_url
from tests.plays.scripts import cast

__all__ = ["sqlite_store", "sqlite_template", "sqlite_url"]
BACK, KEY = "http://127.0.0.1:1/slack/oauth_redirect", "a-key-that-is-long-enough-for-all-this"
NORTH, SOUTH = "T0NORTH", "T0SOUTH"
HELLO = Message(text="Hello.")


@pytest.fixture
def world():
    with World(cast("jandira gunvor")) as world:
        world.opens_workspace(NORTH, "North Health", cast("pearl gunvor"))
        world.opens_workspace(SOUTH, "South Trust", cast("ted pearl"))
        yield world


def chat_of(world, store, keys=KEY) -> SlackWorkspaces:
    slack = world.slack
    home = SlackMessenger(
        client=web_client(token=slack.keys.bot, base_url=slack.api_url), clock=SystemClock()
    )
    app = AppKeys(
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        token_keys=[keys] if keys else [],
        public_url="http://127.0.0.1:1",
    )
    others = Installations(
        keys=app, store=store, wire=home.wire, base_url=slack.api_url, clock=SystemClock()
    )
    return SlackWorkspaces(home=home, others=others, clock=SystemClock())


def join(world, chat, team) -> None:
    world.slack.consent.signed_in = team
    page = chat.others.page(state="s", back=BACK)
    sent = requests.get(page, allow_redirects=False, timeout=30).headers["Location"]
    code = sent.partition("code=")[2].partition("&")[0]
    chat.others.keep(chat.others.redeem(code, back=BACK))


@pytest.fixture
def chat(world, sqlite_store):
    chat = chat_of(world, sqlite_store)
    for team in (NORTH, SOUTH):
        join(world, chat, team)
    return chat


def address(name: str) -> str:
    return cast(name)[0].email


def test_people_are_looked_for_at_home_first_and_then_where_it_joined_first(chat):
    assert "/" not in chat.look_up(address("gunvor")).id
    assert chat.look_up(address("pearl")).id.startswith(f"{NORTH}/")
    assert chat.look_up(address("pearl"), team=SOUTH).id.startswith(f"{SOUTH}/")
    assert chat.look_up(address("pearl"), team="") is None
    assert chat.look_up("nobody@elsewhere.example") is None


def test_what_is_said_stands_in_the_right_workspace_and_is_found_and_changed_there(world, chat):
    pearl = chat.look_up(address("pearl")).id
    since = SystemClock().now()
    posted = chat.post(pearl, HELLO, key="k1")
    assert posted.channel.startswith(f"{NORTH}/D")
    chat.edit(posted, Message(text="Good day."), key="k1")
    assert chat.find(pearl, key="k1", since=since) == posted
    assert chat.find(pearl, key="k2", since=since) is None
    assert chat.member(pearl).id == pearl
    (said,) = world.slack.spaces[NORTH].place.direct(pearl.partition("/")[2]).standing()
    assert said.text == "Good day."
    chat.remove(posted)
    assert world.slack.spaces[NORTH].place.direct(pearl.partition("/")[2]).standing() == []


def test_each_workspace_has_a_pace_of_its_own(chat):
    for act in ("post", "edit", "remove", "show_home"):
        of_two = [
            {pace.key for pace in chat.paces(act, to=where)} for where in (f"{NORTH}/U1", "U1")
        ]
        assert of_two[0]
        assert of_two[0].isdisjoint(of_two[1])


def test_no_conversation_holds_people_of_two_workspaces(chat):
    people = [chat.look_up(address(name)).id for name in ("pearl", "ted")]
    with pytest.raises(Refused, match="several Slack workspaces"):
        chat.gather(people)
    with pytest.raises(Refused, match="several Slack workspaces"):
        chat.open_channel("a place", members=people, purpose="p", key="k")


def test_one_that_shut_us_out_is_told_of_in_words_and_the_others_still_know_their_people(
    world, chat
):
    pearl = chat.look_up(address("pearl")).id
    world.slack.spaces[NORTH].keys.revoked |= world.slack.spaces[NORTH].keys.given

    with pytest.raises(
        WorkspaceGone, match=f"not installed in the Slack workspace {NORTH} any more"
    ):
        chat.post(pearl, HELLO, key="k")
    assert chat.look_up(address("ted")).id.startswith(f"{SOUTH}/")
    with pytest.raises(WorkspaceGone):
        chat.look_up("only-there@north.example")
    told = [finding for finding in chat.check() if NORTH in finding.what]
    assert [finding.ok for finding in told] == [False]
    chat.others.forget(NORTH)
    with pytest.raises(WorkspaceGone):
        chat.post(pearl, HELLO, key="k")


def test_without_its_key_nothing_leaves_and_everything_waits(world, chat, sqlite_store):
    pearl = chat.look_up(address("pearl")).id
    for keys in ("another-key-that-is-long-enough-for-this", ""):
        locked = chat_of(world, sqlite_store, keys)
        with pytest.raises(ComeBack, match="CONVENER_TOKEN_KEYS"):
            locked.post(pearl, HELLO, key="k")


def test_an_account_of_a_workspace_that_is_none_of_ours_is_nobodys(chat):
    assert chat.others.account("T0SANDBOX", "U1") == "U1"
    assert chat.others.account(NORTH, "U1") == f"{NORTH}/U1"
    for team in ("T0NOBODY", ""):
        with pytest.raises(Gone):
            chat.others.account(team, "U1")


def test_while_slack_is_away_our_own_people_are_known_and_nobody_is_taken_for_one(
    world, chat, sqlite_store
):
    chat.others.home()
    world.slack.close()
    anew = chat_of(world, sqlite_store)
    assert anew.others.account("T0SANDBOX", "U1") == "U1"
    with pytest.raises(Gone):
        anew.others.account("T0NOBODY", "U1")
