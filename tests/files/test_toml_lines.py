"""Where things stand in a TOML text: every key is found on the line a person would point at."""

import tomllib
from collections.abc import Iterator
from typing import Any

from bot.files.defaults import default_plan_path
from bot.files.toml_lines import Path, lines_of

ODD = '''# a comment with [brackets] and "quotes"
plain = 1
"quoted key" = 'its'
a.b . c = """
text = "not a key"
[neither] a header \\"""
"""
d = \'\'\'
[nor] = this\'\'\'
point = 3.25
when = 1979-05-27 07:32:00

[table . "with.dot"] # after
list = [ 1, [2,
   3], # comment ]
   { x = 1, y.z = [ "]", "}" ] },
]
empty = []
nothing = {}
[[many]]
name = "first"
[many.inner]
deep = true
[[many.inner.more]]
n = 1
[[many.inner.more]]
n = 2
[[many]]
name = "second"
[many.inner]
deep = false
[last]
end = "x" # no break after this'''

EXPECTED = {
    ("plain",): 2,
    ("quoted key",): 3,
    ("a", "b", "c"): 4,
    ("d",): 8,
    ("point",): 10,
    ("when",): 11,
    ("table",): 13,
    ("table", "with.dot"): 13,
    ("table", "with.dot", "list"): 14,
    ("table", "with.dot", "list", 0): 14,
    ("table", "with.dot", "list", 1): 14,
    ("table", "with.dot", "list", 1, 1): 15,
    ("table", "with.dot", "list", 2): 16,
    ("table", "with.dot", "list", 2, "x"): 16,
    ("table", "with.dot", "list", 2, "y", "z"): 16,
    ("table", "with.dot", "list", 2, "y", "z", 1): 16,
    ("table", "with.dot", "empty"): 18,
    ("table", "with.dot", "nothing"): 19,
    ("many",): 20,
    ("many", 0): 20,
    ("many", 0, "name"): 21,
    ("many", 0, "inner"): 22,
    ("many", 0, "inner", "deep"): 23,
    ("many", 0, "inner", "more", 0, "n"): 25,
    ("many", 0, "inner", "more", 1): 26,
    ("many", 0, "inner", "more", 1, "n"): 27,
    ("many", 1): 28,
    ("many", 1, "name"): 29,
    ("many", 1, "inner", "deep"): 31,
    ("last", "end"): 33,
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place that a TOML reader finds in a text."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for count, inner in enumerate(value):
            yield from places(inner, (*path, count))


def test_odd_but_legal_texts_are_walked_without_getting_lost():
    lines = lines_of(ODD)

    assert {path: lines.of(path) for path in EXPECTED} == EXPECTED
    assert set(places(tomllib.loads(ODD))) <= set(lines.by_path)


def test_windows_line_ends_do_not_shift_the_count():
    assert lines_of(ODD.replace("\n", "\r\n")).by_path == lines_of(ODD).by_path


def test_every_key_of_the_default_plan_is_on_the_line_found_for_it():
    text = default_plan_path().read_text(encoding="utf-8")
    written, found = text.split("\n"), lines_of(text)
    keys = [path for path in places(tomllib.loads(text)) if isinstance(path[-1], str)]

    assert len(keys) > 2000
    assert [p for p in keys if str(p[-1]) not in written[found.by_path[p] - 1]] == []


def test_what_is_missing_is_looked_for_in_what_it_belongs_to():
    lines = lines_of(ODD)

    assert lines.of(("many", 1, "gone")) == 28
    assert lines.of(("many", 7)) == 20
    assert lines.of(("nowhere",)) == 1
    assert lines.of(()) == 1
    assert lines_of("").of(("x",)) == 1
