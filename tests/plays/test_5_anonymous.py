"""Anonymous is anonymous: what people press is counted, and nothing anywhere says what one of them pressed."""

import json
import re

import pytest
import requests
import sqlalchemy as sa

from bot.domain.answers import Response
from bot.store.engines import disposed, reading_engine
from bot.store.tables import metadata
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

LAY = ["ted", "pearl", "jandira", "raimundo", "gunvor"]
OTHERS = ["kwabena", "kirra", "signe", "anjali", "luisa"]
DISSENT = question(
    "dissent", "+1d", "What can you not yet agree with?", when="post", visibility="anonymous"
)
PLAN = plan_of(2, without=["rsvp"], bare=True, keep=["heard"], notices='"-1h"', more=DISSENT)
HEARD = "Did people listen"
CANARY = "a canary called Quillon"
ASKED, BONES = "2027-02-18 15:30", "2027-02-22 16:00"


@pytest.fixture
def stage(theatre):
    """The day after a session: everyone has been asked how far they were heard."""
    stage = theatre.opens(
        people=cast(" ".join([*LAY, *OTHERS, "nadia osric"])),
        start=(2027, 2),
        plan=PLAN,
        at="2027-02-12T12:00",
        publish="automatic",
    )
    stage.until(ASKED)
    return stage


def press(stage, names, numbers):
    for name, number in zip(names, numbers, strict=True):
        getattr(stage, name).presses(str(number), HEARD)


def bones(stage):
    (said,) = stage.nadia.was_told("bones for your synthesis")
    return said


def test_four_of_ten_are_not_to_be_worked_out_and_a_leaver_changes_nothing(stage):
    """A14, with two drafts and somebody who leaves between them."""
    press(stage, LAY[:4], [1, 2, 1, 2])
    press(stage, OTHERS, [5, 5, 5, 5, 4])
    stage.until(BONES)
    first = bones(stage)
    assert "On average 3.3" in first
    assert "9 answers" in first
    assert "with lived experience" not in first

    stage.pearl.opens_home()
    with stage.desk.store.begin() as memory:
        memory.people.remove(sample_people()["pearl"].id)
    stage.gunvor.presses("5", HEARD)
    stage.until("2027-03-02 12:00")

    assert bones(stage) == first


def test_five_of_each_are_read_side_by_side_and_low_ones_are_told_the_same_evening(stage):
    press(stage, LAY, [1, 2, 1, 2, 2])
    press(stage, OTHERS, [2, 1, 3, 5, 2])
    assert stage.nadia.was_told("listened to") == []

    stage.until("2027-02-18 23:30")

    (low,) = stage.nadia.was_told("10 people said how far they were listened to")
    assert "2.1" not in low
    stage.until(BONES)
    assert "5 people with lived experience: 1.6 on average" in bones(stage)
    assert "5 all others: 2.6 on average" in bones(stage)
    assert len(stage.nadia.was_told("listened to")) == 1


def test_the_question_says_it_before_and_the_message_forgets_the_number_after(stage):
    (before,) = stage.ted.was_told(HEARD)
    assert "Once sent, it cannot be changed or taken back." in before
    assert "Results are shown only from five answers on." in before

    stage.ted.presses("4", HEARD)

    (after,) = stage.ted.was_told(HEARD)
    assert "Answered. It cannot be changed or taken back: it is not kept under your name." in after
    assert not re.search(r"“4”|You answered|Change", after)
    assert "Not this time" not in after
    stage.ted.opens_home()
    assert HEARD not in stage.ted.home()


def test_free_words_are_written_in_a_window_that_says_it_too_and_never_taken_from_a_talk(stage):
    stage.until("2027-02-19 00:00")
    stage.ted.says(CANARY)
    assert stage.ted.was_told("stands under your name")
    stage.ted.presses("Answer", "not yet agree")
    form = stage.ted.modal()
    assert form.index("Once sent, it cannot be changed") < form.rindex("Your answer")
    stage.ted.fills({"Your answer": CANARY})
    stage.ted.sends()

    assert "Answered." in stage.ted.was_told("not yet agree")[0]
    assert "Quillon" not in "".join(stage.ted.was_told("not yet agree"))
    assert "Quillon" not in str(rows(stage)) + json.dumps(stage.log, default=str)


def test_the_attacker_with_every_row_finds_who_answered_and_neither_what_nor_when(stage):
    stage.ted.opens_home()
    before, logged = rows(stage), len(stage.log)
    press(stage, ["ted"], [4])

    new = {
        table: [row for row in now if row not in before[table]]
        for table, now in rows(stage).items()
        if now != before[table]
    }

    ted = sample_people()["ted"].id
    moment = f"{stage.now:%H:%M:%S}"
    assert set(new) <= {"asking", "seal", "urn", "gesture", "count", "effect", "person", "pace"}
    (asking,) = new["asking"]
    assert (asking["id"], asking["state"]) == (f"s01:heard:{ted}", "answered")
    assert len(new["seal"]) == len(new["urn"]) == 1
    for table in ("seal", "urn", "gesture", "pace"):
        assert not [
            row for row in new.get(table, ()) if ted in str(row) or stage.ted.id in str(row)
        ]
    assert [str(row["at"])[11:19] for row in new["gesture"]] == ["00:00:00"]
    assert not [row for row in new.get("effect", ()) if row["kind"] in {"edit", "home"}]
    # how often Slack was asked, by nobody: it goes within minutes
    assert moment not in str({t: r for t, r in new.items() if t not in {"person", "pace"}})
    assert "answer:scale" not in str(rows(stage)["gesture"])
    web = f"{stage.serving.web.url}"
    for told in (
        str(stage.log[logged:]),
        requests.get(f"{web}/metrics", timeout=30).text,
        requests.get(f"{web}/operate/effects?limit=10000", timeout=30).text,
    ):
        assert not re.search(r"answer:scale|edit:ask:s01:heard", told)


def test_answers_once_kept_with_their_givers_are_moved_when_the_doors_open(stage):
    ted = sample_people()["ted"].id
    with stage.desk.store.begin() as memory:
        asking = memory.askings.get(f"s01:heard:{ted}")
        beside = {"id": asking.id, "session_id": "s01", "prompt": "heard", "person_id": ted}
        memory.responses.save(
            Response(**beside, text="4", number=4, visibility="anonymous", at=stage.now)
        )

    stage.restart()

    assert rows(stage)["response"] == []
    assert len(rows(stage)["urn"]) == len(rows(stage)["seal"]) == 1


def rows(stage):
    """Every row of every table, as whoever holds the database reads them."""
    place = stage.serving.store.place
    with (
        disposed(reading_engine(place, pool=1, patience=5)) as engine,
        engine.connect() as connection,
    ):
        return {
            table.name: [dict(r) for r in connection.execute(sa.select(table)).mappings()]
            for table in metadata.sorted_tables
        }
