"""What the stand-in keeps: messages, threads, channels, groups, pins, and who has read what."""

from datetime import timedelta

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from integrations.sandbox.world import World
from tests.sandbox.small_app import button, section


@pytest.fixture
def me(world: World) -> str:
    return world.ids["p001"]


def test_a_message_to_a_person_lies_in_their_inbox(world: World, client: WebClient, me: str):
    post = client.chat_postMessage(channel=me, text="Hello", blocks=[section("*Hello* you")])
    assert post["channel"] == f"D{me[1:]}"
    assert post["ts"].startswith(f"{world.clock.now().timestamp():.0f}")
    assert world.person("p001").inbox() == ["Hello you"]
    assert world.person("p001").unread() == ["Hello you"]
    assert world.person("p001").unread() == []


def test_no_two_messages_have_the_same_stamp(client: WebClient, me: str):
    stamps = [client.chat_postMessage(channel=me, text=str(n))["ts"] for n in range(4)]
    assert sorted(set(stamps)) == stamps


def test_an_edit_stands_where_the_message_stood(world: World, client: WebClient, me: str):
    post = client.chat_postMessage(channel=me, text="a", blocks=[section("old")])
    where = {"channel": post["channel"], "ts": post["ts"]}
    client.chat_update(**where, text="b")
    assert world.person("p001").inbox() == ["old"]
    client.chat_update(**where, text="b", blocks=[])
    assert world.person("p001").inbox() == ["b"]
    assert client.conversations_history(channel=post["channel"])["messages"][0]["edited"]
    client.chat_delete(**where)
    assert world.person("p001").inbox() == []
    assert client.conversations_history(channel=post["channel"])["messages"] == []


def test_the_mark_of_a_message_is_found_again_only_when_asked_for(client: WebClient, me: str):
    mark = {"event_type": "owed", "event_payload": {"key": "session:1:card:p001"}}
    post = client.chat_postMessage(channel=me, text="a", metadata=mark)
    seen = client.conversations_history(channel=post["channel"], include_all_metadata=True)
    assert seen["messages"][0]["metadata"] == mark
    seen = client.conversations_history(channel=post["channel"])
    assert seen["messages"][0]["metadata"] == {"event_type": "owed"}


def test_a_mark_that_names_a_person_is_a_violation(world: World, client: WebClient, me: str):
    mark = {"event_type": "owed", "event_payload": {"to": "Marlene Voskuil"}}
    client.chat_postMessage(channel=me, text="a", metadata=mark)
    assert "names a person" in world.record.violations()[0]


def test_blocks_without_words_beside_them_are_a_violation(world: World, client: WebClient, me: str):
    client.api_call("chat.postMessage", json={"channel": me, "blocks": [section("a")]})
    assert "without a text" in world.record.violations()[0]


def test_a_very_long_text_is_cut_with_a_warning(world: World, client: WebClient, me: str):
    said = client.chat_postMessage(channel=me, text="x" * 40_001)
    assert said["warning"] == "message_truncated"
    assert len(world.person("p001").inbox()[0]) == 40_000


def test_history_is_read_newest_first_page_by_page_and_between_stamps(
    world: World, client: WebClient
):
    world.slack.limits.on = False
    stamps = []
    for number in range(7):
        stamps.append(client.chat_postMessage(channel="#community", text=str(number))["ts"])
        world.clock.advance(timedelta(minutes=1))
    channel = world.channel.id
    first = client.conversations_history(channel=channel, limit=3)
    assert [one["text"] for one in first["messages"]] == ["6", "5", "4"]
    assert first["has_more"]
    following = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=channel, limit=4, cursor=following)
    assert [one["text"] for one in second["messages"]] == ["3", "2", "1", "0"]
    assert not second["has_more"]
    between = {"oldest": stamps[2], "latest": stamps[4]}
    assert len(client.conversations_history(channel=channel, **between)["messages"]) == 1
    both = client.conversations_history(channel=channel, **between, inclusive=True)
    assert len(both["messages"]) == 3


