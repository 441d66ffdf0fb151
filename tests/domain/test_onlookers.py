"""Who may see what: the one place that says so, and the page about privacy that is made from it."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.onlookers import (
    SEEN_BY,
    STORY_SEEN_BY,
    Circle,
    Onlooker,
    Thing,
    narrower,
    sees,
    takes_away,
)
from bot.domain.roster import GUEST, Participant
from bot.domain.stories import FAR, SCOPES, Story, StoryState
from bot.store import kept
from bot.store.kept import forms
from bot.store.tables import metadata
from bot.voice.privacy import CIRCLE as AROUND
from bot.voice.privacy import PEOPLE, matrix, rows, table

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
NOW = datetime(2027, 2, 10, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def person(id, organisation="B", role="lay", standing="active"):
    facts = {"name": id, "email": "", "zone": "UTC"}
    return Participant(id=id, organisation=organisation, role=role, standing=standing, **facts)


STORY = Story(id="y1", person_id="teller", told_at=NOW)
CIRCLE = Circle(
    organisation="A",
    room=frozenset({"teller", "mate"}),
    facilitators=frozenset({"host"}),
)
EVERYBODY = [
    person("teller", "A"),
    person("mate"),
    person("colleague", "A"),
    person("other"),
    person("host", "A", "facilitator"),
    person("guest", "A", GUEST),
]


def seen(story, at=NOW, circle=CIRCLE, people=EVERYBODY):
    return {p.id for p in people if circle.sees(p, story, at)}


@pytest.mark.parametrize(
    ("scope", "at_once", "later"),
    [
        ("private", {"teller"}, {"teller"}),
        ("facilitators", {"teller", "host"}, {"teller", "host"}),
        ("room", {"teller", "mate", "host"}, {"teller", "mate", "host"}),
        ("organisation", {"teller", "host"}, {"teller", "colleague", "host"}),
        ("community", {"teller", "mate", "host"}, {"teller", "mate", "colleague", "other", "host"}),
    ],
)
def test_each_choice_goes_so_far_at_once_and_so_far_once_asked_again(scope, at_once, later):
    story = replace(STORY, wish=scope)
    again = story.let_further(NOW + WEEK)

    assert seen(story) == seen(story, NOW + 10 * WEEK) == at_once
    assert seen(again, NOW) == at_once
    assert seen(again, NOW + WEEK) == later


def test_nobody_sees_what_is_gone_and_its_teller_alone_what_waits_for_them():
    for scope in SCOPES:
        story = replace(STORY, wish=scope, further_at=NOW)
        assert seen(story.taken_back(NOW)) == set()
        assert seen(replace(story, state=StoryState.WAITING)) == {"teller"}


def test_who_left_sees_only_what_they_told():
    left = [replace(p, standing="left") for p in EVERYBODY]
    story = replace(STORY, wish="community", further_at=NOW)
    assert seen(story, people=left) == {"teller"}


def test_a_guest_in_the_room_is_a_guest():
    circle = replace(CIRCLE, room=CIRCLE.room | {"guest"})
    story = replace(STORY, wish="community", further_at=NOW, let_in=("guest",))
    assert "guest" not in seen(story, circle=circle)


def test_people_without_an_organisation_are_not_each_others_colleagues():
    circle = replace(CIRCLE, organisation="")
    story = replace(STORY, wish="organisation", further_at=NOW)
    assert seen(story, circle=circle, people=[person("other", "")]) == set()


def test_who_joined_later_sees_it_only_if_let_in_and_only_as_far_as_the_room():
    assert "other" not in seen(STORY)
    assert "other" in seen(replace(STORY, let_in=("other",)))
    assert "other" not in seen(replace(STORY, wish="facilitators", let_in=("other",)))


def test_narrower_is_whatever_takes_somebody_away():
    for scope in SCOPES:
        assert not narrower(scope, scope)
        assert narrower("private", scope) == (scope != "private")
    assert narrower("organisation", "room")
    assert narrower("room", "organisation")
    assert not narrower("community", "organisation")
    assert all(not narrower(far, near) for far, near in FAR.items())


@pytest.mark.parametrize(
    "less",
    [
        {"wish": "private"},
        {"let_in": ("colleague",)},
        {"signed": "none"},
        {"outside_at": None},
    ],
)
def test_a_choice_takes_something_away_where_a_reader_a_name_or_a_use_goes(less):
    whole = replace(STORY, signed="first", let_in=("other", "colleague"), outside_at=NOW)
    assert takes_away(whole, replace(whole, **less), NOW)
    assert not takes_away(replace(whole, **less), whole, NOW)
    assert not takes_away(whole, whole, NOW)


def test_what_is_left_of_a_story_tells_neither_its_words_nor_a_reason():
    whole = replace(
        STORY, noted_by="host", let_in=("other",), outside_at=NOW, signed="name", version=4
    )
    left = whole.taken_back(NOW)
    assert (left.noted_by, left.let_in, left.outside_at, left.signed, left.version) == (
        "",
        (),
        None,
        "none",
        1,
    )
    assert not left.may_go_outside


def test_each_kind_of_onlooker_is_that_and_the_closed_ones_nothing_else():
    for kind, person in PEOPLE.items():
        assert kind in AROUND.onlooker(person)
    near = {Onlooker.ROOM, Onlooker.HOST, Onlooker.SUBGROUP, Onlooker.ORGANISATION}
    for kind in set(Onlooker) - near:
        assert AROUND.onlooker(PEOPLE[kind]) == {kind}


@pytest.mark.parametrize("thing", [*SEEN_BY])
def test_nothing_is_for_strangers_guests_who_left_or_whom_it_is_about(thing):
    """But what is asked of a guest is for guests."""
    for kind in (Onlooker.STRANGER, Onlooker.GUEST, Onlooker.LEFT, Onlooker.ABOUT):
        if (thing, kind) == (Thing.GUEST_QUESTION, Onlooker.GUEST):
            continue
        assert not sees(PEOPLE[kind], thing, AROUND)


def test_everything_that_has_a_reach_is_on_the_page():
    shown = {row.key for row in rows()}
    assert shown - {""} == set(SEEN_BY)
    assert set(STORY_SEEN_BY) == set(SCOPES)


@pytest.mark.parametrize(
    ("name", "made"), [("matrix", lambda: matrix(forms())), ("tables", kept.lines)]
)
def test_the_page_about_privacy_shows_what_the_code_decides(name, made):
    block = re.compile(rf"(<!-- {name}: .*? -->\n).*?(<!-- end -->)", re.DOTALL)
    page = PAGE.read_text(encoding="utf-8")
    new, times = block.subn(lambda found: f"{found[1]}\n{table(made())}\n\n{found[2]}", page)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(new, encoding="utf-8")
    assert times == 1
    assert page == new or os.environ.get("UPDATE_GOLDEN")


def test_every_table_of_the_database_has_its_line_on_the_page():
    assert set(kept.KEPT) == set(metadata.tables)
    assert all(row.table in kept.forms() for row in rows())
