"""How the important pages looked when somebody last looked at them, kept coarsely: one that falls apart is seen.

What is kept of a picture is its height and the brightness of a grid of squares: a page without its style sheet, a block
that slid away or a theme that went dark is far off; another version of a font is not. After a change that is meant:
`UPDATE_BASELINE=1`, and a look at the pictures under build/screenshots.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

KEPT = Path(__file__).parent / "baseline"
IMPORTANT = (
    "facilitate-session",
    "facilitate-rooms",
    "facilitate-synthesis",
    "me-today",
    "me-question",
)
IN_LOOKS = ("360-light", "1280-dark")
OFF, TALLER = 8, 0.15  # of 255 on the average; of the height
GRID = """async ([source, across, down]) => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: across, height: down});
  const paper = canvas.getContext("2d");
  paper.imageSmoothingQuality = "high";
  paper.drawImage(picture, 0, 0, across, down);
  const points = paper.getImageData(0, 0, across, down).data;
  const grid = [];
  for (let at = 0; at < points.length; at += 4) {
    grid.push(Math.round(0.3 * points[at] + 0.6 * points[at + 1] + 0.1 * points[at + 2]));
  }
  return {height: picture.naturalHeight, grid};
}"""
ACROSS, DOWN = 24, 36


def astray(page: Page, pictures: Iterable[Path]) -> list[str]:
    """Which of these pictures of important pages are not as they were; or, where that is asked for, keep them."""
    wanted = [each for each in pictures if each.stem in _names()]
    if not wanted:
        return []
    beside = page.context.new_page()
    found = [_judged(each, _seen(beside, each)) for each in wanted]
    beside.close()
    return [words for words in found if words]


def _names() -> set[str]:
    return {f"{name}-{look}" for name in IMPORTANT for look in IN_LOOKS}


def _seen(page: Page, picture: Path) -> dict[str, Any]:
    source = f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}"
    told: dict[str, Any] = page.evaluate(GRID, [source, ACROSS, DOWN])
    return told


def _judged(picture: Path, seen: dict[str, Any]) -> str:
    file = KEPT / f"{picture.stem}.json"
    if os.environ.get("UPDATE_BASELINE"):
        KEPT.mkdir(exist_ok=True)
        file.write_text(json.dumps(seen) + "\n", encoding="utf-8")
        return ""
    kept = json.loads(file.read_text(encoding="utf-8"))
    off = sum(abs(a - b) for a, b in zip(seen["grid"], kept["grid"], strict=True)) / len(
        kept["grid"]
    )
    taller = abs(seen["height"] / kept["height"] - 1)
    if off <= OFF and taller <= TALLER:
        return ""
    return (
        f"{picture.stem} is {off:.0f} of 255 off and {taller:.0%} of its height: look at {picture}"
    )
