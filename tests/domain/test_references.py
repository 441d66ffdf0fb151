"""What people suggest for reading: a DOI, an address or free text, and each thing once."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.references import (
    LONGEST_TITLE,
    Cited,
    Reference,
    folded,
    gathered,
    matching,
    plain_address,
)

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)
DOI = "10.1136/bmjqs-2015-004315"


def entry(text, by="ada", id="r1", **more):
    cited = Cited.read(text)
    known = {"title": cited.title, "doi": cited.doi, "url": cited.url}
    return Reference(id=id, at=NOON, suggested_by=(by,), **known, **more)


@pytest.mark.parametrize(
    "spelled",
    [
        DOI,
        f"doi:{DOI}",
        f"DOI: {DOI}.",
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI.upper()}",
        "https://doi.org/10.1136%2Fbmjqs-2015-004315",
        f"https://example.org/doi/{DOI}/full?x=1#top",
        f"https://example.org/doi/pdf/{DOI}.pdf",
        f"(see {DOI})",
        f"<{DOI}>",
    ],
)
def test_a_doi_is_known_however_it_is_spelled(spelled):
    assert Cited.read(spelled).doi == DOI


def test_brackets_that_belong_to_a_doi_stay():
    assert Cited.read("(10.1016/S0140-6736(05)67704-4)").doi == "10.1016/s0140-6736(05)67704-4"


def test_what_is_left_are_the_words():
    cited = Cited.read(f"Batalden M, et al. Coproduction. BMJ 2016. doi:{DOI}\nworth it")
    assert cited.title == "Batalden M, et al. Coproduction. BMJ 2016. worth it"
    cited = Cited.read("A film https://example.org/film?utm_source=x&id=3, an hour")
    assert (cited.title, cited.url) == ("A film , an hour", "https://example.org/film?id=3")
    assert not Cited.read(" \u202e\x00 ")
    assert Cited.read(f"({DOI}).").title == ""
    assert Cited.read("https://example.org/a.").title == ""


@pytest.mark.parametrize("sign", ["%00", "%0A", "%E2%80%AE"])
def test_no_sign_that_a_page_cannot_show_comes_in_spelled_as_an_address(sign):
    cited = Cited.read(f"10.1136%2Fbmj{sign}k3617 On{sign}waiting")
    assert cited == Cited.read("10.1136/bmj k3617 On waiting")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "http://www.example.org/a/"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a#part"),
        ("https://example.org/a?b=1&a=2", "https://example.org/a?a=2&b=1&utm_medium=mail&fbclid=1"),
        ("https://ada:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/%61", "https://example.org/a"),
        ("Realpe A. What is co-production? 2010", "realpe a  what is co-production 2010"),
        (f"A paper {DOI}", f"The same under another name, https://doi.org/{DOI}"),
    ],
)
def test_two_spellings_of_one_thing_are_one_entry_with_two_who_suggest_it(one, other):
    found = gathered([entry(one), entry(other, "bo", "r2")])
    assert [(e.id, e.suggested_by) for e in found] == [("r1", ("ada", "bo"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"https://example.org/a {DOI}", "https://example.org/a 10.1000/other"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("Waiting", "Waiting https://example.org/w"),
    ],
)
def test_what_only_looks_alike_stays_apart(one, other):
    assert len(gathered([entry(one), entry(other, "bo", "r2")])) == 2


def test_one_that_holds_both_names_of_a_thing_brings_two_entries_together():
    entries = [
        entry(DOI, "ada", "r1"),
        entry("https://example.org/a", "bo", "r2"),
        entry(f"https://example.org/a {DOI}", "cy", "r3"),
    ]
    for order in permutations(entries):
        (found,) = gathered(order)
        assert set(found.suggested_by) == {"ada", "bo", "cy"}


def test_only_new_plain_words_make_a_new_version_of_them():
    bare, said = entry(DOI), entry(DOI, "bo", summary="On waiting.", version=3)
    assert gathered([bare, bare])[0].version == 0
    assert gathered([bare, said])[0].version == 4
    assert gathered([said, bare])[0].version == 3


@pytest.mark.parametrize(
    "hostile",
    ["javascript:alert(1)", "https://[::1", "http://", "file:///etc/passwd", "https://:80/"],
)
def test_what_is_no_address_is_only_words(hostile):
    assert Cited.read(hostile).url == ""


def test_an_address_keeps_nothing_that_is_secret_or_breaks_a_line():
    cited = Cited.read("https://ada:secret@example.org/a(b)/{c}|d")
    assert cited.url == "https://example.org/a(b)/"
    assert "secret" not in cited.title


def test_search_minds_neither_case_nor_accents():
    found = [entry("Väntrum och ÅNGEST"), entry("Waiting rooms", id="r2", summary="For carers")]
    assert [e.id for e in matching(found, "angest VANTRUM")] == ["r1"]
    assert [e.id for e in matching(found, "carers waiting")] == ["r2"]
    assert matching(found, "garden") == []
    assert matching(found, "") == found


@given(st.text(max_size=900))
def test_any_text_is_read_without_falling_over_and_stays_on_one_line(text):
    cited = Cited.read(text)
    assert len(cited.title) <= LONGEST_TITLE
    for part in (cited.title, cited.doi, cited.url):
        assert not set(part) & set("\n\r\t\0\u202e")
    assert not set(cited.doi + cited.url) & set('<>"|{}\\` ')
    assert plain_address(cited.url) == plain_address(Cited.read(cited.url).url or cited.url)
    assert folded(text) == folded(folded(text))
