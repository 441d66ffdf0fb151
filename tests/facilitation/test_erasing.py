"""Erasing a person: nothing of theirs is left anywhere, and whatever was counted stays counted."""

import io
import json
import logging
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.domain.answers import Asking, Response, Rsvp
from bot.domain.artefacts import Writing
from bot.domain.effects import Owed, State
from bot.domain.followup import Progress
from bot.domain.guests import GuestQuestion
from bot.domain.hour_polls import HourVote
from bot.domain.presence import Presence
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sightings import Sighting, What
from bot.domain.synthesis import CheckBack, Finds, Sentence, Synthesis, Theme
from bot.facilitation import (
    actions,
    agreed,
    bibliography,
    branches,
    calls,
    erasing,
    free_words,
    helping,
    leaving,
    own_data,
    own_pages,
    people,
    publishing,
    replies,
    rooms,
    stories,
)
from bot.facilitation.audience import community
from bot.facilitation.bibliography import About
from bot.facilitation.person_files import NobodyThere
from bot.facilitation.stories import Telling
from bot.logs import set_up_logs
from bot.slack.own_acts import OwnActs
from bot.store.backups import back_up
from bot.store.engines import disposed
from bot.store.restoring import restore
from bot.store.sql_store import SqlStore
from bot.store.tables import metadata
from bot.voice.asking_to_erase import ASK, ASKED, ERASE
from bot.voice.erasing import FATES, GONE, ROWS_GO, SOMEBODY, STAYS
from tests.facilitation.company import Company
from tests.logs import logs_as_before
from tests.pg import brand, postgres, postgres_url, store, url
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

__all__ = ["brand", "postgres", "postgres_url", "store", "url"]
NADIA, PEARL, TED = (sample_people()[name] for name in ("nadia", "pearl", "ted"))
WREN = replace(
    PEARL, id="p900", name="Quillon Wrenfeather", email="quillon.wrenfeather@canary.example",
    zoom_email="zoomwren@canary.example", slack_id="UCANARYWREN", access_needs="needscanary",
    title="titlecanary", line_manager="",
)  # fmt: skip
NAMES = "pearl ted nadia osric kwabena lorna dov farida tariq doreen walt gil adaeze bronwyn"
ABOUT = (WREN.name, WREN.email, WREN.zoom_email, WREN.slack_id, WREN.access_needs, WREN.title)
ANSWER = "Beds, answercanary, in the night"
SAID = (
    "storycanary", "answercanary", "actioncanary", "wordcanary", "ideacanary", "helpcanary", "callcanary",
    "remarkcanary", "readingcanary", "plaincanary", "hardcanary", "questioncanary", "writtencanary", "freecanary",
    "missingcanary", "onlycanary", "lockedcanary",
)  # fmt: skip


@pytest.fixture
def lived(sqlite_store):
    return lives(sqlite_store)


def lives(store):
    company = Company(store, "2027-02-10T12:00", public_url="https://convener.example")
    begun(company)
    return company


@pytest.fixture
def logged():
    """Every word of every library, as it is written."""
    with logs_as_before():
        written = io.StringIO()
        set_up_logs(debug=True, stream=written)
        logging.getLogger().setLevel(logging.DEBUG)
        yield written


def begun(company):
    managed = replace(TED, line_manager=WREN.email)
    crew = [managed if one.id == TED.id else one for one in cast(NAMES)]
    asks = question("free", "-3d", "What about the beds?")
    plan = plan_of(2, 3, without=["rsvp"], bare=True, notices='"-1h"', more=asks)
    company.begins([*crew, WREN], plan, (2027, 2))
    with company.change() as setting:
        setting.memory.people.save(replace(setting.person(WREN.id), slack_id=WREN.slack_id))
    for one in (WREN, PEARL, TED):
        replies.reply(company.desk, "s01", one.id, Rsvp.YES)
    company.until("2027-02-14 16:00")
    publishing.publish(company.desk, "s01", by=NADIA.id)
    does_everything(company)
    company.until("2027-03-14 16:00")
    free_words.hear(company.desk, WREN.id, "freecanary", gesture="g-free")
    company.work()
    with company.look() as setting:
        assert setting.memory.notes.seek("heard:g-free"), "nothing was asked, so nothing is kept"


