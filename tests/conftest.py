"""What holds for every test: no settings from outside, no network but this machine, the same chances each time."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from integrations.sandbox import delivery, slack_views
from tests.alike import share_statements
from tests.logs import logs_as_before

# what helpers assert says what it found, too
pytest.register_assert_rewrite(*(f"tests.{p.name}" for p in Path(__file__).parent.iterdir()))

# Slack's three seconds are the machine's, not the world's: a hand whose machine is busy is not late. How fast a door
# answers is the bench's to say, and what three seconds mean is held by the stand-ins' own tests.
delivery.ACK_SECONDS = slack_views.TRIGGER_SECONDS = 30.0

KEPT = {"CONVENER_CONTRACTS"}  # where the vendors' published documents are, not a setting

share_statements()
settings.register_profile("same_each_time", derandomize=True, database=None, deadline=None)
settings.load_profile("same_each_time")

for name in [n for n in os.environ if n.startswith("CONVENER_") and n not in KEPT]:
    del os.environ[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--failed-to", type=Path, help="a file to write the names of failed tests to")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name what failed, a line each, for whoever tries it once more by itself."""
    file: Path | None = config.getoption("--failed-to")
    if file:
        failed = [
            one.nodeid for kind in ("failed", "error") for one in terminalreporter.getreports(kind)
        ]
        file.write_text("".join(f"{name}\n" for name in dict.fromkeys(failed)), encoding="utf-8")


def pytest_collection_finish() -> None:
    """All that was imported and collected stays: whoever tidies memory need not look at it again and again."""
    gc.collect()
    gc.freeze()


class OutsideNetwork(Exception):
    """A test wanted to leave this machine."""


def _stay_here(address: Any) -> None:
    if not isinstance(address, tuple):  # a Unix socket's path
        return
    host = str(address[0])
    if host == "localhost" or ipaddress.ip_address(host).is_loopback:
        return
    raise OutsideNetwork(f"tests may only connect to 127.0.0.1, not to {host}")


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine():
    """Guards the two ways in which Python code opens a connection."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: Any) -> None:
        _stay_here(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        _stay_here(address)
        return connect_ex(self, address)

    socket.socket.connect, socket.socket.connect_ex = guarded, guarded_ex
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    with logs_as_before():
        yield
