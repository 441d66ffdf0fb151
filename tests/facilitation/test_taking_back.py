"""Taking back while messages wait, are in doubt or are refused: nothing is said afterwards, nothing is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.effects import Owed, State
from bot.facilitation import story_reach, taking_back
from bot.facilitation.digests import gathered
from bot.facilitation.setting import Setting
from bot.facilitation.stories import Telling, change, tell
from bot.facilitation.story_reach import SYNTHESIS, carry, withdrawn_from
from bot.ports import Gone, Refused
from scheduler.effects import deliver
from tests.plays.scripts import cast, plan_of, sample_people

CANARY = "a canary called Quillon"
PEARL, NADIA = (sample_people()[name].id for name in ("pearl", "nadia"))
DIGEST = f"s01:digest:{NADIA}"


@pytest.fixture
def made(company):
    found = company("2027-02-09T05:00")
    found.begins(cast("ted pearl kwabena kirra signe nadia"), plan_of(2, bare=True), (2027, 2))
    found.until("2027-02-12 16:00")
    return found


@pytest.fixture
def story(made):
    with made.desk.store.begin() as memory:
        return tell(Setting(made.desk, memory), PEARL, Telling(text=CANARY), session_id="s01")


def owe_digest(made):
    """The digest is owed, and not sent yet."""
    with made.desk.store.begin() as memory:
        now = made.desk.clock.now()
        owed = Owed(
            key=DIGEST, kind="digest", target=NADIA, payload={"session": "s01"}, not_before=now
        )
        assert memory.effects.owe(owed)
    with made.look() as setting:
        return setting.memory.effects.seek(DIGEST)


def said(made):
    return "\n".join(
        one.text + str(one.message.blocks) for one in made.desk.messenger.said.values()
    )


def back(made, story):
    return taking_back.take_back(made.desk, story.id, PEARL)


def state_of(made, key):
    with made.look() as setting:
        return setting.memory.effects.seek(key).state


def test_a_digest_that_waits_is_written_without_it(made, story):
    effect = owe_digest(made)
    words = back(made, story)
    deliver(made.desk, effect.id)

    assert state_of(made, DIGEST) is State.DONE
    assert CANARY not in said(made)
    assert "digest" not in words
    assert "has been taken back" not in said(made)


def test_a_digest_that_has_left_is_written_anew_and_says_so_without_a_name(made, story):
    deliver(made.desk, owe_digest(made).id)
    assert CANARY in said(made)
    words = back(made, story)
    made.work()

    assert "one digest sent to 1 person" in words
    assert CANARY not in said(made)
    (digest,) = [
        one.text for one in made.desk.messenger.said.values() if "what people have said" in one.text
    ]
    assert "contains withdrawn material" in digest
    assert "Pearl" not in digest


def test_a_facilitator_who_has_left_keeps_no_copy_and_is_sent_none(made, story):
    deliver(made.desk, owe_digest(made).id)
    with made.desk.store.begin() as memory:
        memory.people.save(replace(memory.people.get(NADIA), standing="left"))
        late = Owed(
            key=f"{DIGEST}:late",
            kind="digest",
            target=NADIA,
            payload={"session": "s01"},
            not_before=made.desk.clock.now(),
        )
        assert memory.effects.owe(late)
    back(made, story)
    made.work()

    assert CANARY not in said(made)
    assert state_of(made, f"{DIGEST}:late") is State.CANCELLED


def test_a_digest_in_doubt_is_looked_up_and_then_written_anew(made, story):
    effect = owe_digest(made)
    with made.desk.store.begin() as memory:
        setting = Setting(made.desk, memory)
        claimed, _ = memory.effects.claim(effect.id, setting.now, lease=timedelta(minutes=1))
        session, nadia = memory.sessions.get("s01"), memory.people.get(NADIA)
        gathered(setting, session, "digest", reader=nadia, ref=DIGEST)
        memory.effects.doubtful(claimed, setting.now, "no answer came")
    back(made, story)

    with made.look() as setting:
        (edit,) = setting.memory.effects.find(f"edit:{DIGEST}:")
    assert (edit.state, edit.after) == (State.READY, DIGEST)


def test_an_edit_on_its_way_with_the_old_words_is_followed_by_one_with_the_new(made, story):
    deliver(made.desk, owe_digest(made).id)
    with made.desk.store.begin() as memory:
        setting = Setting(made.desk, memory)
        first = story_reach.rewrite(setting, story)
        edit = memory.effects.seek(first[0])
        memory.effects.claim(edit.id, setting.now, lease=timedelta(minutes=1))
    back(made, story)

    with made.look() as setting:
        edits = setting.memory.effects.find(f"edit:{DIGEST}:")
    assert [e.after for e in edits] == [DIGEST, first[0]]


@pytest.mark.parametrize("no", [Refused, Gone])
def test_what_slack_does_not_let_us_change_is_listed_for_facilitators(made, story, no):
    deliver(made.desk, owe_digest(made).id)
    made.chat.fixed = no("Slack does not let us.", code="cant_update_message")
    back(made, story)
    made.work()

    with made.look() as setting:
        (told,) = setting.memory.effects.find(kind="trouble")
        (gone,) = setting.memory.effects.find(kind="story-gone")
        letter = taking_back.gone(setting, gone, setting.people[PEARL])
    assert "holds something that was taken back" in told.payload["words"]
    assert CANARY not in told.payload["words"]
    assert "I could not remove it in 1 place, and have asked a facilitator to." in letter.text


def test_a_message_that_was_deleted_meanwhile_is_listed_nowhere(made, story):
    deliver(made.desk, owe_digest(made).id)
    made.chat.fixed = Gone("It is no longer there.", code="message_not_found")
    back(made, story)
    made.work()

    with made.look() as setting:
        assert setting.memory.effects.find(kind="trouble") == []


def test_a_synthesis_that_used_it_asks_to_be_written_anew(made, story):
    with made.desk.store.begin() as memory:
        carry(Setting(made.desk, memory), story, SYNTHESIS, "m1", readers=12)
    with made.look() as setting:
        assert withdrawn_from(setting, "m1") == 0
    back(made, story)

    with made.look() as setting:
        assert withdrawn_from(setting, "m1") == 1
        (letter,) = setting.memory.effects.find(kind="story-copies")
        words = taking_back.copies(setting, letter, setting.people[NADIA]).text
    assert "contains withdrawn material" in words
    assert "Pearl" not in words


def test_going_less_far_takes_it_out_of_what_was_sent_as_well(made, story):
    deliver(made.desk, owe_digest(made).id)
    change(made.desk, story.id, PEARL, Telling(text=CANARY, scope="private"))
    made.work()

    assert CANARY not in said(made)
    assert "contains withdrawn material" in said(made)


def test_taking_back_twice_says_so_and_changes_nothing(made, story):
    back(made, story)
    with made.look() as setting:
        before = setting.memory.stories.find(), setting.memory.effects.count()
    assert back(made, story) == "That story is already gone."
    with made.look() as setting:
        assert (setting.memory.stories.find(), setting.memory.effects.count()) == before
