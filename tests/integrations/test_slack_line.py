"""A line to Slack that is cut: noticed soon, and nothing is taken off a line that is whole."""

import os
import resource
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from integrations.sandbox import delivery
from integrations.sandbox.world import World
from integrations.slack.line import is_cut, watch_line

HIGH = 1_500  # a process that serves many has more than the thousand lines that select() knows
PINGS = 30.0  # seconds: the client itself would find out after minutes


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_quiet_line_is_not_cut(pair):
    ours, _ = pair
    assert not is_cut(ours)


def test_what_lies_on_the_line_stays_there(pair):
    ours, theirs = pair
    theirs.sendall(b"hello")
    assert not is_cut(ours)
    assert ours.recv(5) == b"hello"


def test_a_line_with_a_high_number_is_looked_at_like_any_other(pair):
    ours, theirs = pair
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, HIGH * 2)), hard))
    try:
        with socket.socket(fileno=os.dup2(ours.fileno(), HIGH)) as high:
            assert not is_cut(high)
            theirs.close()
            assert is_cut(high)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_line_whose_other_side_hung_up_is_cut(pair):
    ours, theirs = pair
    theirs.close()
    assert is_cut(ours)


def test_a_line_that_we_closed_ourselves_is_cut(pair):
    ours, _ = pair
    ours.close()
    assert is_cut(ours)


def test_a_cut_line_is_put_down_long_before_pings_would_tell():
    with World() as world:
        client = WebClient(token=world.slack.keys.bot, base_url=world.slack.api_url)
        app = App(token=world.slack.keys.bot, client=client, token_verification_enabled=False)
        handler = SocketModeHandler(app, world.slack.keys.app, ping_interval=PINGS)
        watch_line(handler.client)
        handler.connect()
        try:
            assert world.slack.sockets.wait_for(1, seconds=5)
            world.slack.sockets.hang_up()
            began = time.monotonic()
            while handler.client.current_session.sock is not None:
                assert time.monotonic() - began < PINGS / 3
                threading.Event().wait(0.02)
        finally:
            handler.close()


def test_whoever_still_reads_an_old_line_is_told_of_the_new_one(monkeypatch: pytest.MonkeyPatch):
    """The client takes a line down slowly, begins to read it once more meanwhile, and would never let go of it."""
    monkeypatch.setattr(delivery, "ACK_SECONDS", 3.0)  # what is sent down the old line is lost
    with World() as world:
        client = WebClient(token=world.slack.keys.bot, base_url=world.slack.api_url)
        app = App(token=world.slack.keys.bot, client=client, token_verification_enabled=False)
        app.command("/convene")(lambda ack: ack("Heard."))
        handler = SocketModeHandler(app, world.slack.keys.app, ping_interval=PINGS)
        watch_line(handler.client)
        handler.connect()
        try:
            assert world.slack.sockets.wait_for(1, seconds=5)
            old, reading = handler.client.current_session, handler.client.current_session_state
            pause, close = threading.Event(), old.close

            def slowly():
                while reading.terminated:  # until it is read once more
                    pause.wait(0.02)
                close()

            old.close = slowly
            handler.client.connect_to_new_endpoint(force=True)
            typed = {"command": "/convene", "text": "help", "team_id": "T1", "user_id": "U1"}
            acks = (
                world.slack.sockets.deliver("slash_commands", typed, attempt=0, reason="")
                for _ in range(3)
            )
            assert any(ack.ok for ack in acks)
        finally:
            reading.terminated = True  # else nobody could close it
            handler.close()
