"""Socket Mode: tickets, connections, envelopes, and how they end."""

import json
import threading
from collections.abc import Iterator

import pytest
import requests
import simple_websocket

from integrations.sandbox import delivery
from integrations.sandbox.world import World


class Socket:
    """One connection of an app that only listens."""

    def __init__(self, world: World, client) -> None:
        opened = client.apps_connections_open(app_token=world.slack.keys.app)
        self.url = opened["url"]
        # byte by byte: this client forgets whatever comes together with the handshake
        self.line = simple_websocket.Client(self.url, receive_bytes=1)

    def hears(self) -> dict:
        return json.loads(self.line.receive(timeout=3))

    def acks(self, envelope: dict, **more: object) -> None:
        self.line.send(json.dumps({"envelope_id": envelope["envelope_id"], **more}))


@pytest.fixture
def socket(world: World, client) -> Iterator[Socket]:
    made = Socket(world, client)
    yield made
    if made.line.connected:
        made.line.close()


def test_a_connection_begins_with_hello_and_its_ticket_is_good_once(socket: Socket):
    hello = socket.hears()
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    again = requests.get(socket.url.replace("ws://", "http://"), timeout=30)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_ticket")


def test_an_envelope_is_answered_by_its_own_id(world: World, socket: Socket):
    socket.hears()
    threads = []

    def press() -> None:
        threads.append(world.person("p001").types("/convene help"))

    thread = threading.Thread(target=press)
    thread.start()
    envelope = socket.hears()
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"]
    socket.line.send("no json")
    socket.line.send(json.dumps({"envelope_id": "another"}))
    socket.acks(envelope, payload={"text": "here you are"})
    thread.join()
    assert threads == ["here you are"]


def test_an_event_over_a_socket_says_how_often_it_was_tried(world: World, socket: Socket):
    socket.hears()
    world.slack.courier.later({"event_id": "Ev1", "event": {}})
    first = socket.hears()
    assert (first["retry_attempt"], first["accepts_response_payload"]) == (0, False)
    socket.acks(first)
    assert world.slack.courier.idle()


def test_what_is_not_acknowledged_in_time_has_failed(world: World, socket: Socket, monkeypatch):
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.1)
    socket.hears()
    person = world.person("p001")
    assert person.types("/convene help") == '/convene failed with the error "operation_timeout"'
    assert not person.ack.ok
    assert len(world.record.slow_acks) == 1


def test_without_any_connection_nothing_can_be_brought(world: World):
    assert "dispatch_failed" in world.person("p001").types("/convene help")


def test_before_a_connection_ends_slack_says_so_and_uses_it_no_more(
    world: World, socket: Socket, client
):
    socket.hears()
    other = Socket(world, client)
    other.hears()
    assert world.slack.sockets.connections == 2
    world.slack.sockets.ask_to_leave()
    assert socket.hears()["reason"] == "refresh_requested"
    assert other.hears()["reason"] == "refresh_requested"
    third = Socket(world, client)
    assert third.hears()["type"] == "hello"
    world.slack.courier.later({"event_id": "Ev1"})
    third.acks(third.hears())
    assert world.slack.courier.idle()
    for each in (other, third):
        each.line.close()


def test_when_slack_goes_down_its_connections_break(world: World, socket: Socket):
    socket.hears()
    world.faults.down("slack")
    with pytest.raises(simple_websocket.ConnectionClosed):
        socket.line.receive(timeout=3)
    world.faults.off()


def test_hanging_up_breaks_every_connection_without_a_word(world: World, socket: Socket):
    socket.hears()
    world.slack.sockets.hang_up()
    with pytest.raises(simple_websocket.ConnectionClosed):
        socket.line.receive(timeout=3)


def test_an_eleventh_connection_is_one_too_many(world: World, client):
    lines = []
    for number in range(11):
        lines.append(Socket(world, client))
        assert lines[-1].hears()["num_connections"] == number + 1
    assert lines[10].hears()["reason"] == "too_many_websockets"
    for line in lines:
        line.line.close()


def test_the_door_for_sockets_takes_nothing_else(world: World):
    plain = world.slack.sockets.ticket().replace("ws://", "http://")
    assert requests.get(plain, timeout=30).json()["error"] == "not_a_websocket"
