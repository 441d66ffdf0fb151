"""What is kept of somebody, for themselves: all that is in their name, and nothing of anybody else's."""

import json
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest
import sqlalchemy as sa

from bot.facilitation import actions, branches, calls, own_data, stories
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Memory
from bot.store.columns import Key, Words
from bot.store.memory import TRACES, SqlMemory
from bot.store.tables import metadata
from bot.voice.own_pages import KEPT
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED, NADIA = (sample_people()[name] for name in ("pearl", "ted", "nadia"))
WHOSE = {"person_id", "by", "owner", "members", "suggested_by"}
# columns that hold nothing of a person's own: ids of other things, words of ours for a state, instants, counts
OF_THINGS = {
    "id", "key", "session_id", "artefact", "subgroup_id", "branch_id", "action_id", "poll_id", "story_id",
    "response_id", "state", "kind", "prompt", "mark", "theme", "channel", "place", "source", "subject", "asking",
    "after", "told_in", "kept_in", "level", "pulse", "way", "meeting_id",
    # who else had a hand in it: theirs, not this person's
    "by", "noted_by", "settled_by", "taken_by", "asked", "asked_by", "decided_by", "convenor", "uninvited", "takers",
    "owner", "person_id", "let_in", "members", "skips", "summary_by", "suggested_by", "who",
    "delegate_id", "reworded_by",
}  # fmt: skip
# and what one table holds beside that, with why it is not in a person's file
NOT_IN_FILE = {
    "person.email_folded": "the address once more", "person.zoom_email_folded": "the same",
    "person.line_manager": "somebody else's address", "person.line_manager_folded": "the same",
    "asking.choices": "what others wrote", "reference.summary": "may be somebody else's words",
    "reference.sessions": "where it is read", "reference.artefacts": "the same", "reference.named": "who else is named",
    "remark.came": "a word of ours", "subgroup.charter": "the group's own",
    "subgroup.came": "the group's own", "room_wish.people": "whom it is about, as they read in its window",
    "writing.draws_on": "whose words it draws on", "writing.quotes": "the same",
    "delegate.was": "an answer of before", "delegate.theirs": "somebody else's answer",
    "hour_poll.ways": "hours that were worked out", "hour_poll.counts": "counts of what others said",
    "hour_poll.taken": "which way", "agenda.blocks": "lengths, and who leads what",
    "guest.name": "somebody else", "guest.email": "the same", "guest.zone": "the same",
    "guest.instead_of": "the same",
    "small_meeting.zone": "the group's city", "small_meeting.host": "whose seat it took",
    "small_meeting.join_url": "a way in",
    "small_meeting.passcode": "the same", "small_meeting.dial_in": "the same",
    "theme.answers": "ids of others' answers", "theme.merged_into": "another theme", "synthesis.kept": "ids of themes",
    "hand_over.about": "an id",
}  # fmt: skip
# tables that are searched in another way, or hold nothing in anybody's name
NOT_BY_KIND = {
    "help_wanted": "by whose action it is", "room_plan": "as seats", "effect": "as messages",
    "sealed": "opened for stories and writings", "carried": "where a story went, by ids",
    "programme": "the plan", "session": "dates and titles", "meeting": "Zoom's meeting; addresses are in the details",
    "sighting": "goes a day after the session", "note": "marks by ids, until they end", "duty": "by ids",
    "pace": "for minutes", "gesture": "marks; answers of commands are about others", "count": "counts for ids",
    "seal": "cannot be found again", "urn": "cannot be found again", "bundled": "ids",
    "slack_bots": "a workspace", "slack_installations": "a workspace",
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
    assert named == {kind.shelf for kind in own_data.KINDS} - {"people", "traces"}
    for kind in own_data.KINDS:
        if kind.shelf != "traces":
            assert {kind.whose, *kind.fields} <= shelves[kind.shelf], kind


def test_every_column_with_words_is_in_the_file_or_excused_with_a_reason():
    """A new column fails this until it is told to whom it is about, or said why not."""
    by_table = {table_of(kind.shelf): kind for kind in own_data.KINDS}
    assert by_table.keys() | NOT_BY_KIND.keys() == set(metadata.tables)
    left_out = {
        f"{name}.{column.name}"
        for name, kind in by_table.items()
        for column in metadata.tables[name].columns
        if isinstance(column.type, Words | Key | sa.JSON)
        if column.name not in kind.fields and column.name not in OF_THINGS
    }
    assert left_out == NOT_IN_FILE.keys()


def table_of(shelf: str) -> str:
    return TRACES.table.name if shelf == "traces" else vars(SqlMemory)[shelf].table.name


def test_somebody_who_facilitates_finds_what_they_did_in_their_task(made):
    with made.change() as setting:
        trace(setting, NADIA.id, "looked at the rooms", "s01")
    found = told(made, NADIA)
    assert [(one["did"], one["about"]) for one in found["acts"]] == [("looked at the rooms", "s01")]
    assert told(made, PEARL)["acts"] == []
    assert [one for one in told(made, PEARL)["messages"] if one["kind"] == "welcome"]
