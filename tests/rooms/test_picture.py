"""The picture in docs/seating.md is what the engine does."""

import runpy
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
drawing = runpy.run_path(str(PICTURES / "grid.py"))


@pytest.fixture
def shown():
    return Xml.parse(PICTURES / "grid.svg").getroot()  # noqa: S314 - our own file


def months_in(shown):
    """Each month's cells: the person's number, the room written there, how many rings."""
    for month in shown.findall(f"{SVG}g"):
        cells = [cell for cell in month.findall(f"{SVG}g") if cell.get("class") == "person"]
        yield [
            (
                cell.get("data-person"),
                cell.findtext(f"{SVG}text"),
                len(cell.findall(f"{SVG}circle")),
            )
            for cell in cells
        ]


def test_the_picture_that_is_kept_is_the_one_that_is_drawn():
    assert (PICTURES / "grid.svg").read_text(encoding="utf-8") == drawing["picture"](), (
        "draw it again: python docs/pictures/grid.py"
    )


def test_no_two_people_of_the_picture_share_a_room_twice(shown):
    met = Counter()
    for cells in months_in(shown):
        rooms = {}
        for person, room, _ in cells:
            rooms.setdefault(room, []).append(person)
        assert sorted(map(len, rooms.values())) == [5] * 7
        met.update(pair for people in rooms.values() for pair in combinations(people, 2))
    assert len(met) == 3 * 7 * 10
    assert set(met.values()) == {1}


def test_the_rings_are_round_one_person_and_whoever_shares_their_room(shown):
    for cells in months_in(shown):
        [(_, room, _)] = [cell for cell in cells if cell[2] == 2]
        assert {cell[0] for cell in cells if cell[2]} == {c[0] for c in cells if c[1] == room}


def test_the_picture_says_in_words_what_it_shows(shown):
    assert "nobody meets twice" in shown.findtext(f"{SVG}title")
    assert "35 people" in shown.findtext(f"{SVG}title")
    assert len(shown.findtext(f"{SVG}desc")) > 100


def test_each_room_has_a_colour_of_its_own_and_a_number_that_stands_out_from_it(shown):
    looks = set()
    for cell in shown.iter(f"{SVG}g"):
        if cell.get("class") == "person":
            number = cell.find(f"{SVG}text")
            fill = cell.find(f"{SVG}rect").get("fill")
            looks.add((number.text, fill))
            assert contrast(fill, number.get("fill")) >= 4.5
    assert len(looks) == len({fill for _, fill in looks}) == 7


def contrast(one, other):
    low, high = sorted(map(brightness, (one, other)))
    return (high + 0.05) / (low + 0.05)


def brightness(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
