"""The bibliography as files: read back by others, and nothing in them is a command."""

import json
from datetime import UTC, datetime

import pytest
from bibtexparser import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from bot.domain.references import Cited, Reference
from bot.files.bibliography import as_bibtex, as_csl

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)
# CSL-JSON, as its schema (csl-data.json) has it: these fields, these types
CSL_FIELDS = {"id", "type", "title", "DOI", "URL", "abstract", "keyword", "note"}
CSL_TYPES = {"document", "webpage"}
HOSTILE = [
    r"}, note = {\input{/etc/passwd}} % gone",
    r"\write18{rm -rf ~} $\catcode`\%$ #1 ^^5c & _x_",
    "two\nlines @article{x, title = {y}}",
    "```\n<!channel> <https://evil.example|gift>",
    'Jönköping "åäö" 日本 \\',
]


def reference(title="", summary="", id="r1", **more):
    return Reference(id=id, at=NOON, title=" ".join(title.split()), summary=summary, **more)


def braces(text):
    """How deep braces stand, as BibTeX counts: a backslash before one changes nothing."""
    depth, lowest = 0, 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        lowest = min(lowest, depth)
    return depth, lowest


@given(st.text(max_size=200) | st.sampled_from(HOSTILE), st.sampled_from(["", *HOSTILE]))
def test_whatever_people_write_stays_words_in_bibtex(title, summary):
    cited = Cited.read(title)
    written = as_bibtex(
        [
            (reference(cited.title or "x", summary, doi=cited.doi, url=cited.url), ()),
            (reference("Second", id="r2"), ()),
        ]
    )
    assert braces(written) == (0, 0)
    library = parse_string(written)
    assert (library.failed_blocks, len(library.entries)) == ([], 2)
    entry = library.entries[0]
    assert {f.key for f in entry.fields} <= {"title", "abstract", "doi", "url"}
    assert "`" not in written
    said = {"title": cited.title or "x", "abstract": " ".join(summary.split())}
    for key, text in said.items():
        field = entry.fields_dict.get(key)
        assert commands(field.value if field else "") <= HARMLESS
        assert folded_tex(field.value if field else "") == "".join(text.split())


HARMLESS = {"textbackslash", "textbraceleft", "textbraceright", "textasciitilde"} | {
    "textasciicircum", "textasciigrave", "%", "&", "#", "$", "_",
}  # fmt: skip


def commands(tex):
    """Every command of TeX that stands in a field."""
    found, rest = set(), tex
    while "\\" in rest:
        _, _, rest = rest.partition("\\")
        word = ""
        while (
            rest[len(word) : len(word) + 1].isascii() and rest[len(word) : len(word) + 1].isalpha()
        ):
            word += rest[len(word)]
        found.add(word or rest[:1])
    return found


NAMED = {
    "{\\textbackslash}": "\0", "{\\textbraceleft}": "{", "{\\textbraceright}": "}",
    "{\\textasciitilde}": "~", "{\\textasciicircum}": "^", "{\\textasciigrave}": "`",
    "\\%": "%", "\\&": "&", "\\#": "#", "\\$": "$", "\\_": "_",
}  # fmt: skip


def folded_tex(tex):
    """What a field of ours says, without spaces."""
    for command, sign in NAMED.items():
        tex = tex.replace(command, sign)
    return "".join(tex.replace("\0", "\\").split())


def test_a_program_that_knows_latex_reads_the_words_back():
    words = "50 % of all ~ costs & \\gains_1 in Jönköping"
    (entry,) = parse_string(as_bibtex([(reference(words), ())])).entries
    assert LatexNodes2Text().latex_to_text(entry.fields_dict["title"].value) == words


def test_whatever_an_address_holds_ends_no_field():
    one = reference("x", doi="10.1/a}b", url="https://example.org/{a}\\b`c")
    (entry,) = parse_string(as_bibtex([(one, ())])).entries
    assert entry.fields_dict["doi"].value == "10.1/a%7Db"
    assert entry.fields_dict["url"].value == "https://example.org/%7Ba%7D%5Cb%60c"


def test_an_entry_says_who_suggested_it_where_they_wish_and_what_kind_it_is():
    one = reference("Väntrum", "Plain", doi="10.1/a_b", source="lived", suggested_by=("p1", "p2"))
    (entry,) = parse_string(as_bibtex([(one, ("Pearl & Ted",))])).entries
    assert entry.key == "vantrum-r1"
    said = {f.key: f.value for f in entry.fields}
    assert said == {
        "title": "Väntrum",
        "abstract": "Plain",
        "keywords": "lived experience",
        "note": r"Suggested by Pearl \& Ted",
        "doi": "10.1/a_b",
    }


@pytest.mark.parametrize("title", HOSTILE)
def test_csl_json_has_the_fields_of_its_schema_and_the_words_to_the_letter(title):
    entries = [
        (reference(title, title, url="https://example.org/a"), ("Ada",)),
        (reference("", doi="10.1/a", id="r2"), ()),
    ]
    written = as_csl(entries)
    items = json.loads(written)
    assert "`" not in written
    assert len({item["id"] for item in items}) == 2
    for item in items:
        assert set(item) <= CSL_FIELDS
        assert item["type"] in CSL_TYPES
        assert all(isinstance(value, str) for value in item.values())
    assert items[0]["title"] == items[0]["abstract"] == " ".join(title.split())
    assert items[1]["title"] == items[1]["DOI"] == "10.1/a"
