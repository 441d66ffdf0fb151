"""Calendars as a picture: a row for each place, a column for each session, and in every cell what it asks there.

Cells carry their numbers and local hours, so that nothing is told by colour alone; the words of each calendar are the
picture's description for who hears it read out.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from bot.domain.burden import Held
from bot.domain.civil_time import zone_named
from bot.domain.fair_hours import Calendar
from bot.voice.hours import sentence
from bot.voice.words import city

WIDE, HIGH, LEFT, RIGHT, TOP, BETWEEN = 46, 34, 130, 70, 64, 44
TITLE = "What each session asks of each place"
KEY = "Upper number: the local hour at which it starts. Lower: what it costs there. Right: over all sessions."
# From nothing to the night: light to dark, told apart in grey, too; and what is legible on each.
SHADES = ((0, "#f7fbff"), (2, "#deebf7"), (6, "#9ecae1"), (10, "#2171b5"), (20, "#084594"))
DARKEST = "#041c3d"
LIGHT_FROM = 10


def picture(calendars: Sequence[Calendar]) -> str:
    """The calendars one below the other, as SVG."""
    rows = max(len(one.people) for one in calendars)
    width = LEFT + max(len(one.sessions) for one in calendars) * WIDE + RIGHT
    each = TOP + rows * HIGH + BETWEEN
    height = 40 + each * len(calendars)
    says = " ".join([KEY, *map(sentence, calendars)])
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="title desc" font-family="sans-serif" font-size="13">',
        f'<title id="title">{escape(TITLE)}</title>',
        f'<desc id="desc">{escape(says)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(12, 24, KEY),
    ]
    for at, one in enumerate(calendars):
        lines += _drawn(one, 40 + at * each)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _drawn(one: Calendar, top: int) -> Iterator[str]:
    head = f"{one.name.capitalize()}: worst place {one.worst_place}, everybody {one.total}"
    yield _text(12, top + 20, head, weight="bold")
    for column, held in enumerate(one.sessions):
        yield _text(_middle(column), top + TOP - 10, str(held.session), anchor="middle")
        for row, zone in enumerate(one.people):
            yield from _cell(held, zone, column, top + TOP + row * HIGH)
    for row, (zone, borne) in enumerate(one.ledger.items()):
        line = top + TOP + row * HIGH + HIGH * 0.62
        weight = "bold" if borne == one.worst_place else "normal"
        yield _text(12, line, city(zone), weight=weight)
        yield _text(LEFT + len(one.sessions) * WIDE + 12, line, str(borne), weight=weight)


def _cell(held: Held, zone: str, column: int, top: float) -> Iterator[str]:
    cost, x = held.burden[zone], LEFT + column * WIDE
    shade = next((colour for most, colour in SHADES if cost <= most), DARKEST)
    ink = "#ffffff" if cost >= LIGHT_FROM else "#1a1a1a"
    hour = f"{held.starts_at.astimezone(zone_named(zone)):%H:%M}"
    yield f'<rect x="{x}" y="{top}" width="{WIDE - 2}" height="{HIGH - 2}" fill="{shade}" stroke="#c0c0c0"/>'
    yield _text(_middle(column), top + 14, hour, size=11, ink=ink, anchor="middle")
    yield _text(_middle(column), top + 28, str(cost), ink=ink, anchor="middle", weight="bold")


def _middle(column: int) -> float:
    return LEFT + column * WIDE + (WIDE - 2) / 2


def _text(
    x: float, y: float, words: str, *, size: int = 13, ink: str = "#1a1a1a",
    anchor: str = "start", weight: str = "normal",
) -> str:  # fmt: skip
    look = f'font-size="{size}" fill="{ink}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(words)}</text>'
