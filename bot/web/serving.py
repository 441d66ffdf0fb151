"""Keeping the web door open in threads, and closing it without dropping an answer."""

import socket
import threading
from typing import Any

import structlog
from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from bot.domain.errors import FacilitationError

THREADS = 8
LARGEST_READ = 4 * 1024 * 1024  # more is cut off while it comes in; the application refuses earlier
IDLE_SECONDS = 20  # whoever says nothing for so long is hung up on
FINISHING_SECONDS, FLUSHING_SECONDS = 3.0, 1.0

log = structlog.get_logger(__name__)


class PlaceTaken(FacilitationError):
    """The web door cannot open at {listen}: {why}. Choose another [web] listen, or stop what is there."""


class WebServer:
    """An open web door. `url` is where it can be reached on this machine."""

    def __init__(self, app: Flask, listen: str, *, threads: int = THREADS) -> None:
        self._socket = _bound(listen)
        host, self.port = self._socket.getsockname()[:2]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._server = _server(app, self._socket, threads)
        self._loop = threading.Thread(target=self._server.run, name="web-door", daemon=True)
        self._loop.start()
        log.info("web_open", port=self.port)

    def close(self) -> None:
        """Let nobody in any more, finish what is being answered, and end: within five seconds."""
        if not self._loop.is_alive():
            return
        self._server.trigger.pull_trigger(self._stop_listening)
        self._server.task_dispatcher.shutdown(timeout=FINISHING_SECONDS)
        self._server.trigger.pull_trigger(self._see_out)
        self._loop.join(FLUSHING_SECONDS)
        self._server.pull_trigger = _wake_nobody  # an answer that hangs may still come
        self._server.trigger.close()
        log.info("web_closed", port=self.port)

    def _stop_listening(self) -> None:
        self._server.accepting = False
        wasyncore.dispatcher.close(self._server)

    def _see_out(self) -> None:
        """The loop ends by itself once nothing is left to watch."""
        for channel in list(self._server.active_channels.values()):
            channel.close_when_flushed = True
        self._server.trigger.del_channel()  # closed only later: somebody may be about to pull it


def serve_web(app: Flask, listen: str, *, threads: int = THREADS) -> WebServer:
    """Open the web door at "address:port" (port 0: any free one). Raises PlaceTaken."""
    return WebServer(app, listen, threads=threads)


def _wake_nobody() -> None:
    """There is no loop any more that an answer could wake."""


def _server(app: Flask, bound: socket.socket, threads: int) -> BaseWSGIServer:
    return create_server(
        app,
        sockets=[bound],
        threads=threads,
        ident=None,
        max_request_body_size=LARGEST_READ,
        max_request_header_size=64 * 1024,
        clear_untrusted_proxy_headers=False,  # /operate must see that somebody passed a request on
        asyncore_use_poll=True,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=IDLE_SECONDS // 2,
    )


def _bound(listen: str) -> socket.socket:
    host, _, port = listen.rpartition(":")
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
        return _door(*found[0])
    except (OSError, ValueError) as trouble:
        raise PlaceTaken(
            listen=listen, why=getattr(trouble, "strerror", "") or "no such place"
        ) from None


def _door(family: int, kind: int, protocol: int, _name: str, place: Any) -> socket.socket:
    door = socket.socket(family, kind, protocol)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(place)
    except OSError:
        door.close()
        raise
    return door
