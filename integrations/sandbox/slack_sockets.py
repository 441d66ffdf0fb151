"""Slack's Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import itertools
import json
import secrets
import threading
import time
from contextlib import suppress
from typing import Any

from simple_websocket import (  # type: ignore[import-untyped]
    ConnectionClosed,
    ConnectionError,
    Server,
)
from wsproto.utilities import RemoteProtocolError

from integrations.sandbox import delivery
from integrations.sandbox.delivery import Ack
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.wire import TAKEN, Answer, Asked, as_json, break_off

TICKET_SECONDS = 30.0
MAX_CONNECTIONS = 10
LEAVE_SECONDS = 2.0


class _DaemonThread(threading.Thread):
    def __init__(self, **wish: Any) -> None:
        super().__init__(daemon=True, **wish)


class _Line:
    """One open connection; one thing at a time is written to it."""

    def __init__(self, socket: Server) -> None:
        self.socket, self.leaving = socket, False
        self._guard = threading.Lock()

    def end(self) -> None:
        with self._guard, suppress(ConnectionClosed, OSError):
            self.socket.close()

    def say(self, message: dict[str, Any]) -> bool:
        with self._guard:
            try:
                self.socket.send(json.dumps(message, ensure_ascii=False))
            except (ConnectionClosed, OSError):
                return False
            return True


class _Waiting:
    """An envelope on its way: what came back, and when."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self.sent = time.monotonic()
        self.seconds = 0.0
        self.payload: Any = None


class Sockets:
    """The connections an app holds; each envelope goes to any one of them."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.address = ""
        self._guard = threading.Condition()
        self._tickets: dict[str, float] = {}
        self._lines: list[_Line] = []
        self._turn = itertools.count()
        self._waiting: dict[str, _Waiting] = {}

    @property
    def connections(self) -> int:
        with self._guard:
            return len(self._lines)

    def wait_for(self, connections: int = 1, seconds: float = 10.0) -> bool:
        """Whether so many connections stand, at the latest after so many seconds."""
        with self._guard:
            return self._guard.wait_for(lambda: len(self._lines) >= connections, seconds)

    def ticket(self) -> str:
        """An address that can be called once, soon."""
        ticket = secrets.token_urlsafe(12)
        with self._guard:
            self._tickets[ticket] = time.monotonic()
        return f"ws://{self.address}/link/?ticket={ticket}&app_id={self.app_id}"

    def answer(self, asked: Asked) -> Answer:
        """Take a connection over, if its ticket is good."""
        if not self._redeem(asked.query.get("ticket", "")):
            return as_json(SlackRefusal("invalid_ticket").as_json(), status=401)
        if asked.headers.get("upgrade", "").lower() != "websocket":
            return as_json(SlackRefusal("not_a_websocket").as_json(), status=400)
        headers = {
            f"HTTP_{name.upper().replace('-', '_')}": text for name, text in asked.headers.items()
        }
        try:
            socket = Server({"werkzeug.socket": asked.link, **headers}, thread_class=_DaemonThread)
        except (ConnectionError, OSError, RemoteProtocolError):
            return as_json(SlackRefusal("not_a_websocket").as_json(), status=400)
        self._serve(_Line(socket))
        return TAKEN

    def _redeem(self, ticket: str) -> bool:
        with self._guard:
            born = self._tickets.pop(ticket, None)
        return born is not None and time.monotonic() - born <= TICKET_SECONDS

    def _serve(self, line: _Line) -> None:
        with self._guard:
            self._lines.append(line)
            line.say(self._hello())
            too_many = len(self._lines) > MAX_CONNECTIONS
            self._guard.notify_all()
        if too_many:
            line.say({"type": "disconnect", "reason": "too_many_websockets"})
        with suppress(ConnectionClosed, OSError):  # that is how every connection ends
            while (message := line.socket.receive()) is not None:
                self._hear(message)
        with self._guard:
            self._lines.remove(line)
            self._guard.notify_all()

    def _hello(self) -> dict[str, Any]:
        facts = {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060}
        count = len(self._lines)
        place = {"app_id": self.app_id}
        return {
            "type": "hello",
            "num_connections": count,
            "debug_info": facts,
            "connection_info": place,
        }

    def _hear(self, message: Any) -> None:
        try:
            said = json.loads(message)
        except ValueError:
            return
        waiting = (
            self._waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
        )
        if waiting is not None and not waiting.came.is_set():
            waiting.seconds = time.monotonic() - waiting.sent
            waiting.payload = said.get("payload")
            waiting.came.set()

    def deliver(self, kind: str, payload: dict[str, Any], *, attempt: int, reason: str) -> Ack:
        """Send one envelope and wait for its acknowledgement, at most as long as Slack does."""
        envelope = secrets.token_hex(16)
        waiting = self._waiting[envelope] = _Waiting()
        retry = {"retry_attempt": attempt, "retry_reason": reason} if kind == "events_api" else {}
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **retry,
        }
        try:
            if not self._say_to_one(message):
                return Ack(ok=False, why="nobody is connected")
            if not waiting.came.wait(delivery.ACK_SECONDS):
                return Ack(
                    ok=False, seconds=delivery.ACK_SECONDS, why="no acknowledgement within 3 s"
                )
            return Ack(ok=True, seconds=waiting.seconds, body=waiting.payload)
        finally:
            del self._waiting[envelope]

    def _say_to_one(self, message: dict[str, Any]) -> bool:
        with self._guard:
            lines = [line for line in self._lines if not line.leaving]
        first = next(self._turn)
        return any(lines[(first + step) % len(lines)].say(message) for step in range(len(lines)))

    def ask_to_leave(self, reason: str = "refresh_requested") -> None:
        """Tell every connection that it will end, as Slack does every few hours."""
        for line in tuple(self._lines):
            line.leaving = True
            timer = threading.Timer(LEAVE_SECONDS, line.end)
            timer.daemon = True
            timer.start()
            line.say({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    def hang_up(self) -> None:
        """Break every connection without a word."""
        for line in tuple(self._lines):
            break_off(line.socket.sock)
