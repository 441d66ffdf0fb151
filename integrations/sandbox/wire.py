"""HTTP on 127.0.0.1 as the stand-ins speak it, with connections that can be broken on purpose."""

import base64
import binascii
import json
import socket
import struct
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOST = "127.0.0.1"
JSON_TYPE = "application/json; charset=utf-8"
IDLE_SECONDS = 120
MAX_BODY = 30_000_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it came in; header names are lower case."""

    verb: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    link: socket.socket

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def json(self) -> Any:
        """The body as JSON. Raises ValueError."""
        return json.loads(self.body or b"null")

    @property
    def bearer(self) -> str:
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    @property
    def basic(self) -> tuple[str, str]:
        """Name and secret, where the caller proves itself by these."""
        scheme, _, value = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return "", ""
        try:
            name, _, secret = base64.b64decode(value).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, secret


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer; `broken` resets the connection instead, `taken` leaves it to whoever took it."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    taken: bool = False


RESET = Answer(broken=True)
TAKEN = Answer(taken=True)


def as_json(
    value: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer that carries this value."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, body=body, headers={"Content-Type": JSON_TYPE, **(headers or {})})


def not_found() -> Answer:
    return as_json({"error": "not found"}, status=404)


def break_off(link: socket.socket) -> None:
    """Cut a connection on which another thread may be waiting; that thread then closes it."""
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)


class Door:
    """One address on which a stand-in listens; it can be shut and opened again at the same port."""

    def __init__(self, answer: Callable[[Asked], Answer], *, port: int = 0) -> None:
        self.answer = answer
        self.mishaps: list[str] = []  # faults of the stand-in itself; a test fails on any
        self._guard = threading.Lock()
        self._server: _Server | None = None
        self.port = port
        self.open()

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def open(self) -> None:
        """Listen, at the port of last time."""
        with self._guard:
            if self._server is None:
                self._server = _Server(self, self.port)
                self.port = self._server.server_address[1]
                self._server.start()

    def shut(self) -> None:
        """Refuse every connection from now on and break those that stand."""
        with self._guard:
            server, self._server = self._server, None
        if server is not None:
            server.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, door: Door, port: int) -> None:
        super().__init__((HOST, port), _Exchange)
        self.door = door
        self.stopping = False
        self._links: set[socket.socket] = set()
        self._links_guard = threading.Lock()
        self._loop = threading.Thread(target=self._accept, daemon=True)

    def server_bind(self) -> None:
        # HTTPServer's own would look up the machine's name, which can take seconds
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def start(self) -> None:
        self._loop.start()

    def _accept(self) -> None:
        while not self.stopping:
            with suppress(OSError):  # a caller that is gone again
                request, address = self.get_request()
                if self.stopping:
                    request.close()
                else:
                    self.process_request(request, address)

    def stop(self) -> None:
        self.stopping = True
        with suppress(OSError):  # one last caller, so that accepting ends
            socket.create_connection((HOST, self.server_port), timeout=1).close()
        self._loop.join()
        self.server_close()
        with self._links_guard:
            links = list(self._links)
        for link in links:
            break_off(link)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._links_guard:
            self._links.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._links_guard:
            self._links.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        trouble = traceback.format_exc()
        if "ConnectionResetError" not in trouble and "BrokenPipeError" not in trouble:
            self.door.mishaps.append(trouble)


class _Exchange(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is asked of a stand-in is kept by its record."""

    def _exchange(self) -> None:
        asked = self._asked()
        if self.server.stopping or asked is None:
            self._break()
            return
        answer = self.server.door.answer(asked)
        if answer.broken:
            self._break()
        elif answer.taken:
            self.close_connection = True
        else:
            self._say(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _exchange

    def _asked(self) -> Asked | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return None
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return None  # whoever asked is gone in the middle: nothing was asked
        parts = urlsplit(self.path)
        return Asked(
            verb=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            link=self.connection,
        )

    def _say(self, answer: Answer) -> None:
        lines = [f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('',))[0]}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        lines.append(f"Date: {self.date_time_string()}")  # of the machine, which signatures go by
        if answer.status != 204:
            lines.append(f"Content-Length: {len(answer.body)}")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        with suppress(OSError):
            self.connection.sendall(head if self.command == "HEAD" else head + answer.body)

    def _break(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            reset = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        self.connection.close()

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()
