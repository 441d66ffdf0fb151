"""What is kept of somebody, for themselves: all that is in their name, and nothing of anybody else's."""

import json
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from bot.facilitation import actions, branches, calls, own_data, stories
from bot.facilitation.setting import Setting
from bot.ports import Memory
from bot.voice.own_pages import KEPT
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED = (sample_people()[name] for name in ("pearl", "ted"))
WHOSE = {"person_id", "by", "owner", "members", "suggested_by"}
# kept by a person's id, but not in their name: what they did in their task, what was set for all, and marks
OF_THE_TASK = {
    "prompt_changes", "exports", "told", "themes", "syntheses", "loops", "agreed", "agendas", "hour_polls", "guests",
    "small_meetings", "hand_overs", "calendar_entries",
}  # fmt: skip


@pytest.fixture
def made(company):
    company = company("2027-02-08T09:00")
    company.begins(cast("pearl ted nadia"), plan_of(2, without=["rsvp"], bare=True), (2027, 2))
    desk = company.desk
    for who, said in ((PEARL, "of Pearl"), (TED, "of Ted")):
        stories.tell_unasked(desk, who.id, stories.Telling(text=f"A story {said}"))
        actions.agree_action(desk, what=f"An action {said}", owner=who.id, by=who.id)
        branches.name_branch(desk, idea=f"An idea {said}", by=who.id)
        calls.ask_for_a_word(desk, who.id, f"A word {said}")
    return company


def told(made, person):
    with made.look() as setting:
        return own_data.facts(setting, setting.memory.people.get(person.id))


def test_the_file_holds_ones_own_words_and_nobody_elses(made):
    whole = json.dumps(told(made, PEARL))
    for kind in ("story", "action", "idea", "word"):
        assert f"{kind} of Pearl" in whole
    assert "of Ted" not in whole
    assert [word for word in (TED.name, TED.id, TED.email) if word in whole] == []


def test_a_story_that_was_taken_back_is_told_without_words(made):
    with made.desk.store.begin() as memory:
        (story,) = memory.stories.find(person_id=PEARL.id)
    from bot.facilitation.taking_back import take_back

    take_back(made.desk, story.id, PEARL.id)
    (left,) = told(made, PEARL)["stories"]
    assert "text" not in left
    assert left["state"] == "gone"


def test_what_is_counted_is_what_the_file_holds_and_each_kind_has_words(made):
    with made.desk.store.read() as memory:
        setting = Setting(made.desk, memory)
        counted = own_data.counted(setting, PEARL)
    found = told(made, PEARL)
    assert counted == {kind: len(found[kind]) for kind in counted}
    assert counted.keys() == KEPT.keys()


def test_whatever_is_kept_in_somebodys_name_is_in_it():
    """A new shelf that names people is told of here, or said why not."""
    shelves = {
        name: {field.name for field in fields(kept)}
        for name, hint in get_type_hints(Memory).items()
        for kept in get_args(hint)
        if is_dataclass(kept)
    }
    named = {name for name, known in shelves.items() if known & WHOSE}
    assert named == ({kind.shelf for kind in own_data.KINDS} - {"people"}) | OF_THE_TASK
    for kind in own_data.KINDS:
        assert {kind.whose, *kind.fields} <= shelves[kind.shelf], kind