def does_everything(company):
    desk, me = company.desk, WREN.id
    story = stories.tell_unasked(desk, me, Telling(text="A storycanary", scope="facilitators"))
    company.story = story.id
    mine = actions.agree_action(desk, what="My actioncanary", owner=me, by=me, session="s01")
    actions.report(desk, mine.id, me, Progress.STUCK, word="wordcanary")
    helping.ask_everyone(desk, mine.id, me, "helpcanary")
    branches.name_branch(desk, idea="An ideacanary", by=me)
    calls.ask_for_a_word(desk, me, "callcanary")
    agreed.say(desk, "aim", "remarkcanary", by=me)
    about = About(summary="plaincanary", named=True)
    bibliography.suggest(desk, "The readingcanary", by=me, about=about)
    with company.change() as setting:
        kept_by_hand(setting)


def kept_by_hand(setting):
    """What takes a whole play to come about, as it would be written down."""
    memory, now = setting.memory, setting.now
    for id, who, words in (("k1", WREN, ANSWER), ("k2", PEARL, "A pearl of an answer")):
        asking = Asking(id=id, session_id="s01", prompt="q", person_id=who.id, state="answered")
        memory.askings.save(asking)
        memory.responses.save(
            Response(
                id=id, session_id="s01", prompt="q", person_id=who.id, text=words, number=4,
                visibility="community", at=now,
            )
        )  # fmt: skip
    memory.askings.save(
        Asking(id="k3", session_id="s02", prompt="c", person_id=TED.id, choices=(ANSWER, "Beds"))
    )  # fmt: skip
    memory.themes.save(
        Theme(id="t1", session_id="s01", words="onlycanary", by=NADIA.id, at=now, answers=("k1",))
    )
    memory.themes.save(
        Theme(id="t2", session_id="s01", words="Beds", by=NADIA.id, at=now, answers=("k1", "k2"))
    )
    quoted = ("t2", f"One said: {ANSWER}", ("k1", "k2"))
    said = [("t1", "onlycanary", ("k1",)), ("t2", "Beds were short", ("k1", "k2")), quoted]
    memory.syntheses.save(
        Synthesis(
            id="s01:v1", session_id="s01", version=1, by=NADIA.id, at=now,
            sentences=tuple(Sentence(theme=t, text=x, answers=a) for t, x, a in said),
        )
    )  # fmt: skip
    memory.check_backs.save(
        CheckBack(
            id="b1", session_id="s01", version=1, person_id=WREN.id, finds=next(iter(Finds)), at=now,
            words="missingcanary",
        )
    )  # fmt: skip
    memory.hour_votes.save(
        HourVote(id=f"h1:{WREN.id}", poll_id="h1", person_id=WREN.id, at=now, hard="hardcanary")
    )
    memory.guest_questions.save(
        GuestQuestion(id="g1", session_id="s01", person_id=WREN.id, text="questioncanary", at=now)
    )
    memory.writings.save(
        Writing(
            id="w1", artefact="aim", owner=WREN.organisation, number=1, version=1, field="words",
            by=WREN.id, at=now, text="writtencanary",
        )
    )  # fmt: skip
    locked = Writing(
        id="w2", artefact="aim", owner=WREN.organisation, number=1, version=2, field="words",
        by=WREN.id, at=now, locked=True,
    )  # fmt: skip
    memory.writings.save(locked)
    memory.sealed.keep(locked.id, locked.version, "lockedcanary")
    memory.presences.save(Presence(session_id="s01", person_id=WREN.id, was_there=True, at=now))
    memory.sightings.save(
        Sighting(id="z1", session_id="s01", what=next(iter(What)), at=now, address=WREN.zoom_email)
    )
    memory.notes.save(Note(id="zoom-left-out:s01", text=f"{WREN.zoom_email}\nted@example.org"))
    told = {"words": f"*{WREN.name}* has no Zoom address."}
    memory.effects.owe(
        Owed(key="trouble:x", kind="trouble", target=NADIA.id, payload=told, not_before=now)
    )
    memory.inbox.keep("g1", {"said": f"{WREN.name} comes"}, now)


def counts(company):
    """What communities are counted by."""
    with company.look() as setting:
        memory = setting.memory
        plans = [memory.plans.published(one.id) for one in setting.sessions()]
        return {
            "rooms": [sorted(room.people) for plan in plans if plan for room in plan.rooms],
            "attendance": sum(one.was_there for one in memory.presences.find()),
            "answers": len(memory.givers("s01", ["q"])),
            "replies": len(memory.replies.find()),
            "askings": len(memory.askings.find()),
            "people": len(memory.people.find()),
            "roles": sorted(one.role for one in memory.people.find()),
            "found": len(memory.check_backs.find()),
        }


