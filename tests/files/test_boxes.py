"""The bibliography in boxes that fit Slack: each is whole by itself, and what fits none is told."""

import json
from datetime import UTC, datetime

from bibtexparser import parse_string

from bot.domain.references import Reference
from bot.files.bibliography import as_bibtex, as_csl
from bot.slack.reading import in_boxes
from bot.voice import bibliography as words
from bot.voice.fit import fitted
from bot.voice.limits import faults

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)
MANY = [
    (
        Reference(id=f"r{n}", at=NOON, title=f"Väntrum & {n} " + "<ord> " * 40, summary="x " * 200),
        (),
    )
    for n in range(30)
]


def test_every_box_can_be_read_by_itself_and_together_they_hold_everything():
    for write, read in ((as_bibtex, _keys_of_bibtex), (as_csl, _keys_of_csl)):
        boxes = in_boxes(MANY, write)
        assert [key for box in boxes for key in read(box)] == [f"vantrum-r{n}" for n in range(30)]
        for part in range(1, -(-len(boxes) // words.BOXES) + 1):
            said = fitted(words.exported(boxes, "csl", part))
            assert faults(list(said.blocks)) == []
            shown = boxes[(part - 1) * words.BOXES : part * words.BOXES]
            assert len(said.blocks) == len(shown) + 1
            assert f"part {part} of" in said.text
            assert all(block["text"]["text"].endswith("```") for block in said.blocks[1:])


def test_what_fits_no_box_is_told():
    assert (
        "Too long for a box in Slack: 2 readings."
        in words.exported(["x"], "csl", 1, left_out=2).text
    )


def _keys_of_bibtex(box):
    return [entry.key for entry in parse_string(box).entries]


def _keys_of_csl(box):
    return [item["id"] for item in json.loads(box)]
