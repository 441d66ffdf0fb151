"""The file for one person: what they wrote stands in it as they wrote it, and does nothing where it is opened."""

import csv
import io

from bot.files.person_bundle import parts_of
from bot.web.about_person import page

HOSTILE = '<script>alert("x")</script>'
FACTS = {
    "made_at": "2027-02-08T09:00:00+00:00",
    "answers": [
        {"prompt": "p1", "text": HOSTILE, "number": None},
        {"prompt": "p2", "text": "=1+1", "number": 3},
    ],
    "seats": [],
}


def test_words_are_escaped_on_the_page_and_no_cell_is_a_formula():
    parts = parts_of(FACTS, page(FACTS, "The <b>circle</b>"))

    assert HOSTILE not in parts["about.html"]
    assert "&lt;script&gt;" in parts["about.html"]
    assert "<b>circle" not in parts["about.html"]
    first, second = csv.DictReader(io.StringIO(parts["csv/answers.csv"]))
    assert (first["text"], first["number"]) == (HOSTILE, "")
    assert second["text"] == "'=1+1"


def test_instants_are_days_and_hours_on_the_page_and_exact_in_the_lists():
    facts = FACTS | {"presence": [{"at": "2027-02-17T20:04:05.678901+00:00"}]}
    read = page(facts, "")

    assert "as it was on Mon 8 February 2027, 09:00." in read
    assert "<dd>Wed 17 February 2027, 20:04</dd>" in read
    assert "2027-02-17T20:04:05.678901+00:00" in parts_of(facts, read)["csv/presence.csv"]


def test_a_kind_of_which_there_is_nothing_has_no_list():
    assert set(parts_of(FACTS, page(FACTS, ""))) == {"about.json", "about.html", "csv/answers.csv"}
