"""The same rooms on every Python: fingerprints kept beside the tests, compared by whichever runs them.

`UPDATE_GOLDEN=1 pytest tests/rooms/test_same_bytes.py` keeps them anew after the engine was changed on purpose.
"""

import json
import os
from pathlib import Path

from tests.rooms.drawings import fingerprints

KEPT = Path(__file__).with_name("same_bytes.json")


def test_this_python_draws_the_rooms_that_every_other_drew():
    drawn = fingerprints()
    if os.environ.get("UPDATE_GOLDEN"):
        KEPT.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))

    assert [name for name in drawn.keys() | kept.keys() if drawn.get(name) != kept.get(name)] == []
