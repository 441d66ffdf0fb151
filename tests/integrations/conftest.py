"""What the tests of the adapters share: pretend vendors that are closed afterwards."""

import json
import os
from pathlib import Path

import pytest

from tests.integrations.pretend_slack import PretendSlack
from tests.integrations.pretend_zoom import PretendZoom, StoppedClock


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def zoom():
    pretend = PretendZoom()
    yield pretend
    pretend.peer.close()


@pytest.fixture
def meetings(zoom, clock):
    return zoom.meetings_for(clock)


@pytest.fixture
def slack():
    pretend = PretendSlack()
    yield pretend
    pretend.peer.close()


@pytest.fixture
def messenger(slack, clock):
    return slack.messenger_for(clock)


@pytest.fixture
def contract():
    """Reads a vendor's published document, where a folder of them is at hand."""
    folder = os.environ.get("CONVENER_CONTRACTS")
    if not folder:
        pytest.skip("CONVENER_CONTRACTS names no folder with the vendors' documents")
    return lambda name: json.loads(Path(folder, name).read_text(encoding="utf-8"))
