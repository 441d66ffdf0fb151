"""How Slack brings things to an app: signed, in time, and again where they were not taken."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk.signature import SignatureVerifier

from integrations.sandbox.delivery import post
from integrations.sandbox.slack_delivery import signed_headers
from integrations.sandbox.wire import Door, as_json
from integrations.sandbox.world import World
from tests.sandbox.listener import BROKEN, TAKEN, Listener, Slow


@pytest.fixture
def app(world: World) -> Iterator[Listener]:
    made = Listener()
    world.listens(made.door.url)
    yield made
    made.close()


def test_every_delivery_is_signed_with_the_worlds_time(world: World, app: Listener):
    person = world.person("p001", settle=0)
    person.types("/convene help")
    person.opens_home()
    verifier = SignatureVerifier(world.slack.signing_secret)
    assert [asked.path for asked in app.heard] == ["/slack/events"] * 2
    for asked in app.heard:
        assert verifier.is_valid_request(asked.body, dict(asked.headers))


def test_a_forged_or_old_signature_does_not_verify(world: World):
    verifier = SignatureVerifier(world.slack.signing_secret)
    good = signed_headers(world.slack.signing_secret, b"body")
    assert verifier.is_valid_request(b"body", good)
    assert not verifier.is_valid_request(b"bodY", good)
    assert not verifier.is_valid_request(b"body", signed_headers("another", b"body"))
    old = signed_headers(world.slack.signing_secret, b"body", at=1.0)
    assert not verifier.is_valid_request(b"body", old)


def test_a_command_has_all_the_fields_that_slack_sends(world: World, app: Listener):
    world.person("p001", settle=0).types("/convene who & <why>", channel="community")
    form = app.heard[0].form()
    assert form["command"], form["text"] == ("/convene", "who & <why>")
    assert form["channel_name"] == "community"
    assert form["user_id"] == world.ids["p001"]
    wanted = "token team_id team_domain channel_id user_name response_url trigger_id api_app_id"
    assert set(wanted.split()) <= set(form)


def test_what_people_write_is_told_with_its_signs_escaped(world: World, app: Listener):
    world.person("p001", settle=0).says("a < b & c")
    told = app.told()[0]["event"]
    assert told["text"] == "a &lt; b &amp; c"
    assert (told["channel_type"], told["user"]) == ("im", world.ids["p001"])
    assert told["client_msg_id"]


def test_an_event_that_is_not_taken_comes_again_at_once_after_a_minute_and_after_five(
    world: World, app: Listener
):
    app.answers = [BROKEN]
    world.person("p001", settle=0).opens_home()
    assert app.wait_for(2)
    for wait in (timedelta(minutes=1), timedelta(minutes=5)):
        assert world.slack.courier.rest()
        seen = len(app.heard)
        world.clock.advance(wait - timedelta(seconds=1))
        assert not app.wait_for(seen + 1, seconds=0.1)
        world.clock.advance(timedelta(seconds=1))
        assert app.wait_for(seen + 1)
    assert world.slack.courier.idle()
    assert len({told["event_id"] for told in app.told()}) == 1
    numbers = [asked.headers.get("x-slack-retry-num") for asked in app.heard]
    assert numbers == [None, "1", "2", "3"]
    assert app.heard[1].headers["x-slack-retry-reason"] == "http_error"
    assert len(world.slack.courier.given_up) == 1


def test_an_event_that_is_taken_the_second_time_does_not_come_again(world: World, app: Listener):
    app.answers = [BROKEN, TAKEN]
    world.person("p001", settle=0).opens_home()
    assert world.slack.courier.idle()
    world.clock.advance(timedelta(hours=1))
    assert len(app.heard) == 2


def test_an_app_may_ask_not_to_be_told_again(world: World, app: Listener):
    app.answers = [as_json({}, status=500, headers={"X-Slack-No-Retry": "1"})]
    world.person("p001", settle=0).opens_home()
    assert world.slack.courier.idle()
    assert len(app.heard) == 1


def test_an_app_that_is_not_there_is_told_when_it_comes_back(world: World, app: Listener):
    app.door.shut()
    person = world.person("p001", settle=0)
    assert person.types("/convene help") == '/convene failed with the error "dispatch_failed"'
    person.opens_home()
    assert world.slack.courier.rest()
    app.door.open()
    world.clock.advance(timedelta(minutes=1))
    assert app.wait_for(1)
    assert app.heard[0].headers["x-slack-retry-reason"] == "connection_failed"
    assert len(world.record.slow_acks) >= 2


def test_an_answer_that_takes_too_long_counts_as_none(world: World):
    slow = Slow()
    door = Door(slow)
    ack = post(door.url, b"", {}, patience=0.1)
    assert (ack.ok, ack.why) == (False, "http_timeout")
    slow.go.set()
    door.shut()


def test_only_events_that_were_asked_for_and_granted_are_told(world: World, app: Listener):
    person = world.person("p001", settle=0)
    world.slack.events -= {"app_home_opened"}
    person.opens_home()
    assert person.ack is None
    world.slack.keys.scopes -= {"im:history"}
    person.says("hello")
    assert (person.ack, app.heard) == (None, [])


def test_what_the_bot_says_itself_is_told_only_where_a_test_wants_that(
    world: World, app: Listener, client
):
    client.chat_postMessage(channel=world.ids["p001"], text="a")
    assert world.slack.courier.idle()
    assert app.heard == []
    world.slack.echoes = True
    client.chat_postMessage(channel=world.ids["p001"], text="a")
    assert app.wait_for(1)
    assert app.told()[0]["event"]["bot_id"] == world.slack.place.ids.bot


def test_comings_and_goings_are_told(world: World, app: Listener, client):
    person = world.person("p001", settle=0)
    other = world.slack.place.add_channel("other", (world.slack.place.ids.bot_person,))
    person.joins("other")
    person.leaves("other")
    assert world.slack.courier.idle()
    client.conversations_invite(channel=other.id, users=person.id)
    world.admin.changes(person.id, zone="Asia/Tokyo")
    world.admin.deactivates(person.id)
    world.admin.uninstalls()
    assert world.slack.courier.idle()
    kinds = [told["event"]["type"] for told in app.told()]
    assert Counter(kinds) == {
        "member_joined_channel": 2,
        "member_left_channel": 1,
        "user_change": 2,
        "tokens_revoked": 1,
        "app_uninstalled": 1,
    }
    changed = [
        told["event"]["user"] for told in app.told() if told["event"]["type"] == "user_change"
    ]
    assert changed[0]["tz"] == "Asia/Tokyo"
    assert changed[1]["deleted"]


def test_somebody_who_comes_later_is_announced(world: World, app: Listener):
    late = world.participants[world.ids["p001"]]
    world.welcome(type(late)(**{**vars(late), "id": "p099", "slack_id": "U0LATE"}), told=True)
    assert app.told()[0]["event"]["user"]["id"] == "U0LATE"


def test_the_address_for_events_is_checked_with_a_challenge(world: World, app: Listener):
    assert not world.admin.checks_url()
    door = Door(lambda asked: as_json({"challenge": asked.json()["challenge"]}))
    world.slack.request_url = door.url
    assert world.admin.checks_url()
    door.shut()
