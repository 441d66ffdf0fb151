"""Draw docs/pictures/grid.svg: three months of 35 people on the very grid the engine seats them by."""

from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from bot.rooms.grid import Seats, clean_series

COLUMNS, ROOMS, MONTHS = 5, 7, 3
SOMEBODY = 2 * ROOMS + 3
CELL, GAP, LEFT, TOP = 44, 64, 70, 96
FILLS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
DARK = "#0072b2"
TITLE = "Three months of 35 people in seven rooms, and nobody meets twice"
SAYS = (
    "Three grids of five columns and seven rows, one for each month. Every cell is a person, who has the "
    "same cell each month, and shows the number of their room. In the first month the rooms are the rows; "
    "in the second they climb by one row from column to column, in the third by two, and go on at the "
    "other end. One person and whoever shares their room are ringed: in each month four others."
)
PICTURE = Path(__file__).with_name("grid.svg")


def picture() -> str:
    """The whole drawing, from the engine's own schedule."""
    months = clean_series(range(COLUMNS * ROOMS), ROOMS, MONTHS)
    width = LEFT + MONTHS * (COLUMNS * CELL + GAP) - GAP + 20
    height = TOP + ROOMS * CELL + 76
    lines = chain(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            ' aria-labelledby="title desc" font-family="sans-serif" font-size="15">',
            f'<title id="title">{escape(TITLE)}</title>',
            f'<desc id="desc">{escape(SAYS)}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        ],
        *(_month(number, seats) for number, seats in enumerate(months)),
        _legend(height),
        ["</svg>"],
    )
    return "\n".join(lines) + "\n"


def _month(number: int, seats: Seats) -> list[str]:
    left = LEFT + number * (COLUMNS * CELL + GAP)
    room_of = {person: room for room, people in enumerate(seats) for person in people}
    head = [
        _text(left + COLUMNS * CELL / 2, 30, f"Month {number + 1}", size=19, weight="bold"),
        _text(left + COLUMNS * CELL / 2, 54, f"room = row + {number} × column"),
        *(_text(left + (x + 0.5) * CELL, TOP - 12, str(x)) for x in range(COLUMNS)),
        *(_text(left - 14, TOP + (y + 0.5) * CELL + 5, str(y)) for y in range(ROOMS)),
    ]
    cells = [
        _cell(left, person, room_of[person], ringed=room_of[person] == room_of[SOMEBODY])
        for person in range(COLUMNS * ROOMS)
    ]
    return [f'<g id="month-{number + 1}">', *head, *cells, "</g>"]


def _cell(left: int, person: int, room: int, *, ringed: bool) -> str:
    column, row = divmod(person, ROOMS)
    x, y, fill = left + column * CELL, TOP + row * CELL, FILLS[room]
    ink = "#ffffff" if fill == DARK else "#000000"
    shape = f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="{fill}" stroke="#ffffff"/>'
    ring = _ring(x, y, 17, ink, 3) if ringed else ""
    ring += _ring(x, y, 12, ink, 2) if person == SOMEBODY else ""
    label = _text(x + CELL / 2, y + CELL / 2 + 5, str(room), ink=ink)
    return f'<g class="person" data-person="{person}">{shape}{ring}{label}</g>'


def _ring(x: int, y: int, radius: int, ink: str, width: int) -> str:
    middle = f'cx="{x + CELL // 2}" cy="{y + CELL // 2}"'
    return f'<circle {middle} r="{radius}" fill="none" stroke="{ink}" stroke-width="{width}"/>'


def _legend(height: int) -> list[str]:
    said = (
        "Every cell is one person, in the same place each month; the number in it is their room.",
        "Two rings: one person. One ring: who shares their room that month. No one else is ringed in two months.",
    )
    return [
        _text(LEFT, height - 44 + 24 * at, words, anchor="start") for at, words in enumerate(said)
    ]


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 15,
    weight: str = "normal",
    anchor: str = "middle",
    ink: str = "#000000",
) -> str:
    look = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{ink}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(words)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
