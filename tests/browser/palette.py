"""Makes a picture of a page smaller: its few colours as a palette, one byte for each point."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SIGN = b"\x89PNG\r\n\x1a\n"
MOST = 256
ALIKE = 150  # squared steps of red, green and blue
Colour = bytes


def shrink(file: Path) -> None:
    """Write the picture anew with at most 256 colours; rare ones become the nearest that is often there."""
    width, height, rows = _read(file)
    points = [[row[at : at + 3] for at in range(0, 3 * width, 3)] for row in rows]
    counted = Counter(colour for row in points for colour in row)
    palette = _palette(counted)
    number = {colour: _nearest(colour, palette) for colour in counted}
    body = b"".join(b"\0" + bytes(number[colour] for colour in row) for row in points)
    file.write_bytes(
        SIGN
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(palette))
        + _chunk(b"IDAT", zlib.compress(body, 9))
        + _chunk(b"IEND", b"")
    )


def _palette(counted: Counter[Colour]) -> list[Colour]:
    """The most frequent colours first, none so like another that one would not see it; rare ones keep their hue."""
    palette: list[Colour] = []
    for colour, _ in counted.most_common():
        if len(palette) < MOST and all(_far(colour, each) > ALIKE for each in palette):
            palette.append(colour)
    return palette


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    return min(range(len(palette)), key=lambda number: _far(colour, palette[number]))


def _far(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _read(file: Path) -> tuple[int, int, Iterator[bytes]]:
    """The width, the height and the rows of a picture as Chromium writes it: eight bits of red, green and blue."""
    told, body, at = file.read_bytes(), b"", len(SIGN)
    width, height, *kind = struct.unpack(">IIBBBBB", told[at + 8 : at + 21])
    assert kind == [8, 2, 0, 0, 0], f"{file.name} is another kind of picture: {kind}"
    while at < len(told):
        (length,) = struct.unpack(">I", told[at : at + 4])
        body += told[at + 8 : at + 8 + length] if told[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return width, height, _rows(zlib.decompress(body), 3 * width)


def _rows(body: bytes, length: int) -> Iterator[bytes]:
    """Each row of points; a row is written as its difference to what stands left of it or above."""
    above = bytearray(length)
    for at in range(0, len(body), length + 1):
        how, row = body[at], bytearray(body[at + 1 : at + 1 + length])
        for place in range(length if how else 0):
            left = row[place - 3] if place > 2 else 0
            corner = above[place - 3] if place > 2 else 0
            row[place] = row[place] + _expected(how, left, above[place], corner) & 255
        above = row
        yield bytes(row)


def _expected(how: int, left: int, above: int, corner: int) -> int:
    if how < 4:
        return (0, left, above, (left + above) // 2)[how]
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))
