"""A small server on 127.0.0.1 that answers as a test tells it, also badly: resets, silence, odd bytes."""

import json
import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it came in."""

    verb: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def words(self) -> dict[str, Any]:
        """What was sent, whether as JSON or as a form."""
        if "json" in self.headers.get("Content-Type", ""):
            return json.loads(self.body or b"{}")
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True, kw_only=True)
class Told:
    """One answer; `reset` breaks the connection instead, `silent` holds it and says nothing."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    silent: bool = False


RESET = Told(reset=True)
SILENCE = Told(silent=True)
GARBLED = Told(body=b"<html>not what you asked</html>", headers={"Content-Type": "text/html"})


def told(value: Any, status: int = 200, **headers: str) -> Told:
    """An answer in JSON; header names are written with _ for -."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Told(
        status=status,
        body=json.dumps(value).encode(),
        headers={"Content-Type": "application/json", **named},
    )


class Peer:
    """Somebody at the other end of a wire."""

    def __init__(self, answer: Callable[[Asked], Told]) -> None:
        self.answer, self.asked = answer, []
        self._closing = Event()
        peer = self

        class Exchange(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body leave together
            disable_nagle_algorithm = True

            def _exchange(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                parts = urlsplit(self.path)
                asked = Asked(
                    verb=self.command,
                    path=parts.path,
                    query=dict(parse_qsl(parts.query, keep_blank_values=True)),
                    headers=dict(self.headers.items()),
                    body=self.rfile.read(length),
                )
                peer.asked.append(asked)
                self._say(peer.answer(asked))

            do_GET = do_POST = do_PATCH = do_DELETE = _exchange

            def _say(self, answer: Told) -> None:
                if answer.silent:
                    peer._closing.wait(5)
                if answer.silent or answer.reset:
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    return
                if "Date" in answer.headers:
                    self.send_response_only(answer.status)
                else:
                    self.send_response(answer.status)
                for name, text in answer.headers.items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._loop = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._loop.start()

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._loop.join()

    def asked_for(self, path_end: str, verb: str = "") -> list[Asked]:
        """The requests whose path ends so."""
        return [a for a in self.asked if a.path.endswith(path_end) and verb in ("", a.verb)]


def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"