def everything(company):
    """Every row of every table, as text."""
    place = company.desk.store.place
    with disposed(sa.create_engine(place)) as engine, engine.connect() as connection:
        return {
            name: "\n".join(json.dumps([str(cell) for cell in row]) for row in connection.execute(table.select()))
            for name, table in metadata.tables.items()
        }  # fmt: skip


def left_of(company, words):
    return {
        (name, word) for name, rows in everything(company).items() for word in words if word in rows
    }


def test_nothing_of_theirs_is_left_and_counts_are_as_before(store, logged):
    """On both databases."""
    lived = lives(store)
    before = counts(lived)
    assert {word for _, word in left_of(lived, [*ABOUT, *SAID])} >= {*ABOUT, *SAID} - {
        "storycanary", "freecanary", "lockedcanary",  # locked
    }  # fmt: skip

    done = erasing.erase(lived.desk, WREN.email.upper())
    lived.until("2027-03-15 16:00")

    assert left_of(lived, [*ABOUT, *SAID]) == set()
    assert counts(lived) == before
    assert [word for word in (*ABOUT, *SAID) if word in logged.getvalue()] == []
    assert done.deleted > 0
    assert lived.told(WREN) == []
    standing = json.dumps([str(said.message) for said in lived.chat.said.values()])
    assert [word for word in (*ABOUT, *SAID) if word in standing] == []
    with lived.look() as setting:
        rest = setting.memory.people.get(WREN.id)
        assert (rest.name, rest.role, rest.standing) == (SOMEBODY, WREN.role, "erased")
        assert rest.id not in setting.everyone
        assert setting.memory.themes.seek("t1") is None
        assert setting.memory.themes.get("t2").answers == ("k2",)
        (left,) = setting.memory.syntheses.get("s01:v1").sentences
        assert (left.text, left.answers) == ("Beds were short", ("k2",))
        assert setting.memory.askings.get("k3").choices == (GONE, "Beds")
        assert [t.did for t in setting.memory.traces.find(about=WREN.id)][-1] == "erased a person"
        assert setting.memory.effects.find(target=WREN.id, states=[State.READY]) == []


def on_disk(folder):
    """Which words stand in the bytes of which file, the log of the database among them."""
    words = [word.encode() for word in (*ABOUT, *SAID)]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {(file.name, word) for file in files for word in words if word in file.read_bytes()}


def test_not_one_byte_of_it_is_left_on_the_disk(sqlite_url, tmp_path):
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    company = Company(store, "2027-02-10T12:00", public_url="https://convener.example")
    begun(company)
    assert len(on_disk(tmp_path)) > len(SAID)

    erasing.erase(company.desk, WREN.email)

    assert on_disk(tmp_path) == set()
    company.until("2027-03-15 16:00")
    store.close()
    assert on_disk(tmp_path) == set()


def test_no_key_stays_that_would_open_in_a_backup_what_was_erased(lived):
    keys = lived.desk.store.keys
    with lived.look() as setting:
        assert setting.memory.sealed.keys() == set(keys.names()) != set()

    erasing.erase(lived.desk, WREN.email)

    with lived.look() as setting:
        assert setting.memory.sealed.keys() == set(keys.names())


def test_looking_first_changes_nothing_and_says_what_will_be(lived):
    before = everything(lived)

    seen = erasing.look(lived.desk, WREN.email)

    assert everything(lived) == before
    with lived.look() as setting:
        told = own_data.facts(setting, setting.memory.people.get(WREN.id))["stories"]
    assert [
        story["text"] for story in told if "storycanary" in story.get("text", "")
    ]  # its key opens it still
    assert lived.desk.store.forget_list is None or not lived.desk.store.forget_list.lines()
    assert erasing.erase(lived.desk, WREN.email) == seen
    assert seen.counted["answers"] == 1


# leaving writes a line, cancels what waits, and gives seats in sessions ahead to others
AHEAD = {"messages", "subgroups", "handed_over", "seats"}


