"""The report as a page: what held and what the months came to, each picture with a sentence and a table."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.demo.checks import judge
from bot.demo.evidence import Evidence
from bot.demo.look_back import between, met_in, pictures_of
from bot.demo.page import page_of
from bot.demo.report import Cost, report_of
from bot.demo.wish import Wish
from tests.demo.perfect import community, perfect

COST = Cost(wall_seconds=1.0, demo_megabytes=1.0, bot_megabytes=1.0, steps=1, kills=0)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return perfect(community(tmp_path_factory.mktemp("roster")))


class Read(HTMLParser):
    """The elements of a page, and whether each is closed again."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def page(evidence: Evidence) -> str:
    invariants = judge(evidence)
    return page_of(evidence, report_of(evidence, invariants, Wish(), COST), invariants)


def test_the_page_loads_nothing_and_runs_nothing(evidence: Evidence):
    read = Read()
    read.feed(page(evidence))
    assert not {"script", "link", "img", "iframe"} & set(read.names)
    assert not [value for name, value in read.attributes if name in ("src", "href")]


def test_each_picture_has_a_sentence_and_a_table(evidence: Evidence):
    pictures, read = list(pictures_of(evidence)), Read()
    read.feed(page(evidence))
    assert len(pictures) >= 4
    assert read.names.count("svg") == read.names.count("figcaption") == len(pictures)
    assert read.names.count("details") == len(pictures)
    assert all(one.reading.endswith(".") for one in pictures)
    assert all(len(column) == len(one.labels) for one in pictures for column in one.series.values())


def test_what_broke_is_said(evidence: Evidence):
    assert "things that must hold held" in page(evidence)
    broken = replace(evidence, letters=evidence.letters[1:])
    assert "NOT HELD" in page(broken)


def test_a_run_that_ended_before_anything_came_of_it_has_a_page_too(evidence: Evidence):
    books = replace(evidence.books, responses=(), actions=())
    nothing = replace(evidence, held=(), letters=(), books=books)
    assert list(pictures_of(nothing)) == []
    assert "NOT HELD" in page(nothing)


def test_the_shares_between_organisations_are_those_of_the_rooms(evidence: Evidence):
    shares = between(evidence)
    people = {p.id: p.organisation for p in evidence.community.seatable}
    met = met_in(evidence).times
    for one, row in shares.items():
        for other, share in row.items():
            pairs = list(_pairs(people, one, other))
            assert share == pytest.approx(sum(pair in met for pair in pairs) / max(len(pairs), 1))


def _pairs(people: dict[str, str], one: str, other: str) -> Iterator[tuple[str, str]]:
    ids = sorted(people)
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            if sorted((people[a], people[b])) == sorted((one, other)):
                yield a, b