def test_a_thread_is_read_apart_from_its_channel(world: World, client: WebClient):
    top = client.chat_postMessage(channel=world.channel.id, text="top")["ts"]
    client.chat_postMessage(channel=world.channel.id, text="below", thread_ts=top)
    history = client.conversations_history(channel=world.channel.id)["messages"]
    assert [one["text"] for one in history] == ["top"]
    thread = client.conversations_replies(channel=world.channel.id, ts=top)["messages"]
    assert [one["text"] for one in thread] == ["top", "below"]


def test_a_private_channel_is_made_filled_and_seen_only_by_its_members(
    world: World, client: WebClient, me: str
):
    made = client.conversations_create(name="room-1", is_private=True)["channel"]
    assert made["is_private"] is True
    client.conversations_invite(channel=made["id"], users=[me, world.ids["p002"]])
    client.conversations_setTopic(channel=made["id"], topic="Trust")
    client.conversations_setPurpose(channel=made["id"], purpose="Talk")
    info = client.conversations_info(channel=made["id"])["channel"]
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("Trust", "Talk")
    client.chat_postMessage(channel=made["id"], text="only for us")
    assert world.person("p002").reads("only for us")
    assert not world.person("p003").reads("only for us")
    client.conversations_kick(channel=made["id"], user=me)
    assert not world.person("p001").reads("only for us")
    client.conversations_rename(channel=made["id"], name="room-one")
    listed = client.conversations_list(types="private_channel,public_channel")["channels"]
    assert {one["name"] for one in listed} == {"community", "room-one"}
    client.conversations_leave(channel=made["id"])
    assert client.conversations_list(types="private_channel")["channels"] == []


def test_public_channels_can_be_joined_and_archived_ones_left_out(world: World, client: WebClient):
    other = world.slack.place.add_channel("other", ())
    assert client.conversations_join(channel=other.id)["channel"]["is_member"]
    assert client.conversations_join(channel=other.id)["warning"] == "already_in_channel"
    client.conversations_archive(channel=other.id)
    assert len(client.conversations_list()["channels"]) == 2
    assert len(client.conversations_list(exclude_archived=True)["channels"]) == 1
    assert len(client.users_conversations()["channels"]) == 2


def test_asking_for_a_conversation_twice_gives_the_same_one(
    world: World, client: WebClient, me: str
):
    first = client.conversations_open(users=me)["channel"]["id"]
    assert client.conversations_open(users=[me])["channel"]["id"] == first
    you = world.ids["p002"]
    group = client.conversations_open(users=[me, you])["channel"]["id"]
    assert client.conversations_open(users=[you, me])["channel"]["id"] == group
    full = client.conversations_open(channel=group, return_im=True)["channel"]
    assert full["is_mpim"]
    client.chat_postMessage(channel=group, text="the three of us")
    assert world.person("p002").reads("the three of us")
    assert world.person("p002").inbox() == []


def test_what_only_one_person_is_shown_nobody_else_reads(world: World, client: WebClient, me: str):
    client.chat_postEphemeral(channel=world.channel.id, user=me, text="psst")
    assert world.person("p001").whispers() == ["psst"]
    assert not world.person("p002").reads("psst")
    assert client.conversations_history(channel=world.channel.id)["messages"] == []


def test_people_are_told_with_zone_language_and_whether_they_are_guests(
    world: World, client: WebClient
):
    obie = client.users_info(user=world.ids["p004"], include_locale=True)["user"]
    assert (obie["tz"], obie["tz_offset"], obie["locale"]) == ("America/Chicago", -21600, "pt-BR")
    guest = client.users_lookupByEmail(email="INGRID.pallister@example.org")["user"]
    assert guest["is_restricted"]
    assert guest["real_name"] == "Ingrid Pallister"
    assert len(client.users_list()["members"]) == 6
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY")