def test_each_kind_does_what_is_said_of_it(lived):
    assert FATES.keys() == {kind.name for kind in own_data.KINDS} | own_data.ELSEWHERE.keys()
    erased = erasing.erase(lived.desk, WREN.email)
    with lived.look() as setting:
        after = own_data.counted(setting, setting.memory.people.get(WREN.id))
    for kind, (fate, _) in FATES.items():
        if fate == ROWS_GO:
            assert after[kind] == 0, kind
        elif fate == STAYS and kind not in AHEAD:
            assert after[kind] == erased.counted[kind], kind


def test_a_second_time_there_is_nobody_and_the_same_row_of_a_roster_is_somebody_new(lived):
    erasing.erase(lived.desk, WREN.email)
    with pytest.raises(NobodyThere):
        erasing.erase(lived.desk, WREN.email)

    for _ in range(2):
        people.import_roster(lived.desk, [replace(WREN, slack_id="")])

    with lived.look() as setting:
        (new,) = setting.memory.people.find(email=WREN.email)
        assert new.id not in {WREN.id, ""}
        assert new.standing == "invited"
        assert setting.memory.people.get(WREN.id).erased
        assert own_data.counted(setting, new)["answers"] == 0


def test_it_works_for_somebody_who_has_left_and_never_for_the_only_facilitator(lived):
    leaving.leave(lived.desk, WREN.id, by=NADIA.id)
    erasing.erase(lived.desk, WREN.email)
    with lived.look() as setting:
        team = setting.facilitators
    for one in team[1:]:
        erasing.erase(lived.desk, one.email)
    with pytest.raises(leaving.NobodyLeft):
        erasing.look(lived.desk, team[0].email)


def test_nobody_erased_is_seated_asked_found_or_written_to(lived):
    erasing.erase(lived.desk, WREN.email)
    lived.until("2027-03-15 16:00")
    quiet = lived.chat.posted
    with lived.look() as setting:
        assert WREN.id not in {one.id for one in community(setting)}
    with pytest.raises(Exception, match=r"[Nn]obody|no person"):
        leaving.named(lived.desk, SOMEBODY)
    assert people.known_ever(lived.desk, WREN.slack_id) is None
    rooms.draw_now(lived.desk, "s02", by=NADIA.id)
    with lived.look() as setting:
        assert WREN.id not in setting.memory.plans.latest("s02").seated
    lived.until("2027-04-30 12:00")
    assert lived.chat.posted > quiet
    assert lived.told(WREN) == []
    assert (
        lived.told(Participant(id="x", name="", email="", role="", organisation="", zone="")) == []
    )


def test_a_backup_from_before_is_erased_again(sqlite_url, tmp_path):
    store = SqlStore(sqlite_url, synchronous="NORMAL")
    company = Company(store, "2027-02-10T12:00", public_url="https://convener.example")
    begun(company)
    backup = tmp_path / "before.sqlite3"
    back_up(sqlite_url, backup, now=company.clock.now())
    erasing.erase(company.desk, WREN.email)
    after, listed = counts(company), store.forget_list.path
    store.close()

    restore(sqlite_url, backup, now=company.clock.now(), forget_list=listed, force=True)

    again = SqlStore(sqlite_url, synchronous="NORMAL")
    company.desk = replace(company.desk, store=again)
    assert left_of(company, [*ABOUT, *SAID]) == set()
    found = counts(company)
    assert {key: found[key] for key in ("attendance", "answers", "people", "roles")} == {
        key: after[key] for key in ("attendance", "answers", "people", "roles")
    }
    again.close()


def test_somebody_asks_for_it_on_their_own_page_and_facilitators_read_what_to_type(company):
    made = company("2027-02-10T12:00", public_url="https://convener.example")
    made.begins(cast("pearl ted nadia"), plan_of(2, without=["rsvp"], bare=True), (2027, 2))
    with made.change() as setting:
        buttons = json.dumps(own_pages.blocks_of(setting, setting.person(PEARL.id), "kept"))
    assert ASK in buttons
    window = OwnActs(made.desk).open(PEARL, "call:open", ERASE)
    assert ASKED in json.dumps(window.body)
    assert ASKED not in json.dumps(OwnActs(made.desk).open(PEARL, "call:open", "").body)

    calls.ask_for_a_word(made.desk, PEARL.id, about=ASKED)
    made.work()

    (said,) = made.told(NADIA, "would like a word")
    assert f"convener person erase {PEARL.email}" in said.text
    erasing.erase(made.desk, PEARL.email)
    made.until("2027-02-11 12:00")
    assert [one for one in made.chat.said.values() if PEARL.email in str(one.message)] == []
