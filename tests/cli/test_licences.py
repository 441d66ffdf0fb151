"""What Convener is built on: every library that is pinned for running it, with its terms."""

import json
import re
from pathlib import Path

from bot.cli.licences import UNSAID

PINNED = Path(__file__).parents[2] / "requirements" / "runtime.txt"


def test_every_pinned_library_is_named_with_its_version_and_licence(convener):
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)", PINNED.read_text(encoding="utf-8"), re.MULTILINE))

    known = {one["name"]: one for one in json.loads(convener("licences", "--json").said)}

    plain = {re.sub(r"[-_.]+", "-", name).lower(): one for name, one in known.items()}
    assert {name: one["version"] for name, one in plain.items()} == pins
    assert [name for name, one in known.items() if one["licence"] in {"", UNSAID}] == []


def test_the_texts_can_be_handed_on(convener):
    texts = convener("licences", "--full").said

    assert "==== Flask" in texts or "==== flask" in texts
    assert "Permission is hereby granted" in texts
    assert "Apache License" in texts