def test_the_workspace_and_the_bot_tell_who_they_are(world: World, client: WebClient):
    who = client.auth_test()
    assert (who["team_id"], who["user_id"]) == ("T0SANDBOX", "U0CONVENER")
    assert set(who.headers["x-oauth-scopes"].split(",")) == world.slack.keys.scopes
    assert client.team_info()["team"]["id"] == who["team_id"]
    assert client.bots_info(bot=who["bot_id"])["bot"]["user_id"] == who["user_id"]


def test_reactions_pins_and_bookmarks_are_kept(world: World, client: WebClient):
    channel = world.channel.id
    ts = client.chat_postMessage(channel=channel, text="a")["ts"]
    where = {"channel": channel, "timestamp": ts}
    client.reactions_add(**where, name="tada")
    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(**where, name="tada")
    assert client.reactions_get(**where)["message"]["reactions"][0]["count"] == 1
    client.reactions_remove(**where, name="tada")
    with pytest.raises(SlackApiError, match="no_reaction"):
        client.reactions_remove(**where, name="tada")
    client.pins_add(**where)
    assert client.pins_list(channel=channel)["items"][0]["message"]["ts"] == ts
    client.pins_remove(**where)
    link = {"title": "Reading", "type": "link", "link": "https://example.org"}
    kept = client.bookmarks_add(channel_id=channel, **link)["bookmark"]["id"]
    client.bookmarks_edit(channel_id=channel, bookmark_id=kept, title="Books")
    assert client.bookmarks_list(channel_id=channel)["bookmarks"][0]["title"] == "Books"
    client.bookmarks_remove(channel_id=channel, bookmark_id=kept)
    assert client.bookmarks_list(channel_id=channel)["bookmarks"] == []
    assert client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"].endswith(
        ts.replace(".", "")
    )


def test_markup_is_read_as_it_looks_in_the_readers_own_zone(
    world: World, client: WebClient, me: str
):
    instant = 1_804_118_400  # 2027-03-04T00:00:00Z, the day before in Chicago
    text = (
        f"*Hi* <@{me}>, _see_ <#{world.channel.id}> or <https://example.org|this page>: "
        f"<!date^{instant}^{{date_long}} at {{time}}|early March> &lt;b&gt; &amp; co"
    )
    client.chat_postMessage(channel=world.channel.id, text=text)
    chicago, london = (world.person(one).sees() for one in ("p001", "p003"))
    assert "Hi @Marlene Voskuil, see #community or this page:" in chicago
    assert "Wednesday, March 3, 2027 at 18:00 <b> & co" in chicago
    assert "Thursday, March 4, 2027 at 00:00" in london


def test_the_right_one_of_several_buttons_is_the_one_beside_the_words(
    world: World, client: WebClient, me: str
):
    blocks = [
        section("Call the clinic", accessory=button("Done", "done", value="clinic")),
        section("Write the leaflet", accessory=button("Done", "done", value="leaflet")),
        {"type": "divider"},
        section("Book the hall"),
        {"type": "actions", "elements": [button("Done", "done", value="hall")]},
    ]
    client.chat_postMessage(channel=me, text="a", blocks=blocks)
    person = world.person("p001", settle=0)

    def pressed(near: str | None) -> str:
        _, control = person._find("Done", near)
        return control.element["value"]

    assert pressed(None) == "clinic"
    assert pressed("leaflet") == "leaflet"
    assert pressed("Book the hall") == "hall"


def test_a_fresh_gesture_can_be_answered_over_its_own_address(world: World, me: str):
    place = world.slack.place
    post = place.put(place.direct(me), place.ids.bot_person, "first")
    url = world.slack.response_url(me, post.channel, post)
    requests.post(url, json={"text": "second", "replace_original": True}, timeout=30)
    assert world.person("p001").inbox() == ["second"]
    requests.post(url, json={"delete_original": True}, timeout=30)
    assert world.person("p001").inbox() == []
    requests.post(url, json={"text": "loud", "response_type": "in_channel"}, timeout=30)
    assert world.person("p001").inbox() == ["loud"]
