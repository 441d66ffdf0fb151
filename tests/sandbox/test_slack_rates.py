"""Slack's rate limits, on the clock that can be moved."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from integrations.sandbox.world import World


def limited(call, *args: object, **more: object) -> int:
    """The seconds to wait."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **more)
    assert caught.value.response.status_code == 429
    assert caught.value.response.data["error"] == "ratelimited"
    return int(caught.value.response.headers["Retry-After"])


def test_a_channel_takes_one_message_a_second_after_a_few_at_once(world: World, client: WebClient):
    me, you = world.ids["p001"], world.ids["p002"]
    for number in range(world.slack.limits.burst):
        client.chat_postMessage(channel=me, text=str(number))
    wait = limited(client.chat_postMessage, channel=me, text="a")
    client.chat_postMessage(channel=you, text="others still get theirs")
    world.clock.advance(timedelta(seconds=wait))
    client.chat_postMessage(channel=me, text="a")


def test_a_workspace_takes_three_hundred_messages_a_minute(world: World, client: WebClient):
    world.slack.limits.burst = 1000
    for number in range(300):
        client.chat_postMessage(channel=world.ids["p001"], text=str(number))
    assert limited(client.chat_postMessage, channel=world.ids["p002"], text="a") == 60


def test_channels_are_made_twenty_a_minute(world: World, client: WebClient):
    for number in range(20):
        client.conversations_create(name=f"room-{number}")
    assert limited(client.conversations_create, name="room-20") == 60
    world.clock.advance(timedelta(seconds=59))
    assert limited(client.conversations_create, name="room-20") == 1
    world.clock.advance(timedelta(seconds=1))
    client.conversations_create(name="room-20")


def test_a_refused_call_does_not_count(world: World, client: WebClient):
    for number in range(20):
        client.conversations_create(name=f"room-{number}")
    for _ in range(3):
        limited(client.conversations_create, name="room-20")
    world.clock.advance(timedelta(minutes=1))
    client.conversations_create(name="room-20")


def test_an_app_sold_outside_the_marketplace_reads_history_once_a_minute(
    world: World, client: WebClient
):
    channel = world.channel.id
    client.conversations_history(channel=channel)
    client.conversations_history(channel=channel)
    world.slack.limits.internal = False
    world.clock.advance(timedelta(minutes=1))
    client.conversations_history(channel=channel)
    assert limited(client.conversations_history, channel=channel) == 60


def test_a_clock_that_is_put_back_does_not_lock_anybody_out(world: World, client: WebClient):
    for number in range(20):
        client.conversations_create(name=f"room-{number}")
    world.clock.advance(timedelta(days=-1))
    client.conversations_create(name="room-20")


def test_the_limits_can_be_switched_off(world: World, client: WebClient):
    world.slack.limits.on = False
    for number in range(30):
        client.conversations_create(name=f"room-{number}")
