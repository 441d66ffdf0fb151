"""The line to Slack in Socket Mode: when it is cut, that is noticed at once, not only after unanswered pings."""

import selectors
import socket
import threading
from collections import deque
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import ConnectionState

log = structlog.get_logger("convener.line")

LOOK_SECONDS = 0.5
LINES_BEFORE = 8  # of which somebody may still be reading one


def watch_line(client: SocketModeClient) -> None:
    """Look at the line twice a second, and hang up where the other side is gone: then the client calls again.

    By itself the client reads a cut line over and over and only gives it up when several pings could not be sent. And
    where it takes an old line down slowly, it begins to read that one anew meanwhile, and the new one never: whoever
    reads a line that is not the present one is told to stop.
    """
    threading.Thread(target=_watch, args=(client,), name="line", daemon=True).start()


def _watch(client: SocketModeClient) -> None:
    pause, read = threading.Event(), deque[ConnectionState](maxlen=LINES_BEFORE)
    while not client.closed:
        _let_go_of_old_lines(client, read)
        session = client.current_session
        line = session.sock if session else None
        if session and line and is_cut(line):
            with suppress(AttributeError, OSError):  # the client hung up itself at this very moment
                session.disconnect()
        pause.wait(LOOK_SECONDS)


def _let_go_of_old_lines(client: SocketModeClient, read: deque[ConnectionState]) -> None:
    present = client.current_session_state
    for state in read:
        state.terminated = state.terminated or state is not present
    if present not in read:
        read.append(present)


def is_cut(line: socket.socket) -> bool:
    """Whether the other side has hung up. Takes nothing off the line."""
    try:
        # not select(), which knows no line beyond the first thousand that a process has open
        with selectors.DefaultSelector() as looking:
            looking.register(line, selectors.EVENT_READ)
            readable = looking.select(timeout=0)
        # the plain socket's own way, under any encryption: what lies on the line itself
        return bool(readable) and socket.socket.recv(line, 1, socket.MSG_PEEK) == b""
    except TimeoutError:  # somebody else took what was there
        return False
    except (OSError, ValueError):
        return True


def keep_trying(handler: SocketModeHandler) -> None:
    """Connect; while Slack is away, try again, ever more seldom."""
    pause = threading.Event()
    for seconds in (1, 2, 5, *([15] * 10_000)):
        try:
            handler.connect()  # type: ignore[no-untyped-call]
            return
        except (SlackApiError, OSError, ValueError) as away:
            log.warning("Slack cannot be reached", action="slack_away", fault=type(away).__name__)
        if pause.wait(seconds) or handler.client.closed:
            return
