"""A picture of everything Convener says, kept beside the tests: who changes words sees what they change.

`UPDATE_GOLDEN=1 pytest tests/voice` draws the pictures anew; look at the difference before you keep it.
"""

import json
import os
from pathlib import Path
from typing import Any

from bot.facilitation.deliveries import DELIVERIES
from bot.voice.message import Message, View
from tests.voice.conftest import Saying
from tests.voice.said import CARRIED

GOLDEN = Path(__file__).parent / "golden"


def drawn(said: Message | View) -> dict[str, Any]:
    if isinstance(said, View):
        return said.body
    return {"text": said.text, "blocks": list(said.blocks)}


def as_file(said: Message | View) -> str:
    return json.dumps(drawn(said), ensure_ascii=False, indent=1) + "\n"


def file_of(name: str) -> Path:
    return GOLDEN / f"{name.replace(' ', '-')}.json"


def draw_anew(pictures: dict[Path, str]) -> None:
    for path in GOLDEN.glob("*.json"):
        path.unlink()
    for path, picture in pictures.items():
        path.write_text(picture, encoding="utf-8")


def test_every_letter_page_and_window_says_what_its_picture_shows(saying: Saying):
    pictures = {file_of(name): as_file(said) for name, said in saying("plain").items()}
    if os.environ.get("UPDATE_GOLDEN"):
        draw_anew(pictures)
    kept = {path: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.json")}

    changed = sorted(
        p.name for p in pictures.keys() | kept.keys() if pictures.get(p) != kept.get(p)
    )
    assert changed == []


def test_every_kind_of_message_that_can_leave_has_a_picture(saying: Saying):
    drawn_kinds = {name.split()[1] for name in saying("plain") if name.startswith("letter ")}
    assert drawn_kinds == set(DELIVERIES) - CARRIED - {"edit"}  # an edit shows another letter anew
