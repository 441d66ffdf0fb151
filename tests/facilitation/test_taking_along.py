"""The community's learning to take along: what people let go so far, signed as they chose, and no more."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from bot.domain.presence import Presence
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation import actions, ballots, prompts, stories, taking_back
from bot.facilitation.programme_page import pictures
from bot.facilitation.taking_along import TABLES, take_along
from bot.files.learning import files_of
from bot.files.sheets import as_csv
from bot.voice import learning as words
from bot.web.report import report
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

EVERYONE = sample_people()
PEARL, TED, SIGNE = (EVERYONE[name] for name in ("pearl", "ted", "signe"))
VISIBILITIES = ("private", "facilitators", "room", "subgroup", "organisation", "community")
CAST = "pearl ted kwabena kirra signe nadia"
PLAN = plan_of(
    2,
    bare=True,
    more="".join(
        [question(f"for-{who}", "-8d", f"For {who}?", visibility=who) for who in VISIBILITIES]
        + [
            question("still", "-8d", "How was it?", visibility="anonymous", type="scale", low="-", high="+"),
            question("artefact", "-8d", "And?", visibility="community"),
        ]
    ),
)  # fmt: skip


@pytest.fixture
def made(company):
    found = company("2027-02-08T05:00")
    found.begins(cast(CAST), PLAN, (2027, 2))
    found.until("2027-02-12 16:00")
    for who in VISIBILITIES:
        prompts.respond(found.desk, f"s01:for-{who}:{PEARL.id}", PEARL.id, f"=for <{who}>")
    return found


def story(made, text, *, outside, signed="name"):
    telling = stories.Telling(text=text, scope="community", signed=signed)
    told = stories.tell_unasked(made.desk, TED.id, telling)
    asked_again = replace(telling, outside=outside)
    return stories.change(made.desk, told.id, TED.id, asked_again)


def taken(made):
    learning, entries = take_along(made.desk, "learned", by="")
    return learning, files_of(learning, entries)


def whole(made):
    """Everything in every file, the page among them."""
    learning, files = taken(made)
    return "\n".join([*files.values(), report(learning, pictures(made.desk), sorted(files))])


def test_only_answers_for_the_organisation_or_everyone_go_along(made):
    learning, _ = taken(made)
    assert {row["said"] for row in learning["answers"]} == {
        "=for <organisation>",
        "=for <community>",
    }
    everything = whole(made)
    for who in ("private", "facilitators", "room", "subgroup"):
        assert f"=for <{who}>" not in everything
        assert f"=for &lt;{who}&gt;" not in everything


def test_no_cell_is_a_formula_and_nothing_in_the_page_is_markup(made):
    _, files = taken(made)
    rows = list(csv.DictReader(io.StringIO(files["answers.csv"])))
    assert {row["said"] for row in rows} == {"'=for <organisation>", "'=for <community>"}
    actions.agree_action(made.desk, what="<b>Ring</b>", owner=TED.id, by=TED.id)
    page = report(taken(made)[0], (), ())
    assert "&lt;b&gt;Ring&lt;/b&gt;" in page
    assert "<b>Ring" not in page


def test_a_story_goes_along_once_its_teller_said_so_and_never_after_it_was_taken_back(made):
    near, far = story(made, "At the ferry", outside=False), story(made, "At the lift", outside=True)
    assert "At the ferry" not in whole(made)
    (row,) = taken(made)[0]["stories"]
    assert (row["story"], row["by"]) == ("At the lift", TED.name)

    taking_back.take_back(made.desk, far.id, TED.id)
    assert "At the lift" not in whole(made)
    assert near.id != far.id


def test_whoever_takes_a_story_back_later_has_the_export_listed(made):
    told = story(made, "At the lift", outside=True)
    take_along(made.desk, "learned-in-may", by="")
    with made.look() as setting:
        (carried,) = setting.memory.carried.find(story_id=told.id, kind="export")
        assert setting.memory.exports.get(carried.ref).name == "learned-in-may"
        assert [line.did for line in setting.memory.traces.find(about=carried.ref)] == [
            "exported the community's learning"
        ]


@pytest.mark.parametrize(
    ("signed", "by", "home"),
    [
        ("name", TED.name, TED.organisation),
        ("first", TED.first_name, TED.organisation),
        ("none", words.NOBODY, ""),
    ],
)
def test_everything_is_signed_as_its_giver_chose(made, signed, by, home):
    story(made, "At the lift", outside=True, signed=signed)
    (row,) = taken(made)[0]["stories"]
    assert (row["by"], row["organisation"]) == (by, home)


def results(made):
    return [row for row in taken(made)[0]["results"] if row["of"] == words.ALL]


def test_answers_without_names_are_figures_from_five_on(made):
    givers = [EVERYONE[name] for name in CAST.split()[:5]]
    for person in givers[:4]:
        prompts.rate(made.desk, f"s01:still:{person.id}", person.id, 4)
    assert results(made) == []
    prompts.rate(made.desk, f"s01:still:{givers[4].id}", givers[4].id, 1)
    with made.change() as setting:
        ballots.count_urns(setting, setting.session("s01"))
    assert results(made) == [
        {"session": 1, "question": "still", "of": "all", "result": "3.4", "times": 5}
    ]


def test_an_action_names_an_organisation_only_where_its_owner_lets_everyone_hear(made):
    for tell in (False, True):
        actions.agree_action(made.desk, what=f"Ring {tell}", owner=TED.id, by=TED.id)
    with made.change() as setting:
        one = next(a for a in setting.memory.actions.find() if a.what == "Ring True")
        setting.memory.actions.save(replace(one, tell=True))
    rows = {row["action"]: row["organisation"] for row in taken(made)[0]["actions"]}
    assert rows == {"Ring False": "", "Ring True": TED.organisation}


def test_a_loop_goes_along_once_people_were_told(made):
    with made.change() as setting:
        for state in LoopState:
            setting.memory.loops.save(
                Loop(
                    id=state.value, session_id="s01", said=f"Said {state}", owner=SIGNE.id, by=SIGNE.id,
                    at=setting.now, happened=f"Happened {state}", state=state,
                )
            )  # fmt: skip
    (row,) = taken(made)[0]["told"]
    assert row == {"session": 1, "you_said": "Said told", "this_happened": "Happened told"}


def test_every_table_has_a_name_and_all_stand_in_the_json(made):
    learning, files = taken(made)
    assert TABLES.keys() == words.TABLES.keys() == learning.tables.keys()
    told = json.loads(files["learning.json"])
    assert {name: told[name] for name in TABLES} == {
        name: [dict(row) for row in rows] for name, rows in learning.tables.items()
    }
    assert [
        name for name, rows in learning.tables.items() if rows and f"{name}.csv" not in files
    ] == []


def test_what_is_nobodys_business_beyond_is_in_no_file(made):
    everything = whole(made)
    for person in EVERYONE.values():
        assert person.email not in everything
        assert not person.access_needs or person.access_needs not in everything


def test_a_table_keeps_lines_commas_and_quotes():
    rows = [{"a": 'one, "two"\nthree', "b": 4}]
    assert list(csv.reader(io.StringIO(as_csv(rows), newline=""))) == [
        ["a", "b"],
        ['one, "two"\nthree', "4"],
    ]


def test_the_page_loads_nothing_and_runs_nothing(made):
    page = report(taken(made)[0], pictures(made.desk), ("learning.json",))
    assert not re.search(r"<(script|link|img|iframe)|\b(src|href)=|@import|url\(", page)
    assert all(f"<h2>{words.TABLES[name]}</h2>" in page for name in ("agreements", "readings"))


def test_where_nobody_said_who_came_no_figure_says_so(made):
    (row,) = taken(made)[0]["sessions"]
    assert (row["session"], row["came"], row["rooms"]) == (1, "", 0)
    with made.change() as setting:
        for person, there in ((TED, True), (PEARL, False)):
            setting.memory.presences.save(
                Presence(
                    session_id="s01",
                    person_id=person.id,
                    was_there=there,
                    by=SIGNE.id,
                    at=setting.now,
                )
            )
    (row,) = taken(made)[0]["sessions"]
    assert row["came"] == 1
