"""Taking back while messages wait, are in doubt or are refused: nothing is said afterwards, nothing is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.effects import Owed, State
from bot.facilitation import prompts, story_reach, taking_back
from bot.facilitation.digests import gathered
from bot.facilitation.setting import Setting
from bot.facilitation.stories import Telling, change, tell
from bot.facilitation.story_reach import SYNTHESIS, carry, withdrawn_from
from bot.ports import Gone, Refused
from bot.voice.message import Message
from scheduler.effects import deliver
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

CANARY = "a canary called Quillon"
PEARL, NADIA = (sample_people()[name].id for name in ("pearl", "nadia"))
DIGEST = f"s01:digest:{NADIA}"


ASKED = question("tale", "-8d", "Where were you?", type="story", audience=["lay"], optional=False)


@pytest.fixture
def made(company):
    found = company("2027-02-09T05:00")
    plan = plan_of(2, bare=True, more=ASKED)
    found.begins(cast("ted pearl kwabena kirra signe nadia"), plan, (2027, 2))
    found.until("2027-02-12 16:00")
    return found


@pytest.fixture
def story(made):
    with made.desk.store.begin() as memory:
        return tell(Setting(made.desk, memory), PEARL, Telling(text=CANARY), session_id="s01")


def owe_digest(made, kind="digest"):
    """The draft is owed, and not sent yet."""
    key, now = DIGEST.replace("digest", kind), made.desk.clock.now()
    owed = Owed(key=key, kind=kind, target=NADIA, payload={"session": "s01"}, not_before=now)
    with made.change() as setting:
        assert setting.memory.effects.owe(owed)
        return setting.memory.effects.seek(key)


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


def test_a_draft_that_did_not_quote_it_is_neither_counted_nor_said_to_have_held_it(made, story):
    deliver(made.desk, owe_digest(made).id)
    deliver(made.desk, owe_digest(made, "synthesis").id)
    words = back(made, story)
    made.work()

    assert words.count("one digest") == 1
    assert said(made).count("contains withdrawn material") == 2  # in text and block of the one


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

    (edit,) = made.effects(f"edit:{DIGEST}:")
    assert (edit.state, edit.after) == (State.READY, DIGEST)
    made.clock.instant += timedelta(days=2)  # however long Slack is away
    with made.change() as setting:
        assert setting.memory.effects.claim(edit.id, setting.now, lease=timedelta(0)) is None


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
    with made.change() as setting:
        carry(setting, story, SYNTHESIS, "m1", readers=12)
        carry(setting, story, SYNTHESIS, "m2", readers=9)
    with made.look() as setting:
        assert withdrawn_from(setting, "m1") == 0
    told = back(made, story)
    assert "sent to 12 people" in told
    assert "sent to 9 people" in told

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


def let_go_to_everyone(made, story, **more):
    """It may be read by everyone, and what says so is owed to the channel."""
    with made.change() as setting:
        far = replace(story, wish="community", **more).let_further(setting.now)
        setting.memory.stories.save(far)
        story_reach.follow(setting, story, far)
    (post,) = made.effects("story-shared:")
    return post


def test_what_pointed_to_it_and_is_in_doubt_is_looked_up_and_then_removed(made, story):
    post = let_go_to_everyone(made, story)
    with made.change() as setting:
        claimed, _ = setting.memory.effects.claim(post.id, setting.now, lease=timedelta(minutes=1))
        setting.memory.effects.doubtful(claimed, setting.now, "no answer came")
    stands = made.chat.post("C0COMMUNITY", Message(text="Pearl told a story"), key="")
    made.chat.find = lambda where, *, key, since: stands
    back(made, story)
    made.work()

    assert "Pearl told a story" not in said(made)
    assert state_of(made, f"story-unshared:{story.id}:{post.id}") is State.DONE


def test_another_name_under_it_is_shown_where_it_is_pointed_to(made, story):
    deliver(made.desk, let_go_to_everyone(made, story).id)
    assert "Pearl Haversham told a story for everyone" in said(made)
    change(made.desk, story.id, PEARL, Telling(text=CANARY, scope="community", signed="none"))
    made.work()

    assert "Someone told a story for everyone" in said(made)
    assert "Pearl Haversham told" not in said(made)


def test_what_a_teller_narrowed_goes_on_the_forget_list_and_nothing_else(made, story):
    listed = made.desk.store.forget_list
    wider = Telling(text=CANARY, scope="community", signed="name")
    change(made.desk, story.id, PEARL, wider)
    assert listed.forgotten("story-reach", [story.id]) == []
    change(made.desk, story.id, PEARL, replace(wider, signed="first"))
    assert listed.forgotten("story-reach", [story.id]) == [story.id]


def test_use_outside_is_allowed_for_these_words_and_asked_anew_for_others(made, story):
    outside = replace(Telling(text=CANARY), outside=True)
    assert change(made.desk, story.id, PEARL, outside).may_go_outside
    assert change(made.desk, story.id, PEARL, Telling(text=CANARY)).may_go_outside
    assert not change(made.desk, story.id, PEARL, Telling(text="other words")).may_go_outside
    change(made.desk, story.id, PEARL, replace(outside, text="other words"))
    change(made.desk, story.id, PEARL, replace(outside, text="still others"))

    with made.look() as setting:
        given = setting.memory.consents.find(response_id=story.id, scope="outside")
    assert sorted(c.version for c in given) == [2, 5, 6]


def test_the_reminder_too_says_that_it_is_gone(made):
    asking = f"s01:tale:{PEARL}"
    prompts.later(made.desk, asking, PEARL)
    made.until("2027-02-15 12:00")
    telling = Telling(text=CANARY, scope="facilitators")
    prompts.tell_in_answer(made.desk, asking, PEARL, telling)
    made.work()
    pearl = sample_people()["pearl"]
    assert len(made.told(pearl, "Only the facilitators see it.")) == 2
    with made.look() as setting:
        (story,) = setting.memory.stories.find(asking=asking)
    back(made, story)
    made.work()

    assert made.told(pearl, "Only the facilitators see it.") == []
    assert len(made.told(pearl, "You took it back. It is gone from here.")) == 2


def test_taking_back_twice_says_so_and_changes_nothing(made, story):
    back(made, story)
    with made.look() as setting:
        before = setting.memory.stories.find(), setting.memory.effects.count()
    assert back(made, story) == "That story is already gone."
    with made.look() as setting:
        assert (setting.memory.stories.find(), setting.memory.effects.count()) == before
